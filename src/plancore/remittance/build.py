"""Builds a remittance out of decided claims. What it builds always balances: see `balance`."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from plancore.claims.decision import Adjustment, Decision, Group, LineDecision
from plancore.claims.states import ClaimState
from plancore.claims.types import ClaimForm, ClaimSubmission, ServiceLine
from plancore.kernel import Cents
from plancore.remittance.types import (
    Payee,
    Payer,
    ProviderAdjustment,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
)

FORWARD_BALANCE = "FB"
"""PLB reason: what this payment could not take back is carried to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedClaim:
    """A claim to be paid, with its final decision (or the reversal of one). `patient_*`, `subscriber_*` and
    member ids are as the plan holds them; where empty, as the claim says. `filing_indicator` is CLP06 (12:
    PPO, HM: HMO)."""

    claim: ClaimSubmission
    decision: Decision
    plan_control_number: str
    received_on: dt.date
    filing_indicator: str = "12"
    member_id: str = ""


def build(
    payer: Payer,
    payee: Payee,
    claims: Sequence[DecidedClaim],
    *,
    trace_number: str,
    payment_date: dt.date,
    production_date: dt.date,
    provider_adjustments: Sequence[ProviderAdjustment] = (),
) -> Remittance:
    """The payment of these claims to one payee, in the order given; reversals belong before what replaces
    them.

    A sum below zero is not paid: it is carried forward by a provider adjustment FB, and the total is zero.
    The next payment takes it up as an adjustment of the same amount with the other sign (see
    `forward_balance`). Raises ValueError for a claim that is pended.
    """
    rows = tuple(_claim(one) for one in claims)
    adjustments = tuple(provider_adjustments)
    total = sum(row.paid for row in rows) - sum(one.amount for one in adjustments)
    if total < 0:
        adjustments += (ProviderAdjustment(reason=FORWARD_BALANCE, reference=trace_number, amount=total),)
        total = 0
    return Remittance(
        payer=payer,
        payee=payee,
        trace_number=trace_number,
        method=_method(payee, total),
        total=total,
        payment_date=payment_date,
        production_date=production_date,
        claims=rows,
        provider_adjustments=adjustments,
        fiscal_period_end=dt.date(payment_date.year, 12, 31) if adjustments else None,
    )


def forward_balance(remittance: Remittance) -> Cents:
    """Cents that the payee owes from this payment, to be taken off the next (zero or more)."""
    return -sum(
        one.amount
        for one in remittance.provider_adjustments
        if one.reason == FORWARD_BALANCE and one.reference == remittance.trace_number and one.amount < 0
    )


def _method(payee: Payee, total: Cents) -> str:
    if not total:
        return "NON"
    return "ACH" if payee.routing_number and payee.account_number else "CHK"


def _claim(one: DecidedClaim) -> RemittanceClaim:
    claim, decision = one.claim, one.decision
    if decision.outcome is ClaimState.PENDED:
        raise ValueError("a pended claim has nothing to pay")
    submitted = {line.number: line for line in claim.lines}
    lines = tuple(_line(line, submitted[line.number]) for line in decision.lines)
    patient, subscriber = claim.patient, claim.subscriber
    rendering = claim.rendering.npi if claim.rendering is not None else ""
    return RemittanceClaim(
        patient_control_number=claim.patient_control_number,
        plan_control_number=one.plan_control_number,
        status=_status(decision, claim),
        charge=decision.charge,
        paid=decision.paid,
        patient_responsibility=decision.member_share,
        filing_indicator=one.filing_indicator,
        facility_code=claim.facility_code
        if claim.form is not ClaimForm.INSTITUTIONAL
        else claim.facility_code[:2],
        frequency=claim.frequency,
        patient_last_name=patient.last_name,
        patient_first_name=patient.first_name,
        member_id=one.member_id or patient.member_id or subscriber.member_id,
        lines=lines,
        subscriber_last_name=subscriber.last_name,
        subscriber_first_name=subscriber.first_name,
        subscriber_member_id=subscriber.member_id,
        rendering_npi=rendering,
        received_on=one.received_on,
        coverage_amount=decision.allowed if decision.allowed > 0 else None,
    )


def _status(decision: Decision, claim: ClaimSubmission) -> str:
    """CLP02."""
    if decision.outcome is ClaimState.VOIDED:
        return "22"
    if decision.outcome is ClaimState.DENIED:
        return "4"
    return {"P": "1", "S": "2", "T": "3"}.get(claim.payer_responsibility, "1")


def _line(line: LineDecision, submitted: ServiceLine) -> RemittanceLine:
    remarks = tuple(dict.fromkeys(code for adjustment in line.adjustments for code in adjustment.rarc))
    return RemittanceLine(
        procedure=line.procedure,
        modifiers=line.modifiers,
        charge=line.charge,
        paid=line.paid,
        allowed=line.allowed,
        units=submitted.units,
        service_from=submitted.service_from,
        service_to=submitted.service_to,
        adjustments=line.adjustments,
        revenue_code=submitted.revenue_code,
        line_control_number=submitted.line_control_number,
        procedure_qualifier=submitted.procedure_qualifier,
        remarks=remarks,
    )


def patient_share(adjustments: Sequence[Adjustment]) -> Cents:
    """The sum of what stands under group PR, in cents."""
    return sum(adjustment.amount for adjustment in adjustments if adjustment.group is Group.PATIENT)
