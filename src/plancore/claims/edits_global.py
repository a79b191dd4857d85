"""Edits on the package of a surgery: visits and further procedures that its price holds already.

Source: Medicare Claims Processing Manual chapter 12 section 40; days from the relative value file. Packages
of licensed codes are known once the plan has loaded their values.
"""

import datetime as dt
from collections.abc import Iterator

from plancore.benefits.edit_settings import within
from plancore.claims.types import Frequency
from plancore.claims.work import ClaimWork, LineWork, Verdict, verdict
from plancore.codes import RelativeValues

_SAME_DAY = frozenset({"25", "57"})
_DECISION = frozenset({"57"})
_UNRELATED_VISIT = frozenset({"24"})
_APART = frozenset({"58", "78", "79"})
_MAJOR = 90


def package(work: ClaimWork, line: LineWork) -> Verdict | None:
    """A visit, or a procedure with a package of its own, in the days of an earlier surgery of the same
    practice needs the modifier that sets it apart."""
    this, table, terms = line.line, work.snapshot.codes.relative_values, line.terms
    if terms is None:
        return None
    is_procedure = table.package_days(this.procedure) is not None
    if not is_procedure and not (
        terms.edits.surgery_visits and within(this.procedure, terms.edits.surgery_visits)
    ):
        return None
    for surgery, day, days in _surgeries(work, line, table):
        passes = _let_through(is_procedure, (this.service_from - day).days, days)
        if passes is not None and passes.isdisjoint(this.modifiers):
            return verdict("edit.global_package", other=surgery)
    return None


def _let_through(is_procedure: bool, gap: int, days: int) -> frozenset[str] | None:
    """The modifiers that set a service apart, `gap` days after a surgery with so many days; None where it
    lies outside the package."""
    if 0 < gap <= days:
        return _APART if is_procedure else _UNRELATED_VISIT
    if is_procedure:
        return None
    if gap == 0:
        return _SAME_DAY
    return _DECISION if gap == -1 and days == _MAJOR else None


def _surgeries(work: ClaimWork, line: LineWork, table: RelativeValues) -> Iterator[tuple[str, dt.date, int]]:
    """(procedure, day, days of its package) of this practice's surgeries of the person that stand."""
    for other in work.lines:
        days = table.package_days(other.line.procedure)
        if days is not None and other is not line and other.denial is None:
            yield other.line.procedure, other.line.service_from, days
    member, claim = work.snapshot.member, work.claim
    replaced = claim.original_reference if claim.frequency != Frequency.ORIGINAL else ""
    for prior in work.snapshot.history:
        days = table.package_days(prior.procedure)
        if (
            days is not None
            and member is not None
            and prior.person == member.person
            and prior.billing_npi == claim.billing.npi
            and prior.is_in_effect
            and (not replaced or prior.claim != replaced)
        ):
            yield prior.procedure, prior.service_from, days
