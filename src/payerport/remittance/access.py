"""The gate for payments: who may see which."""

from django.db.models import Q, QuerySet

from payerport.accounts.roles import SEE_PAYMENTS
from payerport.audit.actor import Actor
from payerport.audit.reach import reach
from payerport.remittance.models import Payment
from payerport.web.refusals import NotFound


def payments_visible_to(actor: Actor) -> QuerySet[Payment]:
    """The payments to the actor's organization (all, for the plan), or to the part they are limited to."""
    payees = Q() if actor.limits is None else Q(payee_npi__in=actor.limits.payees)
    return Payment.objects.filter(reach(actor, SEE_PAYMENTS), payees)


def payment_for(actor: Actor, trace_number: str) -> Payment:
    """The payment with this trace number, if the actor may see it. Raises `NotFound` otherwise."""
    payment = (
        payments_visible_to(actor).select_related("organization").filter(trace_number=trace_number).first()
    )
    if payment is None:
        raise NotFound
    return payment
