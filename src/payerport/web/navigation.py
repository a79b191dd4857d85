"""The left column: entries by audience, given by the homes, with the current one marked here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `key` is the letter after `g` that goes there, `count` what waits there."""

    label: str | Promise
    url: str
    key: str = ""
    icon: str = "list"
    count: int | None = None
    current: bool = False


def with_current(entries: Iterable[Entry], path: str) -> list[Entry]:
    """The entries with the one marked whose address is the longest that `path` begins with."""
    listed = list(entries)
    fitting = [
        entry for entry in listed if path == entry.url or (entry.url != "/" and path.startswith(entry.url))
    ]
    best = max(fitting, key=lambda entry: len(entry.url), default=None)
    return [replace(entry, current=entry is best) for entry in listed]
