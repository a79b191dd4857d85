"""The payment run: gather what is payable by payee, prove that it balances, write the 835, record it, all or
nothing.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from payerport.accounts.models import Organization
from payerport.audit import rows
from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.audit.clock import plan_day
from payerport.audit.lock import acting
from payerport.claims import actions as claims_actions
from payerport.claims import store as claims_store
from payerport.claims.models import Claim, Decision, State
from payerport.files import actions as files
from payerport.files.numbers import next_interchange_number
from payerport.providers import queries as providers
from payerport.remittance import prompt_pay
from payerport.remittance.models import Payment, PaymentRun, RemittedClaim
from plancore import remittance as core
from plancore.claims.states import FINAL
from plancore.claims.types import Address
from plancore.exchange import x835
from plancore.kernel import Cents, Finding
from plancore.x12.writer import Header, Party

_RUN_LOCK = 0x5061_7952
"""The advisory lock that lets one payment run work at a time."""


class UnbalancedError(Exception):
    """A remittance does not add up: nothing of the run is issued. Carries the findings' codes and places
    only.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(f"{finding.code} at {finding.where}" for finding in findings))


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """What a run issued: payments with money, advices without, and the claims on them."""

    run_id: int | None
    payments: tuple[Payment, ...]
    claims: int
    amount: Cents


def run(actor: Actor, on_payee: Callable[[int, int], None] | None = None) -> RunOutcome:
    """Pay all that is decided and not yet remitted. One transaction: a run that fails has paid nobody.

    `on_payee(done, all)` is told of each payee. With nothing to pay no run is recorded. Raises
    `UnbalancedError`.
    """
    with acting(actor):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_RUN_LOCK])
        payees = sorted(
            {
                payee
                for chosen in (_payable(), _corrected())
                for payee in chosen.order_by().values_list("organization_id", flat=True).distinct()
                if payee is not None
            }
        )
        if not payees:
            return RunOutcome(run_id=None, payments=(), claims=0, amount=0)
        now = timezone.now()
        this_run = PaymentRun.objects.create(at=now, user_id=actor.user_id, process=actor.process)
        payments = []
        for done, organization_id in enumerate(payees, start=1):
            payments.append(_pay(actor, this_run, organization_id, now))
            if on_payee:
                on_payee(done, len(payees))
        count = RemittedClaim.objects.filter(payment__run=this_run).count()
        amount = sum(payment.amount for payment in payments)
        record(actor, "payment.run", "run", this_run.pk, detail={"payments": len(payments), "claims": count})
    return RunOutcome(run_id=this_run.pk, payments=tuple(payments), claims=count, amount=amount)


def _payable() -> QuerySet[Claim]:
    return Claim.objects.filter(
        state__in=[State.PROCESSED, State.DENIED], organization__isnull=False, remittances__isnull=True
    )


def _corrected() -> QuerySet[Claim]:
    """Claims of a payee that were remitted, taken back since, and whose newest decision is not remitted."""
    reversed_ = Decision.objects.filter(
        outcome=State.VOIDED, remittance__isnull=True, organization__isnull=False
    )
    newest = Decision.objects.filter(claim=OuterRef("pk")).order_by("-pk").values("remittance")[:1]
    chosen = Claim.objects.filter(pk__in=reversed_.values("claim"), remittances__isnull=False)
    return chosen.annotate(newest=Subquery(newest)).filter(newest__isnull=True).distinct()


@dataclass(frozen=True, slots=True)
class _Due:
    """A decision that goes on a payment, with its claim."""

    claim: Claim
    decision: Decision


def _due(organization_id: int) -> list[_Due]:
    """What a payee's payment settles: reversals of what was remitted first, then each newest decision. What
    was decided and taken back between two payments cancels out and is not sent."""
    corrected = {*_corrected().filter(organization_id=organization_id).values_list("pk", flat=True)}
    chosen = _payable().filter(organization_id=organization_id).values("pk")
    every = Claim.objects.select_for_update(of=("self",)).filter(organization_id=organization_id)
    claims = list(every.filter(pk__in=chosen).order_by("received_at", "pk"))
    if corrected:
        claims += every.filter(pk__in=corrected).order_by("received_at", "pk")
    newest = _newest_decisions(claims)
    reversals = [_Due(claim, row) for claim, row in _reversals(claims, corrected)]
    standing = [_Due(one, newest[one.pk]) for one in claims if newest[one.pk].outcome != State.VOIDED]
    return reversals + standing


def _first_paid(due: Sequence[_Due]) -> list[tuple[Claim, Cents]]:
    """What is paid for the first time; a correction of what was paid before bears no interest."""
    corrected = {one.claim.pk for one in due if one.decision.outcome == State.VOIDED}
    return [(one.claim, one.decision.paid) for one in due if one.claim.pk not in corrected]


