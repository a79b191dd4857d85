"""The states of a claim and the moves between them, as a table. A state is a row added, never edited."""

from enum import StrEnum


class ClaimState(StrEnum):
    """Where a claim stands, from the provider's view (R-11)."""

    RECEIVED = "received"
    """Accepted into adjudication; not yet decided."""
    REJECTED = "rejected"
    """Returned as unprocessable with findings; never adjudicated. Mend and send again."""
    PENDED = "pended"
    """Waits for something the rules can't settle, with a reason, a queue and a clock."""
    PROCESSED = "processed"
    """Decided and approved; payment goes out with the next payment run (nothing may be payable)."""
    DENIED = "denied"
    """Decided; no line is covered. The reasons stand on the lines."""
    PAID = "paid"
    """Money was issued; the trace number names the payment."""
    VOIDED = "voided"
    """Taken back by a void or replacement; amounts were reversed."""


_AGAIN = frozenset({ClaimState.PROCESSED, ClaimState.DENIED, ClaimState.VOIDED})
"""A final decision is taken back for good, or together with a new one that takes its place."""

MOVES: dict[ClaimState | None, frozenset[ClaimState]] = {
    None: frozenset({ClaimState.RECEIVED, ClaimState.REJECTED}),
    ClaimState.RECEIVED: frozenset(
        {ClaimState.PROCESSED, ClaimState.DENIED, ClaimState.PENDED, ClaimState.VOIDED}
    ),
    ClaimState.PENDED: frozenset(
        {ClaimState.PROCESSED, ClaimState.DENIED, ClaimState.PENDED, ClaimState.VOIDED}
    ),
    ClaimState.PROCESSED: frozenset({ClaimState.PAID, *_AGAIN}),
    ClaimState.DENIED: _AGAIN,
    ClaimState.PAID: _AGAIN,
    ClaimState.REJECTED: frozenset(),
    ClaimState.VOIDED: frozenset(),
}

FINAL = frozenset({ClaimState.PROCESSED, ClaimState.DENIED, ClaimState.PAID, ClaimState.VOIDED})
"""States in which the claim has a final decision."""


def may_move(before: ClaimState | None, after: ClaimState) -> bool:
    """True when a claim in state `before` (None: not yet known) may go to `after`."""
    return after in MOVES[before]
