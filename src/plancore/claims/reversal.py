"""Taking a decision back: the same amounts with the other sign, so that money and balances return to where
they were."""

from dataclasses import replace

from plancore.claims.decision import Adjustment, Decision, LineDecision, Movement
from plancore.claims.states import ClaimState


def reverse(decision: Decision) -> Decision:
    """The decision that undoes `decision`: every charge, payment, adjustment and movement negated, outcome
    VOIDED.

    Added beside the one it undoes, never instead of it (835 section 1.10.2.8 asks for the same reasons,
    reversed).
    """
    return Decision(
        outcome=ClaimState.VOIDED,
        lines=tuple(_reversed_line(line) for line in decision.lines),
        findings=(),
        movements=tuple(_reversed_movement(movement) for movement in decision.movements),
        versions=decision.versions,
    )


def _reversed_line(line: LineDecision) -> LineDecision:
    return replace(
        line,
        charge=-line.charge,
        allowed=-line.allowed,
        deductible=-line.deductible,
        copay=-line.copay,
        coinsurance=-line.coinsurance,
        not_covered=-line.not_covered,
        paid=-line.paid,
        adjustments=tuple(_reversed_adjustment(adjustment) for adjustment in line.adjustments),
        trace=("reversed",),
    )


def _reversed_adjustment(adjustment: Adjustment) -> Adjustment:
    return replace(adjustment, amount=-adjustment.amount)


def _reversed_movement(movement: Movement) -> Movement:
    return replace(movement, amount=-movement.amount)
