"""Edits on services billed before: the same again, nearly the same, the same by another provider."""

from plancore.claims.snapshot import PriorLine
from plancore.claims.types import Frequency, ServiceLine
from plancore.claims.work import ClaimWork, LineWork, Verdict, settle, verdict

REPEAT_MODIFIERS = frozenset({"76", "77", "91", "59", "XE", "XS", "XP", "XU"})
"""Modifiers that say a service was done again or apart (CMS, NCCI Policy Manual ch. 1)."""


def duplicate(work: ClaimWork, line: LineWork) -> Verdict | None:
    """The same service for the same person and day, on this claim before or on an earlier one: denied when
    equal, looked at when nearly so, as the plan wants when another provider billed it."""
    member, this = work.snapshot.member, line.line
    if member is None or not REPEAT_MODIFIERS.isdisjoint(this.modifiers):
        return None
    suspect = False
    for other in work.lines[: this.number - 1]:
        if other.denial is None and other.line.number < this.number and _same_service(this, other.line):
            if this.units == other.line.units and this.charge == other.line.charge:
                return verdict("edit.duplicate.exact")
            suspect = True
    before = _before(work, this, member.person) if work.snapshot.history else ()
    mine = [prior for prior in before if prior.billing_npi == work.claim.billing.npi]
    if any(prior.charge == this.charge and _units(prior) == str(this.units.normalize()) for prior in mine):
        return verdict("edit.duplicate.exact")
    if suspect or any(this.procedure or prior.revenue_code for prior in mine):
        work.pend(line, "pend.duplicate.suspect")
    elif line.terms is not None and any(prior.form in ("", work.claim.form) for prior in before):
        return settle(work, line, line.terms.edits.same_day_elsewhere, "duplicate.elsewhere")
    return None


def _before(work: ClaimWork, this: ServiceLine, person: str) -> list[PriorLine]:
    """The same service on earlier claims that stand, whoever billed it."""
    replaced = work.claim.original_reference if work.claim.frequency != Frequency.ORIGINAL else ""
    return [
        prior
        for prior in work.snapshot.history
        if prior.procedure == this.procedure
        and prior.service_from == this.service_from
        and prior.person == person
        and prior.is_in_effect
        and (not replaced or prior.claim != replaced)
        and _same_service(this, prior)
    ]


def _same_service(line: ServiceLine, other: ServiceLine | PriorLine) -> bool:
    """A line without a procedure (institutional) is known by its revenue code, where the plan kept it; a
    dental one by its teeth."""
    return (
        line.procedure == other.procedure
        and line.service_from == other.service_from
        and (bool(line.procedure) or other.revenue_code in ("", line.revenue_code))
        and sorted(line.modifiers) == sorted(other.modifiers)
        and line.teeth == other.teeth
    )


def _units(prior: PriorLine) -> str:
    text = prior.units
    return text.rstrip("0").rstrip(".") if "." in text else str(int(text)) if text.isdigit() else text
