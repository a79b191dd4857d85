"""276 to inquiries, claim states to 277, and both back: what was asked and told is read as it was written."""

import datetime as dt
from decimal import Decimal

import pytest

from plancore.claims.states import ClaimState
from plancore.claims.status import (
    ClaimStatus,
    LineStatus,
    StatusCode,
    StatusInquiry,
    member_not_found,
    not_found,
    provider_refused,
    status_of,
)
from plancore.exchange import acks, x276, x277
from plancore.exchange.x277 import PROVIDER, RECEIVER, Report
from plancore.x12 import check
from plancore.x12.tests.samples import STATUS_INQUIRY_SEGMENTS, edited, file_of
from plancore.x12.writer import Header, Party

STAMP = dt.datetime(2026, 6, 1, 12, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 6, 1)
HEADER = Header(sender=Party(id="QUAY01"), receiver=Party(id="HARBOR"), stamp=STAMP, control_number=7)


def test_it_reads_who_asks_about_which_claim() -> None:
    first, second = x276.read([file_of("276")]).inquiries
    asked = first.inquiry
    assert (asked.trace, asked.claim_number, asked.patient_control_number) == ("TRACE1", "HHP0001", "PCN1")
    assert (asked.member_id, asked.last_name, asked.birth_date) == (
        "123456701",
        "TESTER",
        dt.date(1980, 2, 14),
    )
    assert (asked.provider_npi, asked.charge) == ("1234567893", 25000)
    assert (asked.service_from, asked.service_to) == (dt.date(2026, 4, 15), dt.date(2026, 4, 16))
    (line,) = asked.lines
    assert (line.procedure, line.modifiers, line.charge, line.units) == (
        "J7321",
        ("RT",),
        20000,
        Decimal(1),
    )
    assert line.line_control_number == "L1"
    assert not asked.is_dependent
    assert second.inquiry.is_dependent
    assert (second.inquiry.member_id, second.inquiry.first_name) == ("765432101", "CARA")
    assert second.inquiry.birth_date == dt.date(2015, 3, 1)
    assert first.is_acceptable


def test_it_reads_back_the_questions_it_wrote() -> None:
    asked = x276.read([file_of("276")]).inquiries
    written = x276.write(asked, HEADER)
    assert [one.code for one in check([written])] == []
    assert x276.read([written]).inquiries == asked


def test_it_warns_when_neither_dates_nor_number_are_given() -> None:
    segments = edited(edited(STATUS_INQUIRY_SEGMENTS, "REF*1K"), "DTP*472*RD8")
    segments = edited(edited(edited(segments, "SVC"), "REF*FJ"), "DTP*472*D8*20260415")
    first, _ = x276.read([file_of("276", segments)]).inquiries
    assert [one.code for one in first.findings] == ["x12.inquiry.claim_search"]
    assert first.is_acceptable


def test_it_leaves_out_the_questions_of_a_refused_set() -> None:
    data = file_of("276").replace(b"*0001~GE", b"*0002~GE")
    batch = x276.read([data])
    assert batch.inquiries == ()
    (ack,) = acks.for_events(batch.events, stamp=STAMP, next_control_number=lambda: 1)
    assert b"IK5*R*3" in ack.content


STATES = [
    (ClaimState.RECEIVED, {}, [("A2", "20", "")]),
    (ClaimState.REJECTED, {}, [("A3", "21", "")]),
    (ClaimState.PENDED, {"queue": "coordination"}, [("P2", "52", "")]),
    (ClaimState.PENDED, {"queue": "plan-configuration"}, [("P5", "46", "")]),
    (ClaimState.PENDED, {"queue": "some queue of the plan's own"}, [("P2", "46", "")]),
    (ClaimState.PROCESSED, {"paid": 1}, [("F0", "3", "")]),
    (ClaimState.PROCESSED, {"paid": 0}, [("F4", "104", "")]),
    (ClaimState.DENIED, {}, [("F2", "1", "")]),
    (ClaimState.DENIED, {"carcs": ("29",)}, [("F2", "718", "")]),
    (ClaimState.DENIED, {"carcs": ("27", "18", "27")}, [("F2", "88", "QC"), ("F2", "54", "")]),
    (ClaimState.PAID, {"paid": 15000}, [("F1", "65", "")]),
    (ClaimState.VOIDED, {}, [("F3", "101", "")]),
]


