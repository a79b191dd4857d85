"""Decisions and findings into words for pages: codes never stand alone."""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payerport.claims.models import State
from payerport.claims.queries import ClaimView
from payerport.codes import tables
from payerport.web.statuses import status_of
from plancore.claims.decision import Adjustment, Decision, Group, LineDecision
from plancore.claims.explain import Reader, explain
from plancore.claims.types import ClaimSubmission, ServiceLine
from plancore.kernel import Cents

GROUP_WORDS: dict[Group, Promise] = {
    Group.CONTRACTUAL: _("provider write-off"),
    Group.PATIENT: _("patient owes"),
    Group.OTHER: _("other adjustment"),
    Group.PAYER_INITIATED: _("plan reduction"),
}


@dataclass(frozen=True, slots=True)
class AdjustmentWords:
    """One amount not paid: its code (`CO-45`), what it means, what to do about it, who bears it."""

    code: str
    words: str
    mend: str
    bearer: Promise
    amount: Cents


@dataclass(frozen=True, slots=True)
class LineWords:
    """One service line for the claim page; the decided amounts are None until there is a decision."""

    number: int
    procedure: str
    label: str
    modifiers: str
    diagnoses: str
    units: str
    service_from: dt.date
    service_to: dt.date
    charge: Cents
    decided: LineDecision | None
    adjustments: tuple[AdjustmentWords, ...]
    explanation: str
    """How it was reckoned, sentence by sentence."""


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the timeline in words."""

    what: str
    who: str
    at: dt.datetime
    family: str
    more: str


_PROCESSES: dict[str, Promise] = {
    "worker": _("the plan, automatically"),
    "command": _("the plan's operator"),
}


def timeline_of(view: ClaimView) -> list[Step]:
    """The states the claim came to, newest first, each with who and when."""
    return [
        Step(
            what=str(status_of(one.state).word),
            who=one.who or str(_PROCESSES.get(one.by_process, one.by_process)),
            at=one.at,
            family=status_of(one.state).family,
            more=gettext("Trace number %(number)s") % {"number": one.reason}
            if one.state == State.PAID
            else "",
        )
        for one in reversed(view.timeline)
    ]


def pend_text(decision: Decision | None) -> str:
    """Why the claim waits."""
    return " ".join(pend.message for pend in decision.pends) if decision else ""


def lines_of(submission: ClaimSubmission, decision: Decision | None) -> list[LineWords]:
    """The service lines with what was decided of each."""
    decided = {line.number: line for line in decision.lines} if decision else {}
    told = {one.number: one.text for one in explain(decision, Reader.BILLER)} if decision else {}
    return [
        _line(line, submission, decided.get(line.number), told.get(line.number, ""))
        for line in submission.lines
    ]


def _line(
    line: ServiceLine, submission: ClaimSubmission, decided: LineDecision | None, explanation: str
) -> LineWords:
    return LineWords(
        number=line.number,
        procedure=line.procedure,
        label=procedure_label(line.procedure, line.service_from),
        modifiers=" ".join(line.modifiers),
        diagnoses=", ".join(
            with_point(submission.diagnoses[pointer - 1].code)
            for pointer in line.diagnosis_pointers
            if 0 < pointer <= len(submission.diagnoses)
        ),
        units=f"{line.units.normalize():f}",
        service_from=line.service_from,
        service_to=line.service_to,
        charge=line.charge,
        decided=decided,
        adjustments=tuple(adjustment_words(one, line.service_from) for one in decided.adjustments)
        if decided
        else (),
        explanation=explanation,
    )


def adjustment_words(adjustment: Adjustment, on: dt.date) -> AdjustmentWords:
    """An adjustment with its words."""
    known = tables().carc.lookup(adjustment.carc, on)
    return AdjustmentWords(
        code=f"{adjustment.group.value}-{adjustment.carc}",
        words=known.label if known else "",
        mend=known.words.mend if known and adjustment.group is not Group.PATIENT else "",
        bearer=GROUP_WORDS[adjustment.group],
        amount=adjustment.amount,
    )


def procedure_label(procedure: str, on: dt.date) -> str:
    """Short words for a procedure, or nothing when the plan has none (a number the plan has not loaded)."""
    found = tables().procedures.lookup(procedure, on)
    return found.label if found else ""


def with_point(diagnosis: str) -> str:
    """An ICD-10 code as people write it: `M1711` gives `M17.11`."""
    return f"{diagnosis[:3]}.{diagnosis[3:]}" if len(diagnosis) > 3 else diagnosis
