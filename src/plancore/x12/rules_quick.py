"""A quick look at a professional claim that passed by learnt shapes: True when surely none of the checks of
rules_claim.py would find anything. What it does not pass is looked at there, and only there found wrong."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from plancore.x12.convert import day, days, number, sure_cents
from plancore.x12.events import Row, Unit
from plancore.x12.shapes import Passage, Pick, Plans, Shape

ICD10_BEGINS = dt.date(2015, 10, 1)
"""First date of service coded in ICD-10-CM (45 CFR 162.1002)."""

_ON_EARLIER = ("7", "8")
_REMEMBERED = 20_000
_SERVICES = 8_000
_MOST_LINES = 50
_NUMBERS = [str(line) for line in range(_MOST_LINES + 1)]
NO_UNITS = Decimal(0)
_EXTERNAL = ("V", "W", "X", "Y")
_HEAD = frozenset(
    ("2300/CLM", "2300/REF*F8", "2300/REF*G1", "2300/REF*9F", "2300/REF*D9", "2300/HI*ABK",
     "2310B/NM1*82", "2310B/PRV*PE")
)  # fmt: skip
_LINE = frozenset(("2400/LX", "2400/SV1", "2400/DTP*472", "2400/REF*6R", "2420A/NM1*82", "2420A/PRV*PE"))
"""The segments of claims that are looked at quickly: with any other there is more to check."""


class Asks(NamedTuple):
    """The questions of the full rules to the code tables."""

    is_listed: Callable[[str, str, dt.date], bool]
    procedure_problem: Callable[[str, dt.date], str]
    diagnosis_problem: Callable[[str, dt.date], str]


class Service(NamedTuple):
    """What a line's service, units, days and pointers say; `units` is zero where none are given."""

    first: dt.date
    last: dt.date
    qualifier: str
    procedure: str
    modifiers: tuple[str, ...]
    units: Decimal
    pointers: tuple[int, ...]


class _Head(NamedTuple):
    """What a shape holds of the claim's head: charge and place of service; the diagnoses."""

    claim: Pick
    diagnoses: slice
    has_original: bool


class _Line(NamedTuple):
    """What a shape holds of a line: number, service, charge, units, place, pointers, days."""

    service: Pick


class _Holder(NamedTuple):
    """Where the level of the subscriber, or of the patient, holds what is asked; 0: not there."""

    relation: int
    birth: int
    is_whole: bool


class _Made(NamedTuple):
    """What the claims under one header and billing provider have in common."""

    base: dict[str, list[Row]]
    day: dt.date | None
    has_billing: bool


def _end(shape: Shape, tag: str) -> int:
    """Where the segment with the tag ends in the flat list."""
    return shape.starts[shape.starts.index(shape.at[tag]) + 1]


def _size(shape: Shape, tag: str) -> int:
    """How many elements the segment with the tag has, its name counted; 0 when it is not there."""
    return _end(shape, tag) - shape.at[tag] if tag in shape.at else 0


def service_of(
    split: Callable[[str], tuple[str, ...]], text: str, units: str, date: str, pointers: str
) -> Service | None:
    """A line's service out of its elements; None when they say more, or something unreadable."""
    span, parts = days(date), split(text)
    if span is None or not 2 <= len(parts) <= 6:
        return None
    pointed = tuple(int(one) for one in split(pointers) if one.isascii() and one.isdigit())
    modifiers = tuple(one for one in parts[2:] if one)
    return Service(*span, parts[0], parts[1], modifiers, number(units) or NO_UNITS, pointed)


