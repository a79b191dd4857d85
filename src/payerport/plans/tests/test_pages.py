"""The pages of plans say what the published terms say."""

import datetime as dt

import pytest
from django.test import Client
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(clock: dt.datetime) -> Client:
    make.published_plan()
    practice = make.organization()
    browser = Client()
    browser.force_login(make.user("front_desk", practice))
    return browser


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_it_lists_the_published_plans(client: Client) -> None:
    assert 'href="/plans/harbor-ppo-1500/2026/"' in page(client, "/plans/")


def test_it_shows_what_the_terms_of_the_year_say(client: Client) -> None:
    shown = page(client, "/plans/harbor-ppo-1500/2026/")
    for words in (
        "$1,500.00 a person, $3,000.00 a family",
        "$6,500.00 a person, $13,000.00 a family",
        "$30.00 copay",
        "20% after the deductible",
        "60 therapy visits a benefit year",
        "Cosmetic services",
    ):
        assert words in shown
    assert "Harbor PPO 1500 2026" in shown


def test_it_knows_no_year_that_is_not_published(client: Client) -> None:
    assert client.get("/plans/harbor-ppo-1500/1999/").status_code == 404
    assert client.get("/plans/another-plan/2026/").status_code == 404
