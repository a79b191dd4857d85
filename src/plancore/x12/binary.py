"""Binary segments (BIN, BDS): their data are counted, not delimited, and may hold anything. Here is how one
is found in a text and how its data become events in pieces; nothing keeps the data."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plancore.x12.delimiters import Delimiters
from plancore.x12.events import Binary, BinaryData, BinaryEnd
from plancore.x12.findings import make

if TYPE_CHECKING:
    from plancore.x12.setreader import SetReader

LENGTH_AT = {"BIN": 1, "BDS": 2}
"""Which element tells how many bytes the data have; the data are the element after it."""

_MOST_DIGITS = 15
_SEGMENT = re.compile(r"[A-Z][A-Z0-9]{1,2}\*")
OVERRUN = 16
"""By how much a count may be wrong and the next segment still be found."""

_LONGEST_LEAD = 64
"""Characters in which a binary segment must have told its length."""


@dataclass(frozen=True, slots=True)
class Payload:
    """Some bytes of a binary segment's data, which begin at `offset` in the file; the last is empty and says
    how many were `declared` and how many `found` before the terminator (-1: the file ended first)."""

    data: bytes
    offset: int
    declared: int
    found: int = 0
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before the data: the segment's text without them, their length, where they begin."""

    text: str
    declared: int
    begin: int


def binary_at(text: str, delimiters: Delimiters) -> int:
    """Where the first binary segment of the text begins; -1 when there is none."""
    found = -1
    for name in LENGTH_AT:
        at = text.find(name + delimiters.element)
        while at >= 0 and not _begins(text, at, delimiters.segment):
            at = text.find(name + delimiters.element, at + 1)
        if at >= 0 and (found < 0 or at < found):
            found = at
    return found


def _begins(text: str, at: int, terminator: str) -> bool:
    """True when a segment begins at this place."""
    if at == 0:
        return True
    if terminator in "\r\n":
        return text[at - 1] in "\r\n"
    before = text[max(at - 8, 0) : at].rstrip("\r\n\t ")
    return before.endswith(terminator) or (not before and at <= 8)


def lead_of(text: str, delimiters: Delimiters) -> Lead | None:
    """The lead of the binary segment that the text begins with; None when more of it must be read. `declared`
    is -1 when it does not tell a length, so that the segment is read like any other."""
    name = text[:3]
    pieces = text[:_LONGEST_LEAD].split(delimiters.element, LENGTH_AT[name] + 1)
    head = delimiters.element.join(pieces[: LENGTH_AT[name] + 1])
    if delimiters.segment in head or (len(pieces) < LENGTH_AT[name] + 2 and len(text) >= _LONGEST_LEAD):
        return Lead("", -1, 0)
    if len(pieces) < LENGTH_AT[name] + 2:
        return None
    told = pieces[LENGTH_AT[name]]
    if not (told.isascii() and told.isdigit()) or len(told) > _MOST_DIGITS:
        return Lead("", -1, 0)
    return Lead(head, int(told), len(head) + 1)


def overrun(tail: str, follows: str, delimiters: Delimiters) -> int:
    """How many of the last characters of the data, the terminator with them, belong to what comes after: 0
    when the data end where they should, or where no segment can be seen to begin."""

    if follows[:1] == delimiters.segment:
        return 0
    for at, mark in enumerate(tail):
        if mark == delimiters.segment:
            after = (tail[at + 1 :] + follows).lstrip("\r\n")
            if _SEGMENT.match(after.replace(delimiters.element, "*")):
                return len(tail) - at
    return 0


class Payloads:
    """Turns the data of one set's binary segments into events, and says what is wrong with their length."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def take(self, reader: "SetReader", one: Payload) -> Iterator[BinaryData | BinaryEnd]:
        """The events of a piece. The segment itself is the last row that was read."""
        row = len(reader.rows) - 1
        unit = reader.unit
        number = unit.number if unit is not None else 0
        segment = reader.rows[row][1][0]
        if not one.is_last:
            self._digest.update(one.data)
            yield BinaryData(
                set_start=reader.starts[0], unit=number, row=row, offset=one.offset, data=one.data
            )
            return
        digest, self._digest = self._digest, hashlib.sha256()
        told = Binary(
            row=row,
            segment=segment,
            offset=one.offset,
            declared=one.declared,
            found=one.found if one.found >= 0 else None,
            sha256=digest.hexdigest(),
        )
        if unit is not None:
            unit.binaries = (*unit.binaries, told)
        if not told.is_whole:
            place = replace(reader.place_of_last(), element=LENGTH_AT[segment])
            said = "fewer" if told.found is None else told.found
            reader.add(make("x12.attachment.length", place, said=one.declared, found=said))
        yield BinaryEnd(set_start=reader.starts[0], unit=number, binary=told)
