"""What the door says: after a wrong password, after too many, and nothing where nothing needs saying."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings
from tests import factories as make
from tests.signing_in import at_the_door

from payerport.config.safety import sign_in_limits

pytestmark = pytest.mark.django_db

PASSWORD = "harbour-lantern-42"


def words(client: Client, password: str) -> str:
    answer = client.post("/sign-in/", {"login": "biller7", "password": password}, follow=True)
    return " ".join(answer.content.decode().split())


def test_it_says_what_to_check_after_a_wrong_password(client: Client) -> None:
    make.user(username="biller7", password=PASSWORD)
    assert "capital letters count in the password" in words(client, "wrong-lantern-42")


@pytest.mark.req("R-46")
def test_it_says_how_long_a_locked_out_person_waits(client: Client) -> None:
    cache.clear()
    make.user(username="biller7", password=PASSWORD)
    said = [words(client, "wrong-lantern-42") for _ in range(6)]
    assert "Wait five minutes" not in said[0]
    assert "Wait five minutes before the next one" in said[-1]
    assert "Wait five minutes" in words(client, PASSWORD), "the right password does not open it earlier"
    cache.clear()


def test_it_says_nothing_about_having_signed_in(client: Client) -> None:
    make.user("biller", make.organization(), username="biller7", password=PASSWORD)
    at_the_door(client, "biller7", PASSWORD)
    page = " ".join(client.get("/").content.decode().split())
    assert "Is the patient covered?" in page
    assert "Successfully" not in page and "page-messages" not in page


def test_it_names_the_demos_people_on_the_sign_in_page_alone(client: Client) -> None:
    assert settings.DEMO_CONTEXT, "tests run with the demo"
    assert "Demo sign-ins" in client.get("/sign-in/").content.decode()
    make.user("biller", make.organization(), username="biller7", password=PASSWORD)
    assert "Demo sign-ins" not in words(client, PASSWORD)


@pytest.mark.req("R-46")
@override_settings(ACCOUNT_RATE_LIMITS=sign_in_limits(["device=4/7m+9/2h+11/1d+3/30s"]))
def test_it_tells_the_limits_as_they_are_and_every_way_on(client: Client) -> None:
    page = " ".join(client.get("/help/signing-in/").content.decode().split())
    for words_ in (
        "4 wrong tries within 7 minutes",
        "9 wrong tries within 2 hours",
        "within 1 day",
        "30 seconds",
    ):
        assert words_ in page
    for path in ("/recover/member/", "/recover/provider/", "/register/"):
        assert f'href="{path}"' in page
        assert client.get(path).status_code == 200
    assert "After 5 wrong PINs" in page


@pytest.mark.req("R-37")
def test_it_has_change_username_in_a_providers_left_column_and_in_everybodys_settings(client: Client) -> None:
    link = 'href="/account/username/"'
    client.force_login(make.user("biller", make.organization()))
    assert link in client.get("/").content.decode()
    client.force_login(make.member_account(make.family()[0]))
    assert link not in client.get("/").content.decode()
    assert link in client.get("/account/").content.decode()
