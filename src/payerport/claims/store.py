"""Claim rows to and from the core's values: the only bridge between the tables and `plancore.claims`."""

from collections.abc import Iterable
from typing import Any

import msgspec
from django.db.models import Case, Exists, F, JSONField, OuterRef, QuerySet, Sum, Value, When

from payerport.audit.actor import Actor
from payerport.claims.models import (
    AccumulatorEntry,
    Claim,
    ClaimFinding,
    Decision,
    DecisionAdjustment,
    DecisionLine,
    State,
    StateChange,
)
from plancore.claims import decision as core
from plancore.claims import record
from plancore.claims.snapshot import BalanceKey, PriorLine, Snapshot
from plancore.claims.types import ClaimForm, ClaimSubmission, Tooth
from plancore.kernel import Cents, Finding


def dump(value: object) -> Any:
    """A core value as plain JSON data, without loss (decimals and dates as text)."""
    return msgspec.to_builtins(value)


def submission_of(claim: Claim) -> ClaimSubmission:
    """The claim as it was submitted."""
    return msgspec.convert(claim.submission, ClaimSubmission)


def decision_of(row: Decision) -> core.Decision:
    """The decision as it was made."""
    return msgspec.convert(row.record, core.Decision)


def finding_rows(claim: Claim, findings: Iterable[Finding]) -> list[ClaimFinding]:
    """Unsaved rows for a claim's findings."""
    return [
        ClaimFinding(
            **side_of(claim),
            code=finding.code,
            severity=finding.severity.value,
            where=finding.where[:120],
            message=finding.message,
            mend=finding.mend,
            rule=finding.rule[:120],
        )
        for finding in findings
    ]


def balances_of_each(rows: QuerySet[AccumulatorEntry]) -> dict[str, dict[BalanceKey, Cents]]:
    """The balances that movements add up to, by family; the database adds."""
    totals: dict[str, dict[BalanceKey, Cents]] = {}
    added = rows.order_by().values_list("family", "kind", "tier", "year", "person").annotate(Sum("amount"))
    for family, kind, tier, year, person, amount in added:
        # PostgreSQL adds bigints as numeric.
        totals.setdefault(family, {})[kind, tier, year, person] = int(amount)
    return totals


def history_of_each(rows: Iterable[DecisionLine]) -> dict[str, list[PriorLine]]:
    """Lines decided earlier, by family, in the order given. Rows come with their claim loaded."""
    found: dict[str, list[PriorLine]] = {}
    for row in rows:
        found.setdefault(row.family, []).append(prior_line(row, row.claim))
    return found


def prior_line(row: DecisionLine, claim: Claim) -> PriorLine:
    """A line of `claim` decided earlier, as the edits look at it. What only stays and teeth have comes from
    the claim as sent, where `standing_lines` loaded it."""
    sent = getattr(row, "sent", None) or {}
    line: dict[str, Any] = next((one for one in sent.get("lines", ()) if one["number"] == row.number), {})
    return PriorLine(
        claim=claim.control_number,
        person=row.person,
        billing_npi=row.billing_npi,
        rendering_npi=row.rendering_npi,
        procedure=row.procedure,
        modifiers=tuple(row.modifiers),
        units=row.units,
        service_from=row.service_from,
        service_to=row.service_to,
        charge=row.charge,
        allowed=row.allowed,
        paid=row.paid,
        state=claim.state,
        category=row.category,
        copay=row.copay,
        free_visit=row.is_free_visit,
        denied=row.is_denied,
        form=claim.form,
        revenue_code=line.get("revenue_code", ""),
        bill_type=sent.get("facility_code", "")[:2] if claim.form == ClaimForm.INSTITUTIONAL else "",
        teeth=msgspec.convert(line.get("teeth", []), tuple[Tooth, ...]),
    )


def inputs_of(snapshot: Snapshot) -> Any:
    """What a decision looked at, as JSON data: with the published tables it names, enough to decide again."""
    return dump(record.inputs_of(snapshot))


def recorded_inputs(row: Decision) -> record.Inputs:
    """What a decision looked at, as it was recorded."""
    return msgspec.convert(row.inputs, record.Inputs)


