"""The homes of employers and brokers: their groups and how many are covered, and nobody's data."""

import datetime as dt

import pytest
from django.test import Client
from tests import factories as make

from payerport.accounts.models import GroupRole, Organization
from payerport.audit.lock import as_core

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def home_of(role: str, at: Organization) -> str:
    client = Client()
    client.force_login(make.user(role, at))
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def employer() -> Organization:
    """An employer with the group HG1001, through which three of one family are covered."""
    made = make.organization("Testwood Timber")
    Organization.objects.filter(pk=made.pk).update(kind=Organization.Kind.EMPLOYER)
    make.group_of(made)
    make.family(size=3)
    return made


@pytest.mark.req("R-30")
@pytest.mark.parametrize("role", ["benefits_admin", "benefits_staff"])
def test_it_shows_an_employer_its_groups_and_how_many_are_covered(employer: Organization, role: str) -> None:
    page = " ".join(home_of(role, employer).split())
    assert "HG1001" in page and "Your groups" in page
    assert '<td data-label="Employees" class="num">1</td>' in page
    assert '<td data-label="With their families" class="num">3</td>' in page


@pytest.mark.req("R-30")
def test_it_shows_a_broker_the_groups_it_looks_after(employer: Organization) -> None:
    broker = make.organization("Signpost")
    Organization.objects.filter(pk=broker.pk).update(kind=Organization.Kind.BROKER)
    make.group_of(broker)
    page = home_of("broker", broker)
    assert "Groups you look after" in page and "HG1001" in page


def test_it_shows_nobodys_name_id_or_claim(employer: Organization) -> None:
    make.published_plan()
    alice = make.family()[0]
    make.decided_claim(make.organization("Secret Practice"), alice)
    page = home_of("benefits_admin", employer)
    assert not any(
        word in page for word in ("Alice", "Secret Practice", str(alice.member_id), alice.member_id.on_card)
    )


def test_it_shows_no_group_of_others_and_none_that_has_ended(employer: Organization) -> None:
    other = make.organization()
    assert "No group yet" in home_of("benefits_admin", other)
    with as_core():
        GroupRole.objects.filter(organization=employer).update(end=dt.date(2026, 3, 9))
    assert "No group yet" in home_of("benefits_admin", employer)


def test_it_counts_who_is_covered_today(employer: Organization) -> None:
    with as_core():
        alice = make.family()[0]
        alice.coverages.update(end=dt.date(2026, 3, 9))
    page = " ".join(home_of("benefits_admin", employer).split())
    assert '<td data-label="Employees" class="num">1</td>' in page
    assert '<td data-label="With their families" class="num">4</td>' in page
