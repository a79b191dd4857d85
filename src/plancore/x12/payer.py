"""A payer's own rules for what it is sent (WEDI/SNIP type 7), made of plain data and checked.

A rule asks one thing of one element or segment, and says in the payer's words what is wrong. It only adds
findings: what the standard and the guide ask can't be taken back by it. How a rule is written:
docs/reference/payer-rules.md.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from plancore.kernel import Cents, Finding, Severity, parse_dollars, parse_iso_date
from plancore.x12.guide import Guide, Loop, Segment, dictionary, guide, names

ASKS = (
    "present", "absent", "one_of", "not_one_of", "pattern", "at_most", "greatest",
)  # fmt: skip
"""What a rule may ask of its element or segment: one of these. A condition may not use the last two."""
_CONDITIONS = ASKS[:5]
_KNOWN = frozenset(
    (*ASKS, "code", "transactions", "segment", "element", "when", "severity", "message", "mend", "source",
     "from", "until")
)  # fmt: skip
_ELEMENT = re.compile(r"([A-Z][A-Z0-9]{1,2})(\d\d)(?:-(\d{1,2}))?")
_CODE = re.compile(r"[a-z][a-z0-9_]{2,40}")
_LONGEST_PATTERN = 120
_MENDS = {
    "present": "Write `present: true`.",
    "absent": "Write `absent: true`.",
    "one_of": 'Write a list of texts in quotation marks: ["11", "22"].',
    "not_one_of": 'Write a list of texts in quotation marks: ["11", "22"].',
    "pattern": f"Write a regular expression of at most {_LONGEST_PATTERN} characters.",
    "at_most": "Write how many there may be, as a whole number.",
    "greatest": 'Write an amount in quotation marks: "10000.00".',
}
_MOST_WORDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked of an element (`element` 0: of the segment itself) of the segments with a tag.

    `tag` as in the guide's outline (`2010BB/NM1*PR`), `part` a component. `how` is one of ASKS; `words` go
    with `one_of` and `not_one_of`, `pattern` with its name, `number` counts segments (`at_most`) or is an
    amount in cents (`greatest`).
    """

    tag: str
    element: int
    part: int
    how: str
    words: frozenset[str] = frozenset()
    pattern: re.Pattern[str] | None = None
    number: Cents = 0

    @property
    def loop(self) -> str:
        """The loop it is asked in."""
        return self.tag.partition("/")[0]

    @property
    def segment(self) -> str:
        """The segment's name."""
        return self.tag.partition("/")[2].partition("*")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerRule:
    """One rule in the guides it is for. In force on the days from `first` to `last` (None: without end), by
    the day that the group says it was made (GS04)."""

    code: str
    transactions: tuple[str, ...]
    ask: Ask
    when: tuple[Ask, ...]
    severity: Severity
    message: str
    mend: str
    source: str = ""
    first: dt.date | None = None
    last: dt.date | None = None

    def is_in_force(self, on: dt.date | None) -> bool:
        """True on a day within its dates; a day that can't be read counts as within."""
        if on is None:
            return True
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


def payer_rules(document: object, where: str = "") -> tuple[tuple[PayerRule, ...], tuple[Finding, ...]]:
    """The rules of a document (`rules`: one mapping a rule), and everything that is wrong in it. A rule with
    a fault is left out. `where` names the document in the findings."""
    reader = _Reader(where)
    given = document.get("rules") if isinstance(document, Mapping) else None
    if not isinstance(given, list):
        reader.fault("", "rules", "The document has no list of rules.", "Write `rules:` and a list under it.")
        return (), tuple(reader.findings)
    found: dict[str, PayerRule] = {}
    for number, entry in enumerate(given, 1):
        rule = reader.rule(number, entry)
        if rule is None:
            continue
        if rule.code in found:
            reader.fault(rule.code, "code", "The code stands twice.", "Give each rule a code of its own.")
            continue
        found[rule.code] = rule
    return tuple(found.values()), tuple(reader.findings)


