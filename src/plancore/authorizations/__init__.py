"""Authorizations: whether one is needed for a service, by the same plan terms that decide the claim."""

from plancore.authorizations.need import Need, Needed, need

__all__ = ["Need", "Needed", "need"]
