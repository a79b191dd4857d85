"""The second step: who must, who is asked, what opens and what stays shut."""

import time
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from tests import factories as make
from tests.signing_in import after_password

from payerport.accounts.models import Audience, User
from payerport.audit.actions import record
from payerport.audit.actor import core
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.factors import actions
from payerport.factors.sealing import owned_by, seal
from payerport.security.actions import evaluate
from payerport.security.models import Alert
from payerport.vault import keyring, keys
from payerport.vault.keyring import Purpose

pytestmark = pytest.mark.django_db

PASSWORD = "harbour-lantern-42"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> None:
    cache.clear()


@pytest.fixture
def person() -> User:
    """A biller with an app."""
    made = make.user("biller", make.organization(), username="biller7", password=PASSWORD)
    give_app(made)
    return made


def give_app(person: User) -> None:
    person.email = "biller7@example.org"
    person.save()
    with owned_by(person.pk):
        data = {"secret": seal(SECRET), "used": []}
    Authenticator.objects.create(user=person, type="totp", data=data)


def member() -> User:
    made = make.user(username="member7", password=PASSWORD)
    made.audience = Audience.MEMBER
    made.save()
    return made


def code(periods: int = 0) -> str:
    return actions.code_of(SECRET, int(time.time()) // actions.PERIOD + periods)


def door(client: Client, username: str = "biller7") -> str:
    answer = client.post("/sign-in/", {"login": username, "password": PASSWORD})
    return str(answer.headers.get("Location", answer.status_code))


def recorded(action: str) -> list[tuple[int | None, str]]:
    with as_core():
        return [(one.user_id, one.outcome) for one in Event.objects.filter(action=action)]


def mails() -> list[str]:
    jobs = ProcrastinateJob.objects.filter(task_name="factors.tell").order_by("id")
    return [one.args["what"] for one in jobs]


# -- who must, who is asked -------------------------------------------------------------------------------


@pytest.mark.req("R-64")
@pytest.mark.parametrize("audience", [one for one in Audience if one is not Audience.MEMBER])
def test_it_leads_who_must_and_has_none_to_set_it_up(audience: Audience) -> None:
    someone = make.user("biller", make.organization())
    someone.audience = audience
    someone.save()
    client = after_password(someone)
    for path in ("/", "/claims/", "/account/", "/account/password/", "/account/second-step/", "/people/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/account/second-step/start/"), path
    assert (
        client.post("/act-for/", {"organization": "1"}).headers["Location"] == "/account/second-step/start/"
    )
    assert client.get("/account/second-step/start/").status_code == 200
    assert client.get("/sign-out/").status_code == 200


@pytest.mark.req("R-64")
def test_it_offers_it_to_members_and_lets_them_in_without() -> None:
    client = after_password(member())
    assert client.get("/account/").status_code == 200
    assert "We advise it" in client.get("/account/second-step/").content.decode()


def test_it_makes_members_have_one_where_the_plan_says_so(settings: Any) -> None:
    settings.SECOND_FACTOR_OPTIONAL = frozenset()
    assert after_password(member()).get("/account/").headers["Location"] == "/account/second-step/start/"


def test_it_tells_a_part_of_a_page_to_go_there() -> None:
    client = after_password(make.user("biller", make.organization()))
    answer = client.get("/claims/live/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/account/second-step/start/")


@pytest.mark.req("R-64")
def test_it_asks_for_the_code_after_the_password(client: Client, person: User) -> None:
    assert door(client) == "/sign-in/second-step/"
    assert client.get("/claims/").headers["Location"].startswith("/sign-in/"), "not signed in yet"
    answer = client.post("/sign-in/second-step/", {"code": code()})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.get("/claims/").status_code == 200
    assert recorded("factor.used") == [(person.pk, "done")]


def test_it_asks_members_who_have_one_too(client: Client) -> None:
    give_app(member())
    assert door(client, "member7") == "/sign-in/second-step/"


def test_it_asks_in_a_session_that_came_in_by_another_way(person: User) -> None:
    """A sign-in that went past the door's second step opens nothing."""
    client = after_password(person)
    assert client.get("/claims/?state=paid").headers["Location"] == (
        "/account/confirm/?next=%2Fclaims%2F%3Fstate%3Dpaid"
    )
    assert client.get("/account/second-step/").headers["Location"].startswith("/account/confirm/")
    assert "password" not in client.get("/account/confirm/").context["form"].fields
    refused = client.post("/account/confirm/", {"password": PASSWORD, "next": "/claims/"})
    assert refused.status_code == 422, "the password is not the second step"
    right = client.post("/account/confirm/", {"code": code(), "next": "/claims/?state=paid"})
    assert right.headers["Location"] == "/claims/?state=paid"
    assert client.get("/claims/").status_code == 200


# -- codes ------------------------------------------------------------------------------------------------


def test_it_refuses_a_wrong_code_and_records_it(client: Client, person: User) -> None:
    door(client)
    answer = client.post("/sign-in/second-step/", {"code": "000000" if code() != "000000" else "111111"})
    assert "not the code of the moment" in answer.content.decode()
    assert client.get("/claims/").status_code == 302
    assert recorded("factor.refused") == [(person.pk, "refused")]


@pytest.mark.parametrize("periods", [-1, 0, 1])
def test_it_takes_a_code_of_a_clock_that_is_a_little_wrong(person: User, periods: int) -> None:
    assert actions.check_code(person, code(periods)) is not None


@pytest.mark.parametrize("periods", [-3, -2, 2, 3])
def test_it_takes_no_code_of_another_time(person: User, periods: int) -> None:
    assert actions.check_code(person, code(periods)) is None


def test_it_takes_each_code_once(person: User) -> None:
    typed = code(1)
    assert actions.check_code(person, f" {typed[:3]} {typed[3:]} ") is not None
    assert actions.check_code(person, typed) is None
    with mock.patch("time.time", return_value=time.time() + actions.PERIOD):
        assert actions.check_code(person, typed) is None, "nor as long as it could still be taken"


def test_it_shuts_the_second_step_after_too_many_wrong_codes(client: Client, person: User) -> None:
    door(client)
    for _ in range(5):
        client.post("/sign-in/second-step/", {"code": "1"})
    assert "Too many wrong tries" in client.post("/sign-in/second-step/", {"code": code()}).content.decode()
    assert client.get("/claims/").status_code == 302


def test_it_takes_nobody_elses_code(person: User) -> None:
    other = make.user(username="other7")
    assert actions.check_code(other, code()) is None


# -- an app -----------------------------------------------------------------------------------------------


def secret_shown(client: Client) -> str:
    page = client.get("/account/second-step/app/").content.decode()
    return page.partition("data-secret>")[2].partition("<")[0].replace(" ", "")


@pytest.mark.req("R-64")
def test_it_sets_up_an_app_without_script_and_shows_recovery_codes_once() -> None:
    someone = make.user("biller", make.organization(), username="biller8", password=PASSWORD)
    someone.email = "biller8@example.org"
    someone.save()
    client = after_password(someone)
    secret = secret_shown(client)
    assert secret_shown(client) == secret, "a reload shows the same"
    typed = actions.code_of(secret, int(time.time()) // actions.PERIOD)
    answer = client.post("/account/second-step/app/", {"code": typed})
    assert answer.headers["Location"] == "/account/second-step/codes/"
    page = client.get("/account/second-step/codes/")
    codes = page.context["codes"]
    assert len(set(codes)) == 10 and all(len(one.replace(" ", "")) == 20 for one in codes)
    assert client.get("/claims/").status_code == 200, "and goes on"
    taken = client.get("/account/second-step/codes/file/")
    assert taken.content.decode().split("\n")[:10] == codes
    again = client.get("/account/second-step/codes/")
    assert again.context["codes"] == [] and codes[0] not in again.content.decode()
    assert recorded("factor.added") == [(someone.pk, "done")]
    assert mails() == ["totp_added"]
    assert door(Client(), "biller8") == "/sign-in/second-step/"


def test_it_keeps_no_secret_in_plain(person: User) -> None:
    client = after_password(make.user("biller", make.organization()))
    secret = secret_shown(client)
    assert secret not in str(dict(client.session))
    assert SECRET not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_it_reads_no_secret_that_was_moved_to_another_person(person: User) -> None:
    """Whoever can write into the table can't put their own app's secret under another's name."""
    from payerport.vault.fields import UnreadableError

    other = make.user(username="other7")
    Authenticator.objects.filter(user=person).update(user=other)
    with pytest.raises(UnreadableError):
        actions.check_code(other, code())


def test_it_replaces_the_app_when_the_new_one_works(client: Client, person: User) -> None:
    client.force_login(person)
    secret = secret_shown(client)
    assert client.post("/account/second-step/app/", {"code": "1"}).status_code == 422
    assert actions.check_code(person, code()) is not None, "the old one still works"
    typed = actions.code_of(secret, int(time.time()) // actions.PERIOD)
    assert client.post("/account/second-step/app/", {"code": typed}).status_code == 302
    assert actions.check_code(person, code(1)) is None
    assert mails() == ["totp_removed", "totp_added"]


# -- recovery codes ---------------------------------------------------------------------------------------


def test_it_takes_a_recovery_code_once_and_counts_those_left(client: Client, person: User) -> None:
    made = actions.make_codes(make.actor_of(person), person)
    first = actions.codes_of(made)[0]
    door(client)
    assert client.post("/sign-in/second-step/", {"code": first}).headers["Location"] == "/"
    assert "9 codes are left" in client.get("/account/second-step/").content.decode()
    assert mails() == ["code_used"]
    assert actions.check_code(person, first) is None


def test_it_makes_new_codes_and_the_former_are_dead(client: Client, person: User) -> None:
    before = actions.codes_of(actions.make_codes(make.actor_of(person), person))
    client.force_login(person)
    assert client.post("/account/second-step/codes/").status_code == 302
    shown = client.get("/account/second-step/codes/").context["codes"]
    assert len(shown) == 10
    assert actions.check_code(person, before[0]) is None
    assert actions.check_code(person, shown[0]) is not None


def test_it_gives_no_file_of_codes_that_were_not_just_shown(client: Client, person: User) -> None:
    actions.make_codes(make.actor_of(person), person)
    client.force_login(person)
    assert client.get("/account/second-step/codes/file/").status_code == 404


# -- removing ---------------------------------------------------------------------------------------------


def test_it_keeps_the_only_one_of_who_must_have_one(client: Client, person: User) -> None:
    client.force_login(person)
    (factor,) = Authenticator.objects.filter(user=person)
    assert client.post(f"/account/second-step/{factor.pk}/remove/").status_code == 409
    assert Authenticator.objects.filter(pk=factor.pk).exists()


def test_it_removes_a_members_app_with_its_codes_and_tells_them(client: Client) -> None:
    someone = member()
    give_app(someone)
    actions.make_codes(make.actor_of(someone), someone)
    client.force_login(someone)
    (factor,) = Authenticator.objects.filter(user=someone, type="totp")
    assert client.post(f"/account/second-step/{factor.pk}/remove/").status_code == 302
    assert not Authenticator.objects.filter(user=someone).exists()
    assert recorded("factor.removed") == [(someone.pk, "done")]
    assert mails() == ["totp_removed"]


def test_it_removes_nobody_elses(client: Client, person: User) -> None:
    (factor,) = Authenticator.objects.filter(user=person)
    client.force_login(make.user("biller", make.organization()))
    assert client.post(f"/account/second-step/{factor.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=factor.pk).exists()


def test_it_is_reset_by_support_and_ends_every_session(client: Client, person: User) -> None:
    door(client)
    client.post("/sign-in/second-step/", {"code": code()})
    assert client.get("/claims/").status_code == 200
    actions.reset(make.actor_of(make.user(staff_role="operations")), person)
    assert client.get("/claims/").headers["Location"].startswith("/sign-in/")
    assert door(Client()) == "/"
    assert mails() == ["reset"]


# -- fresh proof ------------------------------------------------------------------------------------------


def later(minutes: int) -> float:
    return time.time() + minutes * 60


@pytest.mark.parametrize("path", ["/account/second-step/app/", "/account/second-step/passkey/"])
def test_it_asks_for_fresh_proof_before_a_sensitive_act(client: Client, person: User, path: str) -> None:
    client.force_login(person)
    assert client.get(path).status_code == 200
    with mock.patch("payerport.accounts.fresh.time.time", return_value=later(16)):
        assert client.get(path).headers["Location"] == f"/account/confirm/?next={path.replace('/', '%2F')}"
        wrong = client.post("/account/confirm/", {"password": "wrong", "next": path})
        assert wrong.status_code == 422
        right = client.post("/account/confirm/", {"password": PASSWORD, "next": path})
        assert right.headers["Location"] == path
        assert client.get(path).status_code == 200
    assert recorded("proof.refused") == [(person.pk, "refused")]
    assert recorded("proof.given") == [(person.pk, "done")]


def test_it_asks_administrators_too(client: Client) -> None:
    client.force_login(make.user("administrator", make.organization()))
    with mock.patch("payerport.accounts.fresh.time.time", return_value=later(16)):
        assert client.get("/people/invite/").headers["Location"].startswith("/account/confirm/")


def test_it_takes_a_code_as_fresh_proof(client: Client, person: User) -> None:
    client.force_login(person)
    assert client.get("/account/confirm/?by=code").context["form"].fields["code"]
    answer = client.post("/account/confirm/", {"code": code(), "next": "/account/second-step/app/"})
    assert answer.headers["Location"] == "/account/second-step/app/"


def test_it_takes_what_was_typed_on_a_page_that_was_opened_in_time(client: Client, person: User) -> None:
    client.force_login(person)
    with mock.patch("payerport.accounts.fresh.time.time", return_value=later(29)):
        assert client.post("/account/second-step/app/", {"code": "1"}).status_code == 422
    with mock.patch("payerport.accounts.fresh.time.time", return_value=later(31)):
        assert client.post("/account/second-step/app/", {"code": "1"}).status_code == 302


def test_it_leads_to_no_other_site(client: Client, person: User) -> None:
    client.force_login(person)
    answer = client.post("/account/confirm/", {"password": PASSWORD, "next": "https://evil.example.org/"})
    assert answer.headers["Location"] == "/"


def test_it_slows_down_who_tries_often(client: Client, person: User) -> None:
    client.force_login(person)
    said = [client.post("/account/confirm/", {"password": "wrong"}).status_code for _ in range(11)]
    assert said == [422] * 10 + [429]


# -- passkeys ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "credential", ["{}", "[]", "1", '{"id": "x", "response": {}}', '{"response": {"userHandle": "eA"}}', "x"]
)
def test_it_signs_nobody_in_by_a_made_up_passkey(client: Client, person: User, credential: str) -> None:
    client.get("/sign-in/passkey/", headers={"accept": "application/json"})
    answer = client.post("/sign-in/passkey/", {"credential": credential})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/")
    assert "_auth_user_id" not in client.session
    client.force_login(person)
    for path in ("/account/confirm/", "/account/second-step/passkey/"):
        assert client.post(path, {"credential": credential, "name": "mine"}).status_code == 422


# -- keys, alerts -----------------------------------------------------------------------------------------


def test_it_brings_secrets_to_a_new_key(person: User, settings: Any, tmp_path: Path) -> None:
    settings.KEYS_DIR = tmp_path
    with owned_by(person.pk):
        Authenticator.objects.filter(user=person).update(data={"secret": seal(SECRET), "used": []})
    actions.make_codes(make.actor_of(person), person)
    before = {one.pk: one.data for one in Authenticator.objects.filter(user=person)}
    assert actions.rotate(core("command")) == 0
    keyring.make(tmp_path, Purpose.FIELD)
    keys.forget()
    assert actions.rotate(core("command")) == 2
    assert all(one.data != before[one.pk] for one in Authenticator.objects.filter(user=person))
    assert actions.check_code(person, code()) is not None
    assert actions.rotate(core("command")) == 0
    keys.forget()


def test_it_alerts_when_a_second_step_was_removed(client: Client) -> None:
    someone = member()
    give_app(someone)
    client.force_login(someone)
    (factor,) = Authenticator.objects.filter(user=someone)
    client.post(f"/account/second-step/{factor.pk}/remove/")
    evaluate(core("worker"))
    with as_core():
        assert [(one.rule, one.subject) for one in Alert.objects.all()] == [
            ("factor_removed", str(someone.pk))
        ]


@pytest.mark.parametrize(("tries", "alerts"), [(10, 0), (11, 1)])
def test_it_alerts_when_codes_are_guessed(person: User, tries: int, alerts: int) -> None:
    for _ in range(tries):
        record(make.actor_of(person), "factor.refused", "user", person.pk, outcome="refused")
    evaluate(core("worker"))
    with as_core():
        assert Alert.objects.filter(rule="guessed_codes").count() == alerts
