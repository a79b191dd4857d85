"""What is echoed to a sender must fit the place where it stands: an acknowledgement of a broken file is
itself valid. Text that is too long is cut, what is no code or number where one belongs is left out, and a
required element that would be empty says UNKNOWN or 0."""

import re
from collections.abc import Iterable, Iterator

from plancore.x12.delimiters import Delimiters
from plancore.x12.elements import PAIRS, is_day
from plancore.x12.guide import Element, Guide, Segment, guide
from plancore.x12.walk import Walker
from plancore.x12.writer import SetText, Writer

_NOT_ID = re.compile(r"[^A-Z0-9]")
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)")
_WHOLE = re.compile(r"\d+")
_TIME = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\d\d?)?)?")
_SHAPES = {"R": _NUMBER, "N0": _WHOLE, "TM": _TIME}
_MOST_MONEY = "99999999.99"
"""The greatest amount the HIPAA guides carry: eight digits before the point."""


class Fitter:
    """Makes the sets of one guide fit."""

    def __init__(self, of: Guide, delimiters: Delimiters) -> None:
        self._walker = Walker(of, delimiters)
        self._writer = Writer(delimiters)
        self._d = delimiters

    def fitted(self, one: SetText) -> SetText:
        """The set with every echoed value fitting. Its structure is taken as right."""
        return SetText(one.set_id, one.version, tuple(self._segments(one)))

    def _segments(self, one: SetText) -> Iterator[str]:
        state = self._walker.move(self._walker.start, ["ST", one.set_id, "0001", one.version]).next
        for text in one.segments:
            raw = text[: -len(self._d.segment)]
            elements = raw.split(self._d.element)
            move = self._walker.move(state, elements)
            state = move.next
            if move.node is None or move.match is None or move.match(raw) is not None:
                yield text
            else:
                yield self._repaired(move.node, elements)

    def _repaired(self, node: Segment, elements: list[str]) -> str:
        given = elements[1:] + [""] * (len(node.elements) - len(elements) + 1)
        values = [self._element(one, text) for one, text in zip(node.elements, given, strict=False)]
        for pair in PAIRS.get(node.id, ()):
            if not all(values[at - 1] for at in pair):
                for at in pair:
                    values[at - 1] = self._if_required(node.elements[at - 1], values[at - 1])
        return self._writer.raw(node.id, *values)

    def _if_required(self, one: Element, value: str) -> str:
        return (value or _default(one)) if one.usage == "R" else ""

    def _element(self, one: Element, text: str) -> str:
        if one.usage == "N":
            return ""
        if one.kind != "C":
            return value_for(one, text.replace(self._d.repetition, " ") if self._d.repetition else text)
        parts = text.split(self._d.component)
        fitted = [
            value_for(part, given)
            for part, given in zip(one.parts, parts + [""] * len(one.parts), strict=False)
        ]
        if not any(parts) and one.usage == "S":
            return ""
        return self._d.component.join(fitted).rstrip(self._d.component)


def value_for(one: Element, text: str) -> str:
    """The text as the element can carry it; "" for a situational one it can't."""
    if one.usage == "N":
        return ""
    kept = _kept(one, text) if text else ""
    return kept if kept or one.usage != "R" else _default(one)


def _kept(one: Element, text: str) -> str:
    if one.codes:
        return text if text in one.codes else ""
    if one.check == "money":
        return _money(text)
    if one.kind == "ID":
        code = _NOT_ID.sub("", text)
        return code if one.least <= len(code) <= one.most else ""
    if one.kind == "DT":
        return text if is_day(text) else ""
    if one.kind in _SHAPES:
        fits = _SHAPES[one.kind].fullmatch(text) and one.least <= sum(map(str.isdigit, text)) <= one.most
        return text if fits else ""
    words = text.strip(" ")[: one.most].strip(" ")
    return words.rjust(one.least, "0") if words else ""


def _money(text: str) -> str:
    if not _NUMBER.fullmatch(text):
        return ""
    whole, _, rest = text.lstrip("-").partition(".")
    if len(whole.lstrip("0")) > 8:
        return ("-" if text.startswith("-") else "") + _MOST_MONEY
    return text if len(rest) <= 2 else ""


def _default(one: Element) -> str:
    if one.codes:
        return one.codes[0]
    if one.check == "money" or one.kind in ("R", "N0"):
        return "0".rjust(one.least, "0")
    if one.kind == "ID":
        return "Z" * max(one.least, 2)
    if one.kind == "DT":
        return "19000101"
    if one.kind == "TM":
        return "0000"
    return "UNKNOWN" if one.least <= 7 <= one.most else "0".rjust(one.least, "0")


def fitted(sets: Iterable[SetText], name: str, delimiters: Delimiters) -> Iterator[SetText]:
    """The sets of the guide `name` one by one, each fitting."""
    fitter = Fitter(guide(name), delimiters)
    for one in sets:
        yield fitter.fitted(one)
