"""Reads about restricted records, for the plan's security staff and for the one who opened some."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone

from payerport.audit.actor import Actor
from payerport.restricted.models import Opening, Restriction

PAGE_SIZE = 50


def open_to(actor: Actor) -> QuerySet[Opening]:
    """The openings of this person that have not run out, the longest first."""
    return Opening.objects.filter(user_id=actor.user_id or 0, until__gt=timezone.now()).order_by("-until")


def openings(number: int) -> Page[Opening]:
    """One page of all openings, newest first."""
    return Paginator(Opening.objects.order_by("-at", "-pk"), PAGE_SIZE).get_page(number)


def is_protected(family: str) -> bool:
    """Whether the family is shut because somebody needs protection: then its people do not see each other
    either. Reads as the payer core."""
    return Restriction.objects.filter(
        family=family, lifted_at=None, since__lte=timezone.now(), reason=Restriction.Reason.PROTECTION
    ).exists()


def restrictions_in_force() -> QuerySet[Restriction]:
    """The restrictions in force, by family."""
    return Restriction.objects.filter(lifted_at=None).order_by("family")
