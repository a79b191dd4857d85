"""The record: one row with its deed, or neither."""

import datetime as dt
import uuid
from collections.abc import Iterator
from unittest import mock

import pytest
from django.db import transaction
from tests import factories as make

from payerport.audit import actions
from payerport.audit.actions import record, record_each
from payerport.audit.actor import Actor, Reader, core
from payerport.audit.lock import acting, as_core, open_for
from payerport.audit.models import Event
from payerport.claims import actions as claims_actions
from payerport.claims.models import Claim
from payerport.config.templates import CommittedDatabase

BILLER = Actor(
    reader=Reader.ORGANIZATION,
    user_id=7,
    organization_id=3,
    role="biller",
    request_id="request-1",
    address="192.0.2.4",
)


@pytest.fixture
def sent() -> Iterator[mock.Mock]:
    """The statements that write the record, sent to nowhere."""
    with mock.patch.object(actions, "_insert") as insert:
        yield insert


@pytest.mark.django_db
@pytest.mark.req("R-18")
def test_it_says_who_did_what_to_which_record_and_when(clock: dt.datetime) -> None:
    record(BILLER, "claim.viewed", "claim", "H2606900000011", family="1234567", detail={"lines": 2})
    with as_core():
        found = Event.objects.get()
    assert (found.user_id, found.organization_id, found.role, found.process) == (7, 3, "biller", "")
    assert (found.action, found.record_kind, found.record_id) == ("claim.viewed", "claim", "H2606900000011")
    assert (found.family, found.outcome, found.detail) == ("1234567", "done", {"lines": 2})
    assert (found.at, found.request_id, found.address) == (clock, "request-1", "192.0.2.4")


@pytest.mark.django_db
def test_it_adds_one_row_for_each_record_of_a_list() -> None:
    record_each(BILLER, "claim.listed", "claim", [("H1", "1234567"), ("H2", "7654321")])
    with as_core():
        found = Event.objects.order_by("record_id").values_list("record_id", "family", "action")
        assert list(found) == [("H1", "1234567", "claim.listed"), ("H2", "7654321", "claim.listed")]


@pytest.mark.django_db
def test_it_adds_nothing_for_an_empty_list() -> None:
    record_each(BILLER, "claim.listed", "claim", [])
    with as_core():
        assert not Event.objects.exists()


@pytest.mark.django_db
def test_it_writes_for_an_actor_who_may_not_read_the_row_back() -> None:
    open_for(Actor(reader=Reader.NOBODY))
    record(BILLER, "page.refused", "permission", "claims.see", outcome="refused")
    assert not Event.objects.exists()
    with as_core():
        assert Event.objects.get().outcome == "refused"


@pytest.mark.django_db
def test_it_shows_an_organization_what_its_own_people_did_and_no_more() -> None:
    record(BILLER, "claim.viewed", "claim", "H1")
    record(core("worker"), "claim.decided", "claim", "H1")
    open_for(BILLER)
    assert [one.action for one in Event.objects.all()] == ["claim.viewed"]


def test_it_refuses_to_write_outside_of_a_transaction(committed_database: CommittedDatabase) -> None:
    with pytest.raises(transaction.TransactionManagementError, match="transaction of its deed"):
        record(BILLER, "claim.viewed", "claim", "H1")
    with acting(core("test")):
        assert not Event.objects.exists()


class PlantedError(Exception):
    """A fault after the deed."""


def _everything() -> tuple[int, int]:
    with acting(core("test")):
        return Claim.objects.count(), Event.objects.filter(action="claim.received").count()


def test_it_stands_or_falls_with_its_deed(committed_database: CommittedDatabase, clock: dt.datetime) -> None:
    """A claim is received three times: the record fails; the deed fails after its record; all goes well."""
    with acting(core("test")):
        make.published_plan()
        practice, (alice, *_) = make.organization(), make.family()
    incoming = [claims_actions.Incoming(make.submission(practice, alice))]

    def submit() -> None:
        with acting(core("test")) as actor:
            claims_actions.submit(actor, incoming, sender_id=practice.pk)

    def submit_and_fail() -> None:
        with acting(core("test")) as actor:
            claims_actions.submit(actor, incoming, sender_id=practice.pk)
            assert Event.objects.filter(action="claim.received").count() == 1
            raise PlantedError

    with (
        mock.patch("payerport.claims.actions.record_each", side_effect=PlantedError),
        pytest.raises(PlantedError),
    ):
        submit()
    assert _everything() == (0, 0)
    with pytest.raises(PlantedError):
        submit_and_fail()
    assert _everything() == (0, 0)
    submit()
    assert _everything() == (1, 1)


def test_it_takes_plain_ids_and_codes_for_its_detail(sent: mock.Mock) -> None:
    record(BILLER, "payment.issued", "payment", uuid.UUID(int=1), detail={"claims": 3})
    (((event,),), _) = sent.call_args
    assert event.record_id == "00000000-0000-0000-0000-000000000001"
    assert event.detail == {"claims": 3}
