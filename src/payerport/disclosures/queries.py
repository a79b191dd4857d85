"""Reads about disclosures: a member's accounting, and the newest for the plan's own list."""

import datetime as dt

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from payerport.audit.clock import plan_day
from payerport.disclosures.models import Disclosure
from payerport.members.models import Member

YEARS = 6
"""How far back an accounting goes (45 CFR 164.528(a)(1))."""
PAGE_SIZE = 50


def _standing() -> QuerySet[Disclosure]:
    return Disclosure.objects.filter(is_void=False, replaced_by=None).select_related("member")


def accounting_since(now: dt.datetime) -> dt.date:
    """The first day of an accounting asked for at this moment: six years back, by the plan's calendar."""
    today = plan_day(now)
    try:
        return today.replace(year=today.year - YEARS)
    except ValueError:  # February 29
        return today.replace(year=today.year - YEARS, day=28)


def accounting_of(member: Member, now: dt.datetime, *, for_member: bool) -> list[Disclosure]:
    """The member's disclosures of the last six years, newest first; `for_member` leaves out those that an
    agency has asked to be held back until later.
    """
    since, today = accounting_since(now), plan_day(now)
    rows = _standing().filter(Q(on__gte=since) | Q(last_on__gte=since), member=member)
    if for_member:
        rows = rows.filter(Q(held_until=None) | Q(held_until__lte=today))
    return list(rows.order_by("-on", "-pk"))


def newest(number: int) -> Page[Disclosure]:
    """One page of all that stand, by when they were recorded, newest first."""
    return Paginator(_standing().order_by("-recorded_at", "-pk"), PAGE_SIZE).get_page(number)


def standing(pk: int) -> Disclosure | None:
    """The disclosure, unless it was replaced or taken back."""
    return _standing().filter(pk=pk).first()
