"""Requests for additional information through 277RFI: written, read, written again."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from plancore.codes import CodeTables
from plancore.exchange import acks, x277rfi
from plancore.x12 import check, read
from plancore.x12.delimiters import Delimiters
from plancore.x12.events import SetStart
from plancore.x12.tests.samples import edited, file_of, transaction_set
from plancore.x12.writer import Header, Party

STAMP = dt.datetime(2026, 5, 1, 12, 0, tzinfo=dt.UTC)
OTHER_MARKS = Delimiters("|", ">", "\n", "!")
KINDS = [("277RFI", x277rfi.VERSION), ("277RFI-5010", x277rfi.VERSION_5010)]


def header(delimiters: Delimiters | None = None) -> Header:
    return Header(
        sender=Party(id="HARBOR"),
        receiver=Party(id="QUAY01"),
        stamp=STAMP,
        control_number=7,
        delimiters=delimiters or Delimiters(),
    )


@pytest.mark.parametrize(("kind", "version"), KINDS)
@pytest.mark.parametrize("marks", [None, OTHER_MARKS], ids=["usual marks", "other marks"])
def test_it_writes_what_it_read_and_reads_the_same(
    kind: str, version: str, marks: Delimiters | None, code_tables: CodeTables
) -> None:
    assert list(check([file_of(kind)], codes=code_tables)) == []
    asked = list(x277rfi.read([file_of(kind)]))
    written = x277rfi.write(asked, header(marks), version=version)
    assert list(check([written], codes=code_tables)) == []
    assert list(x277rfi.read([written])) == asked


def test_it_loses_no_segment() -> None:
    data = file_of("277RFI").replace(b"*PT~", b"*PT*0~")
    written = x277rfi.write(list(x277rfi.read([data])), header())

    def body(file: bytes) -> list[bytes]:
        return file[file.index(b"BHT*") : file.index(b"SE*")].split(b"~")

    assert body(written) == body(data)


def test_it_says_what_is_asked() -> None:
    first, second, third = x277rfi.read([file_of("277RFI")])
    assert (first.control_number, first.due, first.charge) == ("RFI0001", dt.date(2026, 5, 31), 25_000)
    assert [one.question.loinc for one in first.questions] == ["11504-8", "18842-5"]
    assert first.answer is not None
    assert (first.answer.transmission, first.answer.control_number) == ("EL", "RFI0001")
    (line,) = second.lines
    assert (line.procedure, line.charge, line.units) == ("J7321", 20_000, Decimal(1))
    assert [one.question.loinc for one in line.questions] == ["18842-5"]
    assert (third.patient.first, third.lines) == ("BEN", ())


def test_it_puts_more_than_three_questions_into_more_segments(code_tables: CodeTables) -> None:
    first, *_ = x277rfi.read([file_of("277RFI")])
    many = replace(first, questions=first.questions * 3)
    written = x277rfi.write([many], header())
    assert written.count(b"STC*") == 2
    assert list(check([written], codes=code_tables)) == []
    assert list(x277rfi.read([written])) == [many]


def test_it_does_not_write_a_request_that_asks_nothing() -> None:
    first, *_ = x277rfi.read([file_of("277RFI")])
    with pytest.raises(ValueError, match="asks something"):
        x277rfi.write([replace(first, questions=())], header())


def test_it_is_not_taken_for_a_claim_status_answer() -> None:
    def named(kind: str) -> list[str]:
        events = read([file_of(kind)])
        return [one.guide.name for one in events if isinstance(one, SetStart) and one.guide]

    assert named("277RFI") == ["277RFI"]
    assert named("277RFI-5010") == ["277RFI"]
    assert named("277") == ["277"]


def test_it_acknowledges_a_file_of_requests() -> None:
    wrong = edited(transaction_set("277RFI")[1:-1], "TRN*1*RFI0001")
    (ack,) = acks.for_events(read([file_of("277RFI", wrong)]), stamp=STAMP, next_control_number=lambda: 9)
    assert b"AK1*HN*1*006020X313~AK2*277*0001*006020X313~IK3*TRN*" in ack.content
    assert b"IK5*R*I5~AK9*R*1*1*0~" in ack.content
    assert list(check([ack.content])) == []
