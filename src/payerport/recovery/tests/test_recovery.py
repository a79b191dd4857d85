"""Forgot username or password (R-35): the way through by audience, and that a stranger learns nothing."""

import datetime as dt
import re
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from tests import factories as make
from tests.clock import NOW

from payerport.accounts.models import User
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.members.models import Member
from payerport.onetime import tasks as onetime_tasks
from payerport.onetime.models import Code
from payerport.recovery import actions, tasks
from payerport.recovery.models import Attempt
from payerport.registration.tests.people import clinician_of, member_facts, person_facts, shown
from payerport.registration.throttle import MOST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

OLD, NEW = "Harbour-lantern-42", "Quay-lantern-8"
MEMBER, PROVIDER = "/recover/member/", "/recover/provider/"
CODE, ACCOUNT = "/recover/code/", "/recover/account/"


@pytest.fixture
def alice() -> Member:
    return make.family(size=3)[0]


@pytest.fixture
def account(alice: Member) -> User:
    return make.member_account(alice, username="alice85", password=OLD)


def facts(of: Member, **other: str) -> dict[str, str]:
    return {name: text for name, text in member_facts(of).items() if name != "email"} | other


def mails() -> list[Any]:
    """What the worker would send now."""
    before = len(mail.outbox)
    with as_core():
        codes = list(Code.objects.values_list("pk", "sendings"))
    for pk, sending in codes:
        onetime_tasks.send_code(str(pk), sending)
    return mail.outbox[before:]


def mailed_code() -> str:
    found = re.search(r"[0-9]{4} [0-9]{4}", mails()[-1].body)
    assert found
    return found[0]


def at_account(client: Client, path: str, typed: dict[str, str]) -> str:
    """Through facts and code; the page with the username."""
    assert client.post(path, typed).headers["Location"] == CODE
    assert client.post(CODE, {"code": mailed_code()}).headers["Location"] == ACCOUNT
    return client.get(ACCOUNT).content.decode()


# -- the way through --------------------------------------------------------------------------------------


@pytest.mark.req("R-35")
def test_it_shows_a_member_the_username_and_lets_them_choose_a_password(alice: Member, account: User) -> None:
    client = Client()
    assert "Your username is <strong>alice85</strong>" in at_account(client, MEMBER, facts(alice))
    answer = client.post(ACCOUNT, {"password": NEW})
    assert answer.headers["Location"] == "/sign-in/"
    assert client.get("/account/").status_code == 302, "recovery signs nobody in"
    assert "Your password is changed" in client.get("/sign-in/").content.decode()
    assert client.post("/sign-in/", {"login": "alice85", "password": OLD}).status_code == 200
    assert client.post("/sign-in/", {"login": "alice85", "password": NEW}).status_code == 302


@pytest.mark.req("R-35")
def test_it_lets_a_member_go_on_to_sign_in_with_the_username_shown(alice: Member, account: User) -> None:
    client = Client()
    page = at_account(client, MEMBER, facts(alice))
    assert '<a href="/sign-in/">' in page
    assert client.post("/sign-in/", {"login": "alice85", "password": OLD}).status_code == 302


@pytest.mark.req("R-35")
def test_it_finds_a_provider_by_id_tax_id_and_birth_date() -> None:
    provider = clinician_of(make.organization())
    person = make.user(username="ivy77", password=OLD)
    User.objects.filter(pk=person.pk).update(email="ivy@example.org")
    make.provider_account(provider, dt.date(1975, 4, 9), person)
    typed = {name: text for name, text in person_facts(provider).items() if name != "email"}
    assert "ivy77" in at_account(Client(), PROVIDER, typed)
    assert mail.outbox[-1].to == ["ivy@example.org"]


def test_it_mails_the_contact_on_file_and_nobody_else(alice: Member, account: User) -> None:
    Client().post(MEMBER, facts(alice, email="thief@example.org"))
    assert [letter.to for letter in mails()] == [[account.email]]


def test_it_ends_every_session_and_tells_the_contact_on_file(alice: Member, account: User) -> None:
    elsewhere = Client()
    elsewhere.post("/sign-in/", {"login": "alice85", "password": OLD})
    assert elsewhere.get("/account/").status_code == 200
    client = Client()
    at_account(client, MEMBER, facts(alice))
    client.post(ACCOUNT, {"password": NEW})
    assert elsewhere.get("/account/").status_code == 302
    tasks.tell_changed(account.pk)
    assert mail.outbox[-1].to == [account.email]
    assert "password" in mail.outbox[-1].subject
    assert account.username not in mail.outbox[-1].body


def test_it_takes_no_former_password_and_none_that_breaks_a_rule(alice: Member, account: User) -> None:
    client = Client()
    at_account(client, MEMBER, facts(alice))
    again = client.post(ACCOUNT, {"password": OLD})
    assert (again.status_code, "not one you had before" in again.content.decode()) == (422, True)
    assert client.post(ACCOUNT, {"password": "short"}).status_code == 422
    assert "Enter the password you would like." in client.post(ACCOUNT, {}).content.decode()
    assert client.post(ACCOUNT, {"password": NEW}).status_code == 302


