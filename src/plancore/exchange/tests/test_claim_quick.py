"""Claims made straight from the texts of learnt shapes are the claims that the rows give."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payerport.codes.loading import tables
from plancore.claims.types import ClaimSubmission
from plancore.exchange.claim_quick import QuickBuilder
from plancore.exchange.claim_value import ClaimBuilder
from plancore.exchange.x837 import maker
from plancore.x12.checking import RulesOf
from plancore.x12.events import Unit
from plancore.x12.findings import X12Finding
from plancore.x12.scan import Scanner
from plancore.x12.tests.samples import CLAIM_SEGMENTS, as_bytes, interchange, transaction_set

_Read = tuple[ClaimSubmission, list[X12Finding], list[X12Finding], int]


def reading(segments: list[str], learn_after: int) -> tuple[list[_Read], int]:
    """Each claim with its findings, and how many were made of the texts."""
    found: list[_Read] = []
    made = 0
    quick = QuickBuilder(ClaimBuilder(":"))
    make = maker("837P", ":", may_be_quick=learn_after > 0)
    for event in Scanner(rules=RulesOf(tables()), learn_after=learn_after).read([as_bytes(segments)]):
        if isinstance(event, Unit) and event.loop == "2300":
            made += learn_after > 0 and quick.build(event) is not None
            found.append((make(event), event.findings, event.inherited, event.first_segment))
    return found, made


def many(segments: list[str], times: int = 5) -> list[str]:
    return interchange(
        "837P", *(transaction_set("837P", segments, control=f"{n:04d}") for n in range(1, times + 1))
    )


def twice(segments: list[str]) -> list[str]:
    """The set with its subscriber's and its patient's claim a second time, so that all but the last pass."""
    levels = segments[segments.index("HL*2*1*22*0") :]
    renumbered = []
    for one in levels:
        elements = one.split("*")
        if elements[0] == "HL":
            elements[1] = str(int(elements[1]) + 3)
            elements[2] = "1" if elements[2] == "1" else str(int(elements[2]) + 3)
        renumbered.append("*".join(elements))
    return [*segments, *renumbered]


def test_it_makes_most_claims_of_the_texts_and_the_same_ones() -> None:
    segments = many(twice(CLAIM_SEGMENTS))
    careful, _ = reading(segments, 0)
    quick, made = reading(segments, 1)
    assert quick == careful
    assert made >= 8


def test_it_makes_the_same_claims_when_no_check_has_read_the_lines_before() -> None:
    segments = many(twice(CLAIM_SEGMENTS))
    quick, full = QuickBuilder(ClaimBuilder(":")), maker("837P", ":", may_be_quick=False)
    events = Scanner(learn_after=1).read([as_bytes(segments)])
    units = [unit for unit in events if isinstance(unit, Unit) and unit.passages is not None]
    assert all(passage.note is None for unit in units for passage in unit.passages or ())
    made = [(claim, full(unit)) for unit in units if (claim := quick.build(unit)) is not None]
    assert len(made) >= 8
    assert all(claim == careful for claim, careful in made)


_VALUES = [
    "", "0", "-1", "1.5", "99", "W", "N", "Y", "P", "18", "G8", "2", "PI", "XV", "MI", "II", "é", "20260415",
    "20300101", "19000101", "20140101", "20260415-20260410", "ABK:M1711", "ABK:W1830XA", "ABF:M1711",
    "ABK:NOPE", "ABK:M171", "BK:7242", "HC:J7321:RT:LT:59:25:AA", "HC:J9999", "HC:G0463:ZZ", "ER:X", "1:9",
    "1:1", "3", "1245319590", "11:B:7", "11:B:9", "98:B:1", "11:A:1", "250.00", "250.01", "QQ", "041019999",
    "19",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 999), st.integers(1, 12), st.sampled_from(_VALUES)), max_size=4),
    st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999)), max_size=2),
)
def test_it_makes_the_same_of_other_values_and_segments(
    changes: list[tuple[int, int, str]], moves: list[tuple[int, int]]
) -> None:
    header, *segments = many(twice(CLAIM_SEGMENTS), 3)
    for at, position, value in changes:
        elements = segments[at % len(segments)].split("*")
        at_element = 1 + position % len(elements)
        elements[at_element : at_element + 1] = [value]
        segments[at % len(segments)] = "*".join(elements)
    for source, target in moves:
        segments.insert(target % len(segments), segments[source % len(segments)])
    assert reading([header, *segments], 1)[0] == reading([header, *segments], 0)[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("CLM*PCN1*250*", "CLM*PCN1*251*"),
        ("HI*ABK:M1711*ABF:I10", "HI*ABK:M1711*ABF:M1711"),
        ("HI*ABK:M1711*ABF:I10", "HI*ABK:M171*ABF:I10"),
        ("SV1*HC:J7321:RT*200*UN*1***1:2", "SV1*HC:J7321:RT*200*UN*1***1:3"),
        ("SV1*HC:J7321:RT*200*UN*1***1:2", "SV1*HC:J7321:RT*200*UN*0***1:2"),
        ("SV1*HC:J7321:RT*200*UN*1***1:2", "SV1*HC:J7321:Q9*200*UN*1*98**1:2"),
        ("SV1*HC:G0463*50", "SV1*HC:B0000*50"),
        ("SBR*P*18*", "SBR*P**"),
        ("DTP*472*D8*20260415", "DTP*472*D8*20260601"),
        ("DTP*472*D8*20260415", "DTP*472*D8*19700415"),
        ("LX*2", "LX*4"),
        ("***11:B:1*Y", "***11:B:7*Y"),
        ("***11:B:1*Y", "***98:B:1*Y"),
    ],
)
def test_it_finds_what_the_quick_look_must_not_pass(old: str, new: str) -> None:
    segments = many(twice(CLAIM_SEGMENTS))
    places = [at for at, one in enumerate(segments) if old in one]
    at = places[-3]
    assert reading(segments, 1)[1] >= 8
    segments[at] = segments[at].replace(old, new)
    careful = reading(segments, 0)[0]
    assert reading(segments, 1)[0] == careful
    assert any(findings for _, findings, _, _ in careful)
