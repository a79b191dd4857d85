"""Reads about enrolment. All run as the payer core: see `audit.lock.as_core`."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from payerport.members.models import Family, Member, OtherCoverage
from plancore.kernel import MemberId


def _with_coverage() -> QuerySet[Member]:
    standing = OtherCoverage.objects.filter(withdrawn_at=None)
    return Member.objects.prefetch_related("coverages", Prefetch("other_coverages", standing))


def by_member_ids(ids: Iterable[MemberId]) -> dict[MemberId, Member]:
    """The members with these ids, with coverage and other plans, in three statements."""
    wanted = set(ids)
    rows = _with_coverage().filter(family__in={member_id.family for member_id in wanted})
    return {row.member_id: row for row in rows if row.member_id in wanted}


def by_name_and_birth_date(last_name: str, first_name: str, birth_date: dt.date) -> list[Member]:
    """The members of this name (whatever the case) born that day. More than one is not a match for the
    caller.
    """
    return list(
        _with_coverage().filter(
            birth_date=birth_date, last_name__iexact=last_name.strip(), first_name__iexact=first_name.strip()
        )
    )


def lock_families(numbers: Iterable[str]) -> None:
    """Lock families until the transaction ends, so that one decision at a time moves their balances.

    In the order of their numbers, so that two who lock several never wait for each other in a circle.
    """
    chosen = Family.objects.select_for_update(no_key=True).filter(pk__in=list(numbers)).order_by("pk")
    list(chosen.values_list("pk", flat=True))


def of_families(numbers: Iterable[str]) -> dict[str, list[Member]]:
    """All members of these families with their coverage and other plans, by family, in three statements."""
    found: dict[str, list[Member]] = {}
    for member in _with_coverage().filter(family__in=set(numbers)).order_by("family", "person"):
        found.setdefault(member.family_id, []).append(member)
    return found


def is_family(number: str) -> bool:
    """True when there is a family of this number."""
    return Family.objects.filter(pk=number).exists()


def is_enrolled_anyone() -> bool:
    """True when at least one member is enrolled (the demo data is there)."""
    return Member.objects.exists()


def last_names_of(families: Iterable[str]) -> dict[str, set[str]]:
    """The last names in each family, in capitals."""
    found: dict[str, set[str]] = {}
    for family, name in Member.objects.filter(family__in=set(families)).values_list("family_id", "last_name"):
        found.setdefault(family, set()).add(name.upper())
    return found
