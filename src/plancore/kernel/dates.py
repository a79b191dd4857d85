"""Calendar values. What changes by date is data with an effective period; nothing here knows what day it
is.
"""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both counted; an `end` of None is open. Raises ValueError when end <
    start.
    """

    start: dt.date
    end: dt.date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError("a period ends on or after the day it starts")

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def overlaps(self, other: "Period") -> bool:
        """True when at least one day is in both periods."""
        return (self.end is None or other.start <= self.end) and (
            other.end is None or self.start <= other.end
        )


def parse_iso_date(text: str) -> dt.date | None:
    """A date out of `YYYY-MM-DD` or `YYYYMMDD`; None when the text is no date."""
    compact = text.replace("-", "") if len(text) == 10 and text[4] == text[7] == "-" else text
    if len(compact) != 8 or not (compact.isascii() and compact.isdigit()):
        return None
    try:
        return dt.date(int(compact[:4]), int(compact[4:6]), int(compact[6:]))
    except ValueError:
        return None