class _Reader:
    """Reads rules and collects what is wrong."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.findings: list[Finding] = []

    def fault(self, rule: str, field: str, message: str, mend: str) -> None:
        """Something in a field of a rule."""
        place = ": ".join(one for one in (self.where, rule, field) if one)
        self.findings.append(
            Finding(
                code="payer_rules.fault", severity=Severity.ERROR, where=place, message=message, mend=mend
            )
        )

    def rule(self, number: int, entry: object) -> PayerRule | None:
        """One rule; None when there is a fault in it."""
        name = f"rule {number}"
        if not isinstance(entry, Mapping):
            self.fault(name, "", "This is not a rule.", "Write its fields under a dash: `- code: ...`.")
            return None
        before = len(self.findings)
        code = self._text(name, entry, "code")
        if code and not _CODE.fullmatch(code):
            self.fault(name, "code", f"“{code}” is not a code.", "Use small letters, digits and _.")
        name = code or name
        self._unknown(name, entry, _KNOWN)
        guides = self._guides(name, entry)
        severity = str(entry.get("severity", "error"))
        if severity not in set(Severity):
            self.fault(name, "severity", f"“{severity}” is no severity.", "Write error, warning or info.")
        ask = self._ask(name, entry, guides, ASKS)
        when = self._when(name, entry, guides)
        if ask is not None:
            self._reachable(name, ask, when, guides)
        message, mend = self._text(name, entry, "message"), self._text(name, entry, "mend")
        first, last = self._day(name, entry, "from"), self._day(name, entry, "until")
        if first and last and last < first:
            self.fault(name, "until", "The rule ends before it begins.", "Give `until` a later day.")
        if ask is None or len(self.findings) > before:
            return None
        return PayerRule(
            code=f"payer.{code}",
            transactions=tuple(one.name for one in guides),
            ask=ask,
            when=when,
            severity=Severity(severity),
            message=message,
            mend=mend,
            source=str(entry.get("source", "")),
            first=first,
            last=last,
        )

    def _unknown(self, rule: str, entry: Mapping[object, object], known: frozenset[str]) -> None:
        for key in entry:
            if key not in known:
                close = get_close_matches(str(key), sorted(known), 1)
                mend = f"Did you mean `{close[0]}`?" if close else f"There are: {', '.join(sorted(known))}."
                self.fault(rule, str(key), "There is no such field.", mend)

    def _text(self, rule: str, entry: Mapping[object, object], field: str) -> str:
        given = entry.get(field)
        if isinstance(given, str) and given.strip() and len(given) <= _MOST_WORDS:
            return given.strip()
        self.fault(rule, field, f"`{field}` is missing, or too long.", f"At most {_MOST_WORDS} characters.")
        return ""

    def _day(self, rule: str, entry: Mapping[object, object], field: str) -> dt.date | None:
        given = entry.get(field)
        if given is None or (isinstance(given, dt.date) and not isinstance(given, dt.datetime)):
            return given
        day = parse_iso_date(str(given))
        if day is None:
            self.fault(rule, field, f"“{given}” is no day.", "Write it as 2026-12-31.")
        return day

    def _guides(self, rule: str, entry: Mapping[object, object]) -> list[Guide]:
        given = entry.get("transactions")
        if not isinstance(given, list) or not given:
            self.fault(rule, "transactions", "No transaction is named.", "Write a list: [837P, 837I].")
            return []
        wrong = [str(one) for one in given if str(one) not in names()]
        for one in wrong:
            self.fault(
                rule, "transactions", f"“{one}” is no transaction.", f"There are: {', '.join(names())}."
            )
        return [guide(str(one)) for one in given if str(one) in names()]

    def _when(self, rule: str, entry: Mapping[object, object], guides: list[Guide]) -> tuple[Ask, ...]:
        given = entry.get("when", [])
        listed = given if isinstance(given, list) else [given]
        found = []
        for one in listed:
            if not isinstance(one, Mapping):
                self.fault(
                    rule, "when", "This is not a condition.", "Write segment, element and what it must be."
                )
                continue
            self._unknown(f"{rule}: when", one, frozenset((*_CONDITIONS, "segment", "element")))
            ask = self._ask(f"{rule}: when", one, guides, _CONDITIONS)
            if ask is not None:
                found.append(ask)
        return tuple(found)

    def _reachable(self, rule: str, ask: Ask, when: tuple[Ask, ...], guides: list[Guide]) -> None:
        """What stands once in a set can't hang on what stands in its claims."""
        for one in guides:
            if reach(one, ask.tag).units:
                continue
            for inner in when:
                if reach(one, inner.tag).units:
                    self.fault(
                        rule,
                        "when",
                        f"{inner.tag} stands in claims, {ask.tag} once in the set.",
                        "Ask for something in the claims instead.",
                    )

    def _ask(
        self, rule: str, entry: Mapping[object, object], guides: list[Guide], ways: tuple[str, ...]
    ) -> Ask | None:
        tag = self._tag(rule, entry, guides)
        asked = [one for one in ways if one in entry]
        if len(asked) != 1:
            self.fault(
                rule, "", f"It asks {len(asked)} things, not one.", f"Write one of: {', '.join(ways)}."
            )
        place = self._element(rule, entry, tag)
        if not tag or len(asked) != 1 or place is None:
            return None
        how, given = asked[0], entry[asked[0]]
        if how in ("one_of", "not_one_of", "pattern", "greatest") and not place[0]:
            self.fault(rule, "element", f"`{how}` is asked of an element.", "Name it: `element: NM109`.")
            return None
        return self._asked(rule, Ask(tag=tag, element=place[0], part=place[1], how=how), given)

    def _asked(self, rule: str, ask: Ask, given: object) -> Ask | None:
        """The ask with what it compares with."""
        how, made = ask.how, None
        if how in ("present", "absent"):
            made = ask if given is True else None
        elif how in ("one_of", "not_one_of"):
            if isinstance(given, list) and given and all(isinstance(one, str) and one for one in given):
                made = replace(ask, words=frozenset(given))
        elif how == "pattern":
            pattern = _pattern(given)
            made = replace(ask, pattern=pattern) if pattern is not None else None
        elif how == "at_most":
            is_count = isinstance(given, int) and not isinstance(given, bool) and given > 0
            made = replace(ask, number=given) if is_count and isinstance(given, int) else None
        else:
            number = parse_dollars(given) if isinstance(given, str) else None
            made = replace(ask, number=number) if number is not None else None
        if made is None:
            self.fault(rule, how, f"`{how}` can't be read.", _MENDS[how])
        return made

    def _tag(self, rule: str, entry: Mapping[object, object], guides: list[Guide]) -> str:
        given = str(entry.get("segment", ""))
        for one in guides:
            tags = sorted({segment.tag for segment in one.root.segments()})
            if given not in tags:
                close = get_close_matches(given, tags, 3) or [t for t in tags if t.startswith(given[:4])][:3]
                mend = f"Close to it: {', '.join(close)}. " if close else ""
                self.fault(
                    rule,
                    "segment",
                    f"The guide {one.name} has no segment “{given}”.",
                    f"{mend}`payerport x12 guide {one.name}` lists loops and segments.",
                )
                return ""
        return given

    def _element(self, rule: str, entry: Mapping[object, object], tag: str) -> tuple[int, int] | None:
        """Element and part, both 0 for the segment itself; None when it is no element of the segment."""
        given = entry.get("element")
        if given is None:
            return 0, 0
        found = _ELEMENT.fullmatch(str(given))
        segment = tag.partition("/")[2].partition("*")[0]
        if found is None or (segment and not _is_there(segment, found)):
            mend = f"Write it as {segment or 'NM1'}09, or {segment or 'SV1'}01-2 for a part."
            self.fault(rule, "element", f"“{given}” is no element of the segment.", mend)
            return None
        return int(found[2]), int(found[3] or 0)


