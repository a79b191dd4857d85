"""Pages ask the database a bounded number of things, and write one record of each look.

How much there is to show does not change how often a page asks.
"""

from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import factories as make

from payerport.accounts.models import Organization, User
from payerport.audit.lock import as_core
from payerport.audit.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
MOST = 20

PAGES = {
    "/": set(),
    "/claims/": {"claim.listed"},
    "/claims/live/": {"claim.listed"},
    "/claims/?state=paid": {"claim.listed"},
    "/claims/{claim}/": {"claim.viewed"},
    "/claims/{rejected}/": {"claim.viewed"},
    "/claims/{claim}/live/": {"claim.viewed"},
    "/claims/send/": set(),
    "/claims/files/{receipt}/": {"file.viewed", "claim.listed"},
    "/claims/files/{receipt}/live/": {"file.viewed", "claim.listed"},
    "/claims/files/{receipt}/277CA/": {"file.downloaded"},
    "/payments/": {"payment.listed"},
    "/payments/{trace}/": {"payment.viewed", "claim.listed"},
    "/payments/{trace}/835/": {"payment.downloaded"},
    "/eligibility/": {"eligibility.listed"},
    "/eligibility/{check}/": {"eligibility.viewed"},
}
"""Each page, and which looks are recorded when it is shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """A practice with `claims` paid claims, as many inquiries, and one rejected claim."""

    organization: Organization
    biller: User
    claims: int
    names: dict[str, str]


def place(claims: int) -> Place:
    organization = make.organization()
    biller = make.user("biller", organization)
    actor = make.actor_of(biller)
    people = make.family()
    sent = [
        make.submission(organization, people[number % 2], lines=[make.line(on=make.day(-number))])
        for number in range(claims)
    ]
    orphan = make.submission(organization, people[0], frequency="8", original_reference="H000000000000")
    file = make.sent_file(actor, make.x12_837p(*sent, orphan))
    *received, rejected = make.claims_of(file)
    make.decide(*received)
    (payment,) = make.payments()
    checks = [make.check(actor, people[0]) for _ in range(claims)]
    names = {
        "claim": received[0].control_number,
        "rejected": rejected.control_number,
        "receipt": file.receipt_number,
        "trace": payment.trace_number,
        "check": str(checks[0].pk),
        "member": str(people[0].member_id),
    }
    return Place(organization, biller, claims, names)


@pytest.fixture
def small_and_large() -> tuple[Place, Place]:
    make.published_plan()
    return place(2), place(30)


def asked(where: Place, path: str) -> int:
    """The statements of one page, savepoints and sessions included."""
    client = Client()
    client.force_login(where.biller)
    with CaptureQueriesContext(connection) as statements:
        answered = client.get(path.format(**where.names))
    assert answered.status_code in (200, 286), path
    return len(statements)


def test_it_shows_each_page_with_few_statements_however_much_there_is(
    small_and_large: tuple[Place, Place],
) -> None:
    small, large = small_and_large
    counted = {path: (asked(small, path), asked(large, path)) for path in PAGES}
    too_many = {path: both for path, both in counted.items() if max(both) > MOST}
    growing = {path: both for path, both in counted.items() if both[1] > both[0]}
    assert too_many == {}
    assert growing == {}


def test_it_answers_an_inquiry_with_few_statements(small_and_large: tuple[Place, Place]) -> None:
    counted = []
    for where in small_and_large:
        client = Client()
        client.force_login(where.biller)
        with CaptureQueriesContext(connection) as statements:
            assert client.post("/eligibility/", {"who": where.names["member"]}).status_code == 302
        counted.append(len(statements))
    assert max(counted) <= MOST + 5, "one look and its answer kept"
    assert counted[1] <= counted[0]


@pytest.mark.req("R-18")
@pytest.mark.parametrize("path", PAGES)
def test_it_records_each_look_once(path: str) -> None:
    make.published_plan()
    where = place(3)
    asked(where, "/")
    with as_core():
        before = set(Event.objects.values_list("pk", flat=True))
    asked(where, path)
    with as_core():
        looks = list(Event.objects.exclude(pk__in=before).exclude(action="session.began"))
    assert {one.action for one in looks} == PAGES[path]
    told = [(one.action, one.record_id) for one in looks]
    assert len(told) == len(set(told)), "one row for each record looked at"
    assert {one.user_id for one in looks} <= {where.biller.pk}
    assert {one.organization_id for one in looks} <= {where.organization.pk}
