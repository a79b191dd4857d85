"""Binary segments: whatever the data hold and wherever the bytes are cut, they come through as they are; the
memory stays flat."""

import hashlib
import tracemalloc
from collections.abc import Iterator

import pytest

from plancore.x12 import check, read
from plancore.x12.events import BinaryData, BinaryEnd, Event, SetEnd, Unit
from plancore.x12.show import shown
from plancore.x12.tests.samples import edited, file_of, transaction_set

EVERY_BYTE = bytes(range(256))
AWKWARD = [
    b"~",
    b"\r\n",
    b"ISA*00*          *00*          *ZZ*A              *ZZ*B              *",
    b"~SE*1*0001~GE*1*1~IEA*1*000000001~",
    b"BDS*B64*99999*",
    EVERY_BYTE,
    b"x" * 300,
]


def file_with(data: bytes, *, said: int | None = None) -> bytes:
    """A 275 whose first attachment has these bytes."""
    length = len(data) if said is None else said
    segments = edited(transaction_set("275")[1:-1], "BDS*B64", f"BDS*ASC*{length}*@@@@")
    return file_of("275", segments).replace(b"@@@@", data)


def data_of(events: list[Event], unit: int) -> bytes:
    return b"".join(one.data for one in events if isinstance(one, BinaryData) and one.unit == unit)


@pytest.mark.parametrize(
    "data", AWKWARD, ids=["mark", "line end", "header", "trailers", "lead", "bytes", "long"]
)
@pytest.mark.parametrize("size", [1, 5, 64, 1 << 20])
def test_it_gives_the_bytes_as_they_are_wherever_the_file_is_cut(data: bytes, size: int) -> None:
    whole = file_with(data)
    events = list(read(whole[at : at + size] for at in range(0, len(whole), size)))
    assert [f.code for one in events for f in one.findings] == []
    assert data_of(events, 1) == data
    ends = [one.binary for one in events if isinstance(one, BinaryEnd)]
    assert [(one.declared, one.found, one.is_whole) for one in ends] == [
        (len(data), len(data), True),
        (33, 33, True),
    ]
    assert ends[0].sha256 == hashlib.sha256(data).hexdigest()
    assert whole[ends[0].offset : ends[0].offset + len(data)] == data
    units = [one for one in events if isinstance(one, Unit)]
    assert [one.binaries for one in units] == [(ends[0],), (ends[1],)]


def test_it_reads_on_after_the_data_with_lines_between_segments() -> None:
    segments = edited(transaction_set("275")[1:-1], "BDS*ASC", "BDS*ASC*4*TEXT")
    whole = file_of("275", edited(segments, "BDS*B64", "BDS*ASC*12*@@@@")).replace(b"~", b"~\r\n")
    events = list(read([whole.replace(b"@@@@", b"two\r\nlines~~")]))
    assert data_of(events, 1) == b"two\r\nlines~~"
    assert not any(one.findings for one in events)


@pytest.mark.parametrize(("said", "found"), [(9, "10"), (2, "10"), (11, "10"), (14, "10")])
def test_it_says_how_many_bytes_stand_before_the_segment_s_end(said: int, found: str) -> None:
    (finding,) = check([file_with(b"0123456789", said=said)])
    assert finding.code == "x12.attachment.length"
    assert finding.place.name == "BDS02"
    assert f"{said} bytes; {found} stand" in finding.message


def test_it_ends_gracefully_when_more_is_announced_than_comes() -> None:
    events = list(read([file_with(b"0123456789", said=10**9)]))
    codes = {f.code for one in events for f in one.findings}
    assert {"x12.attachment.length", "x12.set.trailer_missing", "x12.interchange.trailer_missing"} <= codes
    assert sum(isinstance(one, SetEnd) for one in events) == 1


def test_it_passes_over_the_data_of_a_set_it_does_not_read() -> None:
    whole = file_with(b"~ST*837*9*X~").replace(b"ST*275*0001*006020X314", b"ST*275*0001*006020X999")
    events = list(read([whole]))
    assert not any(isinstance(one, BinaryData) for one in events)
    assert [f.code for one in events for f in one.findings] == ["x12.set.version"]


def test_it_shows_no_data() -> None:
    text = "\n".join(shown([file_with(b"SECRET BYTES")], values=True))
    assert "BDS*ASC*12" in text
    assert "SECRET" not in text


def test_it_shows_no_data_either_when_the_length_can_t_be_read() -> None:
    whole = file_with(b"SECRET").replace(b"BDS*ASC*6*", b"BDS*ASC*6X*")
    assert "SECRET" not in "\n".join(shown([whole], values=False))


MIB = 1 << 20


def large(size: int) -> Iterator[bytes]:
    head, tail = file_with(b"@@", said=size).split(b"@@")
    yield head
    block = (b"~BDS*B64*5*ISA*" + EVERY_BYTE) * 256
    left = size
    while left:
        yield block[:left]
        left -= len(block[:left])
    yield tail


def test_it_holds_64_mib_in_flat_memory() -> None:
    tracemalloc.start()
    total, kinds = 0, set()
    for event in read(large(64 * MIB)):
        kinds.add(type(event).__name__)
        assert not event.findings
        total += len(event.data) if isinstance(event, BinaryData) else 0
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total == 64 * MIB + 33
    assert "SetEnd" in kinds
    assert peak < 2 * MIB


def test_it_takes_a_whole_file_given_as_one() -> None:
    whole = b"".join(large(4 * MIB))
    events = [one for one in read([whole]) if not isinstance(one, BinaryData)]
    (first, _) = (one.binary for one in events if isinstance(one, BinaryEnd))
    assert first.found == 4 * MIB
    assert max(len(one.data) for one in read([whole]) if isinstance(one, BinaryData)) <= MIB


ISA_NEW = (b"*00501*", b"*00602*")


def test_it_takes_the_newer_interchange_for_the_newer_guides_only() -> None:
    assert list(check([file_of("275").replace(*ISA_NEW)])) == []
    mixed = [one.code for one in check([file_of("275-5010").replace(*ISA_NEW)])]
    assert mixed == ["x12.group.version"]
    claims = [one.code for one in check([file_of("837P").replace(*ISA_NEW)])]
    assert claims == ["x12.group.version"]
