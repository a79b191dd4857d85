"""Taking a file in: its receipt, its bytes, once."""

import datetime as dt
import hashlib
import re
from typing import Any

import pytest
from django.db import connection
from tests import factories as make

from payerport.audit.actor import Actor, core
from payerport.audit.lock import acting, as_core
from payerport.audit.models import Event
from payerport.edi import actions
from payerport.files.access import file_for
from payerport.files.models import InboundFile
from payerport.web.refusals import NotFound

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
UPLOAD = InboundFile.Channel.UPLOAD


def receive(by: Actor, content: bytes, name: str = "claims.837") -> actions.Receipt:
    with acting(by):
        return actions.receive(by, UPLOAD, name, [content])


def reading_jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'edi.read_file'")
        return int(cursor.fetchone()[0])


@pytest.fixture
def biller() -> Actor:
    return make.actor("biller", make.organization())


@pytest.mark.req("R-08")
def test_it_gives_a_receipt_with_number_time_and_hash_and_keeps_the_bytes(
    biller: Actor, clock: dt.datetime
) -> None:
    content = b"ISA what came, byte for byte \x00\xff\r\n"
    receipt = receive(biller, content)
    file = receipt.file
    assert not receipt.is_repeat
    assert re.fullmatch(r"R20260310-\d{6}", file.receipt_number)
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert (file.size, file.received_at, file.received_by) == (len(content), clock, biller.user_id)
    assert (file.organization_id, file.progress) == (biller.organization_id, "received")
    with as_core():
        assert bytes(InboundFile.objects.get(pk=file.pk).content) == content
    assert reading_jobs() == 1


def test_it_dates_the_receipt_by_the_plans_own_day(biller: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten in the evening of March 9 in the plan's zone is March 10 in UTC."""
    late = dt.datetime(2026, 3, 10, 2, 0, tzinfo=dt.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    assert receive(biller, b"ISA").file.receipt_number.startswith("R20260309-")


def test_it_takes_the_same_bytes_in_once(biller: Actor) -> None:
    first, again = receive(biller, b"ISA*1"), receive(biller, b"ISA*1", "renamed.837")
    assert again.is_repeat
    assert again.file.pk == first.file.pk
    assert again.file.name == "claims.837"
    assert reading_jobs() == 1
    with as_core():
        told = Event.objects.filter(record_id=first.file.receipt_number).order_by("at")
        assert [one.action for one in told] == ["file.received", "file.repeated"]


def test_it_takes_the_same_bytes_of_another_organization_as_another_file(biller: Actor) -> None:
    other = make.actor("biller", make.organization())
    first, second, operators = (receive(by, b"ISA*1") for by in (biller, other, core("command")))
    assert len({one.file.receipt_number for one in (first, second, operators)}) == 3
    assert [one.is_repeat for one in (first, second, operators)] == [False] * 3
    with acting(other), pytest.raises(NotFound):
        file_for(other, first.file.receipt_number)
    with acting(biller):
        assert file_for(biller, first.file.receipt_number).pk == first.file.pk


def test_it_takes_the_operators_file_in_once_too() -> None:
    assert [receive(core("command"), b"ISA*1").is_repeat for _ in range(2)] == [False, True]


@pytest.mark.parametrize("content", [b"", b" ", b"\r\n\t \n"])
def test_it_refuses_an_empty_file_and_keeps_nothing(biller: Actor, content: bytes) -> None:
    with pytest.raises(actions.FileEmpty):
        receive(biller, content)
    with as_core():
        assert InboundFile.objects.count() == 0
    assert reading_jobs() == 0


def test_it_refuses_a_file_that_is_too_large_without_reading_on(biller: Actor, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 10
    given = []

    def chunks() -> Any:
        for _ in range(1_000):
            given.append(1)
            yield b"12345"

    with pytest.raises(actions.FileTooLarge), acting(biller):
        actions.receive(biller, UPLOAD, "large.837", chunks())
    assert len(given) == 3
    with as_core():
        assert InboundFile.objects.count() == 0
    assert receive(biller, b"1234567890").file.size == 10, "the limit itself is not too much"


def test_it_does_not_keep_a_file_whose_record_cannot_be_written(
    biller: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PlantedError(Exception):
        pass

    def fail(*_args: object, **_more: object) -> None:
        raise PlantedError

    monkeypatch.setattr(actions, "record", fail)
    with pytest.raises(PlantedError):
        receive(biller, b"ISA*1")
    with as_core():
        assert InboundFile.objects.count() == 0
    assert reading_jobs() == 0
