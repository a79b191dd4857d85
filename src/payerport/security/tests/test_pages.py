"""The pages of the plan's security staff: what they find, what is recorded, and what they don't reach."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import factories as make
from tests.guards.access import TABLE
from tests.guards.world import build

from payerport.accounts.models import User
from payerport.audit.actions import record
from payerport.audit.actor import Actor, Reader, core
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.security import actions
from payerport.security.models import Alert, Search

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
BILLER = Actor(reader=Reader.ORGANIZATION, user_id=7, organization_id=3, role="biller", address="192.0.2.4")


@pytest.fixture
def guard() -> User:
    return make.user(staff_role="security", username="Guard1")


@pytest.fixture
def client(guard: User) -> Client:
    made = Client()
    made.force_login(guard)
    return made


def search(client: Client, **filters: str) -> HttpResponse:
    """What the page shows after a search."""
    answer = client.post("/security/record/", filters)
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer["Location"])  # type: ignore[return-value]


def looks(client: Client, **filters: str) -> list[str]:
    return [row["event"].record_id for row in search(client, **filters).context["rows"]]  # type: ignore[attr-defined]


@pytest.fixture
def looked(clock: dt.datetime, guard: User) -> None:
    record(BILLER, "claim.viewed", "claim", "H1", family="1234567")
    record(BILLER, "payment.viewed", "payment", "T1")
    record(make.actor_of(guard), "claim.viewed", "claim", "H2", family="7654321")


@pytest.mark.usefixtures("looked")
def test_it_finds_by_family_user_organization_action_and_day(client: Client) -> None:
    assert looks(client, family="1234567") == ["H1"]
    assert looks(client, username="GUARD1", action="claim") == ["H2"]
    assert set(looks(client, organization="3")) == {"H1", "T1"}
    assert looks(client, action="payment") == ["T1"]
    assert set(looks(client, since="3/10/2026", until="2026-03-10", action="claim")) == {"H1", "H2"}
    assert looks(client, since="3/11/2026", action="claim") == []
    assert looks(client, until="3/9/2026", action="claim") == []


@pytest.mark.usefixtures("looked")
def test_it_puts_no_members_number_into_an_address(client: Client) -> None:
    answer = client.post("/security/record/", {"family": "1234567"})
    assert "1234567" not in answer["Location"]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("family", "12", "seven digits before the asterisk"),
        ("username", "nobodyhere", "Nobody has this user name"),
        ("organization", "x", "organization&#x27;s number"),
        ("since", "13/45/2026", "since"),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(
    client: Client, name: str, value: str, sentence: str
) -> None:
    answer = client.post("/security/record/", {name: value, "action": "claim.viewed"})
    page = answer.content.decode()
    assert (answer.status_code, sentence in page, 'value="claim.viewed"' in page) == (422, True, True)


def test_it_keeps_a_search_by_name_for_its_owner_alone(client: Client) -> None:
    search(client, action="claim", name="All claims")
    page = client.get("/security/record/").content.decode()
    assert "All claims" in page
    other = Client()
    other.force_login(make.user(staff_role="security"))
    assert "All claims" not in other.get("/security/record/").content.decode()
    with as_core():
        made = Search.objects.get()
    assert other.get(f"/security/record/{made.pk}/").status_code == 404
    assert other.get(f"/security/record/{made.pk}/csv/").status_code == 404
    assert client.get("/security/record/00000000-0000-4000-8000-000000000000/").status_code == 404


@pytest.mark.usefixtures("looked")
def test_it_exports_what_was_found_and_puts_that_on_record(client: Client, guard: User) -> None:
    record(BILLER, "=HYPERLINK()", "claim", "H3", family="1234567")
    address = client.post("/security/record/", {"family": "1234567"})["Location"]
    answer = client.get(f"{address}csv/")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert answer["Cache-Control"] == "no-store"
    assert {row["record_id"] for row in rows} == {"H1", "H3"}
    assert {row["action"] for row in rows} == {"claim.viewed", "'=HYPERLINK()"}
    assert {(row["user_id"], row["address"], row["at"][:10]) for row in rows} == {
        ("7", "192.0.2.4", "2026-03-10")
    }
    with as_core():
        event = Event.objects.get(action="record.exported")
    assert (event.user_id, event.detail) == (guard.pk, {"rows": 2})


@pytest.mark.usefixtures("looked")
def test_it_records_that_the_record_was_searched_without_what_was_searched_for(client: Client) -> None:
    search(client, family="1234567")
    with as_core():
        found = Event.objects.filter(action__in=["record.searched", "record.viewed"])
        assert {one.action for one in found} == {"record.searched", "record.viewed"}
        assert all("1234567" not in str(one.detail) for one in found)


def test_it_asks_few_statements_however_much_there_is(client: Client) -> None:
    counted = []
    for rows in (1, 60):
        for number in range(rows):
            record(BILLER, "claim.viewed", "claim", f"H{number}")
        address = client.post("/security/record/", {"action": "claim"})["Location"]
        with CaptureQueriesContext(connection) as statements:
            assert client.get(address).status_code == 200
        counted.append(len(statements))
    assert max(counted) <= 20
    assert counted[0] == counted[1]


def test_it_turns_pages(client: Client) -> None:
    for number in range(60):
        record(BILLER, "claim.viewed", "claim", f"H{number}")
    address = client.post("/security/record/", {"action": "claim"})["Location"]
    assert len(client.get(f"{address}?page=2").context["rows"]) == 10


def test_it_lists_alerts_and_shows_the_rows_that_caused_one(client: Client) -> None:
    assert "No open alerts" in client.get("/security/alerts/").content.decode()
    for number in range(61):
        record(BILLER, "claim.viewed", "claim", f"H{number}", family=f"{number:07d}")
    assert actions.evaluate(core("test")) == 1
    assert "Many families in one hour" in client.get("/security/alerts/").content.decode()
    with as_core():
        alert = Alert.objects.get()
    shown = client.get(f"/security/alerts/{alert.pk}/")
    assert (shown.status_code, shown.context["page"].paginator.count) == (200, 61)
    assert client.get(f"/security/alerts/{alert.pk + 1}/").status_code == 404


def test_it_reaches_nothing_but_the_record(client: Client) -> None:
    """Minimum necessary: who watches sees who looked, not what they saw."""
    world = build()
    reached = set()
    for row in TABLE:
        if row.method == "GET" and client.get(row.path.format(**world.names)).status_code in (200, 286):
            reached.add(row.name.partition(":")[0])
    assert reached <= {
        "account_logout",
        "homes",
        "accounts",
        "disclosures",
        "factors",
        "recovery",
        "registration",
        "restricted",
        "security",
        "support",
        "web",
    }
    refused = {
        row.name
        for row in TABLE
        if row.method == "GET" and client.get(row.path.format(**world.names)).status_code == 403
    }
    assert {
        "claims:list",
        "claims:detail",
        "remittance:list",
        "eligibility:ask",
        "edi:receipt",
        "restricted:open",
    } <= refused


def test_it_goes_to_the_record_from_home(client: Client) -> None:
    assert client.get("/")["Location"] == "/security/record/"


def test_it_keeps_what_was_found_out_about_an_alert(client: Client) -> None:
    alert = make.alert()
    address = f"/security/alerts/{alert.pk}/"
    for missing in ({"outcome": "explained"}, {"words": "Asked"}, {"outcome": "other", "words": "Asked"}):
        assert client.post(address, missing).status_code == 422
    assert alert_is_listed(client, alert)
    said = {"outcome": "explained", "words": "Month-end work on refunds"}
    assert client.post(address, said).status_code == 302
    assert not alert_is_listed(client, alert)
    assert alert_is_listed(client, alert, "?all=1")
    assert "Month-end work on refunds" in client.get(address).content.decode()
    assert client.post(address, {"outcome": "reopened", "words": "It goes on"}).status_code == 302
    assert alert_is_listed(client, alert)
    assert "Month-end work on refunds" in client.get(address).content.decode()
    with as_core():
        rows = Event.objects.filter(action="alert.handled").order_by("at")
        assert sorted(row.detail["outcome"] for row in rows) == ["explained", "reopened"]


def alert_is_listed(client: Client, alert: Alert, query: str = "") -> bool:
    page = client.get(f"/security/alerts/{query}").content.decode()
    return f"/security/alerts/{alert.pk}/" in page
