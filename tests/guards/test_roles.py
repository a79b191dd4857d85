"""The other roles at every address: columns that `access.TABLE` has not, each told by the column it is like.

And what is the least that each needs: a front desk sees no claim money, a biller no page about people.
"""

from typing import Final

import pytest
from django.test import Client
from tests import factories as make
from tests.guards.access import PEOPLE, TABLE, Row
from tests.guards.test_access import send
from tests.guards.world import World

from payerport.accounts.models import User
from plancore.kernel import dollars

LIKE: Final = {"clinical": "front desk", "medical_director": "biller", "read_only": "biller"}
"""Of the same organization; each role is answered as this column, unless `OTHERWISE` says so."""

_NO_ELIGIBILITY: Final = {"read_only": 403}
_SENDS_NOTHING: Final = {"read_only": 403, "medical_director": 403}
OTHERWISE: Final[dict[str, dict[str, int]]] = {
    "GET /eligibility/": _NO_ELIGIBILITY,
    "POST /eligibility/": _NO_ELIGIBILITY,
    "GET /eligibility/{check}/": _NO_ELIGIBILITY,
    "GET /plans/": _NO_ELIGIBILITY,
    "GET /plans/harbor-ppo-1500/2026/": _NO_ELIGIBILITY,
    "GET /plans/harbor-ppo-1500/1999/": _NO_ELIGIBILITY,
    "GET /claims/send/": _SENDS_NOTHING,
    "POST /claims/send/": _SENDS_NOTHING,
}

CELLS = [
    pytest.param(
        row,
        role,
        OTHERWISE.get(f"{row.method} {row.path}", {}).get(role, row.answers[PEOPLE.index(like)]),
        id=f"{row.method} {row.path} as {role}",
    )
    for row in TABLE
    if not row.basic
    for role, like in LIKE.items()
]


@pytest.mark.req("R-18")
@pytest.mark.parametrize(("row", "role", "expected"), CELLS)
def test_it_answers_other_roles_as_the_table_says(world: World, row: Row, role: str, expected: int) -> None:
    client = Client()
    client.force_login(make.user(role, world.organization))
    assert send(world, row, client) == expected


def pages_of(client: Client, world: World) -> str:
    """All that the person's pages show, one after another."""
    shown = [
        client.get(row.path.format(**world.names)) for row in TABLE if row.method == "GET" and not row.basic
    ]
    return "".join(page.content.decode() for page in shown if page.status_code == 200)


@pytest.mark.req("R-18")
@pytest.mark.parametrize("role", ["front_desk", "clinical"])
def test_it_shows_no_claim_and_no_money_of_one_to_who_checks_eligibility(world: World, role: str) -> None:
    client = Client()
    client.force_login(make.user(role, world.organization))
    shown = pages_of(client, world)
    assert world.claim.control_number not in shown
    assert world.payment.trace_number not in shown
    for amount in (world.claim.total_charge, world.claim.paid, world.payment.amount):
        assert dollars(amount or 0) not in shown


@pytest.mark.req("R-18")
def test_it_would_notice_claim_money_on_a_page(world: World) -> None:
    """The same look at a biller's pages finds what it looks for."""
    client = Client()
    client.force_login(world.biller_user)
    shown = pages_of(client, world)
    assert world.claim.control_number in shown
    assert world.payment.trace_number in shown
    assert dollars(world.claim.total_charge) in shown


@pytest.mark.req("R-18")
@pytest.mark.parametrize("role", ["front_desk", "biller", "clinical", "medical_director", "read_only"])
def test_it_names_no_colleague_to_who_does_not_manage_people(world: World, role: str) -> None:
    head: User = world.administrator
    client = Client()
    client.force_login(make.user(role, world.organization))
    assert head.username not in pages_of(client, world)