def _is_there(segment: str, found: re.Match[str]) -> bool:
    """Whether the segment has the element in the standard, and the element the part."""
    elements = dictionary()[segment]
    at, part = int(found[2]), int(found[3] or 0)
    if found[1] != segment or not 0 < at <= len(elements):
        return False
    return part <= len(elements[at - 1].parts)


def _pattern(given: object) -> re.Pattern[str] | None:
    if not isinstance(given, str) or not 0 < len(given) <= _LONGEST_PATTERN:
        return None
    try:
        return re.compile(given)
    except re.error:
        return None


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a tag stands in a guide: within a unit of the loops `units` (`is_inside`), perhaps in a service
    line, or above it; `units` is empty for what stands once in the set."""

    units: frozenset[str]
    is_inside: bool = False
    is_line: bool = False


def reach(of: Guide, tag: str) -> Reach:
    """Where a tag stands. Raises KeyError for a tag that the guide does not have."""
    path = _path(of.root, tag)
    if path is None:
        raise KeyError(tag)
    unit = next((one for one in path if one.unit), None)
    if unit is not None:
        return Reach(frozenset((unit.id,)), is_inside=True, is_line=any(one.line for one in path))
    below = path[1].loops() if len(path) > 1 else iter(())
    return Reach(frozenset(one.id for one in below if one.unit))


def _path(loop: Loop, tag: str) -> list[Loop] | None:
    """The loops down to the segment, the outermost first."""
    for child in loop.children:
        if isinstance(child, Segment):
            if child.tag == tag:
                return [loop]
        else:
            inner = _path(child, tag)
            if inner is not None:
                return [loop, *inner]
    return None


def of_guide(rules: Iterable[PayerRule], name: str) -> tuple[PayerRule, ...]:
    """The rules for one transaction."""
    return tuple(one for one in rules if name in one.transactions)
