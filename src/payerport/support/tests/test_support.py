"""Assisted recovery (R-36): facts compared and not shown, a link that works once, a second person."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from tests import assisting
from tests import factories as make
from tests.clock import NOW

from payerport.accounts.models import Audience, Organization, User
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.support import actions, identity, tasks
from payerport.support.models import Assistance, Comparison

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PASSWORD, NEW = "harbour-lantern-42", "Quay-lantern-8"


@pytest.fixture
def employer() -> Organization:
    return make.business(Organization.Kind.EMPLOYER)


def member_of(organization: Organization, role: str, first: str, last: str) -> User:
    person = make.user(role, organization, username=f"{first.lower()}77", password=PASSWORD)
    person.first_name, person.last_name = first, last
    person.email, person.audience = f"{first.lower()}@example.org", Audience.EMPLOYER
    person.save()
    return person


@pytest.fixture
def dora(employer: Organization) -> User:
    """Of the staff: not privileged."""
    return member_of(employer, "benefits_staff", "Dora", "Rosterby")


@pytest.fixture
def boss(employer: Organization) -> User:
    return member_of(employer, "benefits_admin", "Paul", "Payfield")


def console(role: str = "support") -> Client:
    client = Client()
    client.force_login(make.user(staff_role=role))
    return client


def said(of: User, **other: str) -> dict[str, str]:
    organization = of.memberships.get().organization
    return {
        "name": f"{of.first_name} {of.last_name}",
        "tax_id": organization.tax_id,
        "email": of.email,
        "note": "Forgot both.",
    } | other


def ask(client: Client, of: User, **other: str) -> Any:
    return client.post(f"/support/people/{of.pk}/", said(of, **other))


def newest() -> Assistance:
    with as_core():
        return Assistance.objects.select_related("user").latest("asked_at", "pk")


def mails(state: str) -> list[Any]:
    before = len(mail.outbox)
    tasks.tell(str(newest().pk), state)
    return mail.outbox[before:]


def link_in(letter: Any) -> str:
    found = re.search(r"(/recover/link/\S+)", letter.body)
    assert found
    return found[1]


# -- the way through --------------------------------------------------------------------------------------


@pytest.mark.req("R-36")
def test_it_helps_a_caller_who_is_known_by_three_facts(dora: User) -> None:
    client = console()
    page = client.post("/support/", {"who": "Rosterby"}).content.decode()
    assert f"/support/people/{dora.pk}/" in page
    assert ask(client, dora).headers["Location"] == "/support/"
    notice, letter = mails("sent")
    assert (notice.to, letter.to) == ([dora.email], [dora.email])
    person = Client()
    elsewhere = Client()
    elsewhere.force_login(dora)
    path = link_in(letter)
    assert "Your username is <strong>dora77</strong>" in person.get(path).content.decode()
    assert person.post(path, {"password": NEW}).headers["Location"] == "/sign-in/"
    assert elsewhere.get("/account/").status_code == 302
    assert person.post("/sign-in/", {"login": "dora77", "password": NEW}).status_code == 302


@pytest.mark.req("R-36")
def test_it_opens_the_link_once_and_for_a_day(dora: User, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/recover/link/{actions.secret_of(assisting.assistance(dora))}/"
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + dt.timedelta(hours=25))
    assert Client().get(path).status_code == 404
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + dt.timedelta(hours=23))
    assert Client().post(path, {"password": "short"}).status_code == 422
    assert Client().post(path, {"password": NEW}).status_code == 302
    over = Client().get(path)
    assert (over.status_code, "This link is over" in over.content.decode()) == (404, True)


@pytest.mark.parametrize("change", ["x", "", "0"])
def test_it_opens_no_other_link(dora: User, change: str) -> None:
    secret = actions.secret_of(assisting.assistance(dora))
    wrong = secret[:-1] + ("1" if secret[-1] == "0" else "0") if change == "0" else secret[:-2] + change
    assert Client().get(f"/recover/link/{wrong}/").status_code == 404


def test_it_has_no_link_for_what_waits_or_was_refused(dora: User) -> None:
    found = assisting.assistance(dora, Assistance.State.WAITING)
    assert Client().get(f"/recover/link/{actions.secret_of(found)}/").status_code == 404


# -- facts ------------------------------------------------------------------------------------------------


@pytest.mark.req("R-36")
@pytest.mark.parametrize(
    ("other", "wrong"),
    [
        ({"name": "Dora Elsewhere"}, "First and last name"),
        ({"tax_id": "111111111"}, "Tax ID of the organization"),
        ({"email": "other@example.org"}, "E-mail address of the account"),
        ({"group": "HG9999"}, "Group number"),
    ],
)
def test_it_sends_nothing_when_a_fact_does_not_fit(dora: User, other: dict[str, str], wrong: str) -> None:
    page = ask(console(), dora, **other)
    assert page.status_code == 422
    assert f"This does not fit: {wrong}." in page.content.decode()
    with as_core():
        assert not Assistance.objects.exists()
        assert Comparison.objects.get().is_enough is False


@pytest.mark.parametrize("left_out", ["name", "tax_id", "email"])
def test_it_asks_for_more_when_too_little_was_told(dora: User, left_out: str) -> None:
    page = ask(console(), dora, **{left_out: ""})
    assert (page.status_code, "it is not enough" in page.content.decode()) == (422, True)


def test_it_takes_the_group_or_a_colleague_in_place_of_the_address(
    dora: User, boss: User, employer: Organization
) -> None:
    make.group_of(employer, "HG1001")
    with as_core():
        for fact in ({"group": "hg1001"}, {"colleague": "payfield"}):
            told = {name: text for name, text in said(dora, email="", **fact).items() if name != "note"}
            right, wrong = identity.compare(dora, told)
            assert identity.is_enough(dora, right, wrong), fact
        assert identity.compare(dora, {"colleague": "Rosterby"}) == ([], ["colleague"])


@pytest.mark.req("R-36")
def test_it_shows_nothing_of_what_is_on_file(dora: User) -> None:
    pages = [ask(console(), dora, name="x"), console().get(f"/support/people/{dora.pk}/")]
    for page in pages:
        text = page.content.decode()
        assert "Dora Rosterby" in text
        organization = dora.memberships.get().organization
        shown = text.replace(f'value="{organization.tax_id}"', "").replace(f'value="{dora.email}"', "")
        assert organization.tax_id not in shown
        assert dora.email not in shown
        assert dora.username not in shown


@pytest.mark.req("R-36")
def test_it_stops_after_three_comparisons_that_did_not_suffice_whoever_asks(
    dora: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        assert ask(console(), dora, name="x").status_code == 422
    assert ask(console(), dora).status_code == 409
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + dt.timedelta(days=1, minutes=1))
    assert ask(console(), dora).status_code == 302


def test_it_knows_a_member_by_id_and_birth_date() -> None:
    alice = make.family()[0]
    person = make.member_account(alice, password=PASSWORD)
    told = {"name": f"{alice.last_name}, {alice.first_name}", "member_id": alice.member_id.on_card}
    with as_core():
        right, wrong = identity.compare(person, told | {"birth_date": alice.birth_date.isoformat()})
        assert identity.is_enough(person, right, wrong)
        assert identity.compare(person, {"birth_date": "1999-01-01"}) == ([], ["birth_date"])


# -- a second person --------------------------------------------------------------------------------------


@pytest.mark.req("R-36")
def test_it_waits_for_a_second_person_for_a_privileged_account(boss: User) -> None:
    first, other = console(), console()
    page = ask(first, boss)
    assert page.headers["Location"] == "/support/"
    assert [letter.to for letter in mails("waiting")] == [[boss.email]], "the notice alone"
    path = f"/support/waiting/{newest().pk}/"
    assert first.post(path, {"result": "agree"}).status_code == 403
    assert newest().state == "waiting"
    assert "Facts that fit" in other.get(path).content.decode()
    assert other.post(path, {}).status_code == 422
    assert other.post(path, {"result": "agree"}).headers["Location"] == "/support/"
    (letter,) = mails("sent")
    assert Client().get(link_in(letter)).status_code == 200
    assert other.get(path).status_code == 404


@pytest.mark.req("R-36")
def test_it_sends_nothing_when_the_second_person_refuses(boss: User) -> None:
    ask(console(), boss)
    console().post(f"/support/waiting/{newest().pk}/", {"result": "refuse"})
    found = newest()
    assert found.state == "refused"
    assert Client().get(f"/recover/link/{actions.secret_of(found)}/").status_code == 404


@pytest.mark.req("R-36")
def test_it_waits_for_a_second_person_for_a_new_address_and_tells_the_old_one(dora: User) -> None:
    ask(console(), dora, email="", colleague="", group="", new_email="dora.new@example.org")
    assert not is_helped()
    colleague = member_of(dora.memberships.get().organization, "benefits_staff", "Ned", "Nextdoor")
    ask(console(), dora, email="", colleague=colleague.last_name, new_email="dora.new@example.org")
    assert [letter.to for letter in mails("waiting")] == [[dora.email]]
    console().post(f"/support/waiting/{newest().pk}/", {"result": "agree"})
    (letter,) = mails("sent")
    assert letter.to == ["dora.new@example.org"]
    Client().post(link_in(letter), {"password": NEW})
    dora.refresh_from_db()
    assert dora.email == "dora.new@example.org"


def is_helped() -> bool:
    with as_core():
        return Assistance.objects.exists()


def test_it_needs_a_second_person_for_the_plans_own_staff() -> None:
    colleague = make.user(staff_role="operations")
    User.objects.filter(pk=colleague.pk).update(first_name="Silas", last_name="Demo", email="s@example.org")
    told = {"name": "Silas Demo", "email": "s@example.org", "note": "Forgot."}
    console().post(f"/support/people/{colleague.pk}/", told)
    assert newest().state == "waiting"


def test_it_lets_nobody_help_themselves() -> None:
    own = make.user(staff_role="support")
    client = Client()
    client.force_login(own)
    assert client.post(f"/support/people/{own.pk}/", {"note": "x", "name": "y"}).status_code == 403


def test_it_holds_the_two_people_apart_in_the_database(boss: User) -> None:
    found = assisting.assistance(boss, Assistance.State.WAITING)
    with as_core():
        rows = Assistance.objects.filter(pk=found.pk)
        with pytest.raises(IntegrityError, match="two_people"), transaction.atomic():
            rows.update(decided_by=found.asked_by, state="sent")
        with pytest.raises(IntegrityError, match="second_agreed"), transaction.atomic():
            rows.update(state="sent")


def test_it_keeps_comparisons_as_they_were(dora: User) -> None:
    assisting.assistance(dora)
    with as_core(), pytest.raises(DatabaseError), transaction.atomic():
        Comparison.objects.update(is_enough=False)


def test_it_has_one_request_for_a_person_at_a_time(dora: User, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(console(), dora)
    assert ask(console(), dora).status_code == 409
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + dt.timedelta(hours=25))
    assert ask(console(), dora).status_code == 302


# -- who, and the record ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["operations", "security"])
def test_it_is_for_support_alone(dora: User, role: str) -> None:
    client = console(role)
    waiting = assisting.assistance(dora, Assistance.State.WAITING)
    paths = ("/support/", f"/support/people/{dora.pk}/", f"/support/waiting/{waiting.pk}/")
    assert [client.get(path).status_code for path in paths] == [403] * 3
    assert client.post(paths[2], {"result": "agree"}).status_code == 403


def test_it_gives_support_no_claims_and_no_money(dora: User) -> None:
    client = console()
    assert [client.get(path).status_code for path in ("/claims/", "/payments/", "/eligibility/")] == [403] * 3
    assert 'href="/support/"' in client.get("/").content.decode()


def test_it_finds_whole_words_only_and_no_member_by_name(dora: User, employer: Organization) -> None:
    alice = make.family()[0]
    make.member_account(alice, username="alice85")
    client = console()

    def found(who: str) -> int:
        return len(client.post("/support/", {"who": who}).context["people"])

    assert [found(who) for who in ("rosterby", "Rost", "DORA77", dora.email, employer.tax_id, "alice85")] == [
        1,
        0,
        1,
        1,
        1,
        1,
    ]
    assert found(alice.last_name) == 0
    assert client.post("/support/", {}).status_code == 422
    assert client.get("/support/people/999999/").status_code == 404


@pytest.mark.req("R-36", "R-47")
def test_it_records_each_step_and_nothing_that_was_said(boss: User) -> None:
    client = console()
    client.post("/support/", {"who": "Payfield"})
    client.get(f"/support/people/{boss.pk}/")
    ask(client, boss)
    console().post(f"/support/waiting/{newest().pk}/", {"result": "agree"})
    Client().post(f"/recover/link/{actions.secret_of(newest())}/", {"password": NEW})
    with as_core():
        rows = list(Event.objects.filter(record_kind="user").order_by("at", "id"))
        texts = str(list(Event.objects.values()))
    done = [row.action for row in rows]
    for action in (
        "support.searched",
        "support.viewed",
        "support.compared",
        "support.asked",
        "support.agreed",
        "password.changed",
        "recovery.done",
    ):
        assert action in done, action
    for word in (boss.email, boss.last_name, NEW, boss.memberships.get().organization.tax_id):
        assert word not in texts
