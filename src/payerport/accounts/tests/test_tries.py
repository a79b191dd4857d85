"""Wrong tries: counted by place, account and device; a stranger locks nobody out at their own device."""

import time
from collections.abc import Iterator
from unittest import mock

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from tests import factories as make

from payerport.accounts.models import User
from payerport.audit.actor import core
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.config.safety import sign_in_limits
from payerport.security import actions as security
from payerport.security.models import Alert

pytestmark = pytest.mark.django_db

PASSWORD = "harbour-lantern-42"
HOME, STRANGER = "192.0.2.10", "203.0.113.9"
LOCKED = "Too many wrong tries."


@pytest.fixture
def biller() -> User:
    return make.user("biller", make.organization(), username="Biller7", password=PASSWORD)


def attempt(client: Client, password: str = "wrong-lantern-42", name: str = "biller7", at: str = HOME) -> str:
    """`in`, `locked` or `wrong`."""
    answer = client.post("/sign-in/", {"login": name, "password": password}, REMOTE_ADDR=at)
    if answer.status_code == 302:
        return "in"
    return "locked" if LOCKED in answer.content.decode() else "wrong"


def known_device() -> Client:
    """A browser where the biller signed in and out before."""
    client = Client()
    assert attempt(client, PASSWORD) == "in"
    client.post("/sign-out/")
    return client


@pytest.fixture
def later() -> Iterator[list[float]]:
    """Seconds to add to the limiter's clock."""
    added, real = [0.0], time.time
    with mock.patch("allauth.core.internal.ratelimit.time.time", lambda: real() + added[0]):
        yield added


def test_it_locks_after_five_wrong_tries_from_one_place_whatever_is_typed_then(biller: User) -> None:
    assert [attempt(Client()) for _ in range(6)] == ["wrong"] * 5 + ["locked"]
    assert attempt(Client(), PASSWORD) == "locked"


def test_it_answers_alike_for_a_username_that_nobody_has(biller: User) -> None:
    known = [attempt(Client(), at=HOME) for _ in range(7)]
    unknown = [attempt(Client(), name="nobody77", at=STRANGER) for _ in range(7)]
    assert known == unknown


@pytest.mark.req("R-46")
def test_it_lets_a_person_in_at_their_device_whatever_strangers_try_elsewhere(biller: User) -> None:
    device = known_device()
    for number in range(60):
        attempt(Client(), at=f"203.0.113.{number}")
    assert attempt(Client(), PASSWORD, at="203.0.113.200") == "locked"
    assert attempt(device, PASSWORD, at="198.51.100.7") == "in"


def test_it_lets_a_person_in_at_their_device_beside_a_stranger_at_the_same_address(biller: User) -> None:
    device = known_device()
    for number in range(30):
        attempt(Client(), name=f"other{number}")
    assert attempt(Client(), name="other99") == "locked"
    assert attempt(device, PASSWORD) == "in"


def test_it_counts_the_tries_at_a_known_device_too(biller: User) -> None:
    device = known_device()
    assert [attempt(device) for _ in range(6)] == ["wrong"] * 5 + ["locked"]
    assert attempt(Client(), PASSWORD) == "in"


def test_it_takes_a_device_as_known_for_the_username_alone_that_signed_in_there(biller: User) -> None:
    make.user(username="other77", password=PASSWORD)
    device = known_device()
    assert [attempt(device, name="other77") for _ in range(6)] == ["wrong"] * 5 + ["locked"]


@pytest.mark.parametrize("change", ["forge", "old"])
def test_it_takes_no_forged_and_no_old_cookie_for_a_known_device(biller: User, change: str) -> None:
    device = known_device()
    cookie = device.cookies[settings.KNOWN_DEVICE_COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert "biller" not in cookie.value.lower()
    if change == "forge":
        device.cookies[settings.KNOWN_DEVICE_COOKIE] = cookie.value[:-2] + "xx"
    ahead = 0 if change == "forge" else settings.KNOWN_DEVICE_DAYS * 86_400 + 1
    real = time.time
    with mock.patch("time.time", lambda: real() + ahead):
        for _ in range(5):
            attempt(Client())
        assert attempt(device, PASSWORD) == "locked"


def test_it_lets_the_wait_grow_and_end(biller: User, later: list[float]) -> None:
    assert [attempt(Client()) for _ in range(6)][-1] == "locked"
    later[0] += 301
    assert [attempt(Client()) for _ in range(6)][-1] == "locked"
    later[0] += 301
    assert attempt(Client(), PASSWORD) == "locked"
    later[0] += 3600
    assert attempt(Client(), PASSWORD) == "in"


def test_it_takes_back_the_count_of_a_right_try(biller: User) -> None:
    assert [attempt(Client(), PASSWORD) for _ in range(8)] == ["in"] * 8


def test_it_records_a_locked_try_and_whose_account_it_is_about_and_nothing_typed(biller: User) -> None:
    for _ in range(6):
        attempt(Client())
    attempt(Client(), "harbour-typed-here", name="harbour-typed-here", at=STRANGER)
    with as_core():
        rows = [(one.action, one.record_id) for one in Event.objects.filter(action__startswith="session.")]
        texts = str(list(Event.objects.values()))
    assert rows.count(("session.refused", str(biller.pk))) == 5
    assert rows.count(("session.locked", str(biller.pk))) == 1
    assert ("session.refused", "") in rows
    assert "harbour-typed" not in texts


@pytest.mark.req("R-47")
def test_it_alerts_when_one_account_is_tried_from_many_addresses(biller: User) -> None:
    for number in range(16):
        attempt(Client(), at=f"203.0.113.{number}")
    assert security.evaluate(core("test")) == 1
    with as_core():
        found = Alert.objects.get()
    assert (found.rule, found.subject, found.count) == ("guessed_account", str(biller.pk), 16)


def test_it_says_how_to_go_on_when_it_is_locked(biller: User) -> None:
    for _ in range(5):
        attempt(Client())
    page = Client().post("/sign-in/", {"login": "biller7", "password": PASSWORD}, REMOTE_ADDR=HOME).content
    assert "Wait five minutes" in page.decode()
    assert "Forgot username or password" in page.decode()


def test_it_reads_the_limits_from_words() -> None:
    found = sign_in_limits(["place=3/10m", "account=9/1h+20/2d"])
    assert found["login_failed"] == "20/5m/ip,100/1h/ip,3/10m/key"
    assert found["login_failed_account"] == "9/1h/key,20/2d/key"


@pytest.mark.parametrize("word", ["place", "place=", "where=5/5m", "place=0/5m", "place=5/5w", "place=5"])
def test_it_refuses_limits_that_it_cannot_read(word: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="PAYERPORT_SIGN_IN_LIMITS"):
        sign_in_limits([word])


def test_it_remembers_eight_usernames_at_one_device(biller: User) -> None:
    device = known_device()
    for number in range(8):
        make.user(username=f"other{number}7", password=PASSWORD)
        assert attempt(device, PASSWORD, name=f"other{number}7") == "in"
        device.post("/sign-out/")
    for _ in range(5):
        attempt(Client())
        attempt(Client(), name="other77", at=STRANGER)
    assert attempt(device, PASSWORD, name="other77", at=STRANGER) == "in"
    device.post("/sign-out/")
    assert attempt(device, PASSWORD) == "locked"