def _reversals(claims: Sequence[Claim], corrected: set[int]) -> list[tuple[Claim, Decision]]:
    """For each corrected claim the reversal of what was remitted last."""
    if not corrected:
        return []
    decided = Decision.objects.filter(claim__in=corrected).select_related("remittance").order_by("pk")
    found: dict[int, Decision | None] = {}
    for row in decided:
        if hasattr(row, "remittance"):
            found[row.claim_id] = None
        elif row.outcome == State.VOIDED and found.get(row.claim_id) is None:
            found[row.claim_id] = row
    return [(claim, reversal) for claim in claims if (reversal := found.get(claim.pk)) is not None]


def _carried_forward(organization_id: int) -> list[core.ProviderAdjustment]:
    """What the payee's last payment carried forward, taken up with the other sign (PLB FB)."""
    last = Payment.objects.filter(organization_id=organization_id).order_by("-pk").first()
    if last is None or not last.carried_forward:
        return []
    return [
        core.ProviderAdjustment(
            reason=core.FORWARD_BALANCE, reference=last.trace_number, amount=last.carried_forward
        )
    ]


def _pay(actor: Actor, this_run: PaymentRun, organization_id: int, now: dt.datetime) -> Payment:
    """One payee's payment: the rows, the 835, the claims that became Paid."""
    due = _due(organization_id)
    payee = _payee(organization_id)
    remittance = core.build(
        payer(),
        payee,
        [_decided(one.claim, one.decision) for one in due],
        trace_number=_next_trace_number(now),
        payment_date=plan_day(now),
        production_date=plan_day(now),
        provider_adjustments=[
            *prompt_pay.owed(_first_paid(due), plan_day(now)),
            *_carried_forward(organization_id),
        ],
    )
    wrong = core.balance(remittance)
    if wrong:
        raise UnbalancedError(wrong)
    number = next_interchange_number()
    content = x835.write([remittance], _header(payee, number, now))
    outbound = files.write_file(
        actor, "835", content, control_number=number, at=now, organization_id=organization_id
    )
    payment = Payment.objects.create(
        run=this_run,
        organization_id=organization_id,
        payee_npi=payee.npi,
        trace_number=remittance.trace_number,
        method=remittance.method,
        amount=remittance.total,
        carried_forward=core.forward_balance(remittance),
        payment_date=remittance.payment_date,
        issued_at=now,
        file_id=outbound.pk,  # not the file itself: a run would hold every 835 until its end
    )
    rows.insert(
        [
            RemittedClaim(
                payment_id=payment.pk,
                organization_id=organization_id,
                family=one.claim.family,
                claim_id=one.claim.pk,
                decision_id=one.decision.pk,
                charge=one.decision.charge,
                paid=one.decision.paid,
                member_share=one.decision.member_share,
            )
            for one in due
        ]
    )
    paid = [one.claim for one in due if one.claim.state == State.PROCESSED and one.decision.paid > 0]
    claims_actions.mark_paid(actor, paid, remittance.trace_number, now)
    record(actor, "payment.issued", "payment", payment.trace_number, detail={"claims": len(due)})
    return payment


def _newest_decisions(claims: Sequence[Claim]) -> dict[int, Decision]:
    newest = Decision.objects.filter(claim__in=claims).order_by("claim_id", "-pk").distinct("claim_id")
    found = {row.claim_id: row for row in newest}
    if any(found[claim.pk].outcome not in FINAL for claim in claims):
        raise ValueError("a claim without a final decision is not payable")
    return found


def _decided(claim: Claim, decision: Decision) -> core.DecidedClaim:
    return core.DecidedClaim(
        claim=claims_store.submission_of(claim),
        decision=claims_store.decision_of(decision),
        plan_control_number=claim.control_number,
        received_on=plan_day(claim.received_at),
    )


def _payee(organization_id: int) -> core.Payee:
    provider = providers.billing_provider_of(organization_id)
    organization: Organization = provider.organization
    return core.Payee(
        npi=provider.npi,
        tax_id=organization.tax_id,
        name=provider.last_or_organization_name,
        address=Address(
            line1=provider.address_line1,
            city=provider.city,
            state=provider.state,
            postal_code=provider.postal_code,
        ),
    )


def payer() -> core.Payer:
    """The plan as it stands on a remittance (settings)."""
    return core.Payer(
        name=settings.PLAN_NAME,
        payer_id=settings.PAYER_ID,
        tax_id=settings.PAYER_TAX_ID,
        originating_id=f"1{settings.PAYER_TAX_ID}",
        address=Address(**settings.PAYER_ADDRESS),
        contact_name=settings.PAYER_CONTACT,
        contact_telephone="".join(char for char in settings.HELP_PHONE if char.isdigit())[-10:],
    )


def _header(payee: core.Payee, number: int, now: dt.datetime) -> Header:
    return Header(
        sender=Party(id=settings.PAYER_ID),
        receiver=Party(id=payee.npi),
        stamp=now,
        control_number=number,
        usage="T" if settings.X12_IS_TEST else "P",
    )


def _next_trace_number(now: dt.datetime) -> str:
    """The payment's number, equal on the bank's side and in TRN02: `HHP`, the date, a running number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('remittance_trace_number')")
        number = int(cursor.fetchone()[0])
    return f"HHP{plan_day(now):%Y%m%d}{number:06d}"
