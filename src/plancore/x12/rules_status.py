"""Checks across the segments of a claim status inquiry or answer: enough to find the claim; dates in order;
category and status codes that exist."""

import datetime as dt
from collections.abc import Iterable, Iterator

from plancore.codes import Membership
from plancore.x12.convert import day, days
from plancore.x12.events import Row, Unit
from plancore.x12.findings import X12Finding, make
from plancore.x12.values import Codes, speaks_for


class StatusRules:
    """The checks of one 276 or 277 set. `codes` None: no code set is asked."""

    def __init__(self, component: str, codes: Codes | None) -> None:
        self.component = component
        self.codes = codes

    def finish(self, header: dict[str, list[Row]]) -> Iterable[X12Finding]:
        """Nothing is left to check at the end of a set."""
        return ()

    def unit(self, unit: Unit) -> Iterator[X12Finding]:
        """What is wrong with a question or an answer."""
        for index, (tag, elements) in enumerate(unit.rows):
            if tag.endswith("/DTP*472") and len(elements) > 3:
                span = days(elements[3])
                if span is not None and span[1] < span[0]:
                    yield make("x12.claim.date_order", unit.place_of(index, 3), value=elements[3])
            elif tag.endswith("/STC"):
                yield from self._statuses(unit, index, elements)
        if unit.set_start.set_id == "276" and not self._is_findable(unit):
            yield make("x12.inquiry.claim_search", unit.place_of(0))

    @staticmethod
    def _is_findable(unit: Unit) -> bool:
        tags = {tag.partition("/")[2] for tag, _ in unit.rows}
        return bool(tags & {"DTP*472", "REF*1K"})

    def _statuses(self, unit: Unit, index: int, elements: list[str]) -> Iterator[X12Finding]:
        if self.codes is None:
            return
        on = (day(elements[2]) if len(elements) > 2 else None) or dt.date.max
        for element in (1, 10, 11):
            parts = elements[element].split(self.component) if element < len(elements) else []
            if len(parts) < 2 or parts[3:4] == ["RX"]:
                continue
            sets = (self.codes.claim_status_category, self.codes.claim_status)
            for part, (code, table) in enumerate(zip(parts, sets, strict=False), 1):
                if code and table.known(code, on) is Membership.UNKNOWN:
                    place = unit.place_of(index, element, part)
                    certain = on == dt.date.max or speaks_for(table, on)
                    problem = "x12.status.unknown" if certain else "x12.codes.stale"
                    yield make(problem, place, value=code, table="claim status")
