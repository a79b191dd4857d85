"""Reads of the record for the plan's security staff and its rules: what the transaction's reader may read."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay

from payerport.audit.clock import plan_zone
from payerport.audit.models import Event

ROWS_OF_ONE_GROUP = 500
"""At most so many rows are kept as the cause of one alert."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which rows are looked for; what is empty does not choose."""

    family: str = ""
    user_id: int | None = None
    organization_id: int | None = None
    action: str = ""
    """How the action begins: `claim`, `claim.viewed`."""
    outcome: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    """Before this moment."""


def events(wanted: Wanted) -> QuerySet[Event]:
    """The rows, newest first."""
    given = {
        "family": wanted.family,
        "user_id": wanted.user_id,
        "organization_id": wanted.organization_id,
        "action__startswith": wanted.action,
        "outcome": wanted.outcome,
        "at__gte": wanted.since,
        "at__lt": wanted.until,
    }
    chosen = {name: value for name, value in given.items() if value not in (None, "")}
    return Event.objects.filter(**chosen).order_by("-at", "pk")


def of_organization(organization_id: int) -> QuerySet[Event]:
    """What people did for the organization, or of its people for others it bills for; newest first."""
    own = Q(organization_id=organization_id) | Q(detail__through=organization_id)
    return Event.objects.filter(own, user_id__isnull=False).order_by("-at", "pk")


def by_ids(ids: Iterable[Any]) -> QuerySet[Event]:
    """These rows, oldest first."""
    return Event.objects.filter(pk__in=list(ids)).order_by("at", "pk")


def about_records(
    family: str, kind: str, ids: QuerySet[Any], actions: Iterable[str], since: dt.datetime
) -> QuerySet[Event]:
    """What people did with these records of a family, newest first."""
    rows = _of_people(family, actions, since)
    return rows.filter(record_kind=kind, record_id__in=ids).order_by("-at", "pk")


def about_person(
    family: str, person: str, member: int, actions: Iterable[str], since: dt.datetime
) -> QuerySet[Event]:
    """What people did that the record ties to one person of a family by the two digits, or by the enrolled
    person's key; and what was done with the family's records as a whole. Newest first."""
    rows = _of_people(family, actions, since).exclude(record_kind="claim")
    tied = (
        Q(detail__person=person) | Q(record_kind="member", record_id=str(member)) | Q(record_kind="opening")
    )
    return rows.filter(tied).order_by("-at", "pk")


def _of_people(family: str, actions: Iterable[str], since: dt.datetime) -> QuerySet[Event]:
    return Event.objects.filter(
        family=family, at__gte=since, action__in=list(actions), outcome="done", user_id__isnull=False
    )


@dataclass(frozen=True, slots=True)
class Group:
    """What one person, or one address, did in a stretch of time: how much, and which rows tell of it."""

    subject: str
    count: int
    rows: tuple[str, ...]


def looks(start: dt.datetime, end: dt.datetime) -> QuerySet[Event]:
    """People's looks at a family's data from `start` to before `end`."""
    return Event.objects.filter(at__gte=start, at__lt=end, user_id__isnull=False).exclude(family="")


def families_by_user(rows: QuerySet[Event], more_than: int) -> list[Group]:
    """The users who saw more than so many families in these rows."""
    found = (
        rows.values("user_id")
        .annotate(count=Count("family", distinct=True), ids=ArrayAgg("id", order_by=("at", "id")))
        .filter(count__gt=more_than)
        .order_by("user_id")
    )
    return [_group(one["user_id"], one["count"], one["ids"]) for one in found]


def refusals_by_address(start: dt.datetime, end: dt.datetime, action: str, more_than: int) -> list[Group]:
    """The addresses from which one action was refused more than so many times."""
    found = (
        Event.objects.filter(at__gte=start, at__lt=end, action=action, outcome="refused")
        .values("address")
        .annotate(count=Count("id"), ids=ArrayAgg("id", order_by=("at", "id")))
        .filter(count__gt=more_than)
        .order_by("address")
    )
    return [_group(one["address"] or "", one["count"], one["ids"]) for one in found]


def refusals_by_record(
    start: dt.datetime,
    end: dt.datetime,
    actions: Collection[str],
    more_than: int,
    *,
    outcome: str = "refused",
) -> list[Group]:
    """The records at which these actions were refused (or done) more than so many times, whoever tried."""
    found = (
        Event.objects.filter(at__gte=start, at__lt=end, action__in=actions, outcome=outcome)
        .exclude(record_id="")
        .values("record_id")
        .annotate(count=Count("id"), ids=ArrayAgg("id", order_by=("at", "id")))
        .filter(count__gt=more_than)
        .order_by("record_id")
    )
    return [_group(one["record_id"], one["count"], one["ids"]) for one in found]


def outside_hours(rows: QuerySet[Event], opens: int, closes: int) -> QuerySet[Event]:
    """Those before `opens` or from `closes` o'clock in the plan's zone, and those on a Sunday."""
    zone = plan_zone()
    return rows.annotate(
        hour=ExtractHour("at", tzinfo=zone), weekday=ExtractIsoWeekDay("at", tzinfo=zone)
    ).filter(Q(hour__lt=opens) | Q(hour__gte=closes) | Q(weekday=7))


def families_seen(rows: QuerySet[Event], most: int) -> list[tuple[int, str]]:
    """(user, family) of these rows, each once, at most so many."""
    pairs = rows.values_list("user_id", "family").distinct().order_by(F("user_id"), "family")
    return [(user, family) for user, family in pairs[:most] if user is not None]


def _group(subject: object, count: int, ids: list[Any]) -> Group:
    return Group(str(subject), count, tuple(str(one) for one in ids[:ROWS_OF_ONE_GROUP]))
