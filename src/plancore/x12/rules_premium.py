"""Checks across the segments of a premium payment: what is paid is what is remitted and adjusted."""

from collections.abc import Iterator

from plancore.x12.amounts import is_readable
from plancore.x12.convert import cents, days
from plancore.x12.events import Row, Unit
from plancore.x12.findings import Place, X12Finding, make


class PremiumRules:
    """The checks of one 820 set."""

    def __init__(self) -> None:
        self.remitted = 0
        self.is_readable = True
        self.units = 0

    def unit(self, unit: Unit) -> Iterator[X12Finding]:
        """What is wrong with one remittance; adds up its amounts (cents)."""
        self.units += unit.loop != "1000C"
        if is_readable(unit.rows):
            yield from _items(unit)
        else:
            self.is_readable = False
        for index, (tag, elements) in enumerate(unit.rows):
            name = tag.partition("/")[2]
            if name == "RMR" and len(elements) > 4:
                self.remitted += cents(elements[4]) or 0
            elif name == "ADX" and tag.startswith("2200") and len(elements) > 1:
                self.remitted += cents(elements[1]) or 0
            elif name.startswith("DTM") and len(elements) > 6:
                span = days(elements[6])
                if span is not None and span[1] < span[0]:
                    yield make("x12.claim.date_order", unit.place_of(index, 6), value=elements[6])

    def finish(self, header: dict[str, list[Row]]) -> Iterator[X12Finding]:
        """Whether BPR02 is the sum of RMR04 and of the adjustments of earlier payments."""
        rows = header.get("HEADER", [])
        index = next((i for i, (tag, _) in enumerate(rows) if tag == "HEADER/BPR"), None)
        if index is None or not self.units:
            return
        stated = cents(rows[index][1][2]) if len(rows[index][1]) > 2 else None
        if stated not in (None, self.remitted) and self.is_readable:
            place = Place(segment_number=index + 1, loop="HEADER", segment="BPR", element=2)
            yield make("x12.balance.premium_payment", place)
        if rows[index][1][4:5] == ["NON"] and stated:
            place = Place(segment_number=index + 1, loop="HEADER", segment="BPR", element=2)
            yield make("x12.payment.nothing", place)


def _items(unit: Unit) -> Iterator[X12Finding]:
    """Items that were adjusted: what is paid is what was billed and the adjustments (all in cents)."""
    open_at, due, adjusted = -1, 0, False
    for index, (tag, elements) in enumerate([*unit.rows, ("END/RMR", [""])]):
        name = tag.partition("/")[2].partition("*")[0]
        if name == "RMR":
            if open_at >= 0 and adjusted and due != cents(unit.rows[open_at][1][4]):
                yield make("x12.balance.premium_item", unit.place_of(open_at, 4))
            billed = cents(elements[5]) if len(elements) > 5 else None
            open_at, due, adjusted = (index, billed, False) if billed is not None else (-1, 0, False)
        elif name == "ADX" and tag.startswith("2320") and len(elements) > 1:
            due, adjusted = due + (cents(elements[1]) or 0), True
