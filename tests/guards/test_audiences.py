"""Members, employers, brokers and facilities at every address: the columns that `access.TABLE` has not.

Who is of another audience is answered as somebody of no organization, unless `OTHERWISE` says so.
"""

from typing import Final

import pytest
from django.test import Client
from tests import factories as make
from tests.guards.access import TABLE, Row
from tests.guards.test_access import send
from tests.guards.world import World

from payerport.accounts.models import Audience, Organization, User

AUDIENCES: Final = ("member", "employer", "broker")
HOMES: Final = {"member": "homes/member.html", "employer": "homes/groups.html", "broker": "homes/groups.html"}

_ADMINISTRATORS: Final = ("employer", "broker")
_FOREIGN: Final = dict.fromkeys(_ADMINISTRATORS, 404)
_SHOWN: Final = dict.fromkeys(_ADMINISTRATORS, 200)
OTHERWISE: Final[dict[str, dict[str, int]]] = {
    "GET /people/": dict.fromkeys(_ADMINISTRATORS, 200),
    "GET /people/invite/": dict.fromkeys(_ADMINISTRATORS, 200),
    "POST /people/invite/": dict.fromkeys(_ADMINISTRATORS, 422),
    "GET /people/{membership}/role/": _FOREIGN,
    "POST /people/{membership}/role/": _FOREIGN,
    "GET /people/{membership}/remove/": _FOREIGN,
    "POST /people/{membership}/remove/": _FOREIGN,
    "GET /people/{foreign_membership}/remove/": _FOREIGN,
    "GET /people/{foreign_membership}/role/": _FOREIGN,
    "POST /people/invitations/{invitation}/withdraw/": _FOREIGN,
    "POST /invitation/{secret}/": dict.fromkeys(AUDIENCES, 409),
    "GET /account/looks/": {"member": 200},
    "GET /organization/": _SHOWN,
    "GET /organization/record/": _SHOWN,
    "GET /organization/record/csv/": _SHOWN,
    "GET /people/requests/": _SHOWN,
    "GET /people/requests/{request}/": _FOREIGN,
    "POST /people/requests/{request}/": _FOREIGN,
    "GET /organization/locations/add/": _FOREIGN,
    "POST /organization/locations/add/": _FOREIGN,
    "GET /organization/locations/{location}/close/": _FOREIGN,
    "POST /organization/locations/{location}/close/": _FOREIGN,
    "GET /organization/tax-ids/add/": _FOREIGN,
    "POST /organization/tax-ids/add/": _FOREIGN,
    "GET /organization/billing/add/": _FOREIGN,
    "POST /organization/billing/add/": _FOREIGN,
    "GET /organization/billing/{delegation}/end/": _FOREIGN,
    "POST /organization/billing/{delegation}/end/": _FOREIGN,
    "GET /ask-for-access/": {"member": 403},
    "POST /ask-for-access/": {"member": 403},
}
"""Request -> what these audiences are answered instead. An employer's and a broker's administrator manage
their own people, in their own roles (422: `biller` is none of them), and find nobody of the practice's.
"""


def somebody(world: World, who: str) -> User:
    if who == "member":
        return world.member
    role = {"employer": "benefits_admin", "broker": "agency_admin"}[who]
    made = make.user(role, make.business(Organization.Kind(who)))
    made.audience = Audience[who.upper()]
    made.save(update_fields=["audience"])
    return made


CELLS = [
    pytest.param(
        row,
        who,
        OTHERWISE.get(f"{row.method} {row.path}", {}).get(who, row.answers[1]),
        id=f"{row.method} {row.path} as {who}",
    )
    for row in TABLE
    if not row.basic
    for who in AUDIENCES
]


@pytest.mark.req("R-30")
@pytest.mark.parametrize(("row", "who", "expected"), CELLS)
def test_it_answers_other_audiences_as_the_table_says(
    world: World, row: Row, who: str, expected: int
) -> None:
    client = Client()
    client.force_login(somebody(world, who))
    assert send(world, row, client) == expected


@pytest.mark.req("R-30")
@pytest.mark.parametrize("who", AUDIENCES)
def test_it_gives_each_audience_its_own_home(world: World, who: str) -> None:
    client = Client()
    client.force_login(somebody(world, who))
    assert HOMES[who] in [one.name for one in client.get("/").templates]
