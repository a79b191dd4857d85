"""Reads about enrolment. All run as the payer core: see `audit.lock.as_core`."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.crypto import constant_time_compare

from payerport.members.models import Coverage, Family, Member, OtherCoverage
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


def proved(member_id: MemberId, first_name: str, last_name: str, birth_date: dt.date) -> Member | None:
    """The member of this id whom these facts prove; None when they don't.

    Names are compared by their letters alone, whatever the case and the accents. The same statement for
    match and no match: coverage is not fetched.
    """
    found = Member.objects.filter(family=member_id.family, person=member_id.person).first()
    typed = (letters_of(first_name), letters_of(last_name), birth_date.isoformat())
    known = (
        (letters_of(found.first_name), letters_of(found.last_name), found.birth_date.isoformat())
        if found
        else ("", "", "")
    )
    same = [constant_time_compare(one, other) for one, other in zip(typed, known, strict=True)]
    return found if found is not None and all(same) else None


def by_pk(pk: int) -> Member:
    """The member with coverage. Raises `Member.DoesNotExist`."""
    return _with_coverage().get(pk=pk)


def letters_of(name: str) -> str:
    """A name without case, accents, blanks, hyphens and apostrophes."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[\W\d_]", "", "".join(one for one in plain if not unicodedata.combining(one)))


def covered_in_groups(numbers: Iterable[str], day: dt.date) -> dict[str, tuple[int, int]]:
    """How many are covered through each group on that day: (subscribers, all people). Numbers alone, of
    nobody's health. One statement."""
    rows = (
        Coverage.objects.filter(Q(end=None) | Q(end__gte=day), group_number__in=set(numbers), start__lte=day)
        .order_by()
        .values_list("group_number")
        .annotate(
            subscribers=Count("member", distinct=True, filter=Q(member__relationship="18")),
            people=Count("member", distinct=True),
        )
    )
    return {number: (subscribers, people) for number, subscribers, people in rows}
