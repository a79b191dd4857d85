"""Nothing of a signed-in person's pages is kept by a browser or a cache."""

import pytest
from django.test import Client
from tests import factories as make

from payerport.config.statics import POLICY

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make.user("biller", make.organization()))
    return client


@pytest.mark.parametrize(
    "path", ["/", "/claims/", "/eligibility/", "/payments/", "/account/", "/claims/none/"]
)
def test_it_lets_no_cache_keep_a_page_of_somebody_signed_in(client: Client, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_it_leaves_pages_for_everybody_to_the_browser() -> None:
    answer = Client().get("/help/privacy/")
    assert answer.status_code == 200
    assert "no-store" not in answer.headers.get("Cache-Control", "")


def test_it_has_the_browser_clear_the_site_when_somebody_signs_out(client: Client) -> None:
    answer = client.post("/sign-out/")
    assert answer.status_code == 302
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Clear-Site-Data" not in client.get("/sign-in/").headers


def test_it_clears_nothing_while_somebody_stays_signed_in(client: Client) -> None:
    assert "Clear-Site-Data" not in client.get("/").headers


def test_it_gives_static_files_a_policy_that_lets_nothing_run() -> None:
    answer = Client().get("/static/payerport/src/favicon.svg")
    assert (answer.status_code, answer.headers["Content-Security-Policy"]) == (200, POLICY)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
