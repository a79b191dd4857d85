"""Checks across the segments of an attachment (275): what links it to its claim or to the plan's request; the
order of the attachments; dates in order; data that are there."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from plancore.x12.binary import LENGTH_AT
from plancore.x12.convert import days
from plancore.x12.events import Row, Unit
from plancore.x12.findings import Place, X12Finding, make
from plancore.x12.rules_claim import missing

_TRACE_FOR = {"02": "1", "11": "2"}


class AttachmentRules:
    """The checks of one 275 set."""

    def finish(self, header: dict[str, list[Row]]) -> Iterator[X12Finding]:
        """What is wrong with the claim that the attachments belong to."""
        purpose = _purpose(header)
        rows = header.get("1000D", [])
        place = Place(segment_number=1, loop="1000D", segment="REF")
        if purpose == "11" and rows and not any(tag == "1000D/REF*1K" for tag, _ in rows):
            yield make("x12.attachment.claim_number", place)
        for tag, elements in rows:
            if tag == "1000D/DTP*472" and _is_backwards(elements):
                at = replace(place, segment="DTP", element=3)
                yield make("x12.claim.date_order", at, value=elements[3])

    def unit(self, unit: Unit) -> Iterable[X12Finding]:
        """What is wrong with one attachment."""
        first = unit.rows[0][1]
        if len(first) > 1 and first[1] != str(unit.number):
            yield make("x12.claim.line_order", unit.place_of(0, 1), value=first[1])
        wanted = _TRACE_FOR.get(_purpose(unit.context), "")
        tags = {tag for tag, _ in unit.rows}
        for index, (tag, elements) in enumerate(unit.rows):
            if elements[0] == "TRN" and wanted and elements[1:2] != [wanted]:
                yield make("x12.attachment.trace", unit.place_of(index, 1), value=elements[1])
            elif tag.endswith("/DTP*472") and _is_backwards(elements):
                yield make("x12.claim.date_order", unit.place_of(index, 3), value=elements[3])
        if wanted == "2" and "2000A/STC" not in tags:
            yield make("x12.attachment.question", missing(unit, "STC"))
        for one in unit.binaries:
            if one.declared == 0:
                place = unit.place_of(one.row, LENGTH_AT[one.segment])
                yield make("x12.attachment.empty", place, value="0")


def _purpose(context: dict[str, list[Row]]) -> str:
    """BGN01: 02 sent unasked, 11 an answer."""
    for tag, elements in context.get("HEADER", []):
        if tag == "HEADER/BGN" and len(elements) > 1:
            return elements[1]
    return ""


def _is_backwards(elements: list[str]) -> bool:
    span = days(elements[3]) if len(elements) > 3 else None
    return span is not None and span[1] < span[0]
