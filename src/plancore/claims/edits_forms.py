"""Edits of one form only: revenue codes and stays of institutional claims, teeth of dental ones."""

import datetime as dt
from collections.abc import Callable

from plancore.benefits.edit_settings import ToothRule, within
from plancore.claims.edits import age_on
from plancore.claims.edits_diagnosis import principal
from plancore.claims.intake_forms import is_bill_of_stay, is_inpatient
from plancore.claims.snapshot import PriorLine
from plancore.claims.types import ClaimForm, Frequency, ServiceLine
from plancore.claims.work import ClaimWork, LineWork, Verdict, verdict


def by_form(work: ClaimWork, line: LineWork) -> Verdict | None:
    """The edits of the claim's form, in order; professional claims have none here."""
    for edit in _BY_FORM.get(work.claim.form, ()):
        found = edit(work, line)
        if found is not None:
            return found
    return None


def revenue(work: ClaimWork, line: LineWork) -> Verdict | None:
    """The revenue code fits the type of bill, and has its procedure on an outpatient bill."""
    if is_inpatient(work.claim):
        return None
    for rule in work.snapshot.codes.edit_lists.revenue_codes.find(line.line.revenue_code):
        if rule.inpatient_only:
            return verdict("edit.revenue_code.setting")
        if rule.needs_procedure and not line.line.procedure:
            return verdict("edit.revenue_code.procedure")
    return None


def stays(work: ClaimWork, line: LineWork) -> Verdict | None:
    """No other stay of the person covers a day of this one; the day of a transfer belongs to both."""
    member, claim, this = work.snapshot.member, work.claim, line.line
    if member is None or not is_inpatient(claim):
        return None
    first, last = claim.statement_from or this.service_from, claim.statement_to or this.service_to
    replaced = claim.original_reference if claim.frequency != Frequency.ORIGINAL else ""
    for prior in work.snapshot.history:
        if (
            is_bill_of_stay(prior.bill_type)
            and prior.person == member.person
            and prior.is_in_effect
            and (not replaced or prior.claim != replaced)
            and prior.service_from < last
            and first < prior.service_to
        ):
            work.pend(line, "pend.duplicate.stay")
            return None
    return None


def teeth(work: ClaimWork, line: LineWork) -> Verdict | None:
    """What the plan's rules on teeth ask of the procedure: tooth, surface, area, age, months between."""
    if line.terms is None:
        return None
    for rule in line.terms.edits.teeth:
        if within(line.line.procedure, rule.procedures):
            found = _missing(rule, line.line) or _person(rule, work, line.line) or _again(rule, work, line)
            if found is not None:
                return found
    return None


def _missing(rule: ToothRule, line: ServiceLine) -> Verdict | None:
    if "tooth" in rule.needs and not line.teeth:
        return verdict("edit.tooth.missing")
    if "surface" in rule.needs and not (line.teeth and all(tooth.surfaces for tooth in line.teeth)):
        return verdict("edit.tooth.surface")
    if "cavity" in rule.needs and not line.oral_cavities:
        return verdict("edit.tooth.cavity")
    return None


def _person(rule: ToothRule, work: ClaimWork, line: ServiceLine) -> Verdict | None:
    member = work.snapshot.member
    if member is None or rule.youngest <= age_on(member.birth_date, line.service_from) <= rule.oldest:
        return None
    return verdict("edit.tooth.age")


def _again(rule: ToothRule, work: ClaimWork, line: LineWork) -> Verdict | None:
    member, this = work.snapshot.member, line.line
    if not rule.months or member is None:
        return None
    replaced = work.claim.original_reference if work.claim.frequency != Frequency.ORIGINAL else ""
    done: list[tuple[ServiceLine | PriorLine, dt.date]] = [
        (other.line, other.line.service_from)
        for other in work.lines
        if other.line.number < this.number and other.denial is None
    ]
    done += [
        (prior, prior.service_from)
        for prior in work.snapshot.history
        if prior.person == member.person and prior.is_in_effect and (not replaced or prior.claim != replaced)
    ]
    for other, day in done:
        if _same_tooth(rule, this, other) and day <= this.service_from < _after(day, rule.months):
            return verdict("edit.tooth.again", months=str(rule.months))
    return None


def _same_tooth(rule: ToothRule, line: ServiceLine, other: ServiceLine | PriorLine) -> bool:
    """The same kind of work on a tooth (and, where the rule speaks of surfaces, on one of its surfaces)."""
    if not within(other.procedure, rule.procedures):
        return False
    for tooth in line.teeth:
        for earlier in other.teeth:
            if tooth.number == earlier.number and (
                "surface" not in rule.needs or not set(tooth.surfaces).isdisjoint(earlier.surfaces)
            ):
                return True
    return False


def _after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the month's last day where there is none."""
    first = _first_of(day.year * 12 + day.month - 1 + months)
    last = _first_of(first.year * 12 + first.month) - dt.timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _first_of(months: int) -> dt.date:
    """The first day of a month counted from the year 0."""
    return dt.date(months // 12, months % 12 + 1, 1)


_BY_FORM: dict[ClaimForm, tuple[Callable[[ClaimWork, LineWork], Verdict | None], ...]] = {
    ClaimForm.INSTITUTIONAL: (revenue, principal, stays),
    ClaimForm.DENTAL: (teeth,),
}
