"""The 999 and the TA1 of a file, out of its findings."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from plancore.x12.elements import fits_format, is_day
from plancore.x12.events import GroupEnd, GroupStart, InterchangeEnd, InterchangeStart, SetEnd, SetStart
from plancore.x12.findings import X12Finding
from plancore.x12.writer import SetText, Writer

VERSION_999 = "005010X231A1"
MOST_REPORTED = 1_000
"""Findings one set's acknowledgement reports; more are told by IK5 alone."""

_MISPLACED = frozenset({"1", "2", "3", "4", "5", "7", "I6", "I7"})


@dataclass(slots=True)
class SetAnswer:
    """What the 999 says of one set."""

    set_id: str
    control: str
    version: str
    findings: list[X12Finding] = field(default_factory=list)
    held_to_units: bool = False
    """True when errors of types 1 and 2 inside a unit reject the unit alone (claims: the 277CA says so)."""
    unit_findings: list[X12Finding] = field(default_factory=list)
    unread: bool = False

    @property
    def outcome(self) -> str:
        """IK501: A accepted, E accepted with errors noted, R rejected."""
        if self.unread or any(one.is_error and one.level <= 2 for one in self.findings):
            return "R"
        inside = any(one.is_error and one.level <= 2 for one in self.unit_findings)
        if inside and not self.held_to_units:
            return "R"
        errors = any(one.is_error for one in (*self.findings, *self.unit_findings))
        return "E" if errors else "A"


@dataclass(slots=True)
class GroupAnswer:
    """What the 999 says of one group."""

    start: GroupStart
    sets: list[SetAnswer] = field(default_factory=list)
    findings: tuple[X12Finding, ...] = ()
    said: str = ""

    @property
    def outcome(self) -> str:
        """AK901: A, E, P (some sets rejected) or R."""
        outcomes = [one.outcome for one in self.sets]
        if self.start.refused or (outcomes and all(one == "R" for one in outcomes)):
            return "R"
        if "R" in outcomes:
            return "P"
        if any(one.is_error for one in (*self.start.findings, *self.findings)):
            return "E"
        return "E" if "E" in outcomes else "A"


class Ack999:
    """Fed with the events of one interchange; writes its 999 sets and the TA1 segment."""

    def __init__(self, start: InterchangeStart) -> None:
        self.start = start
        self.end: InterchangeEnd | None = None
        self.groups: list[GroupAnswer] = []
        self._set: SetAnswer | None = None

    def group(self, event: GroupStart) -> None:
        """A group begins."""
        self.groups.append(GroupAnswer(event))

    def group_end(self, event: GroupEnd) -> None:
        """A group ends."""
        if self.groups:
            self.groups[-1].findings = event.findings
            self.groups[-1].said = event.said

    def set_start(self, event: SetStart, *, held_to_units: bool) -> None:
        """A set begins."""
        self._set = SetAnswer(
            event.set_id,
            event.control,
            event.version,
            findings=list(event.findings),
            held_to_units=held_to_units,
            unread=event.guide is None,
        )
        if self.groups:
            self.groups[-1].sets.append(self._set)

    def unit(self, findings: Iterable[X12Finding]) -> None:
        """A unit of the open set was read."""
        if self._set is not None:
            room = MOST_REPORTED - len(self._set.unit_findings)
            kept = [one for one in findings if one.is_error]
            self._set.unit_findings += kept[: max(room, 1)]

    def set_end(self, event: SetEnd) -> SetAnswer | None:
        """A set ends; gives its answer."""
        done, self._set = self._set, None
        if done is not None:
            done.findings += event.findings
        return done

    def interchange_end(self, event: InterchangeEnd) -> None:
        """The interchange ends."""
        self.end = event

    @property
    def answered(self) -> list[GroupAnswer]:
        """The groups that get a 999: an acknowledgement is never acknowledged by one (005010X231)."""
        return [one for one in self.groups if one.start.functional_id != "FA"]

    @property
    def interchange_findings(self) -> list[X12Finding]:
        """Findings of the interchange's own frame."""
        return [*self.start.findings, *(self.end.findings if self.end else ())]

    @property
    def is_refused(self) -> bool:
        """True when the interchange as a whole can't be read."""
        return any(one.code == "x12.interchange.version" for one in self.start.findings)

    @property
    def needs_ta1(self) -> bool:
        """True when a TA1 is due: asked for (ISA14) or the frame has errors."""
        return self.start.ack_requested or any(one.is_error for one in self.interchange_findings)

    def ta1(self, writer: Writer, stamp: dt.datetime) -> str:
        """The TA1 segment. A number that is none is told as zeros, a day or time that is none as `stamp`."""
        errors = [one for one in self.interchange_findings if one.is_error and one.interchange_code]
        refusing = [one for one in errors if one.code == "x12.interchange.version"]
        code = (refusing or errors)[0].interchange_code if errors else "000"
        outcome = "R" if self.is_refused else "E" if errors else "A"
        control, date, time = self.start.control, self.start.date, self.start.time
        return writer.segment(
            "TA1",
            control if re.fullmatch(r"[0-9]{9}", control) else "000000000",
            date if len(date) == 6 and is_day(f"20{date}") else f"{stamp:%y%m%d}",
            time if fits_format("TM", time) and len(time) == 4 else f"{stamp:%H%M}",
            outcome,
            code,
        )

    def sets(self, writer: Writer) -> Iterator[SetText]:
        """One 999 for each group."""
        for group in self.answered:
            yield SetText("999", VERSION_999, tuple(_group_segments(group, writer)))


