"""Reads typed values out of plain data (dicts, lists, text, numbers), collecting a finding for each thing
that is wrong.

Values with a calendar are lists of `{from: DATE, value: ...}`; `on_day` settles them before anything is
read.
"""

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Mapping
from typing import cast

from plancore.benefits.design import AFTER_ALL
from plancore.kernel import Cents, Finding, Severity, parse_dollars, parse_iso_date

_RATE = re.compile(r"(\d{1,3})(?:\.(\d{1,2}))?\s*%")


def is_dated(node: object) -> bool:
    """True for a list of `{from, value}` (and `source`): a value with a calendar."""
    return (
        isinstance(node, list)
        and bool(node)
        and all(isinstance(item, dict) and "from" in item and "value" in item for item in node)
    )


def as_date(node: object) -> dt.date | None:
    """A date, or the date that a text spells."""
    if isinstance(node, dt.datetime):
        return node.date()
    if isinstance(node, dt.date):
        return node
    return parse_iso_date(node) if isinstance(node, str) else None


def break_days(node: object) -> set[dt.date]:
    """All days on which a dated value anywhere inside begins."""
    days: set[dt.date] = set()
    if is_dated(node):
        for item in cast(list[dict[str, object]], node):
            day = as_date(item["from"])
            if day is not None:
                days.add(day)
            days |= break_days(item["value"])
    elif isinstance(node, dict):
        for value in node.values():
            days |= break_days(value)
    elif isinstance(node, list):
        for value in node:
            days |= break_days(value)
    return days


def on_day(node: object, day: dt.date) -> object:
    """The data as it is on `day`: each dated value replaced by the latest that has begun; None when none
    has."""
    if is_dated(node):
        begun = [
            (since, item["value"])
            for item in cast(list[dict[str, object]], node)
            if (since := as_date(item["from"])) is not None and since <= day
        ]
        return on_day(max(begun, key=lambda pair: pair[0])[1], day) if begun else None
    if isinstance(node, dict):
        return {key: on_day(value, day) for key, value in node.items()}
    if isinstance(node, list):
        return [on_day(value, day) for value in node]
    return node


