"""Edits on age and sex of procedures, from the plan's list."""

from plancore.claims.edits import age_on
from plancore.claims.work import ClaimWork, LineWork, Verdict, settle

RIGHT_ALL_THE_SAME = "KX"
"""Says that a procedure for the other sex is right for the patient (Medicare Claims Processing Manual ch. 32
s. 240); condition code 45 on an institutional claim."""
_CONDITION = "45"


def procedure(work: ClaimWork, line: LineWork) -> Verdict | None:
    """The procedure is for the patient's sex and age on the day."""
    this = line.line
    limits = work.snapshot.codes.edit_lists.procedure_people.find(this.procedure)
    member, terms = work.snapshot.member, line.terms
    if not limits or member is None or terms is None:
        return None
    for limit in limits:
        if not limit.holds(this.service_from):
            continue
        other_sex = limit.sex and member.gender in ("F", "M") and limit.sex != member.gender
        if other_sex and not _is_right(work, line):
            found = settle(work, line, terms.edits.procedure_sex, "procedure.sex")
            if found is not None:
                return found
        if age_on(member.birth_date, this.service_from) not in limit.ages:
            return settle(work, line, terms.edits.procedure_age, "procedure.age")
    return None


def _is_right(work: ClaimWork, line: LineWork) -> bool:
    institutional = work.claim.institutional
    return RIGHT_ALL_THE_SAME in line.line.modifiers or (
        institutional is not None and _CONDITION in institutional.conditions
    )
