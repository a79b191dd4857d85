"""Sessions that end by themselves: idle, or long; by audience; and what counts as a sign of the person."""

import time
from collections.abc import Callable, Iterator
from unittest import mock

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings
from tests import factories as make

from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.config.safety import session_limits

pytestmark = pytest.mark.django_db

Pass = Callable[[float], None]


@pytest.fixture
def minutes() -> Iterator[Pass]:
    """Let that many minutes pass."""
    now = time.time()
    with mock.patch("payerport.accounts.limits.time.time", side_effect=lambda: now):

        def moved(how_many: float) -> None:
            nonlocal now
            now += how_many * 60

        yield moved


@pytest.fixture
def biller(client: Client, minutes: Pass) -> Client:
    """Somebody who signs in while the clock stands."""
    client.force_login(make.user("biller", make.organization()))
    assert client.get("/claims/").status_code == 200
    return client


def left(client: Client, **headers: str) -> int:
    seconds: int = client.get("/account/session/", headers=headers).json()["seconds"]
    return seconds


def test_it_ends_an_idle_session_and_leads_back(biller: Client, minutes: Pass) -> None:
    minutes(29)
    assert biller.get("/claims/?state=paid").status_code == 200, "a request by the person: its time anew"
    minutes(29)
    assert biller.get("/claims/?state=paid").status_code == 200
    minutes(31)
    answer = biller.get("/claims/?state=paid")
    assert answer.status_code == 302
    assert answer.headers["location"] == "/sign-in/?ended=idle&next=%2Fclaims%2F%3Fstate%3Dpaid"
    said = biller.get(answer.headers["location"]).content.decode()
    assert "nothing happened for a while" in said
    with as_core():
        assert Event.objects.filter(action="session.ended").count() == 1


def test_it_takes_a_page_that_asks_by_itself_for_no_sign(biller: Client, minutes: Pass) -> None:
    minutes(20)
    assert left(biller, **{"X-Poll": "1"}) == 10 * 60
    minutes(11)
    assert biller.get("/claims/live/", headers={"X-Poll": "1"}).status_code == 302


def test_it_gives_the_time_anew_to_who_stays(biller: Client, minutes: Pass) -> None:
    minutes(29)
    assert left(biller) == 30 * 60
    minutes(29)
    assert biller.get("/claims/").status_code == 200


def test_it_ends_a_session_that_was_long_whatever_was_done(biller: Client, minutes: Pass) -> None:
    for _ in range(36):
        minutes(20)
        last = biller.get("/claims/")
    assert last.status_code == 302 and "ended=long" in last.headers["location"]


def test_it_gives_each_audience_its_own_limits(client: Client, minutes: Pass) -> None:
    with override_settings(SESSION_LIMITS=session_limits(30, ["staff=10/1"])):
        client.force_login(make.user(staff_role="operations"))
        assert left(client) == 10 * 60
        minutes(11)
        assert client.get("/claims/").status_code == 302
    with pytest.raises(ImproperlyConfigured, match="PAYERPORT_SESSION_LIMITS"):
        session_limits(30, ["staff=0/1"])


def test_it_tells_a_stranger_that_nothing_is_left(client: Client) -> None:
    assert left(client) == 0
