"""Authorizations through 278: read, answered, written, read again."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from plancore.authorizations.types import (
    AuthorizationAnswer,
    Decision,
    Rejection,
    Trace,
    answering,
)
from plancore.codes import CodeTables
from plancore.exchange import acks, x278
from plancore.x12 import check
from plancore.x12.delimiters import Delimiters
from plancore.x12.tests.samples import as_bytes, edited, file_of, interchange, transaction_set
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


FULL = edited(
    edited(transaction_set("278")[1:-1], "SV2*", "SV2*0420*HC:G0463:25:59:::NOTE*100.5*UN*2*50.25***1*A"),
    "PWK*",
    "CRC*07*Y*01*05",
    "CL1*1*1*01",
    "CR1***I*A*DH*12",
    "CR6*1*20260501*RD8*20260501-20260601***N*I",
    "PWK*OZ*EL***AC*ACN1",
    "PWK*B4*BM***AC*ACN2*FILM",
)
FULL = edited(edited(FULL, "MSG*", "MSG*SEÑOR"), "PRV*")
FULL = edited(
    FULL,
    "NM1*SJ",
    "NM1*SJ*1*DOCTOR*DEE****XX*1245319599",
    "REF*1G*U1",
    "N3*1 PIER*SUITE 2",
    "N4*HARBORTON*ME*04101",
    "PER*IC*DESK*TE*5555550101*EX*12",
    "PRV*PE*PXC*207X00000X",
    "NM1*PW",
    "N3*1 QUAY",
    "N4*HARBORTON*ME*04101",
    "NM1*CA*2*OTHER PLAN*****PI*OTHER",
    "REF*ZZ*NOT OURS",
    "DTP*598*D8*20260401",
)
DENTAL = edited(
    transaction_set("278")[1:-1],
    "SV2*",
    "SV3*AD:D2150*100**10:20*I*1",
    "TOO*JP*12*M:O",
    "TOO*JP*A",
)
REQUESTS = {
    "plain": transaction_set("278")[1:-1],
    "stay": transaction_set("278 stay")[1:-1],
    "full": FULL,
    "dental": DENTAL,
}


@pytest.mark.parametrize("name", REQUESTS)
@pytest.mark.parametrize("marks", [None, OTHER_MARKS], ids=["usual marks", "other marks"])
def test_it_writes_what_it_read_and_reads_the_same(
    name: str, marks: Delimiters | None, code_tables: CodeTables
) -> None:
    data = file_of("278", [one.encode().decode("latin-1") for one in REQUESTS[name]])
    assert list(check([data], codes=code_tables)) == []
    asked = x278.read([data]).requests
    written = x278.write([one.request for one in asked], header(marks))
    assert list(check([written], codes=code_tables)) == []
    assert x278.read([written]).requests == asked


def test_it_loses_no_segment_of_a_full_request() -> None:
    data = file_of("278", [one.encode().decode("latin-1") for one in FULL])
    written = x278.write([one.request for one in x278.read([data]).requests], header())

    def body(file: bytes) -> list[bytes]:
        return [one for one in file.split(b"~") if one[:3] not in (b"ISA", b"GS*", b"GE*", b"IEA")]

    assert sorted(body(written)) == sorted(body(data))


def test_it_gives_the_values_in_the_plan_s_words() -> None:
    asked = x278.read([file_of("278", FULL)]).requests[0].request
    assert asked.patient.last == "TESTER"
    assert asked.review is not None
    assert (asked.review.is_urgent, asked.review.service_type, asked.review.facility) == (True, "40", "22")
    assert [one.control_number for one in asked.attachments] == ["ACN1", "ACN2"]
    first, second = asked.services
    assert (first.procedure, first.modifiers) == ("J7321", ("RT",))
    assert (first.charge, first.quantity) == (20_000, Decimal(3))
    assert (first.periods[0].first, first.periods[0].last) == (dt.date(2026, 5, 20), dt.date(2026, 5, 27))
    assert (second.revenue_code, second.charge, second.rate) == ("0420", 10_050, Decimal("50.25"))
    assert second.delivery is not None
    assert (second.delivery.quantity, second.delivery.per, second.delivery.spans) == (
        Decimal(2),
        "WK",
        "3",
    )


def an_answer(**changes: object) -> AuthorizationAnswer:
    event = answering(x278.read([file_of("278")]).requests[0].request)
    first, second = event.services
    services = (
        replace(
            first,
            decision=Decision(action="A1", number="HHPA1"),
            traces=(*first.traces, Trace(number="P1", company="1123456789")),
        ),
        replace(second, decision=Decision(action="A3", reason="88"), message="NOT COVERED"),
    )
    made = AuthorizationAnswer(
        event=replace(event, services=services), decision=Decision(action="A2", number="HHPA1")
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_it_answers_a_request_and_the_asker_reads_the_same(code_tables: CodeTables) -> None:
    answer = an_answer()
    written = x278.write_answers([answer], header())
    assert list(check([written], codes=code_tables)) == []
    assert list(x278.read_answers([written])) == [answer]
    text = written.decode()
    assert "TRN*2*EVT1*9123456789~UM*HS*I*40*22:B**U~HCR*A2*HHPA1~" in text
    assert "TRN*2*SVC1*9123456789~TRN*1*P1*1123456789~HCR*A1*HHPA1~" in text
    assert "HCR*A3**88~" in text
    assert "PWK" not in text


@pytest.mark.parametrize("kind", ["278R", "278R rejection"])
def test_it_reads_answers_and_writes_them_again(kind: str, code_tables: CodeTables) -> None:
    told = list(x278.read_answers([file_of(kind)]))
    written = x278.write_answers(told, header(OTHER_MARKS))
    assert list(check([written], codes=code_tables)) == []
    assert list(x278.read_answers([written])) == told
    assert told[0].has_event is (kind == "278R")


def test_it_rejects_the_patient_without_an_event(code_tables: CodeTables) -> None:
    event = answering(x278.read([file_of("278 stay")]).requests[0].request)
    bare = replace(
        event, traces=(), review=None, periods=(), diagnoses=(), delivery=None, clinical=(), parties=()
    )
    why = (Rejection(reason="67", follow_up="C"),)
    answer = AuthorizationAnswer(event=bare, of_patient=why, has_event=False)
    written = x278.write_answers([answer], header())
    assert list(check([written], codes=code_tables)) == []
    assert list(x278.read_answers([written])) == [answer]


@pytest.mark.parametrize(
    "changes",
    [{"decision": Decision(action="A1")}, {"decision": Decision(action="A3")}],
    ids=["a certification without number", "a denial without reason"],
)
def test_it_does_not_write_an_answer_that_is_not_whole(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"number|reason"):
        x278.write_answers([an_answer(**changes)], header())


def test_it_does_not_write_an_answer_that_says_nothing() -> None:
    event = answering(x278.read([file_of("278")]).requests[0].request)
    with pytest.raises(ValueError, match="decides or rejects"):
        x278.write_answers([AuthorizationAnswer(event=event)], header())


def numbers() -> int:
    return 9


def test_it_acknowledges_a_file_of_requests(code_tables: CodeTables) -> None:
    good = x278.read([file_of("278")], codes=code_tables)
    (ack,) = acks.for_events(good.events, stamp=STAMP, next_control_number=numbers)
    assert ack.kind == "999"
    assert b"AK1*HI*1*005010X217~AK2*278*0001*005010X217~IK5*A~AK9*A*1*1*1~" in ack.content
    assert list(check([ack.content])) == []

    wrong = edited(transaction_set("278")[1:-1], "UM*", "UM*HS*9*40*22:B**U")
    bad = x278.read([file_of("278", wrong)], codes=code_tables)
    (ack,) = acks.for_events(bad.events, stamp=STAMP, next_control_number=numbers)
    assert b"IK3*UM*13*2000*8~" in ack.content
    assert b"IK4*2**7*9~" in ack.content
    assert b"IK5*R*I5~AK9*R*1*1*0~" in ack.content
    assert list(check([ack.content])) == []
    assert [one.is_acceptable for one in bad.requests] == [False]


def test_it_says_of_an_answer_that_it_is_not_taken_where_requests_are_read() -> None:
    both = as_bytes(interchange("278", transaction_set("278"), transaction_set("278R", control="0002")))
    batch = x278.read([both])
    assert len(batch.requests) == 1
    (ack,) = acks.for_events(batch.events, stamp=STAMP, next_control_number=numbers)
    assert b"AK2*278*0002*005010X217~IK5*R*1~AK9*P*2*2*1~" in ack.content


def test_it_refuses_the_older_release_politely() -> None:
    older = file_of("278").replace(b"005010X217", b"004010X094A1")
    (ack,) = acks.for_events(x278.read([older]).events, stamp=STAMP, next_control_number=numbers)
    assert b"AK1*HI*1*004010X094A1~AK9*R*1*1*0*2~" in ack.content
    batch = x278.read([older.replace(b"*00501*", b"*00401*")])
    (ta1,) = acks.for_events(batch.events, stamp=STAMP, next_control_number=numbers)
    assert (ta1.kind, b"*R*017~" in ta1.content) == ("TA1", True)
    assert batch.requests == ()
