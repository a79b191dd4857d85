"""Edits on codes by date of service: procedure, modifiers, diagnoses, place, revenue code.

Look-ups have three answers; where a licensed table is not loaded the code is neither right nor wrong: it is
noted.
"""

from typing import TypeVar

from plancore.claims.edits_diagnosis import person
from plancore.claims.types import ClaimForm
from plancore.claims.work import ClaimWork, LineWork, Verdict, verdict
from plancore.codes import Code, CodeSet, Diagnosis, Membership, is_revenue_code_shape

C = TypeVar("C", bound=Code)

_ROUTE_LETTERS = frozenset("DEGHIJNPRSX")


def procedure(work: ClaimWork, line: LineWork) -> Verdict | None:
    """The procedure code is in force on the day."""
    this = line.line
    if not this.procedure and work.claim.form is ClaimForm.INSTITUTIONAL:
        return None
    codes = work.snapshot.codes.procedures
    known = codes.known(this.procedure, this.service_from)
    if known is Membership.UNKNOWN:
        return _unknown(work, line, codes.set_of(this.procedure), this.procedure, "edit.procedure.invalid")
    if known is Membership.NOT_LOADED:
        work.note(line, verdict("note.codes.not_loaded"))
    return None


def modifiers(work: ClaimWork, line: LineWork) -> Verdict | None:
    """Each modifier is in force on the day."""
    table, this = work.snapshot.codes.modifiers, line.line
    for one in this.modifiers:
        if is_ambulance_route(this.procedure, one):
            continue
        if len(one) != 2 or not one.isalnum():
            return verdict("edit.modifier.invalid")
        if table.known(one, this.service_from) is Membership.UNKNOWN:
            found = _unknown(work, line, table, one, "edit.modifier.invalid")
            if found is not None:
                return found
    return None


def is_ambulance_route(procedure: str, modifier: str) -> bool:
    """True for an ambulance service's pair of origin and destination letters, which no table of modifiers
    lists (Medicare Claims Processing Manual, chapter 15, section 30 A).
    """
    is_ambulance = procedure.startswith(("A02", "A03", "A04", "A08", "A09"))
    return is_ambulance and len(modifier) == 2 and set(modifier) <= _ROUTE_LETTERS


def _unknown(
    work: ClaimWork, line: LineWork, table: CodeSet[C] | None, code: str, rule: str
) -> Verdict | None:
    """A code the table does not have that day: denied by `rule` where the table speaks for the day or knew
    the code before; where it is older than it should be, somebody has to look.
    """
    day = line.line.service_from
    if table is None or table.history(code) or not table.release.caveats(day):
        return verdict(rule)
    work.pend(line, "pend.codes.stale")
    return None


def diagnoses(work: ClaimWork, line: LineWork) -> Verdict | None:
    """Each diagnosis the line points to is in force and billable, and the plan lets its usual age and sex
    pass; the first one may stand first."""
    table, day = work.snapshot.codes.icd10cm, line.line.service_from
    for code in line.diagnoses:
        found = None
        known = table.lookup(code, day)
        if known is None:
            found = _unknown_diagnosis(work, line, code)
        elif not known.billable:
            found = verdict("edit.diagnosis.not_billable")
        elif known.sex is not None or known.ages is not None:
            found = person(work, line, known)
        if found is not None:
            return found
    return _may_stand_first(table.lookup(line.diagnoses[0], day)) if line.diagnoses else None


def _unknown_diagnosis(work: ClaimWork, line: LineWork, code: str) -> Verdict | None:
    table = work.snapshot.codes.icd10cm
    if table.known(code, line.line.service_from) is Membership.UNKNOWN:
        return _unknown(work, line, table, code, "edit.diagnosis.invalid")
    return None


def _may_stand_first(first: Diagnosis | None) -> Verdict | None:
    if first is None:
        return None
    if first.is_external_cause:
        return verdict("edit.diagnosis.external_first")
    return verdict("edit.diagnosis.manifestation_first") if first.manifestation else None


def place(work: ClaimWork, line: LineWork) -> Verdict | None:
    """The place of service is in force (professional and dental claims)."""
    if work.claim.form is ClaimForm.INSTITUTIONAL:
        return None
    code = line.line.place_of_service or work.claim.facility_code
    if work.snapshot.codes.place_of_service.known(code, line.line.service_from) is Membership.UNKNOWN:
        return verdict("edit.place.invalid")
    return None


def revenue_code(work: ClaimWork, line: LineWork) -> Verdict | None:
    """The revenue code has a shape in use (institutional claims; the table itself is licensed)."""
    if work.claim.form is not ClaimForm.INSTITUTIONAL or is_revenue_code_shape(line.line.revenue_code):
        return None
    return verdict("edit.revenue_code.invalid")
