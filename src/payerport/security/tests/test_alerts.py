"""Odd patterns: each is seen at its limit and not below, once, with the rows that caused it."""

import datetime as dt
from unittest import mock

import pytest
from django.test import Client
from tests import factories as make
from tests.clock import NOW

from payerport.accounts.models import User
from payerport.audit.actions import record
from payerport.audit.actor import NOBODY, Actor, Reader, core
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.security import actions
from payerport.security.models import Alert, Search
from payerport.security.rules import BY_CODE, RULES, Pattern

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
CORE = core("test")
NIGHT = dt.datetime(2026, 3, 11, 6, 30, tzinfo=dt.UTC)
"""02:30 in the plan's zone."""


def at(moment: dt.datetime) -> "mock._patch[mock.MagicMock]":
    return mock.patch("django.utils.timezone.now", return_value=moment)


def look(families: int, by: int = 7, times: int = 1) -> None:
    person = Actor(reader=Reader.PLAN, user_id=by, role="operations")
    for number in range(families):
        for _ in range(times):
            record(person, "claim.viewed", "claim", f"H{number}", family=f"{number:07d}")


def raised() -> list[tuple[str, str, int, int]]:
    with as_core():
        return [(one.rule, one.subject, one.count, len(one.rows)) for one in Alert.objects.order_by("pk")]


def test_it_alerts_when_one_person_looks_at_many_families_in_an_hour() -> None:
    limit = BY_CODE["many_people"].more_than
    look(limit, times=2)
    assert (actions.evaluate(CORE), raised()) == (0, [])
    look(limit + 1)
    assert actions.evaluate(CORE) == 1
    assert raised() == [("many_people", "7", limit + 1, 3 * limit + 1)]


def test_it_counts_each_person_alone() -> None:
    limit = BY_CODE["many_people"].more_than
    for by in (7, 8):
        look(limit, by=by)
    assert actions.evaluate(CORE) == 0


def test_it_counts_each_hour_alone_and_still_sees_the_one_before() -> None:
    look(40)
    with at(NOW + dt.timedelta(hours=1)):
        record(CORE, "x", "x")
        assert actions.evaluate(CORE) == 0
    look(61)
    with at(NOW + dt.timedelta(hours=1)):
        assert actions.evaluate(CORE) == 1


def test_it_alerts_once_and_puts_it_on_record() -> None:
    look(61)
    assert [actions.evaluate(CORE), actions.evaluate(CORE)] == [1, 0]
    with as_core():
        assert Event.objects.filter(action="alert.raised").count() == 1


def test_it_does_not_count_what_the_payer_core_does_by_itself() -> None:
    for number in range(70):
        record(CORE, "claim.decided", "claim", "H", family=f"{number:07d}")
    assert actions.evaluate(CORE) == 0


@pytest.mark.parametrize(
    ("moment", "alerts"),
    [
        (NIGHT, 1),
        (NOW, 0),
        (dt.datetime(2026, 3, 15, 15, 0, tzinfo=dt.UTC), 1),
        (dt.datetime(2026, 3, 11, 9, 59, tzinfo=dt.UTC), 1),
        (dt.datetime(2026, 3, 11, 10, 0, tzinfo=dt.UTC), 0),
        (dt.datetime(2026, 3, 12, 1, 59, tzinfo=dt.UTC), 0),
        (dt.datetime(2026, 3, 12, 2, 0, tzinfo=dt.UTC), 1),
    ],
    ids=["half past two", "noon", "sunday", "05:59", "06:00", "21:59", "22:00"],
)
def test_it_alerts_out_of_the_plans_hours(moment: dt.datetime, alerts: int) -> None:
    with at(moment):
        look(6)
        assert actions.evaluate(CORE) == alerts
    assert [one[0] for one in raised()] == ["out_of_hours"] * alerts


def test_it_alerts_when_somebody_looks_at_their_own_name() -> None:
    (member, *_) = make.family()
    person = make.user(staff_role="operations")
    User.objects.filter(pk=person.pk).update(last_name=member.last_name.title())
    stranger = make.user(staff_role="operations")
    User.objects.filter(pk=stranger.pk).update(last_name="Otherwise")
    for one in (person, stranger):
        record(make.actor_of(one), "claim.viewed", "claim", "H1", family=member.family_id)
        record(make.actor_of(one), "claim.viewed", "claim", "H2", family="9999999")
    assert actions.evaluate(CORE) == 1
    assert raised() == [("own_name", str(person.pk), 1, 1)]


def test_it_alerts_at_many_failed_sign_ins_from_one_address() -> None:
    for number in range(42):
        here = Actor(reader=Reader.NOBODY, address=f"192.0.2.{number % 2}")
        record(here, "session.refused", "user", outcome="refused")
    record(NOBODY, "session.refused", "user", outcome="refused")
    assert actions.evaluate(CORE) == 2
    assert [(one[0], one[2]) for one in raised()] == [("failed_sign_ins", 21)] * 2


def test_it_has_a_way_to_count_each_pattern() -> None:
    assert {rule.pattern for rule in RULES} == set(Pattern)
    assert len(BY_CODE) == len(RULES)


def test_it_forgets_searches_without_a_name_after_a_while() -> None:
    by = make.actor_of(make.user(staff_role="security"))
    with as_core():
        for name in ("", "kept"):
            actions.keep_search(by, {"family": "1234567"}, name)
    assert actions.forget_searches(CORE) == 0
    with at(NOW + dt.timedelta(days=31)):
        assert actions.forget_searches(CORE) == 1
    with as_core():
        assert [one.name for one in Search.objects.all()] == ["kept"]


def test_it_knows_the_address_of_a_sign_in_that_failed() -> None:
    """Without it the rule would take all strangers for one."""
    Client().post("/sign-in/", {"login": "nobody1", "password": "wrong"}, REMOTE_ADDR="192.0.2.77")
    with as_core():
        assert Event.objects.get(action="session.refused").address == "192.0.2.77"
