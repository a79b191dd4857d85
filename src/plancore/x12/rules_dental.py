"""Checks across the segments of a dental claim, where they differ from a professional one's."""

# ruff: noqa: PLR0917 - the list of findings is handed along with where to look

import datetime as dt
import re
from collections.abc import Iterable

from plancore.codes import Membership
from plancore.x12.convert import cents, days, number
from plancore.x12.events import Unit
from plancore.x12.findings import X12Finding, make
from plancore.x12.rules_claim import ClaimRules
from plancore.x12.rules_situations import common

_CDT = re.compile(r"D\d{4}")
_TOOTH = re.compile(r"[1-9]|[12]\d|3[0-2]|5[1-9]|[67]\d|8[0-2]|[A-T]S?")
"""Universal tooth numbers: 1 to 32 and A to T; supernumerary 51 to 82 and AS to TS."""


class DentalRules(ClaimRules):
    """The checks of one set of dental claims."""

    pointer_element = 11

    def _situations(self, unit: Unit, head: dict[str, list[str]]) -> Iterable[X12Finding]:
        return common(unit, head)

    def _coding_day(self, head: dict[str, list[str]], begin: dt.date | None) -> dt.date | None:
        """The first day of a line, else the day of the claim (DTP*472 in loop 2300)."""
        if begin is not None:
            return begin
        claim = head.get("2300/DTP*472", [])
        span = days(claim[3]) if len(claim) > 3 else None
        return span[0] if span is not None else None

    def _check_diagnoses(
        self,
        unit: Unit,
        codes: list[tuple[str, ...]],
        where: list[tuple[int, int]],
        on: dt.date,
        found: list[X12Finding],
    ) -> None:
        """SNODENT codes (TQ) are let pass: there is no table of them."""
        kept = [(code, place) for code, place in zip(codes, where, strict=True) if code[0] != "TQ"]
        super()._check_diagnoses(unit, [one for one, _ in kept], [one for _, one in kept], on, found)

    def _line(
        self, unit: Unit, line: int, at: int, end: int, diagnoses: int, found: list[X12Finding]
    ) -> tuple[int | None, tuple[dt.date, dt.date] | None]:
        charge, span = None, None
        for index in range(at + 1, end):
            tag, elements = unit.rows[index]
            if tag == "2400/SV3" and len(elements) > 2:
                charge = self._service(unit, line, index, elements, diagnoses, found)
            elif tag == "2400/TOO*JP":
                if len(elements) > 2 and elements[2] and not _TOOTH.fullmatch(elements[2]):
                    place = unit.place_of(index, 2)
                    found.append(make("x12.tooth.shape", place, line=line, value=elements[2]))
            elif tag == "2400/DTP*472" and len(elements) > 3:
                span = days(elements[3])
                if span is not None and span[1] < span[0]:
                    place = unit.place_of(index, 3)
                    found.append(make("x12.claim.date_order", place, line=line, value=elements[3]))
        return charge, span

    def _service(
        self,
        unit: Unit,
        line: int,
        at: int,
        service: list[str],
        diagnoses: int,
        found: list[X12Finding],
    ) -> int | None:
        """Checks SV3; gives its charge in cents."""
        parts = self.split(service[1])
        if len(parts) > 1 and not _CDT.fullmatch(parts[1]):
            place = unit.place_of(at, 1, 2)
            found.append(make("x12.procedure.shape", place, line=line, value=parts[1]))
        charge = cents(service[2])
        if charge is not None and charge < 0:
            found.append(make("x12.claim.charge_negative", unit.place_of(at, 2), line=line))
        if len(service) > 3 and service[3] and self.codes is not None:
            known = self.codes.place_of_service.known(service[3], dt.date.max)
            if known is Membership.UNKNOWN:
                place = unit.place_of(at, 3)
                found.append(make("x12.place_of_service.unknown", place, line=line, value=service[3]))
        units = number(service[6]) if len(service) > 6 else None
        if units is not None and units <= 0:
            found.append(make("x12.claim.units", unit.place_of(at, 6), line=line, value=service[6]))
        if len(service) > 11 and service[11]:
            self._pointers(unit, line, at, service[11], diagnoses, found)
        return charge


def is_tooth(text: str) -> bool:
    """True for a number or letter of the universal system."""
    return _TOOTH.fullmatch(text) is not None
