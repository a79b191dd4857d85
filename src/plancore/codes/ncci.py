"""The National Correct Coding Initiative's tables: pairs (PTP), units (MUE), add-on codes.

Tables only. Shipped for HCPCS Level II; those of licensed codes come from the plan's own load of CMS's files.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from plancore.codes.lazy import LazyRows, Rows
from plancore.codes.types import Release
from plancore.kernel import parse_iso_date

CONTRACTOR_DEFINED = "CCCCC"
"""CMS's stand-in for a primary code that each payer defines for itself."""


@dataclass(frozen=True, slots=True)
class PtpEdit:
    """A procedure-to-procedure edit: `column2` is not paid beside `column1` on the same day.

    `modifier_indicator` 0: no modifier bypasses it; 1: an NCCI modifier does. `until` is its last day, None:
    open.
    """

    column1: str
    column2: str
    modifier_indicator: int
    until: dt.date | None
    rationale: str


class PtpEdits:
    """The pairs of one setting (practitioner, or outpatient hospital)."""

    __slots__ = ("_rows", "release")

    def __init__(self, release: Release, rows: Callable[[], Rows]) -> None:
        self.release = release
        self._rows = LazyRows(rows)

    def edit(self, column1: str, column2: str, on: dt.date) -> PtpEdit | None:
        """The edit of the pair in this order, active that day; indicator 9 (never active) is left out."""
        row = self._rows.get().get(f"{column1} {column2}")
        if row is None:
            return None
        for one in row.split("\n"):
            until_text, indicator, rationale = one.split("\t")
            until = parse_iso_date(until_text)
            if indicator != "9" and (until is None or on <= until):
                return PtpEdit(column1, column2, int(indicator), until, rationale)
        return None

    def between(self, first: str, second: str, on: dt.date) -> PtpEdit | None:
        """The edit between two codes whichever stands in column 1."""
        return self.edit(first, second, on) or self.edit(second, first, on)

    def load(self) -> int:
        """Read the rows now; gives how many pairs there are."""
        return len(self._rows.get())


@dataclass(frozen=True, slots=True)
class MueLimit:
    """The most units of a code: `mai` 1 compares each line; 2 and 3 compare the day's sum (2 is absolute)."""

    code: str
    units: int
    mai: int
    rationale: str


class MueTable:
    """The unit limits of one setting (practitioner, outpatient hospital, equipment supplier)."""

    __slots__ = ("_rows", "release")

    def __init__(self, release: Release, rows: Callable[[], Rows]) -> None:
        self.release = release
        self._rows = LazyRows(rows)

    def limit(self, code: str) -> MueLimit | None:
        """The limit of a code; None when CMS publishes none, or the plan has not loaded it."""
        row = self._rows.get().get(code)
        if row is None:
            return None
        units, mai, rationale = row.split("\t")
        return MueLimit(code, int(units), int(mai), rationale)

    def load(self) -> int:
        """Read the rows now; gives how many codes have a limit."""
        return len(self._rows.get())


@dataclass(frozen=True, slots=True)
class AddOnCode:
    """An add-on code and the primary codes it may stand beside.

    Type 1: the list is whole. Type 2: CMS names none, the payer decides. Type 3: some are named, the payer
    may add.
    """

    code: str
    kinds: frozenset[int]
    primaries: frozenset[str]

    @property
    def payer_decides(self) -> bool:
        """True when a primary outside the list may be accepted by the payer's own choice (types 2 and 3)."""
        return self.kinds != frozenset({1})


class AddOnCodes:
    """The add-on code table."""

    __slots__ = ("_rows", "release")

    def __init__(self, release: Release, rows: Callable[[], Rows]) -> None:
        self.release = release
        self._rows = LazyRows(rows)

    def add_on(self, code: str) -> AddOnCode | None:
        """The entry of an add-on code; None when the code is not one."""
        row = self._rows.get().get(code)
        if row is None:
            return None
        pairs = [one.split("\t") for one in row.split("\n")]
        primaries = frozenset(primary for primary, _ in pairs if primary != CONTRACTOR_DEFINED)
        return AddOnCode(code, frozenset(int(kind) for _, kind in pairs), primaries)

    def load(self) -> int:
        """Read the rows now; gives how many add-on codes there are."""
        return len(self._rows.get())
