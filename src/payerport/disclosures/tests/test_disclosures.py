"""The accounting of disclosures: six years, what was held back, what was taken back, who may see it."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.test import Client
from tests import factories as make
from tests.clock import NOW

from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.disclosures import actions, queries
from payerport.disclosures.models import Disclosure
from payerport.members.models import Member
from payerport.web.refusals import Conflict

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = dt.date(2026, 3, 10)
SAID = {
    "on": "03/09/2026",
    "recipient": "Fableleaf County Court",
    "recipient_address": "1 Paper Square, Albany NY",
    "what": "Claims of 2025",
    "purpose": "court",
    "why": "A judge ordered it",
}


@pytest.fixture
def member() -> Member:
    return make.family()[0]


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make.user(staff_role="security"))
    return client


def accounting(of: Member, *, for_member: bool = True, now: dt.datetime = NOW) -> list[int]:
    with as_core():
        return [one.pk for one in queries.accounting_of(of, now, for_member=for_member)]


def test_it_goes_back_six_years_by_the_plans_calendar(member: Member) -> None:
    inside = make.disclosure(member, on=dt.date(2020, 3, 10))
    make.disclosure(member, on=dt.date(2020, 3, 9))
    assert accounting(member) == [inside.pk]
    night = dt.datetime(2026, 3, 10, 3, 0, tzinfo=dt.UTC)
    """Still March 9 where the plan is."""
    assert len(accounting(member, now=night)) == 2


def test_it_has_a_first_day_also_for_a_leap_day() -> None:
    assert queries.accounting_since(dt.datetime(2028, 2, 29, 15, tzinfo=dt.UTC)) == dt.date(2022, 2, 28)


def test_it_counts_a_series_that_reaches_into_the_six_years(member: Member) -> None:
    series = make.disclosure(member, on=dt.date(2020, 1, 1), last_on=dt.date(2020, 3, 10), times=3)
    assert accounting(member) == [series.pk]


def test_it_holds_back_what_an_agency_asked_to_until_the_day(member: Member) -> None:
    held = make.disclosure(member, held_until=TODAY + dt.timedelta(days=1))
    told = make.disclosure(member, held_until=TODAY)
    assert accounting(member) == [told.pk]
    assert accounting(member, for_member=False) == [told.pk, held.pk]


def test_it_gives_nobody_elses(member: Member) -> None:
    spouse = Member.objects
    with as_core():
        other = spouse.filter(family=member.family_id).exclude(pk=member.pk).first()
    assert other is not None
    make.disclosure(other)
    assert accounting(member) == []


def test_it_takes_back_without_forgetting(member: Member) -> None:
    wrong = make.disclosure(member)
    by = make.actor_of(make.user(staff_role="security"))
    with as_core():
        actions.take_back(by, wrong)
        assert Disclosure.objects.count() == 2
        with pytest.raises(Conflict):
            actions.take_back(by, wrong)
    assert accounting(member) == []
    with as_core():
        rows = Event.objects.filter(record_kind="disclosure").order_by("at", "action")
        assert {row.action for row in rows} == {"disclosure.recorded", "disclosure.taken_back"}
        assert {row.family for row in rows} == {member.family_id}


def test_it_refuses_a_series_that_ends_before_it_starts_in_the_database_too(member: Member) -> None:
    with pytest.raises(IntegrityError):
        make.disclosure(member, last_on=TODAY - dt.timedelta(days=9), times=2)


def test_it_records_what_the_form_says(client: Client, member: Member) -> None:
    said = SAID | {"member": str(member.member_id).replace("*", "")}
    assert client.post("/security/disclosures/add/", said).status_code == 302
    with as_core():
        (row,) = Disclosure.objects.all()
    assert (row.member_id, row.on, row.last_on, row.times) == (member.pk, dt.date(2026, 3, 9), None, 1)
    assert (row.recipient, row.purpose, row.held_until) == (SAID["recipient"], "court", None)
    page = client.get("/security/disclosures/").content.decode()
    assert SAID["recipient"] in page
    assert client.post(f"/security/disclosures/{row.pk}/take-back/").status_code == 302
    assert SAID["recipient"] not in client.get("/security/disclosures/").content.decode()
    assert client.post(f"/security/disclosures/{row.pk}/take-back/").status_code == 404


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"member": "999999901"}, "Nobody has this member id"),
        ({"on": "03/11/2026"}, "still to come"),
        ({"last_on": "03/01/2026", "times": "2"}, "before the first"),
        ({"last_on": "03/10/2026"}, "how many times"),
        ({"times": "3"}, "last day of the series"),
        ({"times": "some"}, "Enter a number"),
        ({"recipient": ""}, "who got the information"),
        ({"purpose": "curiosity"}, "not one of the available choices"),
        ({"why": ""}, "why it was told"),
    ],
)
def test_it_says_what_is_wrong(client: Client, member: Member, said: dict[str, str], message: str) -> None:
    whole = SAID | {"member": str(member.member_id)} | said
    answer = client.post("/security/disclosures/add/", whole)
    assert (answer.status_code, message in answer.content.decode()) == (422, True)
    with as_core():
        assert not Disclosure.objects.exists()


def test_it_shows_a_members_accounting_and_puts_the_look_on_record(client: Client, member: Member) -> None:
    make.disclosure(member, recipient="Fableleaf Registry")
    answer = client.post("/security/disclosures/accounting/", {"member": str(member.member_id)})
    assert "Fableleaf Registry" in answer.content.decode()
    with as_core():
        (look,) = Event.objects.filter(action="disclosure.accounted")
        assert (look.family, look.detail) == (member.family_id, {"rows": 1})
    wrong = client.post("/security/disclosures/accounting/", {"member": "12"})
    assert (wrong.status_code, "Nobody has this member id" in wrong.content.decode()) == (422, True)
