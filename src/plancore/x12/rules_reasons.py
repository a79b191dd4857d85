"""Reason and remark codes by date, wherever a remittance or a claim with another payer gives them. A code
that the table lacks is unknown where the table speaks for the day; elsewhere the table can't judge it."""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from plancore.codes import Membership
from plancore.x12.events import Unit
from plancore.x12.findings import X12Finding, make
from plancore.x12.values import Codes, speaks_for

_REMARKS = {"MOA": range(3, 8), "MIA": (5, 20, 21, 22, 23)}
"""Elements of a segment that hold remark codes."""


class Reasons:
    """Asks the tables of reasons (CARC) and remarks (RARC); remembers what they said."""

    def __init__(self, codes: Codes | None) -> None:
        self.codes = codes
        self._problem = lru_cache(maxsize=4_096)(self._ask)

    def _ask(self, name: str, code: str, on: dt.date) -> str:
        table = getattr(self.codes, name)
        if table.known(code, on) is not Membership.UNKNOWN:
            return ""
        if not speaks_for(table, on):
            return "x12.codes.stale"
        return "x12.adjustment.reason_unknown" if name == "carc" else "x12.remark.unknown"

    def problem(self, name: str, code: str, on: dt.date | None) -> str:
        """What is wrong with a code of the table `carc` or `rarc`, if anything can be said."""
        return "" if self.codes is None or on is None else self._problem(name, code, on)

    def of(self, unit: Unit, at: int, end: int, on: dt.date | None) -> Iterator[X12Finding]:
        """What is wrong with the codes in the rows from `at` to `end`, on the day of the decision."""
        if self.codes is None or on is None:
            return
        for index in range(at, end):
            tag, elements = unit.rows[index]
            name = tag.partition("/")[2].partition("*")[0]
            if name == "CAS":
                where = [element for element in range(2, len(elements), 3) if elements[element]]
                yield from self._each(unit, index, where, "carc", on)
            elif name == "LQ" and len(elements) > 2 and elements[1] == "HE":
                yield from self._each(unit, index, [2], "rarc", on)
            elif name in _REMARKS:
                where = [
                    element for element in _REMARKS[name] if element < len(elements) and elements[element]
                ]
                yield from self._each(unit, index, where, "rarc", on)

    def _each(self, unit: Unit, index: int, where: list[int], name: str, on: dt.date) -> Iterator[X12Finding]:
        elements = unit.rows[index][1]
        for element in where:
            problem = self._problem(name, elements[element], on)
            if problem:
                table = "reason" if name == "carc" else "remark"
                yield make(problem, unit.place_of(index, element), value=elements[element], table=table)
