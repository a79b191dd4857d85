"""Checks across the segments of a request for authorization (278) and of its answer: what is asked for and
decided, dates in order, codes on the day of the service, numbers that must be there."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from plancore.x12.convert import day, days, number
from plancore.x12.events import Row, Unit
from plancore.x12.findings import Place, X12Finding, make
from plancore.x12.rules_claim import ClaimRules, missing
from plancore.x12.rules_dental import is_tooth
from plancore.x12.values import Codes

_ON_EARLIER = frozenset("1234RS")
"""UM02: appeals, cancellation, extension, renewal, revision."""

_BY_FILE = frozenset(("BM", "EL", "EM", "FT", "FX"))
"""PWK02: the attachment is sent apart and must be found again."""

_NUMBERED = frozenset(("A1", "A2", "A6"))
_FACILITY = re.compile(r"\d\d")
_REVENUE = re.compile(r"\d{4}")
_UNITS = {"2000F/SV1": 4, "2000F/SV2": 5, "2000F/SV3": 6, "2000E/HSD": 2, "2000F/HSD": 2}
_COMPOSITES = {"2000F/SV1": 1, "2000F/SV2": 2}
_ANSWERED = ("/AAA", "/HCR")

_Step = tuple[int, str, list[str]]
"""A row: its index, its tag and its elements, padded so that each can be asked."""


class AuthorizationRules(ClaimRules):
    """The checks of one 278 set. `answer` is true for the plan's answer."""

    diagnosis_tags = ("2000E/HI",)

    def __init__(self, component: str, codes: Codes | None, *, answer: bool) -> None:
        super().__init__(component, codes)
        self.answer = answer
        self._events = 0

    def finish(self, header: dict[str, list[Row]]) -> Iterable[X12Finding]:
        """Something must be asked for, and something answered."""
        events, self._events = self._events, 0
        told = any(tag.endswith("/AAA") for rows in header.values() for tag, _ in rows)
        if events == 0 and not (self.answer and told):
            first = header.get("HEADER", [])
            if first:
                place = Place(segment_number=1, loop="2000E", segment="HL")
                yield make("x12.authorization.event_missing", place)

    def unit(self, unit: Unit) -> list[X12Finding]:
        """What is wrong with a patient event."""
        self._events += 1
        steps = [(index, tag, [*elements, *[""] * 12]) for index, (tag, elements) in enumerate(unit.rows)]
        on = _day_of(steps, unit)
        found = [*self._event(unit, steps), *self._dates(unit, steps)]
        for step in steps:
            found += self._row(unit, step)
        found += self._services(unit, steps, on)
        if on is not None:
            head = unit.rows[: unit.lines[0]] if unit.lines else unit.rows
            self._check_diagnoses(unit, *self._coded(head), on, found)
        return found

    def _coded(self, rows: list[Row]) -> tuple[list[tuple[str, ...]], list[tuple[int, int]]]:
        """The ICD diagnoses and where they stand; a DRG or a question (LOINC) is none."""
        codes, where = self._diagnosis_list(rows)
        kept = [pair for pair in zip(codes, where, strict=True) if pair[0][0] not in ("DR", "LOI")]
        return [one for one, _ in kept], [one for _, one in kept]

    def _event(self, unit: Unit, steps: list[_Step]) -> Iterator[X12Finding]:
        tags = {tag for _, tag, _ in steps}
        if not tags & {"2000E/TRN*1"} and not self.answer:
            yield make("x12.authorization.trace_missing", missing(unit, "TRN"))
        if self.answer:
            if not any(tag.endswith(_ANSWERED) for tag in tags):
                yield make("x12.authorization.decision_missing", missing(unit, "HCR"))
            return
        asked = next((step for step in steps if step[1] == "2000E/UM"), None)
        if asked is None:
            return
        index, _, um = asked
        if um[1] == "AR" and "2000E/DTP*435" not in tags:
            yield make("x12.authorization.admission", missing(unit, "DTP"))
        if um[1] in ("HS", "SC") and not um[3] and not tags & {"2000F/SV1", "2000F/SV2", "2000F/SV3"}:
            yield make("x12.authorization.service_missing", unit.place_of(index, 3))
        if um[2] in _ON_EARLIER and not tags & {"2000E/REF*BB", "2000E/REF*NT"}:
            yield make("x12.authorization.earlier_missing", missing(unit, "REF"), value=um[2])

    def _dates(self, unit: Unit, steps: list[_Step]) -> Iterator[X12Finding]:
        admitted: dt.date | None = None
        for index, tag, elements in steps:
            span = days(elements[3]) if "/DTP*" in tag else None
            if span is None:
                continue
            is_before = tag == "2000E/DTP*096" and admitted is not None and span[0] < admitted
            if span[1] < span[0] or is_before:
                yield make("x12.claim.date_order", unit.place_of(index, 3), value=elements[3])
            if tag == "2000E/DTP*435":
                admitted = span[0]

    def _row(self, unit: Unit, step: _Step) -> Iterator[X12Finding]:
        """What one segment shows by itself."""
        index, tag, e = step
        name = tag.partition("/")[2]
        if name == "UM":
            yield from self._facility_of(unit, index, e)
        elif name == "HCR":
            if e[1] in _NUMBERED and not e[2]:
                yield make("x12.authorization.number_missing", unit.place_of(index, 2), value=e[1])
            if e[1] == "A3" and not e[3]:
                yield make("x12.authorization.reason_missing", unit.place_of(index, 3))
        elif name == "PWK" and e[2] in _BY_FILE and not e[5] and not e[6]:
            yield make("x12.attachment.control_number", unit.place_of(index, 6), value=e[2])
        elif name == "TOO*JP" and not is_tooth(e[2]):
            yield make("x12.tooth.shape", unit.place_of(index, 2), value=e[2])
        units = number(e[_UNITS[tag]]) if tag in _UNITS else None
        if units is not None and units <= 0:
            yield make("x12.claim.units", unit.place_of(index, _UNITS[tag]), value=str(units))

    def _facility_of(self, unit: Unit, index: int, um: list[str]) -> Iterator[X12Finding]:
        if self.codes is not None and um[3] and not self._is_listed("service_type", um[3], dt.date.max):
            yield make("x12.service_type.unknown", unit.place_of(index, 3), value=um[3])
        place = (*self.split(um[4]), "", "")
        if place[1] == "A" and not _FACILITY.fullmatch(place[0]):
            yield make("x12.type_of_bill.shape", unit.place_of(index, 4, 1), value=place[0])
        is_place = place[1] == "B" and self.codes is not None
        if is_place and not self._is_listed("place_of_service", place[0], dt.date.max):
            yield make("x12.place_of_service.unknown", unit.place_of(index, 4, 1), value=place[0])

    def _services(self, unit: Unit, steps: list[_Step], event: dt.date | None) -> list[X12Finding]:
        """Codes of the services on their own day, else on the event's."""
        found: list[X12Finding] = []
        for line, (at, end) in enumerate(unit.spans, 1):
            own = next((days(e[3]) for _, tag, e in steps[at:end] if tag == "2000F/DTP*472"), None)
            on = own[0] if own else event
            for index, tag, e in steps[at:end]:
                if tag == "2000F/SV2" and e[1] and not _REVENUE.fullmatch(e[1]):
                    found.append(make("x12.revenue_code.shape", unit.place_of(index, 1), line=line))
                of = _COMPOSITES.get(tag)
                if of is not None and e[of] and on is not None and self.codes is not None:
                    self._service_code(unit, line, index, of, e[of], on, found)
        return found


def _day_of(steps: list[_Step], unit: Unit) -> dt.date | None:
    """The event's day: the admission, the event's own, else the day the set was made."""
    dated = {tag: days(e[3]) for _, tag, e in steps if tag in ("2000E/DTP*435", "2000E/DTP*AAH")}
    for span in dated.values():
        if span is not None:
            return span[0]
    for tag, elements in unit.context.get("HEADER", []):
        if tag == "HEADER/BHT" and len(elements) > 4:
            return day(elements[4])
    return None
