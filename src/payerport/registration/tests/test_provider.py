"""A provider registers (R-32): kind of account, facts, and the plan's check."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from tests import factories as make
from tests.signing_in import passed

from payerport.accounts.models import Audience, Membership, Organization, User
from payerport.audit.lock import as_core
from payerport.registration import tasks
from payerport.registration.models import Application
from payerport.registration.tests.people import (
    MAIL,
    PASSWORD,
    at_account,
    clinician_of,
    group_facts,
    person_facts,
    run_jobs,
    shown,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PERSON, GROUP = "/register/provider/person/", "/register/provider/group/"
NEW = {"username": "nora70", "password": PASSWORD}


@pytest.fixture
def practice() -> Organization:
    return make.organization("Fableleaf Family Medicine")


def registered(practice: Organization) -> tuple[Client, User]:
    client = Client()
    at_account(client, GROUP, group_facts(practice))
    assert client.post("/register/account/", NEW).headers["Location"] == "/"
    passed(client)
    return client, User.objects.get(username="nora70")


def waiting() -> Application:
    with as_core():
        return Application.objects.select_related("user", "provider__organization").get()


def staff() -> Client:
    client = Client()
    client.force_login(make.user(staff_role="operations"))
    return client


def decide(result: str, status: int = 302) -> str:
    path = f"/applications/{waiting().pk}/"
    answer = staff().post(path, {"note": "Called the practice.", "result": result})
    assert answer.status_code == status
    return answer.content.decode()


# -- the kind of account ----------------------------------------------------------------------------------


@pytest.mark.req("R-30")
@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("person", PERSON),
        ("group", GROUP),
        ("facility", "/register/for/facility/"),
        ("employer", "/register/for/employer/"),
        ("broker", "/register/for/broker/"),
    ],
)
def test_it_leads_each_kind_of_account_to_its_page(kind: str, path: str) -> None:
    client = Client()
    assert client.get("/register/provider/", {"kind": kind}).headers["Location"] == path
    assert client.get(path).status_code == 200


def test_it_asks_for_the_kind_when_none_was_chosen() -> None:
    assert "id_kind_error" not in Client().get("/register/provider/").content.decode()
    assert "id_kind_error" in Client().get("/register/provider/?kind=").content.decode()
    assert Client().get("/register/provider/member/").status_code == 404
    assert Client().get("/register/for/member/").status_code == 404


@pytest.mark.req("R-30")
@pytest.mark.parametrize("audience", ["facility", "employer", "broker"])
def test_it_says_how_those_get_in_who_are_invited(audience: str) -> None:
    page = Client().get(f"/register/for/{audience}/").content.decode()
    assert "by invitation" in page
    assert "1-800-555-0134" in page


# -- a practice -------------------------------------------------------------------------------------------


@pytest.mark.req("R-32")
def test_it_registers_an_administrator_who_waits_for_the_plans_check(practice: Organization) -> None:
    client, person = registered(practice)
    assert (person.audience, person.get_full_name()) == (Audience.PROVIDER, "Nora Fableleaf")
    assert "Your registration is being checked" in client.get("/").content.decode()
    assert client.get("/people/").status_code == 403
    assert waiting().organization == practice


def test_it_makes_who_is_confirmed_the_administrator(practice: Organization) -> None:
    client, person = registered(practice)
    assert "Nora Fableleaf" in staff().get("/applications/").content.decode()
    assert MAIL in staff().get(f"/applications/{waiting().pk}/").content.decode()
    decide("approve")
    assert client.get("/people/").status_code == 200
    assert Membership.objects.get(user=person).role == "administrator"
    tasks.tell_decision(waiting().pk)
    assert "is confirmed" in mail.outbox[-1].body
    assert staff().get(f"/applications/{waiting().pk}/").status_code == 404


def test_it_says_kindly_when_the_check_did_not_confirm(practice: Organization) -> None:
    client, person = registered(practice)
    decide("decline")
    assert "We could not confirm your registration" in client.get("/").content.decode()
    assert not Membership.objects.filter(user=person).exists()
    tasks.tell_decision(waiting().pk)
    assert "could not confirm" in mail.outbox[-1].body
    assert "Fableleaf" not in f"{mail.outbox[-1].body} {mail.outbox[-1].subject}"


def test_it_makes_no_second_first_administrator(practice: Organization) -> None:
    registered(practice)
    make.user("administrator", practice)
    assert "has an administrator by now" in decide("approve", status=409)
    assert waiting().state == Application.State.WAITING


def test_it_wants_to_know_how_it_was_checked(practice: Organization) -> None:
    registered(practice)
    answer = staff().post(f"/applications/{waiting().pk}/", {})
    assert answer.status_code == 422
    assert "Write how you checked" in answer.content.decode()


def test_it_leaves_who_comes_later_to_the_administrators(practice: Organization) -> None:
    make.user("administrator", practice)
    client, _person = registered(practice)
    with as_core():
        assert not Application.objects.exists()
    assert client.get("/").status_code == 200


def test_it_says_what_to_type_instead_of_the_asterisk(practice: Organization) -> None:
    number = make.billing_provider(practice).plan_number or ""
    answer = Client().post(GROUP, group_facts(practice, provider_id=f"{number[:7]}*{number[7:]}"))
    assert answer.status_code == 422
    assert f"the two digits after it included: {number}." in answer.content.decode()


# -- a person ---------------------------------------------------------------------------------------------


@pytest.mark.req("R-32")
def test_it_registers_a_clinician_by_number_social_security_number_and_birth_date(
    practice: Organization,
) -> None:
    client = Client()
    at_account(client, PERSON, person_facts(clinician_of(practice)))
    assert client.post("/register/account/", NEW).headers["Location"] == "/"
    assert User.objects.get(username="nora70").get_full_name() == "Basil Draftgrove"
    assert waiting().organization == practice


@pytest.mark.req("R-32")
def test_it_takes_no_minor_for_a_provider(practice: Organization) -> None:
    answer = Client().post(PERSON, person_facts(clinician_of(practice), birth_date="3/2/2010"))
    assert "Only people of 18 years and older register" in answer.content.decode()


# -- a stranger learns nothing ----------------------------------------------------------------------------


@pytest.mark.req("R-32")
def test_it_answers_alike_for_match_no_match_and_who_has_an_account(practice: Organization) -> None:
    other = make.organization()
    make.provider_account(clinician_of(other), dt.date(1975, 4, 9))
    clinician = clinician_of(practice)
    tries = {
        "new": person_facts(clinician),
        "has one": person_facts(clinician_of(other)),
        "another number": person_facts(clinician, provider_id="599999999"),
        "another tax id": person_facts(clinician, tax_id="900999999"),
        "another birth date": person_facts(clinician, birth_date="4/10/1975"),
    }
    pages = set()
    for facts in tries.values():
        client = Client()
        assert client.post(PERSON, facts).headers["Location"] == "/register/code/"
        pages.add(
            (shown(client.get("/register/code/")), shown(client.post("/register/code/", {"code": "1"})))
        )
    assert len(pages) == 1
    assert [one.to for one in run_jobs()] == [[MAIL]]


def test_it_answers_a_facility_and_a_record_of_the_other_kind_as_nobody(practice: Organization) -> None:
    facility = make.organization()
    Organization.objects.filter(pk=facility.pk).update(kind=Organization.Kind.FACILITY)
    Client().post(GROUP, group_facts(facility))
    clinician = clinician_of(practice)
    Client().post(GROUP, group_facts(practice, **person_facts(clinician)))
    record = make.billing_provider(practice)
    Client().post(PERSON, person_facts(clinician, provider_id=record.npi, tax_id=practice.tax_id))
    assert run_jobs() == []
