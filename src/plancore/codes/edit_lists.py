"""Lists beside the code sets that edits ask: for whom a procedure is, which diagnoses never stand first or
never together, what a revenue code needs. Rows come in; nothing here decides.

Codes are stored by their beginnings: `E10` speaks for every code under it. Answers are kept, so that asking
again costs one look-up.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from plancore.codes.lazy import LazyRows, Rows, period_of
from plancore.codes.types import AgeRange, Release
from plancore.kernel import Period

T = TypeVar("T")
_REMEMBERED = 20_000
_OLDEST = 150


class CodeList(Generic[T]):
    """Facts by the beginning of a code. `read` makes a fact of a stored beginning and one of its rows;
    `shortest` is the length of the shortest beginning."""

    __slots__ = ("_kept", "_read", "_rows", "_shortest", "release")

    def __init__(
        self, release: Release, rows: Callable[[], Rows], read: Callable[[str, str], T], *, shortest: int = 3
    ) -> None:
        self.release = release
        self._rows = LazyRows(rows)
        self._read = read
        self._shortest = shortest
        self._kept: dict[str, tuple[T, ...]] = {}

    def find(self, code: str) -> tuple[T, ...]:
        """Every fact that a beginning of `code` carries, the longest beginning first; empty when none
        does."""
        kept = self._kept.get(code)
        if kept is not None:
            return kept
        rows = self._rows.get()
        found: list[T] = []
        for length in range(len(code), self._shortest - 1, -1):
            row = rows.get(code[:length])
            if row is not None:
                found += [self._read(code[:length], one) for one in row.split("\n")]
        if len(self._kept) >= _REMEMBERED:
            self._kept.clear()
        self._kept[code] = tuple(found)
        return self._kept[code]

    def load(self) -> int:
        """Read the rows now; gives how many beginnings there are."""
        return len(self._rows.get())


@dataclass(frozen=True, slots=True)
class ForWhom:
    """Whom a procedure is for: `sex` F, M or "" for both; `ages` in whole years; in force over `period`."""

    sex: str
    ages: AgeRange
    period: Period
    source: str

    def holds(self, day: dt.date) -> bool:
        """True when the limit is in force on the day."""
        return day in self.period


@dataclass(frozen=True, slots=True)
class RevenueRule:
    """What a revenue code asks for: `inpatient_only`, and `needs_procedure` on an outpatient bill."""

    inpatient_only: bool
    needs_procedure: bool
    source: str


def read_for_whom(_code: str, row: str) -> ForWhom:
    """From sex, youngest, oldest, start, end, source; empty fields set no bound."""
    sex, youngest, oldest, start, end, source = row.split("\t")
    ages = AgeRange(int(youngest or 0), int(oldest or _OLDEST))
    return ForWhom(sex, ages, period_of(start, end), source)


def read_secondary(_code: str, row: str) -> str:
    """The guideline that says the diagnosis never stands first."""
    return row


def read_exclusion(_code: str, row: str) -> tuple[str, str]:
    """First and last beginning of what does not stand beside it."""
    first, last = row.split("\t")
    return first, last


def read_revenue(_code: str, row: str) -> RevenueRule:
    """From setting (I: inpatient only), procedure (1: needs one), source."""
    setting, procedure, source = row.split("\t")
    return RevenueRule(setting == "I", procedure == "1", source)


def _none() -> Rows:
    return {}


_EMPTY = Release("edit list", dt.date.min)


@dataclass(frozen=True, slots=True)
class EditLists:
    """The four lists. The default is empty: a plan without them edits nothing by them."""

    procedure_people: CodeList[ForWhom] = field(
        default_factory=lambda: CodeList(_EMPTY, _none, read_for_whom, shortest=5)
    )
    secondary_diagnoses: CodeList[str] = field(
        default_factory=lambda: CodeList(_EMPTY, _none, read_secondary)
    )
    excludes1: CodeList[tuple[str, str]] = field(
        default_factory=lambda: CodeList(_EMPTY, _none, read_exclusion)
    )
    revenue_codes: CodeList[RevenueRule] = field(
        default_factory=lambda: CodeList(_EMPTY, _none, read_revenue)
    )

    def excluded(self, first: str, second: str) -> bool:
        """True when the note of one of two diagnoses (without their points) keeps the other from its
        side."""
        return self._says(first, second) or self._says(second, first)

    def _says(self, code: str, other: str) -> bool:
        # A beginning stands for all under it, so the last one's own children count.
        return any(low <= other and other[: len(high)] <= high for low, high in self.excludes1.find(code))


__all__ = [
    "CodeList",
    "EditLists",
    "ForWhom",
    "RevenueRule",
    "read_exclusion",
    "read_for_whom",
    "read_revenue",
    "read_secondary",
]
