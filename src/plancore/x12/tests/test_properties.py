"""What holds for any file: no exception but the declared one, the same answer however it is cut."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancore.x12 import Delimiters, NotX12, check, read
from plancore.x12.events import BinaryData, Unit
from plancore.x12.tests.samples import KINDS, as_bytes, file_of, interchange, transaction_set

MARKS = "*:~^|!<>}{+%&\\;?$@#\x1d\x1e\x1f\x1c\n"
WHOLE = {kind: file_of(kind) for kind in KINDS}


def summary(chunks: list[bytes]) -> list[tuple[str, str, int, int, int]]:
    """What a reading finds, for comparison."""
    found = []
    for event in read(chunks):
        if isinstance(event, BinaryData):
            continue  # its pieces are those in which the bytes come
        found.append((type(event).__name__, "", 0, len(event.rows) if isinstance(event, Unit) else 0, 0))
        found += [
            ("", f.code, f.place.offset, f.place.element, f.place.segment_number) for f in event.findings
        ]
    return found


def cut(data: bytes, places: list[int]) -> list[bytes]:
    at = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[a:b] for a, b in pairwise(at)]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.lists(st.integers(0, 10_000), max_size=12))
def test_it_finds_the_same_wherever_the_bytes_are_cut(kind: str, places: list[int]) -> None:
    data = WHOLE[kind].replace(b"1234567893", b"1234567890")
    assert summary(cut(data, places)) == summary([data])


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(KINDS)),
    st.lists(st.integers(0, 10_000), min_size=1, max_size=4),
    st.integers(1, 9),
    st.sampled_from([b"~~", b"~~~", b"~\n~", b"~ ~", b"\n~~\n"]),
)
def test_it_finds_the_same_of_segments_without_text_wherever_the_bytes_are_cut(
    kind: str, at: list[int], size: int, empty: bytes
) -> None:
    segments = WHOLE[kind].split(b"~")
    for place in at:
        segments.insert(1 + place % (len(segments) - 1), empty.strip(b"~") if empty != b"~~~" else b"~")
    data = b"~".join(segments)[:600] if size < 3 else b"~".join(segments)
    assert outcome([data[n : n + size] for n in range(0, len(data), size)]) == outcome([data])


def outcome(chunks: list[bytes]) -> list[tuple[str, str, int, int, int]] | str:
    """What a reading finds, or the refusal."""
    try:
        return summary(chunks)
    except NotX12 as refusal:
        return str(refusal)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.lists(st.sampled_from(MARKS), min_size=4, max_size=4, unique=True))
def test_it_reads_any_delimiters(kind: str, marks: list[str]) -> None:
    element, component, segment, repetition = marks
    if "\n" in (element, component, repetition):
        return
    given_ = Delimiters(element, component, segment, repetition)
    header, *rest = interchange(kind, transaction_set(kind))
    data = as_bytes([header, *rest], given_)
    assert [one.code for one in check([data])] == []


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\n\n", " \n"])
@pytest.mark.parametrize("lead", [b"", b"\xef\xbb\xbf", b"\r\n  "])
def test_it_reads_any_line_ends_and_a_byte_order_mark(line_end: str, lead: bytes) -> None:
    data = lead + as_bytes(interchange("837P", transaction_set("837P")), line_end=line_end)
    assert [one.code for one in check([data])] == []
    spoiled = data.replace(b"*250***11", b"*251***11")
    (found,) = check([spoiled])
    assert found.code == "x12.balance.claim_total"
    assert spoiled[found.place.offset :].startswith(b"CLM*PCN1")


def test_it_gives_the_offset_of_each_segment_exactly() -> None:
    data = WHOLE["837P"]
    for event in read([data]):
        if isinstance(event, Unit):
            for offset, (_, elements) in zip(event.offsets, event.rows, strict=True):
                assert data[offset:].startswith("*".join(elements).encode() + b"~")


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(KINDS)), st.lists(st.tuples(st.integers(0, 9_999), st.integers(1, 40)), max_size=4)
)
def test_it_survives_deletions(kind: str, holes: list[tuple[int, int]]) -> None:
    data = WHOLE[kind]
    for at, length in holes:
        start = at % max(len(data), 1)
        data = data[:start] + data[start + length :]
    assert_only_declared(data)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(sorted(KINDS)), st.lists(st.tuples(st.integers(1, 99), st.integers(0, 99)), max_size=5)
)
def test_it_survives_segments_repeated_and_moved(kind: str, moves: list[tuple[int, int]]) -> None:
    header, *segments = interchange(kind, transaction_set(kind))
    for source, target in moves:
        segments.insert(target % len(segments), segments[source % len(segments)])
    assert_only_declared(as_bytes([header, *segments]))


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(sorted(KINDS)),
    st.lists(st.tuples(st.integers(0, 9_999), st.binary(max_size=3)), max_size=6),
)
def test_it_survives_bytes_that_are_changed(kind: str, changes: list[tuple[int, bytes]]) -> None:
    data = WHOLE[kind]
    for at, text in changes:
        start = at % max(len(data), 1)
        data = data[:start] + text + data[start + len(text) :]
    assert_only_declared(data)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_it_survives_any_bytes(data: bytes) -> None:
    assert_only_declared(data)
    assert_only_declared(WHOLE["837P"][:300] + data)


def assert_only_declared(data: bytes) -> None:
    """Reading ends, in findings or in the one sentence of a refusal."""
    try:
        found = list(check([data]))
    except NotX12 as refusal:
        assert re.fullmatch(r"[A-Z].*\.", str(refusal))
        return
    assert all(0 <= one.place.offset <= len(data) for one in found)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"   \r\n", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04abc", "ZIP"),
        (b"<?xml version='1.0'?>", "XML"),
        (b'{"a": 1}', "JSON"),
        (b"MSH|^~\\&|A", "HL7"),
        (b"UNA:+.? 'UNB", "EDIFACT"),
        (b"GS*HC*A*B~", "ISA"),
        (b"ISA*00*short~", "damaged"),
        (b"Dear plan, please pay.", "interchange header"),
    ],
)
def test_it_says_in_one_sentence_what_is_not_x12(data: bytes, word: str) -> None:
    with pytest.raises(NotX12, match=word) as caught:
        list(read([data]))
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)
