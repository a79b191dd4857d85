"""Old id numbers with a PIN (R-38): in once, by the same two fields, and never again."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.test import Client
from tests import assisting
from tests import factories as make
from tests.assisting import PIN
from typer.testing import CliRunner

from payerport.accounts.models import Membership, User
from payerport.audit.actor import core
from payerport.audit.lock import acting, as_core
from payerport.members.models import Member
from payerport.recovery.commands import app
from payerport.recovery.importing import COLUMNS, NotRead, import_file
from payerport.recovery.models import LegacyAccount
from payerport.registration import queries
from payerport.registration.tests.people import clinician_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

FIRST = "/sign-in/first/"
PASSWORD = "Quay-lantern-8"
UNTIL = dt.date(2026, 6, 30)


@pytest.fixture
def alice() -> Member:
    return make.family(size=3)[0]


def sign_in(client: Client, number: object, pin: str = PIN, at: str = "192.0.2.10") -> str:
    """Where it leads; empty: it says no."""
    answer = client.post("/sign-in/", {"login": str(number), "password": pin}, REMOTE_ADDR=at)
    return answer.headers.get("Location", "")


def choose(client: Client, username: str = "alice85") -> str:
    answer = client.post(FIRST, {"username": username, "password": PASSWORD})
    return answer.headers.get("Location", "") or answer.content.decode()


@pytest.mark.req("R-38")
def test_it_lets_a_member_in_once_and_has_them_choose(alice: Member) -> None:
    assisting.legacy_member(alice)
    client = Client()
    assert sign_in(client, alice.member_id) == FIRST
    assert client.get("/account/").status_code == 302, "not signed in before the choice"
    assert "Choose how to sign in" in client.get(FIRST).content.decode()
    assert choose(client) == "/"
    person = User.objects.get(username="alice85")
    with as_core():
        assert queries.member_of(person) == alice
    assert person.email == "old.address@example.org"
    assert client.get("/account/").status_code == 200
    assert sign_in(Client(), alice.member_id) == ""
    assert sign_in(Client(), "alice85", PASSWORD) == "/"


@pytest.mark.req("R-38")
def test_it_takes_the_number_with_blanks_and_says_what_to_do_about_an_asterisk(alice: Member) -> None:
    assisting.legacy_member(alice)
    number = str(alice.member_id)
    assert sign_in(Client(), f"{number[:7]} {number[7:]}") == FIRST
    page = Client().post("/sign-in/", {"login": alice.member_id.on_card, "password": PIN}).content.decode()
    assert "A username has no asterisk" in page


def test_it_keeps_to_the_rules_of_the_audience_and_to_taken_usernames(alice: Member) -> None:
    assisting.legacy_member(alice)
    make.user(username="taken77")
    client = Client()
    sign_in(client, alice.member_id)
    assert client.post(FIRST, {"username": "abc", "password": "short"}).status_code == 422
    assert "Somebody else has this username" in choose(client, "TAKEN77")
    assert choose(client) == "/"


def test_it_opens_nothing_without_the_pin(alice: Member) -> None:
    found = assisting.legacy_member(alice)
    client = Client()
    assert sign_in(client, alice.member_id, "0000") == ""
    assert client.get(FIRST).headers["Location"] == "/sign-in/"
    with as_core():
        found.refresh_from_db()
    assert found.tries == 1


def test_it_answers_an_old_number_and_an_unknown_one_alike(alice: Member) -> None:
    assisting.legacy_member(alice)
    pages = [
        Client().post("/sign-in/", {"login": number, "password": "0000"}).context["form"].errors
        for number in (str(alice.member_id), "987654321")
    ]
    assert pages[0] == pages[1] != {}


@pytest.mark.req("R-38")
def test_it_kills_the_pin_after_five_wrong_ones_from_wherever(alice: Member) -> None:
    assisting.legacy_member(alice)
    for number in range(settings.LEGACY_PIN_TRIES):
        sign_in(Client(), alice.member_id, "0000", at=f"203.0.113.{number}")
    assert sign_in(Client(), alice.member_id) == ""


@pytest.mark.req("R-38")
def test_it_kills_the_pin_after_its_last_day(alice: Member) -> None:
    assisting.legacy_member(alice, until=dt.date(2026, 3, 9))
    assert sign_in(Client(), alice.member_id) == ""


def test_it_lives_on_its_last_day(alice: Member) -> None:
    assisting.legacy_member(alice, until=dt.date(2026, 3, 10))
    assert sign_in(Client(), alice.member_id) == FIRST


@pytest.mark.req("R-38")
def test_it_never_has_both_an_account_and_a_pin(alice: Member) -> None:
    found = assisting.legacy_member(alice)
    person = make.member_account(alice)
    assert sign_in(Client(), alice.member_id) == ""
    with as_core():
        found.refresh_from_db()
        assert found.pin == ""
        with pytest.raises(IntegrityError, match="never_both"), transaction.atomic():
            LegacyAccount.objects.filter(pk=found.pk).update(account=person, pin="x")


def test_it_lets_one_of_two_browsers_choose(alice: Member) -> None:
    assisting.legacy_member(alice)
    one, other = Client(), Client()
    sign_in(one, alice.member_id)
    sign_in(other, alice.member_id)
    assert choose(one) == "/"
    assert choose(other, "alice86") == "/sign-in/"
    assert not User.objects.filter(username="alice86").exists()


def test_it_looks_at_no_pin_when_there_were_too_many_tries(alice: Member) -> None:
    found = assisting.legacy_member(alice)
    for _ in range(7):
        sign_in(Client(), "987654321", "0000")
        sign_in(Client(), alice.member_id, "0000", at="203.0.113.1")
    with as_core():
        found.refresh_from_db()
    assert found.tries == settings.LEGACY_PIN_TRIES


def test_it_leaves_usernames_of_nine_digits_alone(alice: Member) -> None:
    make.user("biller", make.organization(), username="123123123", password=PASSWORD)
    assert sign_in(Client(), "123123123", PASSWORD) == "/"


# -- the import -------------------------------------------------------------------------------------------


def write(path: Path, *rows: tuple[str, ...]) -> Path:
    file = path / "old.csv"
    file.write_text("\n".join([",".join(COLUMNS), *(",".join(row) for row in rows)]), encoding="utf-8")
    return file


@pytest.mark.req("R-38")
def test_it_imports_members_and_providers_once(alice: Member, tmp_path: Path) -> None:
    provider = clinician_of(make.organization())
    pin = make_password(PIN, hasher="pbkdf2_sha256")
    born = alice.birth_date.isoformat()
    file = write(
        tmp_path,
        (str(alice.member_id), "member", pin, born, "alice@example.org", ""),
        (provider.plan_number or "", "provider", pin, "1975-04-09", "ivy@example.org", "biller"),
    )
    with acting(core("test")) as actor:
        assert import_file(actor, file, UNTIL) == (2, 0)
        assert import_file(actor, file, UNTIL) == (0, 2)
    client = Client()
    assert sign_in(client, provider.plan_number) == FIRST
    assert choose(client, "ivy77") == "/"
    person = User.objects.get(username="ivy77")
    assert Membership.objects.get(user=person).role == "biller"


def test_it_imports_nothing_of_a_file_with_a_mistake_and_names_the_lines(
    alice: Member, tmp_path: Path
) -> None:
    pin, born = make_password(PIN), alice.birth_date.isoformat()
    good = (str(alice.member_id), "member", pin.replace(",", "."), born, "alice@example.org", "")
    file = write(
        tmp_path,
        good,
        ("1234567*01", "broker", "4711", "3/14/1985", "nobody", "boss"),
        ("999999901", "member", good[2], born, "x@example.org", ""),
    )
    with pytest.raises(NotRead) as mistakes, acting(core("test")) as actor:
        import_file(actor, file, UNTIL)
    said = "\n".join(mistakes.value.faults)
    assert "line 3: id_number has nine digits" in said
    assert "line 3: pin_hash" in said
    assert "line 4: nobody of this id number" in said
    assert "4711" not in said
    with as_core():
        assert not LegacyAccount.objects.exists()


def test_it_refuses_a_file_without_its_columns(tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_text("id,pin\n1,2\n", encoding="utf-8")
    with pytest.raises(NotRead, match="1 faults"), acting(core("test")) as actor:
        import_file(actor, file, UNTIL)


def test_it_says_at_the_command_line_what_came_of_it(alice: Member, tmp_path: Path) -> None:
    pin = make_password(PIN, hasher="pbkdf2_sha256")
    born = alice.birth_date.isoformat()
    file = write(tmp_path, (str(alice.member_id), "member", pin, born, "alice@example.org", ""))
    done = CliRunner().invoke(app, ["import-legacy", str(file), "--until", "2026-06-30"])
    assert done.exit_code == 0, done.output
    assert "1 accounts imported, 0 were there already" in done.output
    bad = CliRunner().invoke(app, ["import-legacy", str(write(tmp_path, ("1", "", "", "", "", "")))])
    assert bad.exit_code == 1
