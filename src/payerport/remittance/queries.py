"""Read shapes about payments."""

from typing import TYPE_CHECKING, TypedDict

from django.core.paginator import Page, Paginator
from django.db.models import Count, Sum

from payerport.audit.actor import Actor
from payerport.audit.lock import as_core
from payerport.files.models import OutboundFile
from payerport.remittance.access import payments_visible_to
from payerport.remittance.models import Payment, RemittedClaim
from payerport.restricted.access import is_held, unrestricted
from plancore.kernel import Cents

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

PAGE_SIZE = 50


class Counted(TypedDict):
    """What a listed payment carries besides its row."""

    claim_count: int


def page_of_payments(actor: Actor, number: int) -> "Page[WithAnnotations[Payment, Counted]]":
    """One page of the actor's payments, newest first, each with `claim_count`."""
    chosen = (
        payments_visible_to(actor)
        .select_related("organization")
        .annotate(claim_count=Count("claims"))
        .order_by("-issued_at", "-pk")
    )
    return Paginator(chosen, PAGE_SIZE).get_page(number)


def claims_of(actor: Actor, payment: Payment, number: int = 1) -> Page[RemittedClaim]:
    """One page of what a payment pays for, in the order of its 835, each with its claim; without those of
    records that are restricted to the actor.
    """
    chosen = RemittedClaim.objects.filter(unrestricted(actor), payment=payment).select_related("claim")
    return Paginator(chosen.defer("claim__submission").order_by("pk"), PAGE_SIZE).get_page(number)


def hidden_of(actor: Actor, payment: Payment) -> int:
    """How many of a payment's claims are left out for the actor, their records being restricted."""
    if not is_held(actor):
        return 0
    with as_core():
        rows = RemittedClaim.objects.filter(payment=payment)
        return rows.count() - rows.filter(unrestricted(actor)).count()


def families_of(payment: Payment) -> set[str]:
    """The families whose claims a payment tells of, restricted ones too; for the gate, as the payer core."""
    return set(RemittedClaim.objects.filter(payment=payment).values_list("family", flat=True))


def totals_of(payment: Payment) -> dict[str, Cents]:
    """What all claims of a payment come to: `charge`, `paid`, `member_share`, in cents."""
    names = ("charge", "paid", "member_share")
    summed = RemittedClaim.objects.filter(payment=payment).aggregate(**{name: Sum(name) for name in names})
    return {name: summed[name] or 0 for name in names}


def file_of(payment: Payment) -> OutboundFile:
    """The 835 of a payment."""
    return OutboundFile.objects.get(pk=payment.file_id)
