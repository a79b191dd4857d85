"""A member registers (R-31): the steps, each message, and that a stranger learns nothing."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from tests import factories as make

from payerport.accounts.models import Audience, User
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.members.models import Member
from payerport.registration import actions, queries
from payerport.registration.models import Attempt
from payerport.registration.tests.people import (
    MAIL,
    PASSWORD,
    at_account,
    mailed_code,
    member_facts,
    run_jobs,
    shown,
)
from payerport.registration.throttle import MOST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

FACTS = "/register/member/"
CODE = "/register/code/"
ACCOUNT = "/register/account/"


@pytest.fixture
def alice() -> Member:
    return make.family(size=3)[0]


def newest() -> Attempt:
    with as_core():
        return Attempt.objects.order_by("-began_at", "-pk").get()


# -- the way through --------------------------------------------------------------------------------------


@pytest.mark.req("R-30", "R-31")
def test_it_registers_a_member_and_lets_them_in(alice: Member) -> None:
    client = Client()
    at_account(client, FACTS, member_facts(alice))
    answer = client.post(ACCOUNT, {"username": "alice85", "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    person = User.objects.get(username="alice85")
    assert (person.audience, person.email, person.first_name) == (Audience.MEMBER, MAIL, "Alice")
    assert person.check_password(PASSWORD)
    with as_core():
        assert queries.member_of(person) == alice
    assert client.get("/account/").status_code == 200


def test_it_records_the_steps_and_keeps_nothing_typed(alice: Member) -> None:
    client = Client()
    at_account(client, FACTS, member_facts(alice))
    client.post(ACCOUNT, {"username": "alice85", "password": PASSWORD})
    with as_core():
        actions_seen = set(Event.objects.values_list("action", flat=True))
        attempt = Attempt.objects.get()
        details = " ".join(str(one) for one in Event.objects.values_list("detail", flat=True))
    expected = {"registration.begun", "code.sent", "code.checked", "account.opened", "account.linked"}
    assert expected <= actions_seen
    assert attempt.password == ""
    assert attempt.done_at is not None
    assert MAIL not in details
    assert actions.purge(attempt.began_at + dt.timedelta(days=2)) == 1


def test_it_gives_no_account_before_the_code_is_right(alice: Member) -> None:
    client = Client()
    client.post(FACTS, member_facts(alice))
    assert client.get(ACCOUNT).headers["Location"] == CODE
    assert client.post(ACCOUNT, {"username": "alice85", "password": PASSWORD}).headers["Location"] == CODE
    assert not User.objects.filter(username="alice85").exists()


def test_it_leads_back_to_the_start_when_nothing_was_begun() -> None:
    for path in (CODE, ACCOUNT):
        assert Client().get(path).headers["Location"] == "/register/"
    assert Client().post("/register/code/again/").headers["Location"] == "/register/"


def test_it_is_over_after_an_hour(alice: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    client.post(FACTS, member_facts(alice))
    later = newest().began_at + dt.timedelta(minutes=61)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert client.get(CODE).headers["Location"] == "/register/"


# -- what is typed wrongly, told without looking anybody up -----------------------------------------------


@pytest.mark.req("R-31")
def test_it_says_what_to_type_instead_of_the_asterisk_and_keeps_all_else(alice: Member) -> None:
    answer = Client().post(FACTS, member_facts(alice, member_id=alice.member_id.on_card))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f"the two digits after it included: {alice.member_id}." in page
    assert 'value="Testwood"' in page and f'value="{MAIL}"' in page
    with as_core():
        assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"member_id": "1234567"}, "A member id has nine digits"),
        ({"member_id": ""}, "Enter the member id on your card"),
        ({"first_name": ""}, "Enter your first name"),
        ({"last_name": ""}, "Enter your last name"),
        ({"birth_date": "soon"}, "Enter the date as month, day and year"),
        ({"birth_date": "3/2/2027"}, "Check the year"),
        ({"birth_date": "3/2/1885"}, "Check the year"),
        ({"email": "nobody"}, "Enter a whole address"),
    ],
)
def test_it_says_what_is_right_at_the_field(alice: Member, other: dict[str, str], words: str) -> None:
    answer = Client().post(FACTS, member_facts(alice, **other))
    assert answer.status_code == 422
    assert words in answer.content.decode()


@pytest.mark.req("R-31")
@pytest.mark.parametrize(("born", "status"), [("3/10/2008", 302), ("3/11/2008", 422)])
def test_it_tells_minors_what_their_parents_do(alice: Member, born: str, status: int) -> None:
    """The clock stands at March 10, 2026. Told by the date typed alone, whoever it is."""
    answer = Client().post(FACTS, member_facts(alice, birth_date=born))
    assert answer.status_code == status
    assert ("A parent or guardian on the same plan" in answer.content.decode()) == (status == 422)


# -- a stranger learns nothing ----------------------------------------------------------------------------


def wrongs(alice: Member) -> dict[str, dict[str, str]]:
    return {
        "an id nobody has": member_facts(alice, member_id="999999901"),
        "another name": member_facts(alice, first_name="Bella"),
        "another birth date": member_facts(alice, birth_date="3/15/1985"),
    }


@pytest.mark.req("R-31")
def test_it_answers_alike_for_match_no_match_and_who_has_an_account(alice: Member) -> None:
    bob = make.family()[1]
    make.member_account(bob)
    pages = {}
    for who, facts in {"new": member_facts(alice), "has one": member_facts(bob), **wrongs(alice)}.items():
        client = Client()
        first = client.post(FACTS, facts)
        assert (first.status_code, first.headers["Location"]) == (302, CODE), who
        wrong = client.post(CODE, {"code": "00000000"})
        again = client.post("/register/code/again/", follow=True)
        pages[who] = (shown(client.get(CODE)), wrong.status_code, shown(wrong), shown(again))
    assert len(set(pages.values())) == 1, {who: hash(page) for who, page in pages.items()}


def test_it_mails_a_code_to_who_matches_alone(alice: Member) -> None:
    for who, facts in wrongs(alice).items():
        Client().post(FACTS, facts)
        assert run_jobs() == [], who
    Client().post(FACTS, member_facts(alice))
    (letter,) = run_jobs()
    assert letter.to == [MAIL]


def test_it_lets_nobody_on_without_a_match_even_with_the_digits_of_a_pretence(alice: Member) -> None:
    from payerport.onetime.codes import digits_of

    client = Client()
    client.post(FACTS, member_facts(alice, first_name="Bella"))
    digits = digits_of(newest().code_id, "registration", 1)
    assert client.post(CODE, {"code": digits}).status_code == 422
    assert client.get(ACCOUNT).headers["Location"] == CODE


def test_it_tells_who_has_an_account_by_mail_to_the_address_on_file_once_a_day(alice: Member) -> None:
    make.member_account(alice, email="on.file@example.org")
    for _ in range(3):
        Client().post(FACTS, member_facts(alice))
    (letter,) = run_jobs()
    assert letter.to == ["on.file@example.org"]
    assert "there already" in letter.body
    personal = ("Alice", "Testwood", str(alice.member_id))
    assert not any(word in f"{letter.subject} {letter.body}" for word in personal)
    assert not any(MAIL in one.to for one in mail.outbox)


def test_it_stops_tries_from_one_network_and_from_no_other(alice: Member) -> None:
    client, facts = Client(), member_facts(alice, first_name="Bella")
    said = [client.post(FACTS, facts).status_code for _ in range(MOST + 1)]
    assert said == [302] * MOST + [429]
    assert client.post(FACTS, member_facts(alice)).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.77").post(FACTS, member_facts(alice)).status_code == 302


def test_it_counts_an_ipv6_network_as_one(alice: Member) -> None:
    facts = member_facts(alice, first_name="Bella")
    said = [
        Client(REMOTE_ADDR=f"2001:db8:1:2::{number:x}").post(FACTS, facts).status_code
        for number in range(1, MOST + 2)
    ]
    assert said[-2:] == [302, 429]


# -- username and password --------------------------------------------------------------------------------


@pytest.mark.req("R-33")
def test_it_keeps_the_password_when_the_username_is_taken_and_never_shows_it(alice: Member) -> None:
    make.user(username="alice85")
    client = Client()
    at_account(client, FACTS, member_facts(alice))
    taken = client.post(ACCOUNT, {"username": "ALICE85", "password": PASSWORD})
    page = taken.content.decode()
    assert taken.status_code == 422
    assert "Somebody else has this username" in page and 'value="ALICE85"' in page
    assert "The password you typed is kept" in page
    assert PASSWORD not in page
    with as_core():
        kept = str(Attempt.objects.values().get())
    assert PASSWORD not in kept
    assert client.post(ACCOUNT, {"username": "alice86", "password": ""}).status_code == 302
    assert User.objects.get(username="alice86").check_password(PASSWORD)


def test_it_lets_a_kept_password_be_typed_anew(alice: Member) -> None:
    make.user(username="alice85")
    client = Client()
    at_account(client, FACTS, member_facts(alice))
    client.post(ACCOUNT, {"username": "alice85", "password": PASSWORD})
    client.post(ACCOUNT, {"username": "alice86", "password": "Other-lantern-9"})
    assert User.objects.get(username="alice86").check_password("Other-lantern-9")


def test_it_keeps_no_password_that_breaks_a_rule_also_not_with_the_next_username(alice: Member) -> None:
    make.user(username="alice85")
    client = Client()
    at_account(client, FACTS, member_facts(alice))
    bad = client.post(ACCOUNT, {"username": "alice85", "password": "short"})
    assert "8 to 32 characters" in bad.content.decode()
    assert "typed is kept" not in bad.content.decode()
    client.post(ACCOUNT, {"username": "alice85", "password": PASSWORD})
    within = client.post(ACCOUNT, {"username": "lantern", "password": ""})
    assert within.status_code == 422
    assert "your username is not in it" in within.content.decode()
    assert "typed is kept" not in within.content.decode()
    assert client.post(ACCOUNT, {"username": "alice86", "password": ""}).status_code == 422


def test_it_asks_for_both_when_nothing_was_typed(alice: Member) -> None:
    client = Client()
    at_account(client, FACTS, member_facts(alice))
    page = client.post(ACCOUNT, {}).content.decode()
    assert "Enter the username you would like." in page
    assert "Enter the password you would like." in page


def test_it_makes_one_account_when_somebody_registers_twice_at_once(alice: Member) -> None:
    one, other = Client(), Client()
    at_account(one, FACTS, member_facts(alice))
    at_account(other, FACTS, member_facts(alice))
    assert one.post(ACCOUNT, {"username": "alice85", "password": PASSWORD}).headers["Location"] == "/"
    second = other.post(ACCOUNT, {"username": "alice86", "password": PASSWORD})
    assert second.headers["Location"] == "/register/"
    assert not User.objects.filter(username="alice86").exists()


# -- the code ---------------------------------------------------------------------------------------------


def test_it_says_a_wrong_code_and_a_code_that_is_over(alice: Member) -> None:
    client = Client()
    client.post(FACTS, member_facts(alice))
    code = mailed_code()
    wrong = f"{(int(code.replace(' ', '')) + 1) % 10**8:08d}"
    pages = [client.post(CODE, {"code": wrong}).content.decode() for _ in range(5)]
    assert "not the code of our last mail" in pages[0]
    assert "can&#x27;t be used any more" in pages[4]
    assert "Begin again" in pages[4]
    assert client.post(CODE, {"code": code}).status_code == 422
    assert "Enter the eight digits" in client.post(CODE, {}).content.decode()
