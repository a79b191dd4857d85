"""The demo shows the code of its people's app beside the field, and of nobody else."""

import pytest
from django.core.cache import cache
from django.test import Client
from tests import factories as make

from payerport.demo.codes import code_for, give_second_steps, is_of_the_demo
from payerport.demo.sign_ins import PASSWORD
from payerport.factors import actions

pytestmark = pytest.mark.django_db


def test_it_shows_a_code_that_is_taken(client: Client) -> None:
    cache.clear()
    person = make.user("biller", make.organization(), username="biller1", password=PASSWORD)
    give_second_steps()
    client.post("/sign-in/", {"login": "biller1", "password": PASSWORD})
    page = client.get("/sign-in/second-step/").content.decode()
    shown = page.partition("data-demo-code>")[2].partition("<")[0]
    assert client.post("/sign-in/second-step/", {"code": shown}).headers["Location"] == "/"
    assert client.get("/claims/").status_code == 200
    assert code_for(person) not in (None, shown), "the next time another one"


def test_it_shows_none_of_an_app_that_somebody_set_up_themselves() -> None:
    person = make.user("biller", make.organization(), username="biller1")
    actions.add_app(make.actor_of(person), person, secret := actions.new_secret(), _now(secret))
    give_second_steps()
    assert not is_of_the_demo(person)


def _now(secret: str) -> str:
    return actions.code_of(secret, actions.counters_now()[1])


def test_it_gives_nobody_else_an_app() -> None:
    person = make.user("biller", make.organization(), username="biller7")
    give_second_steps()
    assert not is_of_the_demo(person)
