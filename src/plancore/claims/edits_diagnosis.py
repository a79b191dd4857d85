"""Edits on what a diagnosis says of the person, of other diagnoses, of its place and of its side."""

from plancore.claims.edits import age_on
from plancore.claims.intake_forms import is_inpatient
from plancore.claims.types import ClaimForm
from plancore.claims.work import ClaimWork, LineWork, Verdict, settle, verdict
from plancore.codes import Diagnosis, Side

_OTHER_SIDE = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}


def person(work: ClaimWork, line: LineWork, known: Diagnosis) -> Verdict | None:
    """A diagnosis that is unusual for the patient's sex or age: what the plan wants of it."""
    member, terms = work.snapshot.member, line.terms
    if member is None or terms is None:
        return None
    if known.sex is not None and member.gender in ("F", "M") and known.sex != member.gender:
        found = settle(work, line, terms.edits.diagnosis_sex, "diagnosis.sex", code=known.shown)
        if found is not None:
            return found
    if known.ages is not None and age_on(member.birth_date, line.line.service_from) not in known.ages:
        return settle(work, line, terms.edits.diagnosis_age, "diagnosis.age", code=known.shown)
    return None


def together(work: ClaimWork, line: LineWork) -> Verdict | None:
    """Two diagnoses of the line that a note of the code set keeps apart."""
    diagnoses = line.diagnoses
    if len(diagnoses) < 2:
        return None
    if diagnoses not in work.excludes:
        work.excludes[diagnoses] = _excluded(work, diagnoses)
    found = work.excludes[diagnoses]
    if found is None or line.terms is None:
        return None
    code, other = found
    return settle(work, line, line.terms.edits.excludes1, "diagnosis.excludes", code=code, other=other)


def _excluded(work: ClaimWork, diagnoses: tuple[str, ...]) -> tuple[str, str] | None:
    lists = work.snapshot.codes.edit_lists
    for place, code in enumerate(diagnoses):
        for other in diagnoses[:place]:
            if lists.excluded(other, code):
                return _shown(other), _shown(code)
    return None


def _shown(code: str) -> str:
    return code if len(code) <= 3 else f"{code[:3]}.{code[3:]}"


def principal(work: ClaimWork, line: LineWork) -> Verdict | None:
    """The principal diagnosis of a stay is a condition, not what only stands beside one (inpatient)."""
    claim = work.claim
    if claim.form is not ClaimForm.INSTITUTIONAL or not is_inpatient(claim) or not claim.diagnoses:
        return None
    code = claim.diagnoses[0].code
    if work.snapshot.codes.edit_lists.secondary_diagnoses.find(code):
        return verdict("edit.diagnosis.secondary_first", code=_shown(code))
    return None


def side(work: ClaimWork, line: LineWork) -> Verdict | None:
    """A modifier for one side does not stand with a first diagnosis of the other side, unless a further
    diagnosis names the modifier's. Both sides with a diagnosis of one, or one side with a diagnosis that
    names none, is noted."""
    if not line.line.modifiers or not line.diagnoses:
        return None
    codes, day = work.snapshot.codes, line.line.service_from
    sides = {
        found.side for one in line.line.modifiers if (found := codes.modifiers.lookup(one, day)) is not None
    }
    sides.discard(None)
    first = codes.icd10cm.lookup(line.diagnoses[0], day) if sides else None
    if first is None or first.side is None or first.side in sides:
        return None
    if first.side in _OTHER_SIDE and _OTHER_SIDE[first.side] in sides:
        further = {
            known.side
            for code in line.diagnoses[1:]
            if (known := codes.icd10cm.lookup(code, day)) is not None
        }
        return None if further & sides else verdict("edit.diagnosis.side")
    if first.side is Side.UNSPECIFIED or Side.BILATERAL in sides:
        work.note(line, verdict("note.diagnosis.side", code=first.shown))
    return None
