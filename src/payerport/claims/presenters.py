"""Decisions and findings into words for pages: codes never stand alone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from payerport.claims.models import Claim, ClaimFinding, State
from payerport.claims.queries import ClaimView
from payerport.codes import tables
from payerport.web.formatting import money_text
from payerport.web.statuses import Family, Status, status_of
from plancore.claims.decision import Adjustment, Decision, Group, LineDecision, Pend
from plancore.claims.explain import Reader, Sentence, explain
from plancore.claims.rules import RULES
from plancore.claims.states import ClaimState
from plancore.claims.types import ClaimSubmission, ServiceLine
from plancore.kernel import Cents

GROUP_WORDS: dict[Group, Promise] = {
    Group.CONTRACTUAL: _("provider write-off"),
    Group.PATIENT: _("patient owes"),
    Group.OTHER: _("other adjustment"),
    Group.PAYER_INITIATED: _("plan reduction"),
}
QUEUES: dict[str, Promise] = {
    "pricing": _("pricing"),
    "duplicates": _("possible duplicates"),
    "coordination": _("other insurance"),
    "reversals": _("corrections of earlier claims"),
    "plan-configuration": _("plan terms"),
    "codes": _("codes newer than the plan's table"),
}
"""The plan's queues, as a practice reads them."""


@dataclass(frozen=True, slots=True)
class AdjustmentWords:
    """One amount not paid: its code (`CO-45`), what it means, what to do about it, who bears it."""

    code: str
    words: str
    mend: str
    bearer: Promise
    amount: Cents


@dataclass(frozen=True, slots=True)
class Figures:
    """The amounts of a service or a claim in cents; None until they are decided."""

    charge: Cents
    allowed: Cents | None = None
    deductible: Cents | None = None
    copay: Cents | None = None
    coinsurance: Cents | None = None
    member_share: Cents | None = None
    paid: Cents | None = None


@dataclass(frozen=True, slots=True)
class LineWords:
    """One service line for the claim page."""

    number: int
    procedure: str
    label: str
    modifiers: str
    diagnoses: str
    units: str
    service_from: dt.date
    service_to: dt.date
    figures: Figures
    status: Status | None
    """Said of a line alone: denied, or the one that the claim waits for."""
    waits_for: str
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


@dataclass(frozen=True, slots=True)
class ClaimAnswer:
    """The page's first words: where the claim stands, why, and what to do."""

    title: str
    text: str
    family: Family


_PROCESSES: dict[str, Promise] = {
    "worker": _("the plan, automatically"),
    "command": _("the plan's operator"),
    "system": _("a system of the sender"),
}


def timeline_of(view: ClaimView) -> list[Step]:
    """The states the claim came to, newest first, each with who and when."""
    steps = []
    for place, one in enumerate(view.timeline):
        who = one.who or str(_PROCESSES.get(one.by_process, one.by_process))
        if place == 0 and one.state == State.REJECTED:
            # One row says that it came and went back at once: somebody sent it, the checks rejected it.
            steps.append(_step(State.RECEIVED, who, one.at))
            who = str(_PROCESSES["worker"])
        trace = gettext("Trace number %(number)s") % {"number": one.reason} if one.state == State.PAID else ""
        steps.append(_step(one.state, who, one.at, trace))
    return steps[::-1]


def _step(state: str, who: str, at: dt.datetime, more: str = "") -> Step:
    status = status_of(state)
    return Step(what=str(status.word), who=who, at=at, family=status.family, more=more)


def answer_of(claim: Claim, view: ClaimView) -> ClaimAnswer:
    """Where the claim stands, in words that name the reason and the next act."""
    state, decision = claim.state, view.decision
    if state == State.REJECTED:
        return _rejected(view.findings)
    if state == State.PENDED:
        return _pended(decision.pends if decision else ())
    if state == State.DENIED and decision:
        return _denied(decision, claim.service_from)
    if state == State.VOIDED:
        return ClaimAnswer(
            gettext("Taken back"), gettext("A later claim replaced or voided this one."), Family.STOPPED
        )
    if state in (State.PROCESSED, State.PAID) and decision:
        return _approved(claim, decision)
    return ClaimAnswer(
        gettext("Received, being decided"),
        gettext("The plan has the claim and is working on it. This page renews itself."),
        Family.WAITING,
    )


