"""One compiled pattern for each segment of a guide: it passes what is surely right; what it does not pass is
looked at element by element (elements.py), which alone decides what is wrong. So a pattern may be stricter
than the guide."""

import re
from collections.abc import Callable
from functools import lru_cache

from plancore.x12.delimiters import Delimiters
from plancore.x12.guide import FORMATS, Element, Segment

DATE = (
    r"(?:19|20)\d\d(?:(?:0[13578]|1[02])(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)(?:0[1-9]|[12]\d|30)"
    r"|02(?:0[1-9]|1\d|2[0-8]))"
)
TIME = r"(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\d\d?)?)?"
MONEY = r"-?(?:\d{1,8}(?:\.\d{1,2})?|\.\d{1,2})"
BY_FORMAT = {"D8": DATE, "RD8": f"{DATE}-{DATE}", "TM": TIME, "DT": f"{DATE}{TIME}"}

BY_CHECK = {"money": MONEY, "day": DATE, "days": BY_FORMAT["RD8"]}

Match = Callable[[str], "re.Match[str] | None"]


class Maker:
    """Writes patterns for one set of delimiters. `within_text` is true where the segments are not cut apart:
    then no value may hold the terminator."""

    def __init__(self, delimiters: Delimiters, *, within_text: bool = False) -> None:
        self.element = re.escape(delimiters.element)
        self.component = re.escape(delimiters.component)
        self.repetition = re.escape(delimiters.repetition) if delimiters.repetition else ""
        marks = (delimiters.element, delimiters.component, delimiters.repetition)
        kept = "".join(re.escape(d) for d in (*marks, delimiters.segment if within_text else "") if d)
        self.first = rf"[^\x00-\x20\x7f{kept}]"
        self.other = rf"[^\x00-\x1f\x7f{kept}]"

    def simple(self, one: Element) -> str:
        if one.codes:
            return "(?:" + "|".join(map(re.escape, one.codes)) + ")"
        if one.check in BY_CHECK:
            return BY_CHECK[one.check]
        return self._by_kind(one)

    def _by_kind(self, one: Element) -> str:
        if one.kind == "DT":
            return DATE if one.least == 8 else r"\d{6}"
        if one.kind == "TM":
            return TIME
        if one.kind == "R":
            return (
                rf"-?\d{{1,{min(one.most, 9)}}}(?:\.\d{{1,4}})?"
                if one.most > 6
                else rf"\d{{1,{one.most - 2}}}(?:\.\d)?"
            )
        if one.kind == "N0":
            return rf"\d{{{one.least},{one.most}}}+"
        if one.kind == "ID":
            return rf"[A-Z0-9]{{{one.least},{one.most}}}+"
        # what ends a value is never in it, so that there is no way back to look for
        return rf"{self.first}{self.other}{{{one.least - 1},{one.most - 1}}}+"

    def value(self, one: Element) -> str:
        """Pattern of a filled element."""
        if one.kind != "C":
            body = self.simple(one)
        elif one.parts:
            body = self.join(list(one.parts), self.component)
        else:
            return ""
        if one.repeats > 1 and self.repetition:
            body = f"{body}(?:{self.repetition}{body}){{0,{one.repeats - 1}}}"
        return body

    def join(self, elements: list[Element], separator: str) -> str:
        """Elements in order. Separators at the end with nothing after them pass here and are looked at
        apart."""
        while elements and elements[-1].usage == "N":
            elements.pop()
        tail, needed = "", False
        while elements:
            one = elements.pop()
            body = self.value(one) if one.usage != "N" else ""
            lead = separator if elements else ""
            if one.usage == "R":
                tail, needed = f"{lead}{body}{tail}", True
                continue
            # nothing is never optional: two ways to match it, at every element, would multiply
            filled = f"(?:{body})?" if body else ""
            tail = f"{lead}{filled}{tail}" if needed else f"(?:{lead}{filled}{tail})?"
        return tail


def _with_format(segment: Segment, maker: Maker) -> str | None:
    """The pattern of a segment whose date is written as the element before it says (DTP, DMG)."""
    pair = FORMATS.get(segment.id)
    if pair is None:
        return None
    teller, told = (segment.elements[at - 1] for at in pair)
    codes = [code for code in teller.codes if code in BY_FORMAT]
    if not codes or told.usage == "N":
        return None
    joined = "|".join(f"{code}{maker.element}{BY_FORMAT[code]}" for code in codes)
    before = "".join(
        maker.element
        + (maker.value(one) if one.usage == "R" else f"(?:{maker.value(one)})?" if one.usage == "S" else "")
        for one in segment.elements[: pair[0] - 1]
    )
    after = _after(list(segment.elements[pair[1] :]), maker)
    if teller.usage == "R":
        return f"{segment.id}{before}{maker.element}(?:{joined}){after}"
    return None


def _after(elements: list[Element], maker: Maker) -> str:
    if all(one.usage == "N" for one in elements):
        return ""
    lead = Element(0, usage="S", kind="C")
    return maker.join([lead, *elements], maker.element)


def _source(segment: Segment, delimiters: Delimiters) -> str:
    maker = Maker(delimiters)
    made = _with_format(segment, maker)
    if made is not None:
        return made
    elements = list(segment.elements)
    name = Element(0, usage="R", kind="ID", codes=(segment.id,))
    return maker.join([name, *elements], maker.element)


@lru_cache(maxsize=8192)
def matcher(segment: Segment, delimiters: Delimiters) -> Match:
    """The segment's pattern for these delimiters, as a function of the whole segment's text."""
    return re.compile(_source(segment, delimiters)).fullmatch
