"""Checks across the segments of an 834: who is whose subscriber, dates in order, dates that a change needs,
and the counts of the header."""

import datetime as dt
from collections.abc import Iterator

from plancore.x12.convert import day, days
from plancore.x12.events import Row, Unit
from plancore.x12.findings import Place, X12Finding, make

_SELF = "18"
_PERIODS = (("348", "349"), ("356", "357"), ("336", "337"), ("340", "341"), ("350", "351"))
"""First and last day of coverage, eligibility, employment, COBRA, education."""
_REMEMBERED = 20_000
_COUNTS = {"TO": "members", "ET": "subscribers", "DT": "dependents"}


class EnrolmentRules:
    """The checks of one 834 set: fed member by member, then finished."""

    def __init__(self) -> None:
        self.counted = {"ET": 0, "DT": 0}
        self.last = ""
        self.early: set[str] = set()
        """Subscribers' numbers that dependents gave without their subscriber just before them."""

    def unit(self, unit: Unit) -> Iterator[X12Finding]:
        """What is wrong with a member; other units (brokers) are let pass."""
        if unit.loop != "2000":
            return
        member = unit.rows[0][1]
        is_subscriber = len(member) > 1 and member[1] == "Y"
        self.counted["ET" if is_subscriber else "DT"] += 1
        yield from self._relation(unit, member, is_subscriber=is_subscriber)
        yield from self._subscriber(unit, is_subscriber=is_subscriber)
        yield from _periods(unit)
        yield from _coverages(unit)
        yield from _born(unit)

    @staticmethod
    def _relation(unit: Unit, member: list[str], *, is_subscriber: bool) -> Iterator[X12Finding]:
        if len(member) > 2 and (member[2] == _SELF) is not is_subscriber:
            yield make("x12.enrolment.relation", unit.place_of(0, 2), value=member[2])
        status = member[5] if len(member) > 5 else ""
        if status == "C" and not (len(member) > 7 and member[7]):
            yield make("x12.enrolment.cobra", unit.place_of(0, 7))

    def _subscriber(self, unit: Unit, *, is_subscriber: bool) -> Iterator[X12Finding]:
        """A subscriber comes before the dependents of the same set; dependents may come alone."""
        for index, (tag, elements) in enumerate(unit.rows):
            if tag != "2000/REF*0F" or len(elements) < 3:
                continue
            if is_subscriber and elements[2] in self.early:
                yield make("x12.enrolment.subscriber", unit.place_of(index, 2), value=elements[2])
            if is_subscriber:
                self.last = elements[2]
            elif elements[2] != self.last and len(self.early) < _REMEMBERED:
                self.early.add(elements[2])
            return

    def finish(self, header: dict[str, list[Row]]) -> Iterator[X12Finding]:
        """Whether the totals of the header are those of the members."""
        found = {**self.counted, "TO": sum(self.counted.values())}
        for index, (tag, elements) in enumerate(header.get("HEADER", [])):
            if not tag.startswith("HEADER/QTY") or len(elements) < 3 or elements[1] not in found:
                continue
            if elements[2] != str(found[elements[1]]):
                place = Place(segment_number=index + 1, loop="HEADER", segment="QTY", element=2)
                what = _COUNTS[elements[1]]
                yield make("x12.balance.enrolment_count", place, found=found[elements[1]], what=what)


def _dates(rows: list[Row], start: int) -> dict[str, tuple[int, dt.date, dt.date]]:
    """Qualifier to (row, first day, last day) of the DTP segments; `start` is the index of the first row."""
    found: dict[str, tuple[int, dt.date, dt.date]] = {}
    for index, (tag, elements) in enumerate(rows, start):
        if "/DTP" in tag and len(elements) > 3:
            span = days(elements[3])
            if span is not None:
                found[elements[1]] = (index, *span)
    return found


def _coverage_spans(unit: Unit) -> list[tuple[int, int]]:
    """(first row, row after the last) of the member's own part and of each coverage."""
    begins = [0, *(index for index, (tag, _) in enumerate(unit.rows) if tag == "2300/HD")]
    return list(zip(begins, [*begins[1:], len(unit.rows)], strict=True))


def _periods(unit: Unit) -> Iterator[X12Finding]:
    for at, end in _coverage_spans(unit):
        dates = _dates(unit.rows[at:end], at)
        for first, last in _PERIODS:
            if first in dates and last in dates and dates[last][2] < dates[first][1]:
                yield make("x12.enrolment.dates", unit.place_of(dates[last][0], 3))


def _coverages(unit: Unit) -> Iterator[X12Finding]:
    own, *coverages = _coverage_spans(unit)
    ended = "357" in _dates(unit.rows[slice(*own)], 0)
    for at, end in coverages:
        elements = unit.rows[at][1]
        change = elements[1] if len(elements) > 1 else ""
        dates = _dates(unit.rows[at:end], at)
        if change == "021" and "348" not in dates:
            yield make("x12.enrolment.begin_missing", unit.place_of(at))
        if change == "024" and "349" not in dates and not ended:
            yield make("x12.enrolment.end_missing", unit.place_of(at))


def _born(unit: Unit) -> Iterator[X12Finding]:
    made = next(
        (day(e[3]) for t, e in unit.context.get("HEADER", []) if t == "HEADER/BGN" and len(e) > 3), None
    )
    for index, (tag, elements) in enumerate(unit.rows):
        if tag == "2100A/DMG" and len(elements) > 2:
            born = day(elements[2])
            if born is not None and made is not None and born > made:
                yield make("x12.enrolment.birth_future", unit.place_of(index, 2))
