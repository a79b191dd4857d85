"""A code set: dated look-up by number and search by words. Rows stay text until asked for, so that loading
is quick.

A set is asked for on a day (the date of service, or of the remittance for adjustment codes), never for
"today".
"""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from heapq import nsmallest
from typing import Generic, TypeVar

from plancore.codes.lazy import LazyRows, Rows
from plancore.codes.types import Code, Membership, Release
from plancore.kernel import Finding, Severity

C = TypeVar("C", bound=Code)

_REMEMBERED = 20_000
_READ_FOR_EACH_WANTED = 25


def tidy_code(text: str) -> str:
    """The stored form of most codes: no spaces around, upper case."""
    return text.strip().upper()


def _complete(_code: str) -> bool:
    return True


class CodeSet(Generic[C]):
    """A set of dated codes, not changed after it is made.

    `rows` is called once, at the first question, and gives all rows (None: the plan has not loaded this set,
    and every answer is `NOT_LOADED`); `read` makes a code of its number and one row; `tidy` brings a typed
    code to its stored form. `complete_for` says of a missing code whether this set would have it: where not,
    the answer is `NOT_LOADED` instead of `UNKNOWN`.
    """

    __slots__ = ("_blob", "_complete_for", "_read", "_remembered", "_rows", "_sorted", "_tidy", "release")

    def __init__(
        self,
        release: Release,
        rows: Callable[[], Rows] | None,
        read: Callable[[str, str], C],
        *,
        tidy: Callable[[str], str] = tidy_code,
        complete_for: Callable[[str], bool] = _complete,
    ) -> None:
        self.release = release
        self._rows = None if rows is None else LazyRows(rows)
        self._read = read
        self._tidy = tidy
        self._complete_for = complete_for
        self._remembered: dict[str, tuple[C, ...]] = {}
        self._blob: str | None = None
        self._sorted: list[str] | None = None

    @property
    def is_loaded(self) -> bool:
        """False when the plan has no table for this set."""
        return self._rows is not None

    def load(self) -> int:
        """Read the rows now rather than at the first question; gives how many codes there are."""
        return len(self._all())

    def __len__(self) -> int:
        return self.load()

    def __iter__(self) -> Iterator[C]:
        for code in self._all():
            yield from self.history(code)

    def history(self, code: str) -> tuple[C, ...]:
        """Every entry of a code, whatever its days; empty when there is none."""
        kept = self._remembered.get(code)
        if kept is not None:
            return kept
        stored = self._tidy(code)
        row = self._all().get(stored)
        found = () if row is None else tuple(self._read(stored, one) for one in row.split("\n"))
        if len(self._remembered) >= _REMEMBERED:
            self._remembered.clear()
        self._remembered[code] = found
        return found

    def lookup(self, code: str, on: dt.date) -> C | None:
        """The code as in force on that day; None when unknown, not in force, or the set is not loaded."""
        kept = self._remembered.get(code)
        for entry in self.history(code) if kept is None else kept:
            period = entry.period  # spelled out, not `on in period`: asked several times for each claim line
            if period.start <= on and (period.end is None or on <= period.end):
                return entry
        return None

    def known(self, code: str, on: dt.date) -> Membership:
        """Whether the code is in force that day; `NOT_LOADED` when the table that would know is not here."""
        if self._rows is None:
            return Membership.NOT_LOADED
        if self.lookup(code, on) is not None:
            return Membership.KNOWN
        if not self.history(code) and not self._complete_for(self._tidy(code)):
            return Membership.NOT_LOADED
        return Membership.UNKNOWN

    def findings(self, code: str, on: dt.date, where: str) -> tuple[Finding, ...]:
        """What is wrong with using `code` on that day: an error when unknown or not in force, with
        the release's caveats beside it; a warning when the table is not loaded. Empty for a code in force."""
        membership = self.known(code, on)
        if membership is Membership.KNOWN:
            return ()
        if membership is Membership.NOT_LOADED:
            return (self._not_loaded_finding(where),)
        return (self._unknown_finding(code, on, where), *self.release.caveats(on))

    def search(
        self, words: str, on: dt.date, limit: int = 20, *, wanted: Callable[[C], bool] | None = None
    ) -> list[C]:
        """Codes in force on that day whose number begins with `words`, then those that have all the words
        (each at the beginning of a word, any order), the closest first; at most `limit`. `wanted` narrows
        (billable only).
        """
        found: dict[str, C] = {}
        for code in self._candidates(words, limit):
            entry = self.lookup(code, on)
            if entry is not None and (wanted is None or wanted(entry)):
                found[code] = entry
                if len(found) >= limit:
                    break
        return list(found.values())

    def _all(self) -> Rows:
        return {} if self._rows is None else self._rows.get()

    def _candidates(self, words: str, limit: int) -> Iterator[str]:
        if not words.strip() or limit < 1:
            return
        yield from self._by_number(self._tidy(words))
        yield from self._by_words(words.lower().split(), limit * _READ_FOR_EACH_WANTED)

    def _by_number(self, prefix: str) -> Iterator[str]:
        if self._sorted is None:
            self._sorted = sorted(self._all())
        for code in self._sorted[bisect_left(self._sorted, prefix) :]:
            if not code.startswith(prefix):
                return
            yield code

    def _by_words(self, words: list[str], most: int) -> list[str]:
        if self._blob is None:
            lines = (f"\n{code}\t{row}".replace("\n", "\r")[1:] for code, row in self._all().items())
            self._blob = "\n" + "\n".join(lines).lower() + "\n"
        begins = [re.compile(r"\b" + re.escape(word)) for word in words]
        lines_found = nsmallest(most, _lines_with(self._blob, words), key=len)
        close: list[tuple[int, int, str]] = []
        for line in lines_found:
            code = self._tidy(line.partition("\t")[0])
            text = max((f"{entry.label} {entry.detail}".lower() for entry in self.history(code)), key=len)
            if all(begin.search(text) for begin in begins):
                whole = sum(1 for word in words if re.search(rf"\b{re.escape(word)}\b", text))
                close.append((-whole, len(text), code))
        return [code for _, _, code in nsmallest(most, close)]

    def _not_loaded_finding(self, where: str) -> Finding:
        return Finding(
            code="codes.not-loaded",
            severity=Severity.WARNING,
            where=where,
            message=f"The plan has no {self.release.name} table loaded, so this code could not be checked.",
            mend="Nothing for you to do; the plan's staff looks at it.",
        )

    def _unknown_finding(self, code: str, on: dt.date, where: str) -> Finding:
        entries = self.history(code)
        name, shown = self.release.name, entries[0].shown if entries else self._tidy(code)
        if not entries:
            return Finding(
                code="codes.unknown",
                severity=Severity.ERROR,
                where=where,
                message=f"{shown} is not in the {name} table of {self.release.as_of:%Y-%m-%d}.",
                mend="Check the code for a typing slip, then send it again.",
            )
        later = min((entry.period.start for entry in entries if entry.period.start > on), default=None)
        ended = max((end for entry in entries if (end := entry.period.end) and end < on), default=None)
        said = f"began on {later:%Y-%m-%d}" if ended is None else f"ended on {ended:%Y-%m-%d}"
        return Finding(
            code="codes.not-in-force",
            severity=Severity.ERROR,
            where=where,
            message=f"{shown} was not in force on the day asked for: it {said}.",
            mend="Use the code that was in force on the date of service.",
        )


def _lines_with(blob: str, words: list[str]) -> Iterator[str]:
    """The lines that contain all words, found by way of the rarest one."""
    pivot = min(words, key=blob.count)
    at = blob.find(pivot)
    while at != -1:
        end = blob.index("\n", at)
        line = blob[blob.rindex("\n", 0, at) + 1 : end]
        if all(word in line for word in words):
            yield line
        at = blob.find(pivot, end)