def _rejected(findings: Sequence[ClaimFinding]) -> ClaimAnswer:
    errors = [one for one in findings if one.severity == "error"]
    title = gettext("Rejected: the plan could not take this claim in")
    if errors:
        count = len(errors)
        title = ngettext("Rejected: %(count)d thing to mend", "Rejected: %(count)d things to mend", count)
        title %= {"count": count}
    text = gettext(
        "Nothing was decided, and the claim counts as not sent. Mend it in your billing system and send it "
        "again as a new claim, not as a replacement."
    )
    return ClaimAnswer(title, text, Family.NEEDS_YOU)


def _pended(pends: Sequence[Pend]) -> ClaimAnswer:
    queues = list(dict.fromkeys(str(QUEUES.get(one.queue, one.queue)) for one in pends))
    title = gettext("Waiting for a person at the plan")
    if queues:
        title = gettext("Waiting for the plan: %(queue)s") % {"queue": ", ".join(queues)}
    reasons = dict.fromkeys(one.message for one in pends)
    text = " ".join([*reasons, gettext("Nothing for you to do; this page renews itself when it is settled.")])
    return ClaimAnswer(title, text, Family.WAITING)


def _denied(decision: Decision, on: dt.date) -> ClaimAnswer:
    """The reason that weighs most, in words at once."""
    told = _told(decision)
    reasons: dict[str, AdjustmentWords] = {}
    amounts: dict[str, Cents] = {}
    for line in decision.lines:
        for one in line.adjustments:
            words = adjustment_words(one, on, _denial_in(told[line.number], one.carc))
            reasons.setdefault(words.code, words)
            amounts[words.code] = amounts.get(words.code, 0) + one.amount
    if not reasons:
        return ClaimAnswer(gettext("Denied: the plan pays nothing"), "", Family.DONE_WITH_LOSS)
    words = reasons[max(amounts, key=lambda code: amounts[code])]
    title = gettext("Denied: %(words)s (%(code)s)") % {"words": words.words, "code": words.code}
    more = len(reasons) - 1
    text = [words.mend]
    if more:
        text.append(
            ngettext("%(count)d more reason stands below.", "%(count)d more reasons stand below.", more)
            % {"count": more}
        )
    return ClaimAnswer(title, " ".join(text), Family.DONE_WITH_LOSS)


def _approved(claim: Claim, decision: Decision) -> ClaimAnswer:
    paid = money_text(decision.paid)
    if claim.state == State.PAID:
        title = gettext("Paid: %(amount)s") % {"amount": paid}
    elif decision.paid:
        title = gettext("Approved: %(amount)s goes out with the next payment") % {"amount": paid}
    else:
        title = gettext("Processed: nothing is payable by the plan")
    owed = decision.member_share
    text = [gettext("The patient owes %(amount)s.") % {"amount": money_text(owed)}]
    if not owed:
        text = [gettext("The patient owes nothing.")]
    denied = sum(is_denied(line) for line in decision.lines)
    if denied:
        text.append(
            ngettext(
                "%(denied)d of %(all)d services was denied; the reason stands beside it.",
                "%(denied)d of %(all)d services were denied; the reasons stand beside them.",
                denied,
            )
            % {"denied": denied, "all": len(decision.lines)}
        )
    return ClaimAnswer(title, " ".join(text), Family.DONE_WELL)


def is_denied(line: LineDecision) -> bool:
    """Whether this line was denied (and not merely left to the patient)."""
    return any(step.startswith("denied:") for step in line.trace)


