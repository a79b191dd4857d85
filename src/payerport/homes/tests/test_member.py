"""The member's home: one's own coverage, spending and claims, the children's by age, nothing of a spouse."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import factories as make

from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.members.models import Member
from payerport.restricted.models import Restriction

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def family() -> list[Member]:
    """Alice and Ben, Child3 of twelve years and Child4 of eleven on the clock's day."""
    make.published_plan()
    return make.family(size=4)


def home_of(member: Member) -> str:
    client = Client()
    client.force_login(make.member_account(member))
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def aged(child: Member, years: int) -> None:
    with as_core():
        child.birth_date = dt.date(2026 - years, 1, 5)
        child.save(update_fields=["birth_date"])


@pytest.mark.req("R-30")
def test_it_says_that_the_member_is_covered_and_what_is_used(family: list[Member]) -> None:
    make.decided_claim(make.organization("Fableleaf Family Medicine"), family[0])
    page = home_of(family[0])
    assert "You are covered" in page
    assert "Deductible" in page and "Out-of-pocket maximum" in page
    assert family[0].member_id.on_card in page
    assert "Fableleaf Family Medicine" in page
    assert "Decided" in page


@pytest.mark.req("R-30")
def test_it_shows_a_spouse_nothing_of_the_other(family: list[Member]) -> None:
    make.decided_claim(make.organization("Secret Practice"), family[1])
    page = home_of(family[0])
    assert "Secret Practice" not in page
    assert family[1].member_id.on_card not in page
    assert ">Ben<" not in page
    assert "Adults of your family see their own" in page


def test_it_shows_no_totals_of_the_family_from_which_a_spouses_could_be_reckoned(
    family: list[Member],
) -> None:
    assert "<h3>Family</h3>" not in home_of(family[0])
    alone, _child = make.family()[0], None
    with as_core():
        Member.objects.filter(family=alone.family_id).exclude(pk=alone.pk).update(
            relationship="19", birth_date=dt.date(2020, 1, 1)
        )
    assert "<h3>Family</h3>" in home_of(alone)


def test_it_shows_parents_small_childrens_claims_and_of_others_coverage_alone(family: list[Member]) -> None:
    small, teen = family[2], family[3]
    aged(small, 8)
    aged(teen, 15)
    make.decided_claim(make.organization("Childrens Practice"), small)
    make.decided_claim(make.organization("Teens Own Practice"), teen)
    page = home_of(family[1])
    assert "Childrens Practice" in page
    assert "Teens Own Practice" not in page
    assert teen.member_id.on_card in page
    assert "are their own to see" in page


def test_it_shows_a_grown_child_itself_alone(family: list[Member]) -> None:
    grown = family[2]
    aged(grown, 20)
    page = home_of(grown)
    assert "You are covered" in page
    assert not any(one.member_id.on_card in page for one in family if one.pk != grown.pk)


def test_it_shows_nobody_else_of_a_family_that_needs_protection(family: list[Member]) -> None:
    aged(family[2], 8)
    with as_core():
        Restriction.objects.create(
            family=family[0].family_id, reason="protection", since=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        )
    assert family[2].member_id.on_card not in home_of(family[0])


def test_it_says_when_coverage_has_ended(family: list[Member]) -> None:
    with as_core():
        family[0].coverages.update(end=dt.date(2026, 2, 1))
    assert "You are not covered today" in home_of(family[0])


def test_it_says_kindly_when_an_account_is_tied_to_nobody() -> None:
    client = Client()
    person: Any = make.user()
    person.audience = "member"
    person.save()
    client.force_login(person)
    assert "We could not find your coverage" in client.get("/").content.decode()


def test_it_records_each_look_at_a_person_and_a_claim(family: list[Member]) -> None:
    aged(family[2], 8)
    claim = make.decided_claim(make.organization(), family[2])
    home_of(family[0])
    with as_core():
        seen = set(
            Event.objects.filter(action__in=["coverage.viewed", "claim.listed"]).values_list(
                "action", "record_id"
            )
        )
    assert seen == {
        ("coverage.viewed", str(family[0].pk)),
        ("coverage.viewed", str(family[2].pk)),
        ("coverage.viewed", str(family[3].pk)),
        ("claim.listed", claim.control_number),
    }


def test_it_asks_the_database_as_often_for_many_claims_as_for_one(family: list[Member]) -> None:
    practice = make.organization()
    client = Client()
    client.force_login(make.member_account(family[0]))
    counts = []
    for day in range(3):
        make.claims(practice, [make.submission(practice, family[0], lines=[make.line(on=make.day(-day))])])
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        counts.append(len(asked))
    assert counts[1] == counts[2] <= 25
