"""Eligibility messages (270, 271) as values and back: nothing a partner says is lost."""

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancore.eligibility.types import Answer, CoverageStatus
from plancore.exchange import x270, x271
from plancore.exchange.tests.fullest import Fullest, segments_of
from plancore.x12 import Delimiters, check, read
from plancore.x12.events import SetEnd, Unit
from plancore.x12.guide import guide
from plancore.x12.tests import samples
from plancore.x12.tests.samples import INQUIRY_SEGMENTS, as_bytes, file_of
from plancore.x12.writer import Header, Party

MARKS = "*:~^|!<>}{+%&\\;?$@#\x1d\x1e\x1f\x1c"
READ = {"270": x270.read_cases, "271": x271.read}
WRITE = {"270": x270.write_cases, "271": x271.write_cases}


def header(delimiters: Delimiters | None = None) -> Header:
    return Header(
        sender=Party(id="HARBOR"),
        receiver=Party(id="ANCHOR"),
        stamp=dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC),
        control_number=1,
        delimiters=delimiters or Delimiters(),
    )


LEVELS = {"20": ("1", "", "1"), "21": ("2", "1", "1"), "22": ("3", "2", "1"), "23": ("4", "3", "0")}


def fullest(kind: str) -> bytes:
    """Every segment of the guide, in a true tree; the first role of each loop."""
    body = []
    for _, text in list(segments_of(guide(kind).root, frozenset(), Fullest()))[1:-1]:
        code = text.split("*")[3] if text.startswith("HL*") else ""
        if code:
            number, parent, children = LEVELS[code]
            body.append(f"HL*{number}*{parent}*{code}*{children}")
        else:
            body.append(text)
    group, version = ("HS" if kind == "270" else "HB"), "005010X279A1"
    frame = samples.interchange("270", [f"ST*{kind}*0001*{version}", *body, f"SE*{len(body) + 2}*0001"])
    return as_bytes([one.replace("GS*HS", f"GS*{group}") for one in frame])


def said(content: bytes) -> Counter[str]:
    """Every segment between ST and SE but the levels' numbers."""
    found: Counter[str] = Counter()
    for event in read([content]):
        if isinstance(event, Unit):
            rows = [*event.rows, *event.context[event.loop.replace("2100", "2000")]]
        elif isinstance(event, SetEnd):
            rows = [row for loop in ("HEADER", "2000A", "2100A", "2100B") for row in event.header[loop]]
        else:
            continue
        found.update("*".join(elements).rstrip("*:") for _, elements in rows if elements[0] != "HL")
    return found


@pytest.mark.parametrize("kind", ["270", "271"])
def test_it_sends_every_segment_and_element_of_the_guide_back(kind: str) -> None:
    content = fullest(kind)
    cases = READ[kind]([content])
    body = WRITE[kind](cases, header())
    assert READ[kind]([body]) == cases
    assert said(content) - said(body) == Counter()
    assert sum(said(content).values()) > 40


def test_it_reads_what_another_payer_answers() -> None:
    batch = x270.read([file_of("270")], today=dt.date(2026, 5, 1))
    missing = Answer(status=CoverageStatus.NOT_FOUND, service_date=dt.date(2026, 5, 1))
    body = x271.write(batch, [missing], stamp=dt.datetime(2026, 5, 1, tzinfo=dt.UTC), control_number=3)
    (case,) = x271.read([body])
    assert case.person is not None
    assert case.person.traces == (("2", "TRACE1", "9123456789", ""),)
    assert [(one.reason, one.follow_up) for one in case.person.name.refusals] == [("75", "C")]
    assert case.receiver is not None
    assert case.receiver.id == "1234567893"


TOLD = """
BHT*0022*11*REF1*20260501*1200
HL*1**20*1
NM1*PR*2*HARBOR HEALTH PLAN*****PI*HARBOR
HL*2*1*21*1
NM1*1P*2*PIER ORTHOPEDICS*****XX*1234567893
HL*3*2*22*1
NM1*IL*1*TESTER*BEN****MI*765432101
HL*4*3*23*0
TRN*2*TRACE1*9123456789
NM1*03*1*TESTER*CARA
DMG*D8*20150301*F
EB*1**30**HARBOR GOLD
EB*A*IND*98*HM**27**.2****Y
EB*C*IND*30***23*500.5****N*Y
MSG*PLEASE CALL
LS*2120
NM1*P3*1*DOCTOR*DEE****XX*1245319599
LE*2120
""".strip().splitlines()


def answered() -> bytes:
    version = "005010X279A1"
    frame = samples.interchange("270", [f"ST*271*0001*{version}", *TOLD, f"SE*{len(TOLD) + 2}*0001"])
    return as_bytes([one.replace("GS*HS", "GS*HB") for one in frame])


def test_it_reads_the_benefits_of_a_dependent() -> None:
    (case,) = x271.read([answered()])
    assert case.dependent is not None
    assert case.subscriber is not None
    assert (case.dependent.name.first_name, case.subscriber.name.id) == ("CARA", "765432101")
    active, share, deductible = case.dependent.benefits
    assert (active.code, active.service_types, active.plan) == ("1", ("30",), "HARBOR GOLD")
    assert (share.share, share.network) == (Decimal("0.2"), "Y")
    assert (deductible.amount, deductible.authorization, deductible.network) == (50050, "N", "Y")
    assert deductible.messages == ("PLEASE CALL",)
    assert deductible.entities[0].last_name == "DOCTOR"
    assert list(check([x271.write_cases([case], header())])) == []


def test_a_refused_receiver_is_a_case_without_a_person() -> None:
    batch = x270.read([file_of("270")], today=dt.date(2026, 5, 1))
    refused = Answer(status=CoverageStatus.REFUSED, service_date=dt.date(2026, 5, 1), reject="50")
    body = x271.write(batch, [refused], stamp=dt.datetime(2026, 5, 1, tzinfo=dt.UTC), control_number=3)
    (case,) = x271.read([body])
    assert case.person is None
    assert case.receiver is not None
    assert [one.reason for one in case.receiver.refusals] == ["50"]
    assert x271.read([x271.write_cases([case], header())]) == (case,)


def test_questions_it_writes_have_no_finding_and_mean_the_same() -> None:
    cases = x270.read_cases([file_of("270")])
    body = x270.write_cases(cases, header())
    assert list(check([body])) == []
    today = dt.date(2026, 5, 1)
    asked, again = (x270.read([one], today=today).inquiries for one in (file_of("270"), body))
    assert [one.inquiry for one in asked] == [one.inquiry for one in again]
    assert len(INQUIRY_SEGMENTS) + 2 == body.count(b"~") - 4


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["270", "271"]),
    st.lists(st.sampled_from(MARKS), min_size=4, max_size=4, unique=True),
)
def test_it_writes_with_any_delimiters(kind: str, marks: list[str]) -> None:
    cases = READ[kind]([fullest(kind)])
    assert READ[kind]([WRITE[kind](cases, header(Delimiters(*marks)))]) == cases
