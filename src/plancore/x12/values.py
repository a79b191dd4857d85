"""Checks of single values that need no other segment: NPI, tax number, state, ZIP, taxonomy."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from plancore.codes import Membership, is_taxonomy_shape
from plancore.kernel import is_valid_npi
from plancore.x12.elements import PAIRS
from plancore.x12.findings import Place, X12Finding, make

_ZIP = re.compile(r"\d{5}(?:\d{4})?")
_TAX = re.compile(r"\d{9}|\d\d-\d{7}|\d{3}-\d\d-\d{4}")
_POSTAL = """
AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK
OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI UM FM MH PW AA AE AP
AB BC MB NB NL NS NT NU ON PE QC SK YT
"""
_STATES = frozenset(_POSTAL.split())


class Dated(Protocol):
    """A code set that is asked on a day."""

    def known(self, code: str, on: dt.date) -> Membership:
        """Whether the code is in force on that day."""


class Released(Protocol):
    """What is known of a table's age."""

    @property
    def as_of(self) -> dt.date: ...
    @property
    def speaks_from(self) -> dt.date | None: ...
    def is_stale(self, on: dt.date) -> bool:
        """True when the table is too old to speak for that day."""


class DatedTable(Dated, Protocol):
    """A code set with its release."""

    @property
    def release(self) -> Released: ...


class Procedures(Dated, Protocol):
    """Procedure codes of several systems."""

    def set_of(self, code: str) -> DatedTable | None:
        """The table that would know the code."""


_KEPT = dt.timedelta(days=730)
"""How far back a table that does not say so is taken to hold codes that were ended since."""


def speaks_for(table: DatedTable, on: dt.date) -> bool:
    """True when a code that the table lacks on that day is surely wrong."""
    release = table.release
    begins = release.speaks_from or release.as_of - _KEPT
    return not release.is_stale(on) and on >= begins


class Codes(Protocol):
    """The code sets the checker asks; `plancore.codes.CodeTables` is one."""

    @property
    def icd10cm(self) -> "Diagnoses": ...
    @property
    def procedures(self) -> Procedures: ...
    @property
    def modifiers(self) -> Dated: ...
    @property
    def place_of_service(self) -> Dated: ...
    @property
    def carc(self) -> DatedTable: ...
    @property
    def rarc(self) -> DatedTable: ...
    @property
    def claim_status(self) -> DatedTable: ...
    @property
    def claim_status_category(self) -> DatedTable: ...
    @property
    def service_type(self) -> Dated: ...


class Billable(Protocol):
    """What the checker asks of a diagnosis."""

    @property
    def billable(self) -> bool: ...


class Diagnoses(DatedTable, Protocol):
    """Diagnoses by code and day."""

    def lookup(self, code: str, on: dt.date) -> Billable | None:
        """The diagnosis as in force on that day."""


def npi_finding(text: str, place: Place, line: int = 0) -> X12Finding | None:
    """What is wrong with an NPI, if anything."""
    if is_valid_npi(text):
        return None
    shape = len(text) == 10 and text.isdigit() and text[0] in "12"
    return make("x12.npi.check_digit" if shape else "x12.npi.shape", place, value=text, line=line)


def _named(elements: list[str], place: Place, qualifier: int) -> Iterator[X12Finding]:
    if len(elements) > qualifier + 1 and elements[qualifier] == "XX" and elements[qualifier + 1]:
        found = npi_finding(elements[qualifier + 1], replace(place, element=qualifier + 1))
        if found:
            yield found


def _nm1(elements: list[str], place: Place) -> Iterator[X12Finding]:
    return _named(elements, place, 8)


def _n1(elements: list[str], place: Place) -> Iterator[X12Finding]:
    return _named(elements, place, 3)


def _n4(elements: list[str], place: Place) -> Iterator[X12Finding]:
    given = elements + [""] * (8 - len(elements))
    if given[4] not in ("", "US"):
        return
    if given[2] and given[2] not in _STATES:
        yield make("x12.state.unknown", replace(place, element=2), value=given[2])
    if given[3] and not _ZIP.fullmatch(given[3]):
        yield make("x12.zip.shape", replace(place, element=3), value=given[3])


def _prv(elements: list[str], place: Place) -> Iterator[X12Finding]:
    if len(elements) > 3 and elements[2] == "PXC" and elements[3] and not is_taxonomy_shape(elements[3]):
        yield make("x12.taxonomy.shape", replace(place, element=3), value=elements[3])


def _ref(elements: list[str], place: Place) -> Iterator[X12Finding]:
    if len(elements) > 2 and elements[1] in ("EI", "SY") and elements[2] and not _TAX.fullmatch(elements[2]):
        yield make("x12.taxid.shape", replace(place, element=2), value=elements[2])


is_state = _STATES.__contains__
is_npi = lru_cache(maxsize=16_384)(is_valid_npi)

_NDC = re.compile(r"\d{11}")


def _lin(elements: list[str], place: Place) -> Iterator[X12Finding]:
    if len(elements) > 3 and elements[2] == "N4" and elements[3] and not _NDC.fullmatch(elements[3]):
        yield make("x12.ndc.shape", replace(place, element=3), value=elements[3])


def _fine_lin(elements: list[str]) -> bool:
    return len(elements) > 3 and (elements[2] != "N4" or bool(_NDC.fullmatch(elements[3])))


def _fine_name(elements: list[str], qualifier: int) -> bool:
    count = len(elements)
    if count <= qualifier:
        return True
    given = elements[qualifier]
    value = elements[qualifier + 1] if count > qualifier + 1 else ""
    return is_npi(value) if given == "XX" else bool(given) is bool(value)


def fine_nm1(elements: list[str]) -> bool:
    return len(elements) < 9 or _fine_name(elements, 8)


def fine_n1(elements: list[str]) -> bool:
    return _fine_name(elements, 3)


def fine_n4(elements: list[str]) -> bool:
    return len(elements) == 4 and elements[2] in _STATES and bool(_ZIP.fullmatch(elements[3]))


def fine_prv(elements: list[str]) -> bool:
    return len(elements) == 4 and (elements[2] != "PXC" or is_taxonomy_shape(elements[3]))


def fine_ref(elements: list[str]) -> bool:
    return elements[1] not in ("EI", "SY") or bool(_TAX.fullmatch(elements[2]))


def never(elements: list[str]) -> bool:
    """For segments that are always looked at with care."""
    return False


FINE: dict[str, Callable[[list[str]], bool]] = {
    **dict.fromkeys(PAIRS, never),
    "NM1": fine_nm1,
    "N1": fine_n1,
    "N4": fine_n4,
    "PRV": fine_prv,
    "REF": fine_ref,
    "LIN": _fine_lin,
}
"""For a segment whose pattern passed: True when surely nothing of BY_SEGMENT or of its pairs is wrong."""

del FINE["DMG"]  # its pattern holds the pair together

BY_SEGMENT: dict[str, Callable[[list[str], Place], Iterator[X12Finding]]] = {
    "NM1": _nm1,
    "N1": _n1,
    "N4": _n4,
    "PRV": _prv,
    "REF": _ref,
    "LIN": _lin,
}
"""Checks by segment name."""