def test_it_knows_the_device_from_then_on(alice: Member, account: User) -> None:
    """A person whom a stranger's tries shut out goes on by this door."""
    for _ in range(6):
        Client().post("/sign-in/", {"login": "alice85", "password": "wrong-lantern-1"})
    client = Client()
    locked = client.post("/sign-in/", {"login": "alice85", "password": OLD})
    assert "Too many wrong tries" in locked.content.decode()
    at_account(client, MEMBER, facts(alice))
    assert client.post("/sign-in/", {"login": "alice85", "password": OLD}).status_code == 302


def test_it_opens_once(alice: Member, account: User) -> None:
    client = Client()
    at_account(client, MEMBER, facts(alice))
    kept = client.session["recovery"]
    client.post(ACCOUNT, {"password": NEW})
    session = client.session
    session["recovery"] = kept
    session.save()
    assert client.get(ACCOUNT).headers["Location"] == "/recover/"


def test_it_opens_nothing_before_the_code(alice: Member, account: User) -> None:
    client = Client()
    client.post(MEMBER, facts(alice))
    assert client.get(ACCOUNT).headers["Location"] == CODE
    assert client.post(ACCOUNT, {"password": NEW}).headers["Location"] == CODE
    account.refresh_from_db()
    assert account.check_password(OLD)


def test_it_is_over_after_half_an_hour(alice: Member, account: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    at_account(client, MEMBER, facts(alice))
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + dt.timedelta(minutes=31))
    assert client.get(ACCOUNT).headers["Location"] == "/recover/"


def test_it_records_each_step_and_keeps_nothing_typed(alice: Member, account: User) -> None:
    client = Client()
    at_account(client, MEMBER, facts(alice))
    client.post(ACCOUNT, {"password": NEW})
    with as_core():
        steps = set(Event.objects.filter(record_id=str(account.pk)).values_list("action", flat=True))
        texts = str(list(Event.objects.values())) + str(list(Attempt.objects.values()))
    assert steps - {"account.linked"} == {
        "recovery.begun",
        "recovery.proved",
        "password.changed",
        "session.ended_elsewhere",
        "recovery.done",
    }
    for typed in (NEW, alice.last_name, str(alice.member_id), alice.birth_date.isoformat()):
        assert typed not in texts


# -- a stranger -------------------------------------------------------------------------------------------


@pytest.mark.req("R-35")
@pytest.mark.parametrize(
    "other",
    [
        {"first_name": "Nobody"},
        {"last_name": "Nobody"},
        {"birth_date": "3/15/1985"},
        {"member_id": "765432101"},
    ],
)
def test_it_answers_a_stranger_word_for_word_alike(
    alice: Member, account: User, other: dict[str, str]
) -> None:
    pages = []
    for typed in (facts(alice), facts(alice, **other)):
        client = Client()
        first = client.post(MEMBER, typed)
        pages.append(
            [
                (first.status_code, first.headers["Location"]),
                shown(client.get(CODE)),
                shown(client.post(CODE, {"code": "00000000"})),
                client.post(CODE + "again/").status_code,
                shown(client.get(CODE)),
            ]
        )
    assert pages[0] == pages[1]


def test_it_mails_nobody_for_a_stranger_and_takes_no_code(alice: Member, account: User) -> None:
    client = Client()
    client.post(MEMBER, facts(alice, first_name="Nobody"))
    assert mails() == []
    for number in range(5):
        page = client.post(CODE, {"code": f"{number:08d}"}).content.decode()
    assert "can&#x27;t be used any more" in page
    assert client.get(ACCOUNT).headers["Location"] == CODE


@pytest.mark.parametrize("state", ["no account", "closed", "no address"])
def test_it_answers_alike_where_there_is_no_account_to_get_into(alice: Member, state: str) -> None:
    if state != "no account":
        person = make.member_account(alice, password=OLD)
        change: dict[str, Any] = {"is_active": False} if state == "closed" else {"email": ""}
        User.objects.filter(pk=person.pk).update(**change)
    assert Client().post(MEMBER, facts(alice)).headers["Location"] == CODE
    assert mails() == []


def test_it_stops_at_many_tries_from_one_address(alice: Member, account: User) -> None:
    typed = facts(alice, first_name="Nobody")
    assert {Client().post(MEMBER, typed).status_code for _ in range(MOST)} == {302}
    assert Client().post(MEMBER, typed).status_code == 429
    assert Client().post(MEMBER, facts(alice), REMOTE_ADDR="198.51.100.4").status_code == 302


# -- words ------------------------------------------------------------------------------------------------


def test_it_says_what_to_type_instead_of_an_asterisk(alice: Member) -> None:
    page = Client().post(MEMBER, facts(alice, member_id=alice.member_id.on_card)).content.decode()
    assert f"the two digits after it included: {alice.member_id}." in page
    page = Client().post(PROVIDER, {"provider_id": "5000001*01"}).content.decode()
    assert "the two digits after it included: 500000101." in page


def test_it_says_where_it_begins_and_whom_others_call() -> None:
    assert 'href="/recover/"' in Client().get("/sign-in/").content.decode()
    page = Client().get("/recover/").content.decode()
    assert "Employers, facilities, brokers" in page
    assert settings.HELP_PHONE in page


def test_it_forgets_old_attempts(alice: Member, account: User) -> None:
    Client().post(MEMBER, facts(alice))
    assert actions.purge(NOW + dt.timedelta(days=29)) == 0
    assert actions.purge(NOW + dt.timedelta(days=31)) == 1
