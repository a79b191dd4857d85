"""Coordination of benefits: what this plan pays after another one, and what is left for the member.

Methods (NAIC Model Regulation 120, and plan documents): `standard` pays the lesser of the plan's own
benefit and what the other plan left; `maintenance_of_benefits` applies the plan's cost share to what is
left of its allowed amount; `carve_out` pays its own benefit less what the other plan paid. Never more than
the other plan left of its allowed amount, nor than is left of the charge (42 CFR 411.33 for Medicare).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plancore.benefits.cost_share import Pieces
from plancore.claims.types import ClaimSubmission, OtherPayment, ServiceLine
from plancore.kernel import Cents

_RANK = {"P": 0, "S": 1, "T": 2}


@dataclass(frozen=True, slots=True)
class OtherOutcome:
    """What earlier plans decided on a line, in cents: all they paid, and what the last of them left to the
    patient."""

    paid: Cents
    left: Cents


def other_outcome(claim: ClaimSubmission, line: ServiceLine) -> OtherOutcome | None:
    """What earlier plans decided on the line: from the line itself, else the line's part (by charge) of
    what they decided on the claim. None when nothing was sent, or when a plan before this one is named and
    its decision is not there."""
    decided = [one for one in claim.other_payments if _is_decided(one)]
    if _awaits(claim, line) or not (line.other_payments or decided):
        return None
    if line.other_payments:
        return _of(line.other_payments, line.charge)
    total = sum(one.charge for one in claim.lines)
    shared = [_part(one, claim, line, total) for one in decided]
    return _of(shared, line.charge)


def _is_decided(payment: OtherPayment) -> bool:
    return payment.is_decided or bool(payment.adjustments)


def _awaits(claim: ClaimSubmission, line: ServiceLine) -> bool:
    """True when a plan before this one neither decided the claim nor answers on the line."""
    here = _RANK.get(claim.payer_responsibility, 3)
    answered = {one.payer_id for one in line.other_payments}
    return any(
        not _is_decided(one) and one.payer_id not in answered and _RANK.get(one.responsibility, 3) < here
        for one in claim.other_payments
    )


def _of(payments: Sequence[OtherPayment], charge: Cents) -> OtherOutcome:
    paid = sum(one.paid for one in payments)
    last = max(payments, key=lambda one: _RANK.get(one.responsibility, 3))
    left = sum(amount for group, _, amount in last.adjustments if group == "PR")
    return OtherOutcome(paid, max(0, min(left, charge - paid)))


def _part(payment: OtherPayment, claim: ClaimSubmission, line: ServiceLine, total: Cents) -> OtherPayment:
    """The line's part of a claim-level payment: lines before it and it together have their share, so that
    the parts of all lines add up to the whole."""
    before = sum(one.charge for one in claim.lines if one.number < line.number)

    def part(amount: Cents) -> Cents:
        return amount * (before + line.charge) // total - amount * before // total if total else 0

    return replace(
        payment,
        paid=part(payment.paid),
        adjustments=tuple((group, carc, part(amount)) for group, carc, amount in payment.adjustments),
    )


def coordinated_payment(method: str, own_benefit: Cents, other: OtherOutcome, charge: Cents) -> Cents:
    """What this plan pays, in cents. For `maintenance_of_benefits`, `own_benefit` was already reckoned on
    what the other plan left of the allowed amount."""
    if method == "carve_out":
        own_benefit -= other.paid
    return max(0, min(own_benefit, other.left, charge - other.paid))


def reduced(pieces: Pieces, beyond_limit: Cents, owed: Cents) -> tuple[Pieces, Cents]:
    """The member's pieces cut down to `owed` cents in all, the last one taken first; and what is left of
    the part beyond a limit, which is cut before them."""
    excess = max(0, pieces.total + beyond_limit - owed)
    cut = min(excess, beyond_limit)
    excess -= cut
    kept = {name: getattr(pieces, name) for name in ("deductible", "copay", "coinsurance")}
    for name in reversed(pieces.steps):
        taken = min(excess, kept[name])
        kept[name] -= taken
        excess -= taken
    spared = pieces.total - sum(kept.values())
    smaller = Pieces(
        deductible=kept["deductible"],
        copay=kept["copay"],
        coinsurance=kept["coinsurance"],
        copay_to_deductible=min(pieces.copay_to_deductible, kept["copay"]),
        to_maximum=max(0, pieces.to_maximum - spared),
        capped=pieces.capped,
        steps=tuple(name for name in pieces.steps if kept[name]),
    )
    return smaller, beyond_limit - cut
