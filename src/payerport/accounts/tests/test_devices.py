"""Where one is signed in, and signing out there."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from tests import factories as make
from tests.signing_in import at_the_door

from payerport.accounts.devices import words_of
from payerport.accounts.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "harbour-lantern-42"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def person() -> User:
    return make.user("biller", make.organization(), username="biller7", password=PASSWORD)


def signed_in(browser: str) -> Client:
    client = Client(headers={"user-agent": browser})
    at_the_door(client, "biller7", PASSWORD)
    return client


def test_it_lists_each_browser_that_is_signed_in(person: User) -> None:
    here, _phone = signed_in(FIREFOX), signed_in(IPHONE)
    said = " ".join(here.get("/account/devices/").content.decode().split())
    assert said.index("Firefox, Windows") < said.index("You are here") < said.index("Safari, iPhone")


def test_it_signs_out_one_and_only_that_one(person: User) -> None:
    here, phone, tablet = signed_in(FIREFOX), signed_in(IPHONE), signed_in("Chrome/140 Android")
    one = UserSession.objects.get(user_agent=IPHONE)
    assert here.post("/account/devices/", {"session": str(one.pk)}).status_code == 302
    assert phone.get("/account/").status_code == 302
    assert tablet.get("/account/").status_code == here.get("/account/").status_code == 200


def test_it_signs_out_everywhere_else(person: User) -> None:
    here, phone, tablet = signed_in(FIREFOX), signed_in(IPHONE), signed_in("Chrome/140 Android")
    assert here.post("/account/devices/", {"others": ""}).status_code == 302
    assert phone.get("/account/").status_code == tablet.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_it_never_signs_out_somebody_else(person: User) -> None:
    signed_in(FIREFOX)
    stranger = Client()
    stranger.force_login(make.user("biller", make.organization()))
    one = UserSession.objects.get(user=person)
    assert stranger.post("/account/devices/", {"session": str(one.pk)}).status_code == 404
    stranger.post("/account/devices/", {"others": ""})
    assert UserSession.objects.filter(user=person).exists()


def test_it_calls_a_browser_what_people_call_it() -> None:
    assert words_of(FIREFOX) == "Firefox, Windows"
    assert words_of("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36 Edg/140.0") == "Edge, Linux"
    assert str(words_of("curl/8")) == "Another program"
