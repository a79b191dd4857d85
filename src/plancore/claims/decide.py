"""Decides a claim: edits in order, price, benefits, and the whole decision with its reasons. Pure and
repeatable."""

from collections.abc import Callable
from functools import lru_cache

from plancore.claims import (
    edits,
    edits_authorization,
    edits_bundles,
    edits_codes,
    edits_coordination,
    edits_diagnosis,
    edits_duplicates,
    edits_forms,
    edits_global,
    edits_modifiers,
    edits_ncci,
    edits_people,
    edits_provider,
)
from plancore.claims.assemble import denied, pended
from plancore.claims.benefit_stage import BenefitStage
from plancore.claims.decision import Decision, LineDecision, Pend, Versions
from plancore.claims.pricing import price
from plancore.claims.pricing_multiple import reduce_multiple
from plancore.claims.pricing_rbrvs import surgeons
from plancore.claims.pricing_terms import price_together
from plancore.claims.rules import RULES
from plancore.claims.snapshot import Snapshot
from plancore.claims.states import ClaimState
from plancore.claims.types import ClaimSubmission, Frequency
from plancore.claims.work import ClaimWork, LineWork, Verdict
from plancore.codes import CodeTables

ENGINE_VERSION = "5"
"""Raised with each change that could make a decision come out otherwise."""

Edit = Callable[[ClaimWork, LineWork], Verdict | None]

LINE_EDITS: tuple[tuple[Edit, ...], ...] = (
    (
        edits.standing,
        edits_provider.rendering,
        edits_duplicates.duplicate,
        edits.timely_filing,
        edits_codes.procedure,
        edits_codes.modifiers,
        edits_modifiers.pairs,
        edits_codes.diagnoses,
        edits_diagnosis.together,
        edits_diagnosis.side,
        edits_people.procedure,
        edits_codes.place,
        edits_codes.revenue_code,
        edits_forms.by_form,
        edits_bundles.specialty,
    ),
    (
        edits_ncci.pairs,
        edits_ncci.units,
        edits_ncci.addition,
        edits_bundles.parts,
        edits_global.package,
        surgeons,
    ),
    (
        edits.category,
        edits_bundles.necessity,
        edits_authorization.authorization,
        edits_authorization.referral,
        edits_coordination.coordination,
    ),
)
"""Rounds of edits. A round is finished for all lines before the next begins, because later rounds look at
which lines still stand; within a round each line meets the edits in order until one denies it."""


def adjudicate(claim: ClaimSubmission, snapshot: Snapshot) -> Decision:
    """Decide a claim that passed `intake.check`.

    Same claim and snapshot: same decision. A void has no decision of its own (see `reversal`): asked all the
    same, it waits, and so does a replacement as long as the claim it replaces stands in the history. Raises
    ValueError for a claim without lines; wrong data never raises, it denies, pends or is noted.
    """
    if not claim.lines:
        raise ValueError("a claim without lines is rejected at intake")
    work = ClaimWork(claim, snapshot)
    if claim.frequency != Frequency.ORIGINAL:
        _await_reversal(work)
    _edit(work)
    for line in work.lines:
        if line.stands:
            price(work, line)
    if work.together:
        price_together(work)
    reduce_multiple(work)
    for line in work.lines:
        if line.cut_to is not None:
            edits_authorization.cut_back(line)
    if work.pends:
        return _waiting(work)
    return _decided(work)


def _await_reversal(work: ClaimWork) -> None:
    """A void, and a replacement of a claim that was not taken back yet, wait: both would count twice."""
    claim = work.claim
    is_void = claim.frequency == Frequency.VOID
    stands = any(one.claim == claim.original_reference and one.is_in_effect for one in work.snapshot.history)
    for line in work.lines:
        if is_void:
            work.pend(line, "pend.void")
        elif stands:
            work.pend(line, "pend.replacement")


def _edit(work: ClaimWork) -> None:
    for round_ in LINE_EDITS:
        for line in work.lines:
            if line.denial is None and not line.is_stuck:
                _edit_line(work, line, round_)


def _edit_line(work: ClaimWork, line: LineWork, round_: tuple[Edit, ...]) -> None:
    for edit in round_:
        found = edit(work, line)
        if found is not None:
            work.deny(line, found)
            return
        if line.is_stuck:
            return


def _waiting(work: ClaimWork) -> Decision:
    pends: dict[str, Pend] = {}
    for _, found in work.pends:
        rule = found.rule
        pends.setdefault(
            rule.id, Pend(reason=rule.id, queue=rule.queue, message=rule.words.format(**found.params))
        )
    return Decision(
        outcome=ClaimState.PENDED,
        lines=tuple(pended(line) for line in work.lines),
        findings=tuple(work.findings),
        movements=(),
        versions=_versions(work),
        pends=tuple(pends.values()),
    )


def _decided(work: ClaimWork) -> Decision:
    stage = BenefitStage(work)
    lines = tuple(stage.decide(line) if line.denial is None else denied(line) for line in work.lines)
    for line in lines:
        check_line(line)
    covered = any(line.denial is None for line in work.lines)
    return Decision(
        outcome=ClaimState.PROCESSED if covered else ClaimState.DENIED,
        lines=lines,
        findings=tuple(work.findings),
        movements=(*stage.movements, *edits_authorization.consumption(work)),
        versions=_versions(work),
    )


def check_line(line: LineDecision) -> None:
    """Raises AssertionError unless charge = paid + adjustments, nothing is below zero and the share fits: a
    line that does not add up is a bug and must stop here."""
    adjusted = sum(adjustment.amount for adjustment in line.adjustments)
    share = line.deductible + line.copay + line.coinsurance
    if line.charge != line.paid + adjusted or line.paid < 0 or share < 0 or line.paid + share > line.allowed:
        raise AssertionError(f"line {line.number} does not add up")


def _versions(work: ClaimWork) -> Versions:
    plans = sorted({line.terms.version for line in work.lines if line.terms is not None})
    schedules = sorted(
        {line.contract.fee_schedule.version for line in work.lines if line.contract is not None}
        | {
            schedule.version
            for line in work.lines
            if line.contract is None and line.tier is not None and line.tier.pricing is not None
            if (schedule := work.snapshot.schedules.get(line.tier.pricing.reference)) is not None
        }
    )
    return Versions(
        engine=ENGINE_VERSION,
        plan=" ".join(plans),
        fee_schedule=" ".join(schedules),
        codes=_codes_version(work.snapshot.codes),
    )


@lru_cache(maxsize=16)
def _codes_version(codes: CodeTables) -> str:
    return " ".join(f"{name}={version}" for name, version in sorted(codes.versions().items()) if version)


__all__ = ["ENGINE_VERSION", "LINE_EDITS", "RULES", "adjudicate", "check_line"]