class QuickClaims:
    """The quick look, with what it remembers. `asks` None: no code table is asked."""

    def __init__(
        self, split: Callable[[str], tuple[str, ...]], frequencies: tuple[str, ...], asks: Asks | None
    ) -> None:
        self.split = split
        self.frequencies = frequencies
        self.asks = asks
        self._heads: Plans[_Head] = Plans(_head_of)
        self._lines: Plans[_Line] = Plans(_line_of)
        self._holders: Plans[_Holder] = Plans(_holder_of)
        self._places: set[tuple[str, bool]] = set()
        self._services: dict[tuple[str, str, str, str, str, int], Service] = {}
        self._diagnoses: dict[dt.date, dict[str, str]] = {}
        self._made: _Made | None = None

    def passes(self, unit: Unit, passages: list[Passage]) -> bool:
        """True when surely nothing is wrong with the claim."""
        head, flat = self._heads[passages[0].shape], passages[0].flat
        if head is None or not 1 < len(passages) <= _MOST_LINES:
            return False
        made = self._made
        common = made if made is not None and made.base is unit.base else self._common(unit)
        birth = self._birth(unit, common)
        if birth is None or (common.day is not None and birth > common.day):
            return False
        total, place = head.claim(flat)
        charge = sure_cents(total)
        if charge < 0:
            return False
        if (place, head.has_original) not in self._places and not self._is_place(place, head.has_original):
            return False
        diagnoses = flat[head.diagnoses]
        begin = self._all_lines(passages, charge, len(diagnoses), birth, common.day)
        return begin is not None and self._are_diagnoses(diagnoses, begin)

    def _all_lines(
        self, passages: list[Passage], left: int, count: int, birth: dt.date, made: dt.date | None
    ) -> dt.date | None:
        """The first day of service when the lines are right and their charges sum up to `left` cents."""
        begin, lines, services = dt.date.max, self._lines, self._services
        for order in range(1, len(passages)):
            passage = passages[order]
            line = lines[passage.shape]
            if line is None:
                return None
            number_, service, text, units, place, pointers, date = line.service(passage.flat)
            charge = sure_cents(text)
            if charge < 0 or number_ != _NUMBERS[order]:
                return None
            left -= charge
            key = (service, place, pointers, date, units, count)
            seen = services.get(key) or self._service(key)
            if seen is None:
                return None
            first = seen[0]
            if first < birth or (made is not None and first > made):
                return None
            passage.note = (charge, seen)
            begin = min(begin, first)
        return begin if not left else None

    def _service(self, key: tuple[str, str, str, str, str, int]) -> Service | None:
        """A line's service when it, its place, pointers, days and units are right."""
        text, place, pointers, date, units, count = key
        seen, quantity = service_of(self.split, text, units, date, pointers), number(units)
        if seen is None or seen.last < seen.first or (quantity is not None and quantity <= 0):
            return None
        if not self._are_pointers(pointers, count) or not self._is_service(text, place, seen.first):
            return None
        if len(self._services) >= _SERVICES:
            self._services.clear()
        self._services[key] = seen
        return seen

    def _are_pointers(self, text: str, count: int) -> bool:
        pointers = self.split(text) if text else ()
        right = all(one.isascii() and one.isdigit() and 1 <= int(one) <= count for one in pointers)
        return right and len(set(pointers)) == len(pointers)

    def _is_service(self, text: str, place: str, on: dt.date) -> bool:
        asks, parts = self.asks, self.split(text)
        if "A04" in text:  # trips of an ambulance need more segments
            return False
        if asks is None:
            return True
        if len(parts) > 1 and parts[0] == "HC" and asks.procedure_problem(parts[1], on):
            return False
        if any(len(one) == 2 and not asks.is_listed("modifiers", one, on) for one in parts[2:6]):
            return False
        return not place or asks.is_listed("place_of_service", place, on)

    def _is_place(self, text: str, has_original: bool) -> bool:
        """Place and frequency of the claim (CLM05)."""
        parts = self.split(text)
        if text.startswith("21"):  # a stay needs more segments
            return False
        frequency = parts[2] if len(parts) > 2 else ""
        if frequency and (
            frequency not in self.frequencies or (frequency in _ON_EARLIER and not has_original)
        ):
            return False
        asks = self.asks
        if parts[0] and asks is not None and not asks.is_listed("place_of_service", parts[0], dt.date.max):
            return False
        self._places.add((text, has_original))
        return True

    def _are_diagnoses(self, texts: list[str], on: dt.date) -> bool:
        fine = self._diagnoses.get(on)
        if fine is None:
            if len(self._diagnoses) > 1_000:
                self._diagnoses.clear()
            fine = self._diagnoses[on] = {}
        codes = list(map(fine.get, texts))
        if None in codes:
            if not all(self._is_diagnosis(text, on) for text in texts):
                return False
            if len(fine) > _REMEMBERED:
                fine.clear()
            fine.update((text, self.split(text)[1]) for text in texts)
            codes = [fine[text] for text in texts]
        return len(set(codes)) == len(codes) and not fine[texts[0]].startswith(_EXTERNAL)

    def _is_diagnosis(self, text: str, on: dt.date) -> bool:
        parts = self.split(text)
        if len(parts) < 2:
            return False
        is10 = parts[0].startswith("A")
        if is10 is not (on >= ICD10_BEGINS):
            return False
        return not is10 or self.asks is None or not self.asks.diagnosis_problem(parts[1], on)

    def _common(self, unit: Unit) -> _Made:
        header = unit.base.get("HEADER", [])
        begun = header[1][1] if len(header) > 1 and header[1][0] == "HEADER/BHT" else []
        billing = unit.base.get("2010AA", [])
        self._made = _Made(
            unit.base,
            day(begun[4]) if len(begun) > 4 else None,
            bool(billing) and len(billing[0][1]) >= 10,
        )
        return self._made

    def _birth(self, unit: Unit, common: _Made) -> dt.date | None:
        """The patient's birth date when the levels above the claim are right."""
        found = holders(unit)
        if found is None or not common.has_billing:
            return None
        subscriber, patient = found
        holder = self._holders[subscriber.shape]
        if holder is None or not holder.relation:
            return None
        is_self = subscriber.flat[holder.relation] == "18"
        if patient is None:
            whole = is_self and holder.is_whole and holder.birth
            return day(subscriber.flat[holder.birth]) if whole else None
        other = self._holders[patient.shape]
        if is_self or other is None or not other.birth:
            return None
        return day(patient.flat[other.birth])