def _group_segments(group: GroupAnswer, writer: Writer) -> Iterator[str]:
    start = group.start
    yield writer.segment("AK1", start.functional_id, start.control, start.version[:12])
    for one in group.sets if not start.refused else ():
        yield writer.segment("AK2", one.set_id, one.control, one.version)
        findings = [*one.findings, *one.unit_findings]
        yield from _findings(findings, writer)
        yield writer.segment("IK5", one.outcome, *_set_codes(one, findings))
    received = len(group.sets)
    taken = sum(one.outcome in "AE" for one in group.sets) if not start.refused else 0
    said = group.said if group.said.isdigit() and len(group.said) <= 6 else str(received)
    codes = [one.group_code for one in (*start.findings, *group.findings) if one.group_code and one.is_error]
    yield writer.segment(
        "AK9", group.outcome, said, str(received), str(taken), *list(dict.fromkeys(codes))[:5]
    )


def _set_codes(one: SetAnswer, findings: list[X12Finding]) -> list[str]:
    """IK502 to IK506: what is wrong with the set, at most five."""
    errors = [finding for finding in findings if finding.is_error]
    codes = [finding.set_code for finding in errors if finding.set_code]
    if any(finding.segment_code for finding in errors):
        guide = all(finding.level > 1 for finding in errors if finding.segment_code)
        codes.append("I5" if guide else "5")
    return list(dict.fromkeys(codes))[:5]


def _key(finding: X12Finding) -> tuple[int, str, str, str]:
    place = finding.place
    code = finding.segment_code
    # A segment that is missing or misplaced is reported by itself, element errors of one segment together.
    return (place.segment_number, code if code in _MISPLACED else "8", place.segment, place.loop)


def _findings(findings: list[X12Finding], writer: Writer) -> Iterator[str]:
    """IK3, CTX and IK4 of the errors, in the order of the file."""
    errors = sorted((one for one in findings if one.is_error and one.segment_code), key=_key)
    for _, group in groupby(errors, key=_key):
        same = list(group)
        first = same[0]
        place = first.place
        loop = place.loop if place.loop not in ("HEADER", "ENVELOPE") else ""
        yield writer.segment(
            "IK3", place.segment or "ZZZ", place.segment_number, loop[:4], first.segment_code
        )
        if first.context:
            trigger, at, inside, element = first.context
            yield writer.segment("CTX", ("SITUATIONAL TRIGGER",), trigger, at, inside[:4], element)
        seen: set[tuple[int, int, int, str]] = set()
        for one in same:
            key = (one.place.element, one.place.component, one.place.repeat, one.element_code)
            if one.element_code and key[0] and key not in seen:
                seen.add(key)
                yield from _element(one, writer)


def _element(one: X12Finding, writer: Writer) -> Iterator[str]:
    place = one.place
    position = (
        str(place.element),
        str(place.component) if place.component or place.repeat > 1 else "",
        str(place.repeat) if place.repeat > 1 else "",
    )
    yield writer.segment("IK4", position, "", one.element_code, one.value)
