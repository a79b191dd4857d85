"""Edits of the plan's own lists: bundles and exclusive procedures of a day, necessity, specialties."""

from plancore.benefits.edit_settings import Bundle, Settled, within
from plancore.claims.edits import specialty_of
from plancore.claims.edits_ncci import bypassed, same_day
from plancore.claims.work import ClaimWork, LineWork, Verdict, verdict


def parts(work: ClaimWork, line: LineWork) -> Verdict | None:
    """The service is not part of another of the day, as the plan's bundles say."""
    if line.terms is None or not line.terms.edits.bundles:
        return None
    for bundle in line.terms.edits.bundles:
        if within(line.line.procedure, bundle.procedures):
            found = _part_of(work, line, bundle)
            if found is not None:
                return found
    return None


def _part_of(work: ClaimWork, line: LineWork, bundle: Bundle) -> Verdict | None:
    this = line.line
    for procedure, modifiers, _ in same_day(work, line):
        if procedure == this.procedure or not within(procedure, bundle.part_of):
            continue
        if bundle.separable and (
            bypassed(work, this.modifiers, this.service_from) or bypassed(work, modifiers, this.service_from)
        ):
            continue
        return verdict("edit.exclusive" if bundle.exclusive else "edit.bundle", other=procedure)
    return None


def necessity(work: ClaimWork, line: LineWork) -> Verdict | None:
    """The line has a diagnosis the procedure is covered for, where the plan lists them."""
    if line.terms is None or not line.terms.edits.necessity:
        return None
    for rule in line.terms.edits.necessity:
        if not within(line.line.procedure, rule.procedures):
            continue
        if any(within(code, rule.diagnoses) for code in line.diagnoses):
            continue
        if rule.does is Settled.DENY:
            return verdict("edit.necessity")
        work.pend(line, "pend.necessity")
    return None


def specialty(work: ClaimWork, line: LineWork) -> Verdict | None:
    """The specialty is one that the plan pays the procedure to."""
    if line.terms is None or not line.terms.edits.specialties:
        return None
    for rule in line.terms.edits.specialties:
        paid_to = specialty_of(work, line).startswith(rule.specialties)
        if not paid_to and within(line.line.procedure, rule.procedures):
            return verdict("edit.specialty")
    return None
