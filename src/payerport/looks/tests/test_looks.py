"""Who looked at my data: the member's own page."""

import datetime as dt
from unittest import mock

import pytest
from django.test import Client
from tests import factories as make
from tests.clock import NOW

from payerport.accounts.models import Organization, User
from payerport.audit.actions import record
from payerport.audit.actor import Actor, core
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.claims.models import Claim
from payerport.members.models import Member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def practice() -> Organization:
    make.published_plan()
    return make.organization("Fableleaf Family Medicine")


@pytest.fixture
def family() -> list[Member]:
    return make.family()


@pytest.fixture
def biller(practice: Organization) -> Actor:
    return make.actor("biller", practice)


def page_of(member: Member) -> str:
    client = Client()
    client.force_login(make.member_account(member))
    answer = client.get("/account/looks/")
    assert answer.status_code == 200
    return answer.content.decode()


def look(who: Actor, action: str, claim: Claim) -> None:
    with as_core():
        record(who, action, "claim", claim.control_number, family=claim.family)


def test_it_names_the_practice_the_role_and_what_was_done(
    practice: Organization, family: list[Member], biller: Actor
) -> None:
    claim = make.decided_claim(practice, family[0])
    for _time in range(3):
        look(biller, "claim.viewed", claim)
    make.check(biller, family[0])
    page = page_of(family[0])
    assert "Fableleaf Family Medicine" in page
    assert "Biller" in page
    assert "Opened a claim" in page
    assert "Checked your coverage" in page
    assert ">3<" in page.replace(" ", "").replace("\n", "")


def test_it_says_nothing_of_the_data_of_the_others_in_the_family(
    practice: Organization, family: list[Member], biller: Actor
) -> None:
    claim = make.decided_claim(practice, family[1])
    look(biller, "claim.viewed", claim)
    make.check(biller, family[1])
    page = page_of(family[0])
    assert "Nobody has looked yet" in page
    assert "Fableleaf Family Medicine" not in page


def test_it_leaves_out_what_the_plans_machines_and_the_member_did(
    practice: Organization, family: list[Member]
) -> None:
    claim = make.decided_claim(practice, family[0])
    user = make.member_account(family[0])
    look(core("worker"), "claim.viewed", claim)
    look(make.actor_of(user), "claim.viewed", claim)
    client = Client()
    client.force_login(user)
    assert "Nobody has looked yet" in client.get("/account/looks/").content.decode()


def test_it_names_the_plan_for_its_staff_and_no_person(practice: Organization, family: list[Member]) -> None:
    claim = make.decided_claim(practice, family[0])
    clerk = make.user(staff_role="operations", username="clerk77")
    look(make.actor_of(clerk), "claim.viewed", claim)
    page = page_of(family[0])
    assert "Harbor Health Plan" in page
    assert "Plan operations" in page
    assert "clerk77" not in page


def test_it_goes_back_six_years(practice: Organization, family: list[Member], biller: Actor) -> None:
    claim = make.decided_claim(practice, family[0])
    with mock.patch("django.utils.timezone.now", return_value=NOW - dt.timedelta(days=365 * 6 + 3)):
        look(biller, "claim.viewed", claim)
    assert "Nobody has looked yet" in page_of(family[0])


def test_it_shows_what_was_told_to_others_unless_it_is_held_back(family: list[Member]) -> None:
    make.disclosure(family[0], recipient="Fableleaf Registry")
    make.disclosure(family[0], recipient="Held Agency", held_until=dt.date(2026, 12, 1))
    make.disclosure(family[1], recipient="Others Office")
    page = page_of(family[0])
    assert "Fableleaf Registry" in page
    assert "Held Agency" not in page
    assert "Others Office" not in page


def test_it_puts_the_members_own_look_on_record(family: list[Member]) -> None:
    page_of(family[0])
    with as_core():
        (row,) = Event.objects.filter(action="looks.viewed")
        assert (row.family, row.record_id) == (family[0].family_id, str(family[0].pk))


@pytest.mark.parametrize("who", ["stranger", "biller", "staff"])
def test_it_is_nothing_to_those_who_are_no_member(practice: Organization, who: str) -> None:
    users: dict[str, User] = {
        "stranger": make.user(),
        "biller": make.user("biller", practice),
        "staff": make.user(staff_role="security"),
    }
    client = Client()
    client.force_login(users[who])
    assert client.get("/account/looks/").status_code == 404
