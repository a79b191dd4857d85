"""Edits of the National Correct Coding Initiative: pairs of procedures, units in a day, additions without
their base.

Source: CMS NCCI Policy Manual and edit files; practitioner, outpatient hospital and equipment supplier
tables apart.
"""

import datetime as dt
from decimal import Decimal

from plancore.claims.edits import specialty_of
from plancore.claims.types import ClaimForm, Frequency
from plancore.claims.work import ClaimWork, LineWork, Verdict, verdict
from plancore.codes import MueTable, PtpEdits

_SUPPLIERS = ("332", "335", "3336")
"""Beginnings of the taxonomy codes of equipment suppliers and pharmacies."""


def _pairs(work: ClaimWork) -> PtpEdits:
    codes = work.snapshot.codes
    return codes.ptp_outpatient if work.claim.form is ClaimForm.INSTITUTIONAL else codes.ptp_practitioner


def _limits(work: ClaimWork, line: LineWork) -> MueTable:
    codes = work.snapshot.codes
    if work.claim.form is ClaimForm.INSTITUTIONAL:
        return codes.mue_outpatient
    return codes.mue_dme if specialty_of(work, line).startswith(_SUPPLIERS) else codes.mue_practitioner


def same_day(work: ClaimWork, line: LineWork) -> list[tuple[str, tuple[str, ...], Decimal]]:
    """(procedure, modifiers, units) of the other services of this person, provider and day that stand."""
    day = line.line.service_from
    found = [
        (other.line.procedure, other.line.modifiers, other.line.units)
        for other in work.lines
        if other is not line and other.line.service_from == day and _stands(other)
    ]
    member = work.snapshot.member
    if member is None or not work.snapshot.history:
        return found
    replaced = work.claim.original_reference if work.claim.frequency != Frequency.ORIGINAL else ""
    npi = work.claim.billing.npi
    found += [
        (prior.procedure, prior.modifiers, Decimal(prior.units))
        for prior in work.snapshot.history
        if prior.service_from == day
        and prior.person == member.person
        and prior.billing_npi == npi
        and prior.is_in_effect
        and not (replaced and prior.claim == replaced)
    ]
    return found


def _stands(line: LineWork) -> bool:
    """Over-limit units deny each other: a line denied for them still counts among the day's units."""
    return line.denial is None or line.denial.rule.id.startswith("edit.ncci.mue")


def pairs(work: ClaimWork, line: LineWork) -> Verdict | None:
    """PTP: this service is column 2 of another one of the day. Indicator 0: always denied; 1: unless an
    NCCI modifier stands on either line."""
    this, table = line.line, _pairs(work)
    for procedure, modifiers, _ in same_day(work, line):
        edit = table.edit(procedure, this.procedure, this.service_from)
        if edit is None or procedure == this.procedure:
            continue
        if edit.modifier_indicator == 0:
            return verdict("edit.ncci.ptp_fixed", other=procedure)
        if not bypassed(work, this.modifiers, this.service_from) and not bypassed(
            work, modifiers, this.service_from
        ):
            return verdict("edit.ncci.ptp", other=procedure)
    return None


def bypassed(work: ClaimWork, modifiers: tuple[str, ...], day: dt.date) -> bool:
    """True when one of the modifiers is of those that set two services apart."""
    table = work.snapshot.codes.modifiers
    return any(found.ncci for one in modifiers if (found := table.lookup(one, day)) is not None)


def units(work: ClaimWork, line: LineWork) -> Verdict | None:
    """MUE: indicator 1 compares the line, 2 and 3 the day's sum; over the limit all units are denied.
    Minutes of anesthesia are no units of service."""
    this = line.line
    limit = _limits(work, line).limit(this.procedure)
    if limit is None or this.unit_basis == "MJ":
        return None
    if not limit.units:
        return verdict("edit.ncci.mue_none")
    total = this.units
    if limit.mai != 1:
        total += sum((units for code, _, units in same_day(work, line) if code == this.procedure), Decimal(0))
    return verdict("edit.ncci.mue", limit=str(limit.units)) if total > limit.units else None


def addition(work: ClaimWork, line: LineWork) -> Verdict | None:
    """An add-on code stands beside a service it belongs to; where CMS leaves the list to the payer, any
    other does."""
    add_on = work.snapshot.codes.add_on_codes.add_on(line.line.procedure)
    if add_on is None:
        return None
    others = {procedure for procedure, _, _ in same_day(work, line)} - {line.line.procedure}
    if add_on.primaries & others or (add_on.payer_decides and others):
        return None
    return verdict("edit.ncci.add_on")
