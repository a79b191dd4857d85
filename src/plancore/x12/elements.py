"""The careful look at one segment: each element against its guide, all findings with their places."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from plancore.x12.delimiters import Delimiters
from plancore.x12.findings import Place, X12Finding, make
from plancore.x12.guide import FORMATS, Element, Segment

_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_WHOLE = re.compile(r"-?\d+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ID = re.compile(r"[A-Z0-9 ]*")
_TIME = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\d\d?)?)?")
_FORMS = {"D8": "YYYYMMDD", "RD8": "YYYYMMDD-YYYYMMDD", "TM": "HHMM", "DT": "YYYYMMDDHHMM"}

PAIRS = {
    "NM1": ((8, 9),),
    "N1": ((3, 4),),
    "PER": ((3, 4), (5, 6), (7, 8)),
    "PRV": ((2, 3),),
    "DMG": ((1, 2),),
    "PAT": ((5, 6), (7, 8)),
    "INS": ((11, 12),),
    "PWK": ((5, 6),),
    "BPR": ((6, 7), (8, 9), (12, 13), (14, 15)),
    "III": ((1, 2),),
    "EB": ((9, 10),),
    "CR1": ((1, 2), (5, 6)),
    "MPI": ((6, 7),),
}
"""Elements that go together: both or neither (the standard's paired conditions)."""


def is_day(text: str) -> bool:
    """True for eight digits that are a day between 1900 and 2099."""
    if len(text) != 8 or not text.isdigit() or text[:2] not in ("19", "20"):
        return False
    try:
        dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True


def fits_format(form: str, text: str) -> bool:
    """True when `text` is written as the format code (D8, RD8, TM, DT) says; other codes are let pass."""
    if form == "D8":
        return is_day(text)
    if form == "RD8":
        first, dash, last = text.partition("-")
        return bool(dash) and is_day(first) and is_day(last)
    if form == "TM":
        return bool(_TIME.fullmatch(text))
    if form == "DT":
        return is_day(text[:8]) and bool(_TIME.fullmatch(text[8:]))
    return True


class ElementChecker:
    """Looks at segments of one interchange."""

    def __init__(self, delimiters: Delimiters) -> None:
        self.d = delimiters

    def check(self, segment: Segment, elements: list[str], place: Place) -> Iterator[X12Finding]:
        """All that is wrong inside one segment. `elements[0]` is its name; `place` names the segment."""
        if len(elements) == 1 or not any(elements[1:]):
            yield make("x12.segment.empty", place)
            return
        known = segment.elements
        if len(elements) - 1 > len(known) and any(elements[len(known) + 1 :]):
            yield make("x12.element.too_many", replace(place, element=len(known) + 1))
        elif not elements[-1]:
            yield make("x12.segment.trailing_separator", place)
        for one in known:
            text = elements[one.position] if one.position < len(elements) else ""
            at = replace(place, element=one.position)
            if text:
                yield from self._filled(one, text, at)
            elif one.usage == "R":
                yield make("x12.element.missing", at)
        yield from self._pairs(segment, elements, place)
        yield from self._formats(segment, elements, place)

    def _filled(self, one: Element, text: str, at: Place) -> Iterator[X12Finding]:
        if one.usage == "N":
            yield make("x12.element.not_used", at, value=text)
            return
        repeats = [text]
        if self.d.repetition and self.d.repetition in text:
            repeats = text.split(self.d.repetition)
            if len(repeats) > one.repeats:
                yield make("x12.element.repeats", at, value=text, most=one.repeats)
                return
        for number, each in enumerate(repeats, 1):
            place = replace(at, repeat=number) if len(repeats) > 1 else at
            if one.kind == "C":
                yield from self._composite(one, each, place)
            elif self.d.component in each:
                yield make("x12.element.components", place, value=each)
            else:
                yield from self._simple(one, each, place)

    def _composite(self, one: Element, text: str, at: Place) -> Iterator[X12Finding]:
        parts = text.split(self.d.component)
        if len(parts) > max(len(one.parts), 1) and any(parts[len(one.parts) :]):
            yield make("x12.element.components", at, value=text)
        elif len(parts) > 1 and not parts[-1]:
            yield make("x12.segment.trailing_separator", at)
        for part in one.parts:
            value = parts[part.position - 1] if part.position <= len(parts) else ""
            place = replace(at, component=part.position)
            if value and part.usage == "N":
                yield make("x12.element.not_used", place, value=value)
            elif value:
                yield from self._simple(part, value, place)
            elif part.usage == "R":
                yield make("x12.element.missing", place)

    def _simple(self, one: Element, text: str, at: Place) -> Iterator[X12Finding]:
        if not text.strip(" "):
            yield make("x12.element.blank", at, value=text)
        elif _CONTROL.search(text):
            yield make("x12.element.character", at, value=text)
        elif one.codes:
            if text not in one.codes:
                shown = ", ".join(one.codes[:12]) + (", ..." if len(one.codes) > 12 else "")
                yield make("x12.element.code", at, value=text, codes=shown)
        else:
            yield from _typed(one, text, at)

    def _pairs(self, segment: Segment, elements: list[str], place: Place) -> Iterator[X12Finding]:
        for pair in PAIRS.get(segment.id, ()):
            filled = [at < len(elements) and bool(elements[at]) for at in pair]
            if filled[0] is not filled[1]:
                empty, partner = (pair[1], pair[0]) if filled[0] else pair
                if segment.elements[empty - 1].usage == "S":
                    at = replace(place, element=empty)
                    yield make("x12.element.condition", at, partner=f"{segment.id}{partner:02d}")

    def _formats(self, segment: Segment, elements: list[str], place: Place) -> Iterator[X12Finding]:
        pair = FORMATS.get(segment.id)
        if pair is None or pair[1] >= len(elements) or not elements[pair[1]]:
            return
        form, text = elements[pair[0]], elements[pair[1]]
        wanted = segment.elements[pair[0] - 1]
        if wanted.usage != "N" and form in wanted.codes and not fits_format(form, text):
            code = "x12.element.time" if form == "TM" else "x12.element.date"
            yield make(code, replace(place, element=pair[1]), value=text, form=_FORMS.get(form, form))


_DATES = {"day": "D8", "days": "RD8"}
_SHAPES = {"R": _NUMBER, "N0": _WHOLE, "ID": _ID}


def _typed(one: Element, text: str, at: Place) -> Iterator[X12Finding]:
    shape = _SHAPES.get(one.kind)
    if one.kind == "DT":
        if not (is_day(text) if one.least == 8 else len(text) == 6 and text.isdigit()):
            yield make("x12.element.date", at, value=text, form="YYYYMMDD")
    elif one.kind == "TM":
        if not _TIME.fullmatch(text):
            yield make("x12.element.time", at, value=text)
    elif shape is not None and not shape.fullmatch(text):
        yield make("x12.element.character", at, value=text)
    elif one.check == "money":
        yield from _money(text, at)
    elif one.check in _DATES:
        form = _DATES[one.check]
        if not fits_format(form, text):
            yield make("x12.element.date", at, value=text, form=_FORMS[form])
    else:
        yield from _length(one, text, at)


def _length(one: Element, text: str, at: Place) -> Iterator[X12Finding]:
    length = sum(c.isdigit() for c in text) if one.kind in ("R", "N0") else len(text)
    if length < one.least:
        yield make("x12.element.too_short", at, value=text, least=one.least)
    elif length > one.most:
        yield make("x12.element.too_long", at, value=text, most=one.most)


def _money(text: str, at: Place) -> Iterator[X12Finding]:
    whole, _, rest = text.lstrip("-").partition(".")
    if len(rest) > 2 and rest[2:].strip("0"):
        yield make("x12.element.decimals", at, value=text)
    if len(whole.lstrip("0")) > 8:
        yield make("x12.element.amount_length", at, value=text)
