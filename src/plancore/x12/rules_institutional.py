"""Checks across the segments of an institutional claim, where they differ from a professional one's."""

# ruff: noqa: PLR0917 - the list of findings is handed along with where to look

import datetime as dt
import re
from collections.abc import Iterable

from plancore.x12.convert import cents, days, number
from plancore.x12.events import Unit
from plancore.x12.findings import X12Finding, make
from plancore.x12.rules_claim import ClaimRules, missing
from plancore.x12.rules_situations import institutional

INPATIENT = ("11", "18", "21", "41")
"""Types of bill (first two digits) of a stay: an admission date is needed (837I guide, loop 2300)."""

_FACILITY = re.compile(r"\d\d")
_REVENUE = re.compile(r"\d{4}")
_OTHER_DIAGNOSES = ("2300/HI*ABJ", "2300/HI*APR", "2300/HI*ABN")


class InstitutionalRules(ClaimRules):
    """The checks of one set of institutional claims."""

    most_lines = 999
    frequencies = tuple("0123456789ABCDEFGHIJKMNOPQXYZ")
    diagnosis_tags = ("2300/HI*ABK", "2300/HI*ABF")

    def _situations(self, unit: Unit, head: dict[str, list[str]]) -> Iterable[X12Finding]:
        is_stay = self.split(head["2300/CLM"][5])[0] in INPATIENT
        return institutional(unit, head, self.split, is_stay=is_stay)

    def _coding_day(self, head: dict[str, list[str]], begin: dt.date | None) -> dt.date | None:
        """A stay is coded by its last day, anything else by its first (ICD-10-CM guidelines, 45 CFR 162)."""
        period = _period(head)
        if period is None:
            return begin
        return period[1] if self.split(head["2300/CLM"][5])[0] in INPATIENT else period[0]

    def _line(
        self, unit: Unit, line: int, at: int, end: int, diagnoses: int, found: list[X12Finding]
    ) -> tuple[int | None, tuple[dt.date, dt.date] | None]:
        charge, span = None, None
        period = _period(dict(unit.rows[: unit.lines[0]]))
        for index in range(at + 1, end):
            tag, elements = unit.rows[index]
            if tag == "2400/SV2" and len(elements) > 5:
                charge = self._service(unit, line, index, elements, period, found)
            elif tag == "2400/DTP*472" and len(elements) > 3:
                span = days(elements[3])
                if span is None:
                    continue
                place = unit.place_of(index, 3)
                if span[1] < span[0]:
                    found.append(make("x12.claim.date_order", place, line=line, value=elements[3]))
                elif period is not None and not period[0] <= span[0] <= span[1] <= period[1]:
                    found.append(make("x12.claim.statement_period", place, line=line, value=elements[3]))
        return charge, span

    def _service(
        self,
        unit: Unit,
        line: int,
        at: int,
        service: list[str],
        period: tuple[dt.date, dt.date] | None,
        found: list[X12Finding],
    ) -> int | None:
        """Checks SV2; gives its charge in cents."""
        if not _REVENUE.fullmatch(service[1]):
            found.append(make("x12.revenue_code.shape", unit.place_of(at, 1), line=line, value=service[1]))
        charge = cents(service[3])
        if charge is not None and charge < 0:
            found.append(make("x12.claim.charge_negative", unit.place_of(at, 3), line=line))
        units = number(service[5])
        if units is not None and units < 0:
            found.append(make("x12.claim.units", unit.place_of(at, 5), line=line, value=service[5]))
        if self.codes is not None and period is not None and service[2]:
            self._service_code(unit, line, at, 2, service[2], period[0], found)
        return charge

    def _facility(
        self, unit: Unit, parts: tuple[str, ...], head: dict[str, list[str]], found: list[X12Finding]
    ) -> None:
        """The type of bill, and what a stay needs."""
        if not _FACILITY.fullmatch(parts[0]):
            found.append(make("x12.type_of_bill.shape", unit.place_of(0, 5, 1), value=parts[0]))
        if parts[0] in INPATIENT and "2300/DTP*435" not in head:
            found.append(make("x12.claim.admission", missing(unit, "DTP")))
        period = _period(head)
        if period is not None and period[1] < period[0]:
            index = next(i for i, (tag, _) in enumerate(unit.rows) if tag == "2300/DTP*434")
            found.append(make("x12.claim.date_order", unit.place_of(index, 3)))

    def _check_diagnoses(
        self,
        unit: Unit,
        codes: list[tuple[str, ...]],
        where: list[tuple[int, int]],
        on: dt.date,
        found: list[X12Finding],
    ) -> None:
        super()._check_diagnoses(unit, codes, where, on, found)
        if self.codes is None:
            return
        first = unit.lines[0] if unit.lines else len(unit.rows)
        for index, (tag, elements) in enumerate(unit.rows[:first]):
            if tag not in _OTHER_DIAGNOSES:
                continue
            for element, text in enumerate(elements[1:], 1):
                parts = self.split(text)
                if len(parts) < 2 or not parts[0].startswith("A"):
                    continue
                problem = self._diagnosis_problem(parts[1], on)
                if problem:
                    place = unit.place_of(index, element, 2)
                    found.append(make(problem, place, value=parts[1], table="diagnosis"))


def _period(head: dict[str, list[str]]) -> tuple[dt.date, dt.date] | None:
    """First and last day of the statement (DTP*434)."""
    period = head.get("2300/DTP*434", [])
    return days(period[3]) if len(period) > 3 else None