def decision_row(claim: Claim, decided: core.Decision, inputs: Any, at: Any) -> Decision:
    """An unsaved row for a decision."""
    return Decision(
        **side_of(claim),
        decided_at=at,
        outcome=decided.outcome.value,
        charge=decided.charge,
        allowed=decided.allowed,
        paid=decided.paid,
        member_share=decided.member_share,
        engine_version=decided.versions.engine,
        plan_version=decided.versions.plan,
        fee_schedule_version=decided.versions.fee_schedule,
        codes_version=decided.versions.codes,
        record=dump(decided),
        inputs=inputs,
    )


def line_rows(
    claim: Claim, row: Decision, decided: core.Decision, submission: ClaimSubmission, person: str
) -> tuple[list[DecisionLine], list[DecisionAdjustment], list[AccumulatorEntry]]:
    """Unsaved rows for a decision's lines, adjustments and movements."""
    side = side_of(claim)
    sent = {line.number: line for line in submission.lines}
    lines = [
        DecisionLine(
            **side,
            decision_id=row.pk,
            number=line.number,
            person=person,
            billing_npi=submission.billing.npi,
            rendering_npi=_rendering_npi(submission, line.number),
            procedure=line.procedure,
            modifiers=list(line.modifiers),
            units=str(sent[line.number].units),
            service_from=sent[line.number].service_from,
            service_to=sent[line.number].service_to,
            category=line.category,
            network_tier=line.network_tier,
            is_denied=line.allowed == 0 and line.charge != 0,
            is_free_visit=line.free_visit,
            charge=line.charge,
            allowed=line.allowed,
            deductible=line.deductible,
            copay=line.copay,
            coinsurance=line.coinsurance,
            not_covered=line.not_covered,
            paid=line.paid,
        )
        for line in decided.lines
    ]
    adjustments = [
        DecisionAdjustment(
            **side,
            decision_id=row.pk,
            line_number=line.number,
            group=adjustment.group.value,
            carc=adjustment.carc,
            rarc=list(adjustment.rarc),
            amount=adjustment.amount,
            rule=adjustment.rule,
        )
        for line in decided.lines
        for adjustment in line.adjustments
    ]
    movements = [
        AccumulatorEntry(
            **side,
            decision_id=row.pk,
            kind=movement.kind,
            tier=movement.tier,
            year=movement.year,
            person=movement.person,
            amount=movement.amount,
            line_number=movement.line,
        )
        for movement in decided.movements
    ]
    return lines, adjustments, movements


def _rendering_npi(submission: ClaimSubmission, number: int) -> str:
    line = next(line for line in submission.lines if line.number == number)
    rendering = line.rendering or submission.rendering
    return rendering.npi if rendering else ""


def standing_lines(families: Iterable[str]) -> QuerySet[DecisionLine]:
    """The lines of the decisions that stand, of processed, paid and denied claims, with their claims loaded:
    neither reversals nor what they took back. `sent` is the claim as sent, but of professional ones."""
    reversed_since = Decision.objects.filter(
        claim=OuterRef("claim"), outcome=State.VOIDED, pk__gt=OuterRef("decision")
    )
    chosen = DecisionLine.objects.filter(
        ~Exists(reversed_since),
        family__in=families,
        claim__state__in=[State.PROCESSED, State.PAID, State.DENIED],
        decision__outcome__in=[State.PROCESSED, State.DENIED],
    )
    sent = Case(
        When(claim__form=ClaimForm.PROFESSIONAL.value, then=Value(None)),
        default=F("claim__submission"),
        output_field=JSONField(),
    )
    return chosen.select_related("claim").defer("claim__submission").annotate(sent=sent).order_by("pk")


def state_row(actor: Actor, claim: Claim, state: str, at: Any, reason: str = "") -> StateChange:
    """An unsaved row: the claim came to a state."""
    return StateChange(
        **side_of(claim),
        state=state,
        at=at,
        user_id=actor.user_id,
        process=actor.process,
        reason=reason,
    )


def side_of(claim: Claim) -> dict[str, Any]:
    """The columns that every claim-side row repeats."""
    return {"claim_id": claim.pk, "organization_id": claim.organization_id, "family": claim.family}
