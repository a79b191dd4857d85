"""A code set: dated look-up by number and search by words. Rows stay text until asked for.

A set is asked on a day (the date of service, or of the remittance for adjustment codes), never for "today".
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Generic, TypeVar

from plancore.codes.lazy import LazyRows, Rows
from plancore.codes.types import Code, Membership, Release
from plancore.codes.wordindex import WordIndex, words_of
from plancore.kernel import Finding, Severity

C = TypeVar("C", bound=Code)

_REMEMBERED = 20_000
_READ_FOR_EACH_WANTED = 15


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

    __slots__ = ("_complete_for", "_index", "_read", "_remembered", "_rows", "_sorted", "_tidy", "release")

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
        self._index: WordIndex | None = None
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

    def prepare_search(self) -> WordIndex:
        """Make the index that `search` uses now, for before a server forks; asked again it is only given."""
        if self._index is None:
            self._index = WordIndex(self._all().items())
        return self._index

    def _all(self) -> Rows:
        return {} if self._rows is None else self._rows.get()

    def _candidates(self, words: str, limit: int) -> Iterator[str]:
        if not words.strip() or limit < 1:
            return
        yield from self._by_number(self._tidy(words))
        yield from self._by_words(words_of(words), limit * _READ_FOR_EACH_WANTED)

    def _by_number(self, prefix: str) -> Iterator[str]:
        if self._sorted is None:
            self._sorted = sorted(self._all())
        for code in self._sorted[bisect_left(self._sorted, prefix) :]:
            if not code.startswith(prefix):
                return
            yield code

    def _by_words(self, words: list[str], most: int) -> list[str]:
        close: list[tuple[int, int, str]] = []
        for code in islice(self.prepare_search().find(words), most):
            text = max((f"{entry.label} {entry.detail}" for entry in self.history(code)), key=len)
            has = set(words_of(text))
            if all(word in has or any(one.startswith(word) for one in has) for word in words):
                close.append((-len(has.intersection(words)), len(text), code))
        return [code for _, _, code in sorted(close)]

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
