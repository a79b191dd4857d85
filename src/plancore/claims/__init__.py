"""Claims: what was submitted, what is decided about it, and why.

`intake.check` at receipt, `adjudicate` to decide, `reversal.reverse` to take back, `explain` for the words.
"""

from plancore.claims import explain, intake, reversal
from plancore.claims.decide import ENGINE_VERSION, adjudicate
from plancore.claims.decision import (
    Adjustment,
    Decision,
    Group,
    LineDecision,
    Movement,
    Pend,
    ShareKind,
    Versions,
)
from plancore.claims.rules import RULES, Effect, Rule
from plancore.claims.snapshot import (
    Authorization,
    BalanceKey,
    Contract,
    Coverage,
    FeeSchedule,
    Member,
    PriorLine,
    ProviderRecord,
    Rate,
    Snapshot,
)
from plancore.claims.states import FINAL, MOVES, ClaimState, may_move
from plancore.claims.types import ClaimForm, ClaimSubmission, Frequency, ServiceLine

__all__ = [
    "ENGINE_VERSION",
    "FINAL",
    "MOVES",
    "RULES",
    "Adjustment",
    "Authorization",
    "BalanceKey",
    "ClaimForm",
    "ClaimState",
    "ClaimSubmission",
    "Contract",
    "Coverage",
    "Decision",
    "Effect",
    "FeeSchedule",
    "Frequency",
    "Group",
    "LineDecision",
    "Member",
    "Movement",
    "Pend",
    "PriorLine",
    "ProviderRecord",
    "Rate",
    "Rule",
    "ServiceLine",
    "ShareKind",
    "Snapshot",
    "Versions",
    "adjudicate",
    "explain",
    "intake",
    "may_move",
    "reversal",
]