def is_settled(claim: Claim, *, is_remitted: bool) -> bool:
    """Whether nothing more happens to the claim by itself, so that an open page need not ask again."""
    waits_for_payment = claim.state == State.PROCESSED and not is_remitted
    return claim.state not in (State.RECEIVED, State.PENDED) and not waits_for_payment


def lines_of(submission: ClaimSubmission, decision: Decision | None) -> list[LineWords]:
    """The service lines with what was decided of each."""
    decided = {line.number: line for line in decision.lines} if decision else {}
    told = _told(decision) if decision else {}
    waits = decision is not None and decision.outcome is ClaimState.PENDED
    return [
        _line(line, submission, decided.get(line.number), told.get(line.number, ()), waits=waits)
        for line in submission.lines
    ]


def _line(
    line: ServiceLine,
    submission: ClaimSubmission,
    decided: LineDecision | None,
    told: Sequence[Sentence],
    *,
    waits: bool,
) -> LineWords:
    shown = None if waits else decided
    status = status_of(State.DENIED) if shown and is_denied(shown) else None
    waits_for = _waits_for(decided) if waits and decided else ""
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
        units=units_text(line),
        service_from=line.service_from,
        service_to=line.service_to,
        figures=_figures(line.charge, [shown]) if shown else Figures(line.charge),
        status=status_of(State.PENDED) if waits_for else status,
        waits_for=waits_for,
        adjustments=tuple(
            adjustment_words(one, line.service_from, _denial_in(told, one.carc)) for one in shown.adjustments
        )
        if shown
        else (),
        explanation=" ".join(one.text for one in told) if shown else "",
    )


def totals_of(claim: Claim, view: ClaimView) -> Figures:
    """The claim's amounts; those of a claim that waits are not settled, so they are not shown."""
    if view.decision is None or claim.state in (State.RECEIVED, State.PENDED):
        return Figures(claim.total_charge)
    return _figures(claim.total_charge, view.decision.lines)


def _figures(charge: Cents, lines: Sequence[LineDecision]) -> Figures:
    return Figures(
        charge=charge,
        allowed=sum(line.allowed for line in lines),
        deductible=sum(line.deductible for line in lines),
        copay=sum(line.copay for line in lines),
        coinsurance=sum(line.coinsurance for line in lines),
        member_share=sum(line.member_share for line in lines),
        paid=sum(line.paid for line in lines),
    )


def units_text(line: ServiceLine) -> str:
    """`1 unit`, `3 units`, `1.5 units`."""
    units = line.units.normalize()
    number = number_format(units, use_l10n=True, force_grouping=True)
    return ngettext("%(units)s unit", "%(units)s units", 1 if units == 1 else 2) % {"units": number}


def _waits_for(decided: LineDecision) -> str:
    """Why this line keeps the claim waiting, in the rule's own words; empty when another line does."""
    for step in decided.trace:
        name, _, rest = step.partition(":")
        rule = RULES.get(rest.split(":", 1)[0])
        if name == "pended" and rule:
            return rule.words
    return ""


def _told(decision: Decision) -> dict[int, tuple[Sentence, ...]]:
    return {one.number: one.sentences for one in explain(decision, Reader.BILLER)}


def _denial_in(told: Sequence[Sentence], carc: str) -> str:
    """The denying rule's words and mend among a line's sentences; empty when the reason is no denial."""
    for one in told:
        if one.id == "denied" and one.params["carc"] == carc:
            return f"{one.params['words']} {one.params['mend']}".strip()
    return ""


def adjustment_words(adjustment: Adjustment, on: dt.date, denial: str = "") -> AdjustmentWords:
    """An adjustment with its words as of a day; `denial`: what the rule that denied says instead."""
    known = tables().carc.lookup(adjustment.carc, on)
    mend = known.words.mend if known and adjustment.group is not Group.PATIENT else ""
    return AdjustmentWords(
        code=f"{adjustment.group.value}-{adjustment.carc}",
        words=known.label if known else "",
        mend=denial or mend,
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
