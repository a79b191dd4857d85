"""Learnt shapes change the speed and nothing else: with and without them, reading gives the same."""

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancore.codes import CodeTables
from plancore.x12.checking import RulesOf
from plancore.x12.delimiters import Delimiters, NotX12
from plancore.x12.events import BinaryData, SetEnd, Unit
from plancore.x12.scan import Scanner
from plancore.x12.tests.samples import KINDS, as_bytes, interchange, transaction_set

MARKS = "*:~^|!<>}{+%&\\;?$@#\x1d\x1e\n"
LINE_ENDS = ["", "\n", "\r\n"]


def told(event: object) -> object:
    """All that an event says."""
    if isinstance(event, Unit):
        return (
            event.loop, event.number, event.first_segment, event.rows, event.lines, event.offsets,
            event.context, event.findings, event.inherited, event.set_start.control,
            event.binaries,
        )  # fmt: skip
    if isinstance(event, SetEnd):
        return (event.findings, event.segments, event.units, event.header)
    return event


def reading(chunks: Iterable[bytes], learn_after: int, codes: CodeTables | None = None) -> list[object]:
    """What reading the bytes gives, to its end or to the refusal. How binary data are divided depends on the
    chunks; their digest is compared."""
    found: list[object] = []
    try:
        for event in Scanner(rules=RulesOf(codes), learn_after=learn_after).read(chunks):
            if not isinstance(event, BinaryData):
                found.append(told(event))
    except NotX12 as refusal:
        found.append(str(refusal))
    return found


def many(kind: str, times: int = 4) -> list[str]:
    """An interchange in which the same set comes several times, so that its runs are learnt."""
    return interchange(kind, *(transaction_set(kind, control=f"{n:04d}") for n in range(1, times + 1)))


def passed(data: bytes) -> int:
    """How many units passed by shapes from their first segment to their last."""
    events = Scanner(learn_after=1).read([data])
    return sum(isinstance(event, Unit) and event.passages is not None for event in events)


@pytest.mark.parametrize("kind", ["837P", "835"])
def test_it_learns_the_runs_of_a_kind_of_file(kind: str) -> None:
    assert passed(as_bytes(many(kind))) >= 3


def test_it_learns_nothing_when_told_so_and_gives_the_same(code_tables: CodeTables) -> None:
    data = as_bytes(many("837P"))
    careful = reading([data], 0, code_tables)
    assert reading([data], 1, code_tables) == careful
    assert all(
        event.passages is None for event in Scanner(learn_after=0).read([data]) if isinstance(event, Unit)
    )


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(KINDS)),
    st.lists(st.tuples(st.integers(0, 9_999), st.integers(0, 30), st.binary(max_size=3)), max_size=4),
    st.lists(st.integers(0, 20_000), max_size=6),
    st.sampled_from(LINE_ENDS),
    st.integers(1, 2),
)
def test_it_reads_spoiled_files_the_same(
    kind: str, changes: list[tuple[int, int, bytes]], cuts: list[int], line_end: str, learn_after: int
) -> None:
    data = as_bytes(many(kind), line_end=line_end)
    for at, length, text in changes:
        start = at % len(data)
        data = data[:start] + text + data[start + length :]
    places = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    chunks = [data[a:b] for a, b in pairwise(places)]
    assert reading(chunks, learn_after) == reading([data], 0)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(KINDS)),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400), st.booleans()), max_size=6),
)
def test_it_reads_moved_doubled_and_missing_segments_the_same(
    kind: str, moves: list[tuple[int, int, bool]]
) -> None:
    header, *segments = many(kind)
    for source, target, doubled in moves:
        one = segments[source % len(segments)] if doubled else segments.pop(source % len(segments))
        segments.insert(target % len(segments), one)
        if not doubled and source % 3 == 0:
            segments.remove(one)
    data = as_bytes([header, *segments])
    assert reading([data], 1) == reading([data], 0)


_PIECES = ["", " ", "0", "XX", "20260230", "20260415", "-5", "1.005", "ME", "ZZ", "1234567890", "A", "é"]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["837P", "837I", "837D", "835", "270", "276"]),
    st.lists(st.tuples(st.integers(0, 500), st.integers(1, 12), st.sampled_from(_PIECES)), max_size=5),
)
def test_it_reads_other_values_in_elements_the_same(kind: str, changes: list[tuple[int, int, str]]) -> None:
    header, *segments = many(kind)
    for at, position, value in changes:
        elements = segments[at % len(segments)].split("*")
        if len(elements) > 1:
            elements[1 + position % (len(elements) - 1)] = value
        segments[at % len(segments)] = "*".join(elements)
    data = as_bytes([header, *segments])
    assert reading([data], 1) == reading([data], 0)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.lists(st.sampled_from(MARKS), min_size=4, max_size=4, unique=True))
def test_it_reads_any_delimiters_the_same(kind: str, marks: list[str]) -> None:
    element, component, segment, repetition = marks
    if "\n" in (element, component, repetition):
        return
    data = as_bytes(many(kind), Delimiters(element, component, segment, repetition))
    assert reading([data], 1) == reading([data], 0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"XX*1234567893", b"XX*1234567890"),
        (b"*ME*04101~", b"*QQ*04101~"),
        (b"*ME*04101~", b"*ME*0410~"),
        (b"20260415~REF", b"20260431~REF"),
        (b"HL*2*1*22*0", b"HL*2*1*22*1"),
        (b"HL*3*1*22*1", b"HL*4*1*22*1"),
        (b"LX*2", b"LX*3"),
        (b"UN*1***2~", b"UN*1***~"),
        (b"M1711*ABF:I10~", b"M1711:*ABF:I10~"),
        (b"REF*6R*L1~", b"REF*6R*L1*~"),
        (b"*UN*1***1:2", b"*UN*1**1:2"),
        (b"SV1*HC:", b"SV1*ZZ:"),
    ],
)
def test_it_finds_a_defect_in_the_last_of_many_like_sets(old: bytes, new: bytes) -> None:
    data = as_bytes(many("837P"))
    at = data.rindex(old)
    spoiled = data[:at] + new + data[at + len(old) :]
    careful = reading([spoiled], 0)
    assert careful != reading([data], 0)
    assert reading([spoiled], 1) == careful
