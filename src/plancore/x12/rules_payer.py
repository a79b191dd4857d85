"""A payer's own rules held against a set (type 7), beside the checks of its guide. Where a payer has none,
nothing is asked."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from plancore.x12.convert import cents, day
from plancore.x12.events import Row, Unit
from plancore.x12.findings import Place, X12Finding
from plancore.x12.guide import Guide
from plancore.x12.payer import Ask, PayerRule, Reach, of_guide, reach
from plancore.x12.setreader import Rules

LEVEL = 7
_MADE = {"HEADER/BHT": 4, "HEADER/BGN": 3, "HEADER/BPR": 16}
"""Where the header says on which day the set was made (a payment: on which day it is paid)."""

Found = tuple[int, list[str]]
"""A segment met: its index in the unit's rows (-1: above the unit), and its elements."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A rule with where it and its conditions stand in the guide."""

    rule: PayerRule
    at: Reach
    when: tuple[tuple[Ask, Reach], ...]


class PayerChecks:
    """The payer's rules for one guide; the same for all its sets of one component separator."""

    def __init__(self, rules: Iterable[PayerRule], guide: Guide, component: str) -> None:
        self.component = component
        self.placed = tuple(
            _Placed(
                rule, reach(guide, rule.ask.tag), tuple((one, reach(guide, one.tag)) for one in rule.when)
            )
            for rule in of_guide(rules, guide.name)
        )

    def unit(self, unit: Unit) -> Iterator[X12Finding]:
        """What the payer has against one unit."""
        due = [one for one in self.placed if unit.loop in one.at.units]
        if not due:
            return
        made = _made(unit.context)
        by_tag: dict[str, list[Found]] = {}
        for index, (tag, elements) in enumerate(unit.rows):
            by_tag.setdefault(tag, []).append((index, elements))
        for placed in due:
            if not placed.rule.is_in_force(made):
                continue
            for span, line in _spans(placed, unit):
                if all(self._holds(one, unit, by_tag, at, span) for one, at in placed.when):
                    ask = placed.rule.ask
                    rows = _rows(ask.tag, unit, by_tag, span if placed.at.is_line else None)
                    for index, element in self._against(ask, rows):
                        yield _finding(placed.rule, _place(ask, unit, index, element, span), rows, line)

    def finish(self, header: Mapping[str, list[Row]]) -> Iterator[X12Finding]:
        """What the payer has against the set's header."""
        made = _made(header)
        for placed in self.placed:
            ask = placed.rule.ask
            if placed.at.units or not placed.rule.is_in_force(made):
                continue
            if not all(self._is_met(one, _above(one.tag, header)) for one, _ in placed.when):
                continue
            rows = _above(ask.tag, header)
            for _, element in self._against(ask, rows):
                above = (tag for tag, _ in header.get("HEADER", ()))
                place = Place(
                    segment_number=next((n for n, tag in enumerate(above, 1) if tag == ask.tag), 1),
                    loop=ask.loop,
                    segment=ask.segment,
                    element=element,
                    component=ask.part if element else 0,
                )
                yield _finding(placed.rule, place, rows, 0)

    def _holds(
        self, ask: Ask, unit: Unit, by_tag: dict[str, list[Found]], at: Reach, span: tuple[int, int] | None
    ) -> bool:
        return self._is_met(ask, _rows(ask.tag, unit, by_tag, span if at.is_line else None))

    def _text(self, ask: Ask, elements: list[str]) -> str:
        """What stands in the element or its part; the whole segment is its name."""
        text = elements[ask.element] if ask.element < len(elements) else ""
        if not ask.part:
            return text
        parts = text.split(self.component)
        return parts[ask.part - 1] if ask.part <= len(parts) else ""

    def _is_met(self, ask: Ask, rows: list[Found]) -> bool:
        """Whether a condition holds for one of the segments (`absent`: for all)."""
        texts = [text for _, elements in rows if (text := self._text(ask, elements))]
        if ask.how in ("present", "absent"):
            return bool(texts) is (ask.how == "present")
        return any(not _is_against(ask, text) for text in texts)

    def _against(self, ask: Ask, rows: list[Found]) -> Iterator[tuple[int, int]]:
        """(index of the row, element) of what is not as the rule asks; index -1 where there is no row in the
        unit."""
        if ask.how == "at_most":
            if len(rows) > ask.number:
                yield rows[ask.number][0], 0
            return
        if ask.how == "present" and not rows:
            yield -1, 0
        for index, elements in rows:
            text = self._text(ask, elements)
            if ask.how == "present":
                wrong = not text
            elif ask.how == "absent":
                wrong = bool(text)
            else:
                wrong = bool(text) and _is_against(ask, text)
            if wrong:
                yield index, ask.element


