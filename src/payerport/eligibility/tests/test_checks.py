"""Whom an inquiry finds, what is answered, and what stays of it."""

import datetime as dt
from dataclasses import replace

import pytest
from tests import factories as make

from payerport.accounts.models import Organization
from payerport.audit.actor import Actor
from payerport.audit.lock import acting, as_core
from payerport.audit.models import Event
from payerport.eligibility import actions, queries, store
from payerport.eligibility.models import Check
from payerport.members.models import Coverage, Member
from plancore.eligibility.types import Answer, CoverageStatus, Inquiry

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(clock: dt.datetime) -> Organization:
    make.published_plan()
    return make.organization()


@pytest.fixture
def desk(practice: Organization) -> Actor:
    return make.actor("front_desk", practice)


@pytest.fixture
def people(practice: Organization) -> list[Member]:
    return make.family(size=3)


def ask(by: Actor, **said: object) -> Check:
    inquiry = replace(Inquiry(service_date=make.SERVICE_DAY), **said)  # type: ignore[arg-type]
    with acting(by):
        return actions.check(by, inquiry, "page")


def answer(by: Actor, **said: object) -> Answer:
    return store.answer_of(ask(by, **said))


def by_name(of: Member) -> dict[str, object]:
    return {"last_name": of.last_name, "first_name": of.first_name, "birth_date": of.birth_date}


@pytest.mark.req("R-03")
def test_it_finds_a_member_by_id_and_by_name_and_birth_date(desk: Actor, people: list[Member]) -> None:
    one = people[0]
    known = answer(desk, member_id=str(one.member_id))
    assert known.status is CoverageStatus.ACTIVE
    assert answer(desk, **by_name(one)) == known
    shouted = by_name(one) | {"last_name": one.last_name.upper(), "first_name": one.first_name.lower()}
    assert answer(desk, **shouted) == known


def test_it_says_not_found_alike_for_whoever_is_not_named_rightly(desk: Actor, people: list[Member]) -> None:
    one, number = people[0], str(people[0].member_id)
    wrong: list[dict[str, object]] = [
        {"member_id": "999999999"},
        {"member_id": number[:-2] + "09"},
        {"member_id": number, "last_name": "Other"},
        {"member_id": number, "birth_date": dt.date(1999, 1, 1)},
        by_name(one) | {"birth_date": dt.date(1999, 1, 1)},
        by_name(one) | {"first_name": "Other"},
        by_name(one) | {"birth_date": None},
        {"last_name": one.last_name},
        {"member_id": "not an id", **by_name(one)},
        {},
    ]
    answers = [answer(desk, **said) for said in wrong]
    assert {one.status for one in answers} == {answers[0].status}
    assert answers[0].status is not CoverageStatus.ACTIVE
    assert len({repr(replace(one)) for one in answers}) == 1, "nothing tells which part was wrong"


def test_it_finds_nobody_by_a_name_that_two_have(desk: Actor, people: list[Member]) -> None:
    twin = make.family(size=1)[0]
    assert (twin.last_name, twin.first_name, twin.birth_date) == (
        people[0].last_name,
        people[0].first_name,
        people[0].birth_date,
    )
    assert answer(desk, **by_name(twin)).status is not CoverageStatus.ACTIVE
    assert answer(desk, member_id=str(twin.member_id)).status is CoverageStatus.ACTIVE


def test_it_answers_for_the_day_of_service(desk: Actor, people: list[Member]) -> None:
    with as_core():
        Coverage.objects.filter(member=people[0]).update(end=make.SERVICE_DAY)
    number = str(people[0].member_id)
    last = answer(desk, member_id=number, service_date=make.SERVICE_DAY)
    after = answer(desk, member_id=number, service_date=make.day(1))
    assert last.status is CoverageStatus.ACTIVE
    assert after.status is not CoverageStatus.ACTIVE


@pytest.mark.req("R-03")
def test_it_counts_what_was_decided_before(practice: Organization, desk: Actor, people: list[Member]) -> None:
    """The out-of-pocket amount that remains falls by what the member pays of a claim."""
    before = ask(desk, member_id=str(people[0].member_id))
    claim = make.decided_claim(practice, people[0])
    after = ask(desk, member_id=str(people[0].member_id))
    assert claim.member_share
    assert store.answer_of(before) != store.answer_of(after)
    assert str(claim.member_share) in repr(after.answer)


@pytest.mark.req("R-05", "R-18")
def test_it_records_who_asked_even_when_nobody_was_found(desk: Actor, people: list[Member]) -> None:
    found, missed = ask(desk, member_id=str(people[0].member_id)), ask(desk, member_id="999999999")
    with as_core():
        told = {one.record_id: one for one in Event.objects.filter(action="eligibility.checked")}
    assert set(told) == {str(found.pk), str(missed.pk)}
    assert (told[str(found.pk)].family, told[str(missed.pk)].family) == (people[0].family_id, "")
    assert {one.user_id for one in told.values()} == {desk.user_id}
    assert all(people[0].last_name not in str(one.detail) for one in told.values())


def test_it_lists_the_newest_first(desk: Actor, people: list[Member]) -> None:
    made = [ask(desk, member_id=str(one.member_id)) for one in people]
    for place, one in enumerate(made):
        one.asked_at += dt.timedelta(seconds=place)
        with acting(desk):
            one.save()
    with acting(desk):
        assert [row.pk for row, _ in queries.recent_checks(desk, limit=2)] == [made[2].pk, made[1].pk]
