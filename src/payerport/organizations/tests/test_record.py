"""Who did what, as an organization's administrators see it: their own record, by person, day and kind."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from django.utils import timezone
from tests import factories as make

from payerport.accounts.models import Membership, Organization, User
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.claims.models import Claim

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("clock"),
    pytest.mark.req("R-63", "R-18"),
]


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def practice() -> Organization:
    make.published_plan()
    return make.organization("Fableleaf Family Medicine")


@pytest.fixture
def claim(practice: Organization) -> Claim:
    return make.claim(practice, make.family()[0])


@pytest.fixture
def head(practice: Organization) -> Client:
    return signed_in(make.user("administrator", practice, username="headone"))


def exported(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/organization/record/csv/?{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_it_shows_who_looked_at_what(practice: Organization, claim: Claim, head: Client) -> None:
    biller = make.user("biller", practice, username="billerone")
    signed_in(biller).get(f"/claims/{claim.control_number}/")
    page = head.get("/organization/record/").content.decode()
    assert "Looked at a claim" in page
    assert "billerone" in page
    (row,) = [one for one in exported(head) if one["action"] == "claim.viewed"]
    assert (row["person"], row["record"], row["role"]) == ("billerone", claim.control_number, "biller")


def test_it_chooses_by_person_kind_and_day(practice: Organization, claim: Claim, head: Client) -> None:
    one, two = (make.user("biller", practice, username=name) for name in ("billerone", "billertwo"))
    for person in (one, two):
        signed_in(person).get(f"/claims/{claim.control_number}/")
    signed_in(make.user("front_desk", practice)).get("/claims/")
    assert {row["person"] for row in exported(head, f"person={two.pk}")} == {"billertwo"}
    assert {row["kind"] for row in exported(head, "kind=claims")} == {"claim"}
    assert {row["action"] for row in exported(head, "kind=refused")} == {"page.refused"}
    today = timezone.localdate()
    assert exported(head, f"since={today:%m/%d/%Y}&until={today:%m/%d/%Y}&kind=claims")
    tomorrow = today + dt.timedelta(days=1)
    assert exported(head, f"since={tomorrow:%m/%d/%Y}") == []
    assert head.get("/organization/record/?since=never").status_code == 422
    assert head.get("/organization/record/?person=999999999").status_code == 422


def test_it_holds_nothing_of_another_organization(practice: Organization, claim: Claim, head: Client) -> None:
    signed_in(make.user("biller", practice)).get(f"/claims/{claim.control_number}/")
    stranger = signed_in(make.user("administrator", make.organization()))
    rows = exported(stranger)
    assert all(claim.control_number not in row["record"] for row in rows)
    assert {row["acting_for"] for row in exported(head)} == {"Fableleaf Family Medicine"}


def test_it_holds_what_somebody_did_who_is_gone(practice: Organization, claim: Claim, head: Client) -> None:
    gone = make.user("biller", practice, username="billergone")
    signed_in(gone).get(f"/claims/{claim.control_number}/")
    Membership.objects.filter(user=gone).update(until=timezone.now())
    assert exported(head, f"person={gone.pk}&kind=claims")


def test_it_says_that_it_was_looked_at_and_taken(practice: Organization, head: Client) -> None:
    head.get("/organization/record/")
    exported(head)
    with as_core():
        acts = Event.objects.filter(record_kind="record").order_by("at").values_list("action", flat=True)
        assert list(acts) == ["organization_record.viewed", "organization_record.exported"]


def test_it_writes_no_formula_into_the_export(practice: Organization, head: Client) -> None:
    odd = make.user("biller", practice)
    User.objects.filter(pk=odd.pk).update(first_name="=1+1", last_name="Odd")
    signed_in(odd).get("/claims/")
    signed_in(make.user("front_desk", practice)).get("/claims/")
    signed_in(odd).get("/people/")
    assert {row["person"] for row in exported(head, f"person={odd.pk}")} == {"'=1+1 Odd"}
