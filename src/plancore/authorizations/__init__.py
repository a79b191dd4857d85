"""Authorizations: whether one is needed for a service, by the same plan terms that decide the claim; what is
asked and answered, as values (types.py)."""

from plancore.authorizations.need import Need, Needed, need

__all__ = ["Need", "Needed", "need"]
