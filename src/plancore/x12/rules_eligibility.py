"""Checks across the segments of an eligibility inquiry: enough to find the person; service types that
exist."""

import datetime as dt
from collections.abc import Iterable, Iterator

from plancore.codes import Membership
from plancore.x12.convert import day, days
from plancore.x12.events import Row, Unit
from plancore.x12.findings import X12Finding, make
from plancore.x12.values import Codes


class InquiryRules:
    """The checks of one 270 set."""

    def __init__(self, codes: Codes | None) -> None:
        self.codes = codes

    def finish(self, header: dict[str, list[Row]]) -> Iterable[X12Finding]:
        """Nothing is left to check at the end of a set of inquiries."""
        return ()

    def unit(self, unit: Unit) -> Iterator[X12Finding]:
        """What is wrong with an inquiry."""
        tags = [tag for tag, _ in unit.rows]
        asked = [index for index, tag in enumerate(tags) if tag.endswith("/EQ")]
        if not asked:
            return
        yield from _periods(unit)
        if not self._is_findable(unit):
            yield make("x12.inquiry.search", unit.place_of(0, 9))
        if self.codes is None:
            return
        made = next(
            (day(e[4]) for t, e in unit.context.get("HEADER", []) if t == "HEADER/BHT" and len(e) > 4), None
        )
        for index in asked:
            yield from self._service_types(unit, index, made or dt.date.max)

    @staticmethod
    def _is_findable(unit: Unit) -> bool:
        for rows in (unit.rows, unit.context.get("2100C") or []):
            name = rows[0][1] if rows else []
            birth = any(tag.endswith("/DMG") and len(elements) > 2 for tag, elements in rows)
            if (len(name) > 9 and name[9]) or (len(name) > 4 and name[3] and name[4] and birth):
                return True
        return False

    def _service_types(self, unit: Unit, index: int, on: dt.date) -> Iterator[X12Finding]:
        assert self.codes is not None
        elements = unit.rows[index][1]
        given = elements[1] if len(elements) > 1 else ""
        repetition = unit.interchange.delimiters.repetition
        each = given.split(repetition) if repetition else [given]
        for repeat, code in enumerate(each, 1):
            if code and self.codes.service_type.known(code, on) is Membership.UNKNOWN:
                place = unit.place_of(index, 1, repeat=repeat if len(each) > 1 else 0)
                yield make("x12.service_type.unknown", place, value=code)


def _periods(unit: Unit) -> Iterator[X12Finding]:
    """Periods that end before they begin."""
    for index, (tag, elements) in enumerate(unit.rows):
        if "/DTP" in tag and len(elements) > 3:
            span = days(elements[3])
            if span is not None and span[1] < span[0]:
                yield make("x12.claim.date_order", unit.place_of(index, 3), value=elements[3])


class AnswerRules:
    """The checks of one 271 set."""

    def finish(self, header: dict[str, list[Row]]) -> Iterable[X12Finding]:
        """Nothing is left to check at the end of a set of answers."""
        return ()

    def unit(self, unit: Unit) -> Iterator[X12Finding]:
        """What is wrong with an answer."""
        return _periods(unit)
