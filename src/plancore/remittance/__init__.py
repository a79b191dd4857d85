"""Remittance: what a payment is made of, and the proof that it balances."""

from plancore.remittance.balance import balance
from plancore.remittance.build import FORWARD_BALANCE, DecidedClaim, build, forward_balance
from plancore.remittance.types import (
    Payee,
    Payer,
    ProviderAdjustment,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
)

__all__ = [
    "FORWARD_BALANCE",
    "DecidedClaim",
    "Payee",
    "Payer",
    "ProviderAdjustment",
    "Remittance",
    "RemittanceClaim",
    "RemittanceLine",
    "balance",
    "build",
    "forward_balance",
]
