"""Writing X12: segments, counted sets, groups and interchanges. Data can't break the delimiters."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from plancore.x12.delimiters import Delimiters

Value = str | int | tuple[str, ...]
"""An element: text, a whole number, or a composite's components."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An interchange partner: ISA qualifier and id, and the application id of GS02/GS03 (the ISA id when
    empty)."""

    id: str
    qualifier: str = "ZZ"
    application_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What an interchange needs to be written: who to whom, when (UTC or the plan's zone, as the caller
    decides), and the control number (1 to 999,999,999)."""

    sender: Party
    receiver: Party
    stamp: dt.datetime
    control_number: int
    usage: str = "P"
    ack_requested: bool = False
    delimiters: Delimiters = field(default_factory=Delimiters)


class Writer:
    """Turns elements into segment texts. A delimiter or control character inside data becomes a space: X12
    has no way to carry it. Trailing empty elements and components are left out."""

    def __init__(self, delimiters: Delimiters) -> None:
        self.d = delimiters
        marks = (delimiters.element, delimiters.component, delimiters.segment, delimiters.repetition)
        self._clean = {ord(mark): " " for mark in marks if mark}
        self._clean |= dict.fromkeys((*range(32), 127), " ")
        self._repeats = {
            key: value for key, value in self._clean.items() if key != ord(delimiters.repetition or " ")
        }

    def _text(self, value: Value) -> str:
        if isinstance(value, tuple):
            return self.d.component.join(self._text(part) for part in value).rstrip(self.d.component)
        if isinstance(value, int):
            return str(value)
        return value.translate(self._clean).rstrip(" ") if not value.isalnum() else value

    def segment(self, name: str, *values: Value) -> str:
        """One segment with its terminator."""
        return self._end(name, [self._text(value) for value in values])

    def repeated(self, values: Iterable[str]) -> str:
        """Values of a repeating element, joined; give it to `raw`."""
        return self.d.repetition.join(self._text(value) for value in values)

    def raw(self, name: str, *values: str) -> str:
        """One segment of elements that are already clean or joined."""
        return self._end(name, list(values))

    def _end(self, name: str, texts: list[str]) -> str:
        while texts and not texts[-1]:
            texts.pop()
        return self.d.element.join((name, *texts)) + self.d.segment


@dataclass(frozen=True, slots=True)
class SetText:
    """A transaction set to be written: ST01, ST03 and the segments between ST and SE."""

    set_id: str
    version: str
    segments: tuple[str, ...]


def interchange_header(writer: Writer, header: Header) -> str:
    """The ISA of fixed widths."""
    d, stamp = header.delimiters, header.stamp
    fields = (
        "00", " " * 10, "00", " " * 10,
        header.sender.qualifier, f"{header.sender.id[:15]:<15}",
        header.receiver.qualifier, f"{header.receiver.id[:15]:<15}",
        f"{stamp:%y%m%d}", f"{stamp:%H%M}", d.repetition or "U", "00501", f"{header.control_number:09d}",
        "1" if header.ack_requested else "0", header.usage, d.component,
    )  # fmt: skip
    return d.element.join(("ISA", *fields)) + d.segment


def interchange_trailer(writer: Writer, header: Header, groups: int) -> str:
    """The IEA."""
    return writer.raw("IEA", str(groups), f"{header.control_number:09d}")


def write_interchange(
    header: Header, functional_id: str, version: str, sets: Iterable[SetText]
) -> Iterator[str]:
    """A whole interchange of one group, piece by piece; the sets are taken one by one."""
    writer = Writer(header.delimiters)
    yield interchange_header(writer, header)
    control = str(header.control_number)
    yield writer.segment(
        "GS",
        functional_id,
        (header.sender.application_id or header.sender.id),
        (header.receiver.application_id or header.receiver.id),
        f"{header.stamp:%Y%m%d}",
        f"{header.stamp:%H%M%S}",
        control,
        "X",
        version,
    )
    count = 0
    for count, one in enumerate(sets, 1):
        number = f"{count:04d}"
        third = one.version if one.set_id != "835" else ""
        yield writer.segment("ST", one.set_id, number, third)
        yield from one.segments
        yield writer.segment("SE", len(one.segments) + 2, number)
    yield writer.segment("GE", count, control)
    yield interchange_trailer(writer, header, 1)


def to_bytes(pieces: Iterable[str]) -> bytes:
    """The pieces as bytes. Text read from a file comes back as it was; other characters are written in
    UTF-8."""
    text = "".join(pieces)
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8")
