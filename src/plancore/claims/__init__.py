"""Claims: what was submitted, what is decided about it, and why.

`intake.check` at receipt, `adjudicate` to decide, `estimate` to ask before, `reversal.reverse` to take back,
`record` to decide again, `explain` for the words.
"""

from plancore.claims import estimate, explain, intake, record, reversal
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
    Rbrvs,
    Reductions,
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
    "Rbrvs",
    "Reductions",
    "Rule",
    "ServiceLine",
    "ShareKind",
    "Snapshot",
    "Versions",
    "adjudicate",
    "estimate",
    "explain",
    "intake",
    "may_move",
    "record",
    "reversal",
]
