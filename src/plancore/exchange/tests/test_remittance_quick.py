"""Payments made straight from the texts of learnt shapes are the payments that the rows give, with the same
findings at the same places."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payerport.codes.loading import tables
from plancore.exchange.x835 import maker
from plancore.remittance.types import RemittanceClaim
from plancore.x12.checking import RulesOf
from plancore.x12.events import SetEnd, Unit
from plancore.x12.findings import X12Finding
from plancore.x12.scan import Scanner
from plancore.x12.tests.defects import Case, rules
from plancore.x12.tests.samples import REMITTANCE_SEGMENTS, as_bytes, interchange, transaction_set

HEADER = [one.replace("BPR*I*130*", "BPR*I*150*") for one in REMITTANCE_SEGMENTS[:9]]
CLAIMS = """
CLP*PCN1*1*250*150*40*12*HHP0001*11*1
NM1*QC*1*TESTER*ANN****MI*123456701
SVC*HC:J7321:RT*200*120**1
DTM*472*20260415
CAS*CO*45*60
CAS*PR*1*20
SVC*HC:G0463*50*30
DTM*472*20260415
CAS*PR*3*20
CLP*PCN2*1*100*50*20*12*HHP0002*11*1
CAS*CO*45*10**16*5
NM1*QC*1*TESTER*BEN****MI*123456702
NM1*IL*1*TESTER*ANN****MI*123456701
NM1*82*1*DOCTOR*DEE****XX*1245319599
DTM*050*20260420
AMT*AU*85
SVC*HC:G0463:25*100*65**2
DTM*150*20260415
DTM*151*20260416
CAS*PR*1*20
CAS*CO*253*15
REF*6R*L1
AMT*B6*85
LQ*HE*N130
CLP*PCN1*22*-50*-30*-20*12*HHP0001*11*1
NM1*QC*1*TESTER*ANN****MI*123456701
SVC*HC:G0463*-50*-30
DTM*472*20260415
CAS*PR*3*-20
CLP*PCN4*4*80*0**12*HHP0004
CAS*CO*16*80
NM1*QC*1*TESTER*CARA
""".strip().splitlines()
"""Payments of four claims: with two lines; with all that is taken quickly; taken back; denied as a whole."""

SEGMENTS = [*HEADER, *CLAIMS, REMITTANCE_SEGMENTS[-1]]

_Read = tuple[RemittanceClaim | None, list[X12Finding], list[X12Finding], int]


def many(times: int = 5) -> list[str]:
    return interchange(
        "835", *(transaction_set("835", SEGMENTS, control=f"{n:04d}") for n in range(1, times + 1))
    )


def reading(content: bytes | list[str], learn_after: int) -> tuple[list[_Read], list[SetEnd], int]:
    """Each claim with its findings, the ends of the sets, and how many claims were made of the texts."""
    data = content if isinstance(content, bytes) else as_bytes(content)
    found: list[_Read] = []
    ends: list[SetEnd] = []
    quick = 0
    make = maker(may_be_quick=learn_after > 0)
    for event in Scanner(rules=RulesOf(tables()), learn_after=learn_after).read([data]):
        if isinstance(event, Unit):
            claim = make(event) if event.loop == "2100" else None
            quick += event.amounts is not None
            found.append((claim, event.findings, event.inherited, event.first_segment))
        elif isinstance(event, SetEnd):
            ends.append(event)
    return found, ends, quick


def is_the_same(content: bytes | list[str]) -> bool:
    careful, quick = reading(content, 0), reading(content, 1)
    assert careful[2] == 0
    assert quick[0] == careful[0]
    assert [end.findings for end in quick[1]] == [end.findings for end in careful[1]]
    return True


def test_it_makes_most_payments_of_the_texts_and_the_same_ones() -> None:
    segments = many()
    assert is_the_same(segments)
    found, ends, quick = reading(segments, 1)
    assert quick >= 15
    assert not any(findings for _, findings, _, _ in found) and not any(end.findings for end in ends)


_VALUES = [
    "", "0", "-1", "1.5", "20", "20.00", "20.005", "250", "PR", "CO", "OA", "ZZ", "22", "4", "1", "45", "ZZZ",
    "N130", "ZZ99", "RX", "HE", "XX", "FI", "MI", "é", "20260415", "20260229", "20260501", "20050502",
    "20300101", "472", "150", "151", "AU", "D8", "B6", "HC:G0463:25:59", "HC:", "ER:X", "N4:00000000000",
    "1245319599", "1245319590", ".5", "-.5", "99999999.99", "123456789",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 999), st.integers(1, 16), st.sampled_from(_VALUES)), max_size=4),
    st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999)), max_size=2),
)
def test_it_makes_the_same_of_other_values_and_segments(
    changes: list[tuple[int, int, str]], moves: list[tuple[int, int]]
) -> None:
    header, *segments = many(3)
    for at, position, value in changes:
        elements = segments[at % len(segments)].split("*")
        at_element = 1 + position % len(elements)
        elements[at_element : at_element + 1] = [value]
        segments[at % len(segments)] = "*".join(elements)
    for source, target in moves:
        segments.insert(target % len(segments), segments[source % len(segments)])
    assert is_the_same([header, *segments])


_CASES = [
    case for rule in rules().values() for case in (*rule.defects, *rule.passes) if case.kind.startswith("835")
]


@pytest.mark.parametrize("case", _CASES, ids=str)
def test_it_reads_every_defect_the_same_among_others(case: Case) -> None:
    """The file with the defect, its set three times in one group: runs are learnt and then met again."""
    segments = case.segments()
    first = next((at for at, one in enumerate(segments) if one.startswith("ST")), 2)
    last = next((at for at, one in enumerate(segments) if one.startswith("SE")), len(segments) - 3)
    body = segments[first : last + 1]
    assert is_the_same([*segments[:first], *body, *body, *body, *segments[last + 1 :]])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("SVC*HC:G0463*50*30", "SVC*HC:G0463*50*31"),
        ("CLP*PCN1*1*250*150*40", "CLP*PCN1*1*251*150*40"),
        ("CLP*PCN1*1*250*150*40", "CLP*PCN1*1*250*151*40"),
        ("CLP*PCN1*1*250*150*40", "CLP*PCN1*1*250*150*41"),
        ("CLP*PCN2*1*100", "CLP*PCN2*22*100"),
        ("CAS*CO*16*80", "CAS*CO*16*79"),
        ("CAS*CO*16*80", "CAS*CO*ZZZ*80"),
        ("CAS*CO*45*10**16*5", "CAS*CO*45*10**ZZZ*5"),
        ("LQ*HE*N130", "LQ*HE*ZZ99"),
        ("DTM*151*20260416", "DTM*151*20260414"),
    ],
)
def test_it_finds_what_the_quick_look_must_not_pass(old: str, new: str) -> None:
    segments = many()
    places = [at for at, one in enumerate(segments) if old in one]
    segments[places[-2]] = segments[places[-2]].replace(old, new)
    assert is_the_same(segments)
    found, _, quick = reading(segments, 1)
    assert quick >= 14
    assert any(findings for _, findings, _, _ in found)


def test_it_asks_for_codes_on_the_day_of_each_payment() -> None:
    segments = many()
    places = [at for at, one in enumerate(segments) if one.startswith("BPR")]
    segments[places[3]] = segments[places[3]].replace("20260502", "20050502")
    assert is_the_same(segments)
    assert any(findings for _, findings, _, _ in reading(segments, 1)[0])
