"""Attachments through 275: read, written, read again; the bytes as they are."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import replace

import pytest

from plancore.authorizations.attachments import Attachment, Question
from plancore.exchange import acks, x275
from plancore.x12 import check
from plancore.x12.delimiters import Delimiters
from plancore.x12.events import BinaryData, InterchangeStart
from plancore.x12.tests.samples import edited, file_of, transaction_set
from plancore.x12.writer import Header, Party

STAMP = dt.datetime(2026, 5, 1, 12, 0, tzinfo=dt.UTC)
OTHER_MARKS = Delimiters("|", ">", "\n", "!")


def header(delimiters: Delimiters | None = None) -> Header:
    return Header(
        sender=Party(id="QUAY01"),
        receiver=Party(id="HARBOR"),
        stamp=STAMP,
        control_number=7,
        delimiters=delimiters or Delimiters(),
    )


def received(chunks: Iterable[bytes]) -> list[tuple[Attachment, bytes]]:
    """Each attachment with its bytes."""
    found: list[tuple[Attachment, bytes]] = []
    held = b""
    for event in x275.read(chunks):
        if isinstance(event, BinaryData):
            held += event.data
        elif isinstance(event, x275.AttachmentReceived):
            assert event.is_acceptable
            found.append((event.attachment, held))
            held = b""
    return found


def written(given: list[tuple[Attachment, bytes]], marks: Delimiters | None, version: str) -> bytes:
    return b"".join(x275.write([(one, [data]) for one, data in given], header(marks), version=version))


@pytest.mark.parametrize(("kind", "version"), [("275", x275.VERSION), ("275-5010", x275.VERSION_5010)])
@pytest.mark.parametrize("marks", [None, OTHER_MARKS], ids=["usual marks", "other marks"])
def test_it_writes_what_it_read_and_reads_the_same(kind: str, version: str, marks: Delimiters | None) -> None:
    given = received([file_of(kind)])
    again = written(given, marks, version)
    assert list(check([again])) == []
    assert received([again]) == given


def test_it_says_what_an_attachment_is() -> None:
    (first, data), (second, _) = received([file_of("275")])
    assert (first.control_number, first.encoding, first.length) == ("ACN1", "B64", 12)
    assert data == b"U0VDUkVUTk9U"
    assert first.sha256 == hashlib.sha256(data).hexdigest()
    assert (first.to.patient_control_number, first.to.is_answer) == ("PCN1", False)
    assert first.to.provider.address is not None
    assert first.to.provider.address.city == "HARBORTON"
    assert (second.number, second.references, second.line_from) == (2, (("FJ", "1"),), dt.date(2026, 4, 15))
    ((old, document),) = received([file_of("275-5010")])
    assert (old.to.is_answer, old.to.claim_number, old.control_number) == (True, "HHP0001", "RFI0001")
    assert old.questions == (Question(category="R3", loinc="11504-8"),)
    assert document == b"<doc>A~B*C</doc>"


def test_it_writes_the_newer_interchange_and_one_set_for_each_claim() -> None:
    (first, data), _ = received([file_of("275")])
    other = replace(first, to=replace(first.to, reference="ATT9"))
    out = written([(first, data), (other, data)], None, x275.VERSION)
    start = next(one for one in x275.read([out]) if isinstance(one, InterchangeStart))
    assert start.version == "00602"
    assert out.count(b"ST*275*") == 2
    assert b"GE*2*7~" in out


@pytest.mark.parametrize("data", [b"SHORT", b"MUCH LONGER THAN SAID", b"OTHER BYTES!"])
def test_it_does_not_finish_a_file_whose_bytes_are_others(data: bytes) -> None:
    (first, _), _ = received([file_of("275")])
    with pytest.raises(ValueError, match="the bytes are not"):
        written([(first, data)], None, x275.VERSION)


def test_it_acknowledges_a_file_of_attachments() -> None:
    def ack(data: bytes) -> bytes:
        events = (one for one in x275.read([data]) if not isinstance(one, x275.AttachmentReceived))
        (made,) = acks.for_events(events, stamp=STAMP, next_control_number=lambda: 9)
        assert list(check([made.content])) == []
        return made.content

    assert b"AK1*PI*1*006020X314~AK2*275*0001*006020X314~IK5*A~AK9*A*1*1*1~" in ack(file_of("275"))
    wrong = edited(transaction_set("275")[1:-1], "BDS*B64", "BDS*B64*11*U0VDUkVUTk9U")
    refused = ack(file_of("275", wrong))
    assert b"IK3*BDS*17*2110*8~IK4*2**I12~IK5*R*5~" in refused
    assert b"U0VDUkVU" not in refused
