"""Rows that are made at the first question and kept. The maker is handed in; it reads, we do not."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import lru_cache

from plancore.kernel import Period, parse_iso_date

Rows = Mapping[str, str]
"""Code to its row (tab-separated, the code left out); several rows of one code are joined by a newline."""


class LazyRows:
    """Rows behind a function that is called once. Asking twice gives the same mapping."""

    __slots__ = ("_kept", "_make")

    def __init__(self, make: Callable[[], Rows]) -> None:
        self._make = make
        self._kept: Rows | None = None

    def get(self) -> Rows:
        """All rows."""
        if self._kept is None:
            self._kept = self._make()
        return self._kept


@lru_cache(maxsize=4096)
def period_of(start: str, end: str) -> Period:
    """A period out of two ISO dates; an empty start is "always was", an empty end "still is"."""
    return Period(parse_iso_date(start) or dt.date.min, parse_iso_date(end) if end else None)
