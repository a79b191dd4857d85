"""Amounts for a claim as a whole: case rate, per diem, diagnosis related group; and their parts on the lines.

Rules: docs/reference/contracts.md. Exact fractions inside, one rounding half up to the cent at the end.
"""

from collections.abc import Sequence
from fractions import Fraction

from plancore.claims.contract_terms import DrgRate, DrgWeight, Level, PerDiem, Term, within
from plancore.claims.types import ClaimSubmission
from plancore.claims.work import ClaimWork, LineWork
from plancore.kernel import Cents, rounded

_WHOLE = 10_000
_STILL_PATIENT = "30"


class Unpriced(Exception):  # noqa: N818 - no error: the claim waits, for the rule and the fact it names
    """The method cannot price. `rule` is the pend's id, `what` the fact that is missing."""

    def __init__(self, rule: str, what: str = "") -> None:
        super().__init__(rule)
        self.rule = rule
        self.what = what


def drg_of(work: ClaimWork) -> str:
    """The claim's group: as the plan's grouper found it, else as the claim states it; empty when neither."""
    stay = work.claim.institutional
    return work.snapshot.grouped_drg or (stay.diagnosis_related_group if stay is not None else "")


def amount_together(work: ClaimWork, term: Term, lines: Sequence[LineWork]) -> Cents:
    """The term's amount for these lines together, in cents, before lesser-of. Raises Unpriced."""
    if term.case_rate is not None:
        return term.case_rate
    if term.per_diem is not None:
        return _per_diem(work.claim, term.per_diem, lines)
    if term.drg is None:
        raise ValueError(f"{term.id} prices no claim together")
    return _by_group(work, term.drg, lines)


def _per_diem(claim: ClaimSubmission, terms: PerDiem, lines: Sequence[LineWork]) -> Cents:
    rooms = [
        (level, line)
        for line in lines
        for level in terms.levels
        if within(line.line.revenue_code, level.revenue_codes)
    ]
    if not rooms:
        raise Unpriced("pend.pricing.facts", "a room's revenue code")
    if terms.count == "statement":
        return _stepped(rooms[0][0], 0, days_of(claim))
    total, counted = 0, dict[Level, int]()
    for level, line in rooms:
        days, before = int(line.line.units), counted.get(level, 0)
        total += _stepped(level, before, before + days)
        counted[level] = before + days
    if not any(counted.values()):
        raise Unpriced("pend.pricing.facts", "the room's days")
    return total


def _stepped(level: Level, after: int, through: int) -> Cents:
    """Cents for the days `after` + 1 to `through`, each at its step."""
    total, begin = 0, after
    for last, each in level.steps:
        end = through if last == 0 else min(through, last)
        if end > begin:
            total += (end - begin) * each
            begin = end
    return total


def days_of(claim: ClaimSubmission) -> int:
    """Days of the stay: from admission (else the statement's first day) to the day before discharge, at least
    one; the last day too when the patient is still there. Raises Unpriced without a statement period."""
    stay = claim.institutional
    first = stay.admitted_on if stay is not None and stay.admitted_on is not None else claim.statement_from
    if first is None or claim.statement_to is None:
        raise Unpriced("pend.pricing.facts", "the statement's days")
    if claim.statement_from is not None:
        first = max(first, claim.statement_from)
    is_there = stay is not None and stay.patient_status == _STILL_PATIENT
    return max(1, (claim.statement_to - first).days + (1 if is_there else 0))


def _by_group(work: ClaimWork, terms: DrgRate, lines: Sequence[LineWork]) -> Cents:
    drg = drg_of(work)
    if not drg:
        raise Unpriced("pend.pricing.drg")
    weight = _weight(work.claim, terms, drg)
    if weight is None:
        raise Unpriced("pend.pricing")
    amount = Fraction(terms.base * weight.weight, _WHOLE)
    stay = work.claim.institutional
    if stay is not None and stay.patient_status in terms.transfer_statuses and weight.mean_days:
        by_day = amount * Fraction(10, weight.mean_days)
        amount = min(amount, by_day * (days_of(work.claim) + 1))
    if terms.outlier is not None:
        charges = sum(line.line.charge for line in lines)
        cost = Fraction(charges * terms.outlier.cost_ratio, _WHOLE)
        excess = max(Fraction(0), cost - amount - terms.outlier.threshold)
        amount += excess * Fraction(terms.outlier.share, _WHOLE)
    return rounded(amount)


def _weight(claim: ClaimSubmission, terms: DrgRate, drg: str) -> DrgWeight | None:
    """The group's weight on the day of discharge (the statement's last day; 42 CFR 412.60), or None."""
    day = claim.statement_to or claim.service_to
    return next((one for one in terms.weights if one.drg == drg and day in one.period), None)


def shared_out(amount: Cents, charges: Sequence[Cents]) -> list[Cents]:
    """The amount in parts by charge, whose sum is the amount: whole cents first, the cents that are left to
    the largest remainders, among equals to the earlier line. Without charges all goes to the first."""
    total = sum(charges)
    if total <= 0:
        return [amount, *([0] * (len(charges) - 1))]
    parts = [divmod(amount * charge, total) for charge in charges]
    left = amount - sum(whole for whole, _ in parts)
    order = sorted(range(len(parts)), key=lambda place: (-parts[place][1], place))
    gets_one = set(order[:left])
    return [whole + (place in gets_one) for place, (whole, _) in enumerate(parts)]