def _head_of(shape: Shape) -> _Head | None:
    fits = shape.is_plain and 6 <= _size(shape, "2300/CLM") <= 11 and "2300/HI*ABK" in shape.at
    if not fits or shape.tags[0] != "2300/CLM" or not _HEAD.issuperset(shape.tags):
        return None
    at = shape.at["2300/HI*ABK"]
    diagnoses = slice(at + 1, _end(shape, "2300/HI*ABK"))
    return _Head(itemgetter(2, 5), diagnoses, "2300/REF*F8" in shape.at)


def _line_of(shape: Shape) -> _Line | None:
    size, at, date = _size(shape, "2400/SV1"), shape.at.get("2400/SV1", 0), shape.at.get("2400/DTP*472", 0)
    if not shape.is_plain or not _LINE.issuperset(shape.tags) or size < 5 or date < at:
        return None
    if _size(shape, "2400/LX") < 2 or _size(shape, "2400/DTP*472") < 4 or shape.length > 40:
        return None
    place, pointers = at + 5 if size > 5 else -1, at + 7 if size > 7 else -1
    return _Line(itemgetter(1, at + 1, at + 2, at + 4, place, pointers, date + 3))


def _holder_of(shape: Shape) -> _Holder | None:
    if not shape.is_plain:
        return None
    if "2000C" in shape.loops:
        born = _size(shape, "2010CA/DMG") > 2
        return _Holder(0, shape.at["2010CA/DMG"] + 2 if born else 0, is_whole=False)
    if _size(shape, "2000B/SBR") < 3 or _size(shape, "2010BA/NM1*IL") < 10:
        return None
    born = _size(shape, "2010BA/DMG") > 2
    whole = {"2010BA/N3", "2010BA/N4", "2010BA/DMG"} <= shape.at.keys()
    birth = shape.at["2010BA/DMG"] + 2 if born else 0
    return _Holder(shape.at["2000B/SBR"] + 2, birth, is_whole=whole)


def holders(unit: Unit) -> tuple[Passage, Passage | None] | None:
    """The passages of the subscriber's level and of the patient's, None where he is the subscriber; None when
    the levels above the claim did not all pass by shapes."""
    levels = unit.levels
    if len(levels) == 1 and type(levels[0]) is Passage and "2000B" in levels[0].shape.loops:
        return levels[0], None
    subscriber: Passage | None = None
    patient: Passage | None = None
    for level in levels:
        if isinstance(level, Passage):
            if "2000B" in level.loops and subscriber is None:
                subscriber = level
            elif "2000C" in level.loops and subscriber is not None and patient is None:
                patient = level
            else:
                return None
        elif level.loop != "2300":
            return None
    return None if subscriber is None else (subscriber, patient)
