"""Whom a name finds, and that a family is held by one at a time."""

import datetime as dt
import threading

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests import factories as make

from payerport.audit.actor import core
from payerport.audit.lock import acting, as_core
from payerport.config.templates import CommittedDatabase
from payerport.members import queries, store
from payerport.members.models import Coverage
from plancore.kernel import MemberId, Period


@pytest.mark.django_db
def test_it_finds_members_by_id_and_leaves_others_of_the_family() -> None:
    subscriber, spouse = make.family()
    with as_core():
        found = queries.by_member_ids([spouse.member_id, MemberId("9999999", "01")])
    assert list(found) == [spouse.member_id]
    assert subscriber.member_id not in found


@pytest.mark.django_db
def test_it_finds_a_name_in_any_case_and_everybody_who_has_it() -> None:
    one, two = make.family()[0], make.family()[0]
    with as_core():
        found = queries.by_name_and_birth_date(" TESTWOOD ", "alice", one.birth_date)
        assert {row.pk for row in found} == {one.pk, two.pk}
        assert queries.by_name_and_birth_date("Testwood", "Alice", dt.date(1985, 3, 15)) == []


@pytest.mark.django_db
def test_it_loads_families_with_coverage_in_three_statements() -> None:
    families = [make.family(size=3) for _ in range(4)]
    with as_core(), CaptureQueriesContext(connection) as asked:
        found = queries.of_families(people[0].family_id for people in families)
        coverages = [list(member.coverages.all()) for its in found.values() for member in its]
    assert len(asked) == 3
    assert [len(its) for its in found.values()] == [3] * 4
    assert all(coverages)


@pytest.mark.django_db
def test_it_gives_the_core_a_member_with_periods_of_coverage() -> None:
    member = make.family()[0]
    with as_core():
        Coverage.objects.filter(member=member).update(end=dt.date(2025, 12, 31))
        Coverage.objects.create(
            member=member, plan_id="other", group_number="G2", start=dt.date(2026, 1, 1), level="self_only"
        )
        known = store.to_core(member, Coverage.objects.filter(member=member))
    assert (known.family, known.person, known.relationship) == (member.family_id, "01", "18")
    assert [one.period for one in known.coverages] == [
        Period(make.COVERED_FROM, dt.date(2025, 12, 31)),
        Period(dt.date(2026, 1, 1), None),
    ]
    assert [one.level for one in known.coverages] == ["family", "self_only"]


@pytest.mark.req("R-71")
def test_it_lets_one_at_a_time_hold_a_family_and_others_hold_another(
    committed_database: CommittedDatabase,
) -> None:
    with acting(core("test")):
        first, second = (make.family()[0].family_id for _ in range(2))
    refused: list[bool] = []

    def other() -> None:
        try:
            for number in (second, first):
                try:
                    with acting(core("test")), transaction.atomic():
                        with connection.cursor() as cursor:
                            cursor.execute("SET LOCAL lock_timeout = '200ms'")
                        queries.lock_families([number])
                    refused.append(False)
                except OperationalError:
                    refused.append(True)
        finally:
            connection.close()

    with acting(core("test")):
        queries.lock_families([first])
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert refused == [False, True]