class Node:
    """A place in the data with its path. Reading what is missing or of the wrong kind adds a finding and
    gives a harmless value, so that one pass finds everything."""

    __slots__ = ("_read", "data", "findings", "path")

    def __init__(self, data: object, path: str, findings: list[Finding]) -> None:
        self.path = path
        self.findings = findings
        self._read: set[str] = set()
        self.data: Mapping[str, object] = {}
        if isinstance(data, dict):
            self.data = {str(key): value for key, value in data.items()}
        elif data is not None:
            self.wrong(
                "", "plan.shape", "needs named parts.", "Write `name: value` lines, indented below it."
            )

    def wrong(self, key: str, code: str, message: str, mend: str) -> None:
        """Add an error at `key`."""
        where = f"{self.path}.{key}" if key and self.path else key or self.path
        self.findings.append(
            Finding(
                code=code, severity=Severity.ERROR, where=where, message=f"`{where}` {message}", mend=mend
            )
        )

    def has(self, key: str) -> bool:
        """True when the key is there and not empty."""
        self._read.add(key)
        return self.data.get(key) is not None

    def raw(self, key: str) -> object:
        """The value as it is."""
        self._read.add(key)
        return self.data.get(key)

    def child(self, key: str) -> "Node":
        """The named part below."""
        return Node(self.raw(key), f"{self.path}.{key}" if self.path else key, self.findings)

    def children(self, key: str) -> list["Node"]:
        """The list of named parts below."""
        found = self.raw(key)
        path = f"{self.path}.{key}" if self.path else key
        if found is None:
            return []
        if not isinstance(found, list):
            self.wrong(key, "plan.shape", "needs a list.", "Begin each entry with `- `.")
            return []
        return [Node(item, f"{path}[{place}]", self.findings) for place, item in enumerate(found, start=1)]

    def text(self, key: str, default: str | None = None) -> str:
        """A text. Without a default it must be there."""
        found = self.raw(key)
        if found is None:
            if default is None:
                self.wrong(key, "plan.missing", "is missing.", f"Add `{key}: ...`.")
            return default or ""
        if isinstance(found, dict | list):
            self.wrong(key, "plan.shape", "needs a text.", f"Write `{key}: some words`.")
            return default or ""
        return str(found)

    def choice(self, key: str, choices: Iterable[str], default: str | None = None) -> str:
        """One of the given words; the first when what stands there is none of them."""
        known = list(choices)
        found = self.text(key, default)
        if found in known:
            return found
        if found or self.has(key):
            near = difflib.get_close_matches(found, known, n=1)
            mend = f"Did you mean `{near[0]}`?" if near else f"Write one of: {', '.join(known)}."
            self.wrong(key, "plan.choice", f"is `{found}`, which is none of {', '.join(known)}.", mend)
        return known[0]

    def flag(self, key: str, default: bool) -> bool:
        """true or false."""
        found = self.raw(key)
        if found is None:
            return default
        if isinstance(found, bool):
            return found
        self.wrong(key, "plan.flag", "needs true or false.", f"Write `{key}: true` or `{key}: false`.")
        return default

    def whole(self, key: str, default: int | None = None, optional: bool = False) -> int | None:
        """A whole number, zero or more. `optional`: may be missing."""
        found = self.raw(key)
        if found is None:
            if default is None and not optional:
                self.wrong(key, "plan.missing", "is missing.", f"Add `{key}: ` with a whole number.")
            return default
        if isinstance(found, int) and not isinstance(found, bool) and found >= 0:
            return found
        self.wrong(key, "plan.number", "needs a whole number, zero or more.", f"Write `{key}: 30`.")
        return default

    def money(self, key: str, optional: bool = False) -> Cents | None:
        """An amount in dollars with its unit, `$1500.00` or `$30`, as cents."""
        found = self.raw(key)
        if found is None:
            if not optional:
                self.wrong(key, "plan.missing", "is missing.", f"Add `{key}: $30.00`, or `{key}: none`.")
            return None
        if found == "none" and not optional:
            return None
        text = str(found)
        cents = parse_dollars(text[1:].replace(",", "")) if text.startswith("$") else None
        if cents is None or cents < 0:
            self.wrong(
                key, "plan.money", f"is `{text}`, which is no amount in dollars.", "Write it like `$1500.00`."
            )
            return None
        return cents

    def rate(self, key: str, optional: bool = False) -> int | None:
        """A percentage with its unit, `20%` or `62.5%`, as basis points."""
        found = self.raw(key)
        if found is None:
            if not optional:
                self.wrong(key, "plan.missing", "is missing.", f"Add `{key}: 20%`.")
            return None
        match = _RATE.fullmatch(str(found))
        if match is None:
            self.wrong(key, "plan.rate", f"is `{found}`, which is no percentage.", "Write it like `20%`.")
            return None
        return int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0"))

    def date(self, key: str) -> dt.date | None:
        """A calendar day."""
        found = self.raw(key)
        day = as_date(found)
        if day is None:
            said = "is missing." if found is None else f"is `{found}`, which is no day."
            self.wrong(key, "plan.date", said, "Write it like `2026-01-31`.")
        return day

    def words(self, key: str) -> tuple[str, ...]:
        """A list of short texts, or one alone."""
        found = self.raw(key)
        if found is None:
            return ()
        items = found if isinstance(found, list) else [found]
        if any(isinstance(item, dict | list) for item in items):
            self.wrong(key, "plan.shape", "needs a list of words.", f"Write `{key}: [one, two]`.")
            return ()
        return tuple(str(item) for item in items)

    def ranges(self, key: str) -> tuple[tuple[str, str], ...]:
        """Codes and ranges of codes (`G0438`, `99202-99215`), each as low and high end, `AFTER_ALL` behind
        the high."""
        pairs: list[tuple[str, str]] = []
        for word in self.words(key):
            low, dash, high = (part.strip().upper() for part in word.partition("-"))
            pair = (low, high if dash else low)
            if not low or not pair[1] or pair[1][: len(low)] < low[: len(pair[1])]:
                self.wrong(
                    key, "plan.range", f"has `{word}`, which is no range.", "Write it like `J0000-J9999`."
                )
                continue
            pairs.append((low, pair[1] + AFTER_ALL))
        return tuple(pairs)

    def done(self) -> None:
        """Add an error for each name that nobody read: a slip of the pen must not go unseen."""
        for key in self.data:
            if key not in self._read:
                near = difflib.get_close_matches(key, sorted(self._read), n=1)
                mend = (
                    f"Did you mean `{near[0]}`?" if near else f"Known here: {', '.join(sorted(self._read))}."
                )
                self.wrong(key, "plan.unknown_name", "is not known here.", mend)
