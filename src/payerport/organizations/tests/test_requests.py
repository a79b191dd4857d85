"""Asking to act for an organization, and its administrators' answer."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests import factories as make

from payerport.accounts.models import Audience, Membership, Organization, User
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.organizations import requests, tasks
from payerport.organizations.models import AccessRequest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.req("R-63")]


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def practice() -> Organization:
    return make.organization("Fableleaf Family Medicine")


def test_it_gives_access_with_the_role_that_the_administrator_chooses(practice: Organization) -> None:
    person, head = make.user(), make.user("administrator", practice)
    asking, answering = signed_in(person), signed_in(head)
    assert asking.get("/claims/").status_code == 403
    typed = {"tax_number": practice.tax_id, "role": "administrator", "words": "At the front"}
    assert asking.post("/ask-for-access/", typed).status_code == 302
    assert "Waits for an answer" in asking.get("/ask-for-access/").content.decode()
    with as_core():
        asked = AccessRequest.objects.get()
    assert "Administrator" in answering.get("/people/requests/").content.decode()
    assert "At the front" in answering.get(f"/people/requests/{asked.pk}/").content.decode()
    sent = {"result": "grant", "role": "biller"}
    assert answering.post(f"/people/requests/{asked.pk}/", sent).status_code == 302
    assert asking.get("/claims/").status_code == 200
    assert asking.get("/people/").status_code == 403
    assert "Granted" in asking.get("/ask-for-access/").content.decode()
    with as_core():
        acts = set(Event.objects.filter(record_kind="access_request").values_list("action", flat=True))
    assert acts == {"access.asked", "access.viewed", "access.granted"}


def test_it_refuses_with_a_reason_that_the_person_reads(practice: Organization) -> None:
    person = make.user()
    asked = make.access_request(practice, person)
    head = signed_in(make.user("administrator", practice))
    without = head.post(f"/people/requests/{asked.pk}/", {"result": "refuse", "role": "biller"})
    assert without.status_code == 422
    assert "Say why in a sentence" in without.content.decode()
    sent = {"result": "refuse", "role": "biller", "reason": "We do not know you. Call the desk."}
    assert head.post(f"/people/requests/{asked.pk}/", sent).status_code == 302
    assert "We do not know you. Call the desk." in signed_in(person).get("/ask-for-access/").content.decode()
    assert not Membership.objects.filter(user=person).exists()
    assert head.get(f"/people/requests/{asked.pk}/").status_code == 404, "answered once"


def test_it_answers_alike_whether_or_not_there_is_such_an_organization(practice: Organization) -> None:
    pages = []
    for number in (practice.tax_id, "998887777"):
        client = signed_in(make.user())
        sent = client.post("/ask-for-access/", {"tax_number": number, "role": "biller"}, follow=True)
        assert sent.status_code == 200
        page = sent.content.decode()
        start = page.index("<main")
        pages.append(page[start : page.index("</main")].replace(number, "NUMBER"))
    words = [page[page.index("Sent. If") : page.index("for 14 days")] for page in pages]
    assert words[0] == words[1]
    assert [page.count("Waits for an answer") for page in pages] == [1, 1]


def test_it_tells_the_administrators_and_the_person_without_a_name(practice: Organization) -> None:
    head, other = make.user("administrator", practice), make.user("biller", practice)
    person = make.user()
    for user, address in (
        (head, "head@example.org"),
        (other, "other@example.org"),
        (person, "new@example.org"),
    ):
        User.objects.filter(pk=user.pk).update(email=address, last_name="Modellake")
    asked = make.access_request(practice, person)
    tasks.tell_administrators(asked.pk)
    assert [message.to for message in mail.outbox] == [["head@example.org"]]
    with as_core():
        requests.refuse(make.actor_of(head), asked, "No")
    tasks.tell_answer(asked.pk)
    assert [message.to for message in mail.outbox[1:]] == [["new@example.org"]]
    assert not any("Modellake" in f"{one.subject} {one.body}" for one in mail.outbox)


def test_it_sends_no_mail_where_there_is_nobody_to_tell() -> None:
    person = make.user()
    made = requests.ask(make.actor_of(person), person, "998887777", "biller", "")
    tasks.tell_administrators(made.pk)
    assert mail.outbox == []


def test_it_runs_out(practice: Organization) -> None:
    asked = make.access_request(practice)
    head = signed_in(make.user("administrator", practice))
    assert head.get(f"/people/requests/{asked.pk}/").status_code == 200
    with as_core():
        AccessRequest.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert head.get(f"/people/requests/{asked.pk}/").status_code == 404
    assert "Ran out without an answer" in signed_in(asked.user).get("/ask-for-access/").content.decode()


def test_it_holds_one_open_request_to_an_organization_and_five_in_all(practice: Organization) -> None:
    person = make.user()
    make.access_request(practice, person)
    again = make.access_request(practice, person, role="front_desk")
    with as_core():
        assert list(AccessRequest.objects.filter(user=person, answered_at=None)) == [again]
    client = signed_in(person)
    for number in range(4):
        typed = {"tax_number": f"99000000{number}", "role": "biller"}
        assert client.post("/ask-for-access/", typed).status_code == 302
    too_many = client.post("/ask-for-access/", {"tax_number": "990000009", "role": "biller"})
    assert too_many.status_code == 409
    assert "five open requests" in too_many.content.decode()


def test_it_finds_another_organizations_request_nowhere(practice: Organization) -> None:
    asked = make.access_request(practice)
    stranger = signed_in(make.user("administrator", make.organization()))
    assert stranger.get(f"/people/requests/{asked.pk}/").status_code == 404
    assert stranger.post(f"/people/requests/{asked.pk}/", {"result": "grant"}).status_code == 404
    assert "Nobody asks" in stranger.get("/people/requests/").content.decode()


def test_it_lets_an_account_ask_only_for_organizations_of_its_kind(practice: Organization) -> None:
    employer = make.business(Organization.Kind.EMPLOYER)
    person = make.user()
    User.objects.filter(pk=person.pk).update(audience=Audience.EMPLOYER)
    person.refresh_from_db()
    wrong = requests.ask(make.actor_of(person), person, practice.tax_id, "benefits_staff", "")
    right = requests.ask(make.actor_of(person), person, employer.tax_id, "benefits_staff", "")
    assert (wrong.organization, right.organization) == (None, employer)
    assert "Benefits staff" in signed_in(person).get("/ask-for-access/").content.decode()


def test_it_is_no_page_for_members(practice: Organization) -> None:
    member = make.member_account(make.family()[0])
    assert signed_in(member).get("/ask-for-access/").status_code == 403
