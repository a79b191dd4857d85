"""Checks across the segments of a request for additional information (277RFI): questions that exist, dates in
order, a day for the answer that can be kept."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from plancore.codes import Membership
from plancore.x12.convert import day, days
from plancore.x12.events import Row, Unit
from plancore.x12.findings import X12Finding, make
from plancore.x12.values import Codes

_LOINC = re.compile(r"(\d{1,7})-(\d)")


def is_loinc(text: str) -> bool:
    """True for the shape of a LOINC code whose check digit (mod 10, doubling from the right) fits."""
    found = _LOINC.fullmatch(text)
    if found is None:
        return False
    total = 0
    for at, digit in enumerate(reversed(found[1])):
        value = int(digit) * (1 if at % 2 else 2)
        total += value - 9 if value > 9 else value
    return (10 - total % 10) % 10 == int(found[2])


class InformationRules:
    """The checks of one 277RFI set. `codes` None: no code set is asked."""

    def __init__(self, component: str, codes: Codes | None) -> None:
        self.component = component
        self.codes = codes

    def finish(self, header: dict[str, list[Row]]) -> Iterable[X12Finding]:
        """Nothing is left to check at the end of a set."""
        return ()

    def unit(self, unit: Unit) -> Iterator[X12Finding]:
        """What is wrong with the questions about one claim."""
        for index, (tag, elements) in enumerate(unit.rows):
            if tag.endswith("/STC"):
                yield from self._questions(unit, index, elements)
            elif tag.endswith("/DTP*472") and len(elements) > 3:
                span = days(elements[3])
                if span is not None and span[1] < span[0]:
                    yield make("x12.claim.date_order", unit.place_of(index, 3), value=elements[3])
            elif tag.endswith("/DTP*106") and len(elements) > 3:
                due, made = day(elements[3]), _made(unit)
                if due is not None and made is not None and due < made:
                    yield make("x12.information.due_date", unit.place_of(index, 3), value=elements[3])

    def _questions(self, unit: Unit, index: int, elements: list[str]) -> Iterator[X12Finding]:
        on = (day(elements[2]) if len(elements) > 2 else None) or dt.date.max
        for element in (1, 10, 11):
            parts = elements[element].split(self.component) if element < len(elements) else []
            if len(parts) < 2:
                continue
            if parts[1] and not is_loinc(parts[1]):
                yield make("x12.information.loinc", unit.place_of(index, element, 2), value=parts[1])
            if self.codes is None or not parts[0]:
                continue
            if self.codes.claim_status_category.known(parts[0], on) is Membership.UNKNOWN:
                yield make("x12.status.unknown", unit.place_of(index, element, 1), value=parts[0])


def _made(unit: Unit) -> dt.date | None:
    """The day the set was made (BHT04)."""
    for tag, elements in unit.context.get("HEADER", []):
        if tag == "HEADER/BHT" and len(elements) > 4:
            return day(elements[4])
    return None