@pytest.mark.req("R-11")
@pytest.mark.parametrize(("state", "facts", "expected"), STATES)
def test_it_says_a_state_in_the_codes_of_a_277(
    state: ClaimState, facts: dict[str, object], expected: list[tuple[str, str, str]]
) -> None:
    said = status_of(state, effective=DAY, **facts)  # type: ignore[arg-type]
    assert [(one.category, one.code, one.entity) for one in said] == expected
    assert all(one.effective == DAY for one in said)


def test_it_knows_a_status_for_each_state() -> None:
    assert all(status_of(state, effective=DAY) for state in ClaimState)


def paid_claim() -> ClaimStatus:
    return ClaimStatus(
        statuses=status_of(ClaimState.PAID, effective=DAY, paid=15000),
        charge=25000,
        paid=15000,
        decided_on=dt.date(2026, 5, 1),
        paid_on=dt.date(2026, 5, 2),
        payment_trace="PAY1",
        claim_number="HHP0001",
        patient_control_number="PCN1",
        service_from=dt.date(2026, 4, 15),
        service_to=dt.date(2026, 4, 16),
        lines=(
            LineStatus(
                statuses=status_of(ClaimState.PAID, effective=DAY),
                procedure_qualifier="HC",
                procedure="J7321",
                modifiers=("RT",),
                charge=20000,
                paid=12000,
                units=Decimal("1.5"),
                line_control_number="L1",
                service_from=dt.date(2026, 4, 15),
                service_to=dt.date(2026, 4, 15),
            ),
        ),
    )


@pytest.mark.req("R-11")
def test_it_answers_each_question_under_its_levels() -> None:
    batch = x276.read([file_of("276")])
    unknown = ClaimStatus(statuses=(not_found(DAY),))
    body = x277.write(batch, [[paid_claim(), paid_claim()], [unknown]], stamp=STAMP, control_number=9)
    assert [one.code for one in check([body])] == []
    reports = x277.read([body])
    assert [one.trace for one in reports] == ["TRACE1", "TRACE1", "TRACE2"]
    assert [one.status for one in reports] == [paid_claim(), paid_claim(), unknown]
    assert [one.levels for one in reports] == [
        batch.inquiries[0].levels,
        batch.inquiries[0].levels,
        batch.inquiries[1].levels,
    ]
    assert {one.reference for one in reports} == {"ASK1"}
    assert b"*30*" not in body[:106]
    assert b"*HARBOR         *ZZ*QUAY01 " in body


def test_it_refuses_to_leave_a_question_unanswered() -> None:
    batch = x276.read([file_of("276")])
    with pytest.raises(ValueError, match="each inquiry"):
        x277.write(batch, [[paid_claim()]], stamp=STAMP, control_number=9)
    with pytest.raises(ValueError, match="each inquiry"):
        x277.write(batch, [[paid_claim()], []], stamp=STAMP, control_number=9)


def test_it_reads_back_what_it_said_at_every_level() -> None:
    asked, other = x276.read([file_of("276")]).inquiries
    many = tuple(
        StatusCode(category="F2", code=code, effective=day)
        for code, day in (("1", DAY), ("54", DAY), ("88", DAY), ("84", DAY), ("1", dt.date(2026, 6, 2)))
    )
    reports = (
        Report(
            levels=asked.levels,
            reference="A",
            trace="T1",
            status=ClaimStatus(statuses=many, charge=100, paid=0),
        ),
        Report(
            levels=other.levels,
            reference="A",
            trace="T2",
            status=ClaimStatus(statuses=(member_not_found(DAY),)),
        ),
    )
    written = x277.write_reports(reports, HEADER)
    assert [one.code for one in check([written])] == []
    assert x277.read([written]) == reports


@pytest.mark.parametrize("level", [PROVIDER, RECEIVER])
def test_it_refuses_at_the_level_that_is_wrong(level: str) -> None:
    asked, _ = x276.read([file_of("276")]).inquiries
    status = ClaimStatus(statuses=(provider_refused(DAY),))
    report = Report(levels=asked.levels, reference="A", trace="A", status=status, level=level)
    written = x277.write_reports([report], HEADER)
    assert [one.code for one in check([written])] == []
    (told,) = x277.read([written])
    assert (told.level, told.status, told.trace) == (level, status, "A")
    assert b"*22*" not in written


def test_an_inquiry_needs_little() -> None:
    asked = StatusInquiry(trace="1", member_id="2", last_name="TESTER")
    assert asked.lines == ()
    assert asked.charge is None