def _is_against(ask: Ask, text: str) -> bool:
    """Whether a text that is there is not what is asked."""
    if ask.how == "one_of":
        return text not in ask.words
    if ask.how == "not_one_of":
        return text in ask.words
    if ask.how == "pattern":
        return ask.pattern is not None and ask.pattern.fullmatch(text) is None
    amount = cents(text)
    return amount is not None and amount > ask.number


def _spans(placed: _Placed, unit: Unit) -> list[tuple[tuple[int, int] | None, int]]:
    """The stretches of rows a rule is asked in, each with the line's number (0: the whole unit)."""
    ask = placed.rule.ask
    opens = {unit.rows[at][0] for at in unit.lines}
    if not placed.at.is_line or (ask.how == "at_most" and ask.tag in opens):
        return [(None, 0)]
    return [(span, number) for number, span in enumerate(unit.spans, 1)]


def _rows(tag: str, unit: Unit, by_tag: dict[str, list[Found]], span: tuple[int, int] | None) -> list[Found]:
    """The segments with a tag, in the unit or above it."""
    met = by_tag.get(tag)
    if met is None:
        return _above(tag, unit.context)
    return met if span is None else [one for one in met if span[0] <= one[0] < span[1]]


def _above(tag: str, loops: Mapping[str, list[Row]]) -> list[Found]:
    return [(-1, elements) for name, elements in loops.get(tag.partition("/")[0], ()) if name == tag]


def _made(loops: Mapping[str, list[Row]]) -> dt.date | None:
    """The day the set was made; None when it does not say one."""
    for tag, elements in loops.get("HEADER", ()):
        at = _MADE.get(tag, 0)
        if at and len(elements) > at:
            return day(elements[at])
    return None


def _place(ask: Ask, unit: Unit, index: int, element: int, span: tuple[int, int] | None) -> Place:
    """The element's place; of what is missing or stands above the unit, the unit's (the line's) beginning."""
    if index >= 0:
        return unit.place_of(index, element, ask.part if element else 0)
    begin = unit.place_of(span[0]) if span is not None else unit.place
    return Place(
        offset=begin.offset,
        segment_number=begin.segment_number,
        loop=ask.loop,
        segment=ask.segment,
        element=element,
        component=ask.part if element else 0,
    )


def _finding(rule: PayerRule, place: Place, rows: list[Found], line: int) -> X12Finding:
    """The rule's finding; the 999 reports it as an error of the segment (IK304 8) against the implementation
    guide's limits (IK403 I12)."""
    found = next((e for e in (row[1] for row in rows) if place.element < len(e)), None)
    return X12Finding(
        code=rule.code,
        severity=rule.severity,
        level=LEVEL,
        place=place,
        message=rule.message,
        mend=rule.mend,
        rule=rule.source,
        value=found[place.element][:99] if found is not None and place.element and len(rows) == 1 else "",
        segment_code="8" if rows else "3",
        element_code="I12" if place.element else "",
        line=line,
    )


class Together:
    """The checks of a guide and the payer's, one after the other; the first are never changed by the
    second."""

    def __init__(self, own: Rules | None, payer: PayerChecks) -> None:
        self.own = own
        self.payer = payer

    def unit(self, unit: Unit) -> Iterator[X12Finding]:
        """What both have against a unit."""
        if self.own is not None:
            yield from self.own.unit(unit)
        yield from self.payer.unit(unit)

    def finish(self, header: dict[str, list[Row]]) -> Iterator[X12Finding]:
        """What both have against the set."""
        if self.own is not None:
            yield from self.own.finish(header)
        yield from self.payer.finish(header)


class PayerOf:
    """Gives each set the checks of its guide together with the payer's; remembers the latter by guide."""

    def __init__(self, rules: tuple[PayerRule, ...]) -> None:
        self.rules = rules
        self._made: dict[tuple[str, str], PayerChecks] = {}

    def beside(self, own: Rules | None, guide: Guide, component: str) -> Rules | None:
        """The checks of one set; `own` itself where the payer has no rule for the guide."""
        if not self.rules:
            return own
        key = (guide.name, component)
        checks = self._made.get(key)
        if checks is None:
            checks = self._made[key] = PayerChecks(self.rules, guide, component)
        return Together(own, checks) if checks.placed else own
