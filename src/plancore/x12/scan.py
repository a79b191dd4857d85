"""Reading: chunks of bytes in, events out, one unit in memory at a time. Findings come with the events."""

from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any, Protocol

from plancore.x12.delimiters import Delimiters
from plancore.x12.elements import ElementChecker
from plancore.x12.envelope import Envelope
from plancore.x12.events import (
    Event,
    GroupStart,
    InterchangeStart,
    Row,
    SetStart,
    Unit,
)
from plancore.x12.findings import Place, Profile, X12Finding, make
from plancore.x12.guide import KEYED, Guide, Loop, for_purpose, is_shared
from plancore.x12.hierarchy import Hierarchy
from plancore.x12.tokens import Batch, Tokens
from plancore.x12.values import BY_SEGMENT
from plancore.x12.walk import END, LEVEL, LINE_START, OPENS, UNIT_END, UNIT_START, Move, State, Walker

_HOT = 256
MOST_FINDINGS = 5_000
"""Findings outside of units that one set keeps; the rest is counted, not kept."""


class Rules(Protocol):
    """Checks across segments of one set (WEDI/SNIP types 3 to 5)."""

    def unit(self, unit: Unit) -> Iterable[X12Finding]:
        """What is wrong within a unit."""

    def finish(self, header: dict[str, list[Row]]) -> Iterable[X12Finding]:
        """What is wrong with the set as a whole; `header` holds the rows of loops outside units."""


class RulesFor(Protocol):
    """Makes the rules of a guide for one set, None when it has none."""

    def __call__(self, guide: Guide, component: str) -> Rules | None: ...


class SetReader:
    """Reads one transaction set after another under one pair of guide and delimiters."""

    def __init__(self, guide: Guide, delimiters: Delimiters, profile: Profile) -> None:
        self.guide = guide
        self.delimiters = delimiters
        self.profile = profile
        self.walker = Walker(guide, delimiters)
        self.checker = ElementChecker(delimiters)
        self.inner = {loop.id: tuple(_outside_units(loop)) for loop in guide.root.loops()}
        ends = delimiters.element + delimiters.component
        self.separator = delimiters.element
        self.keyed = {name: KEYED.get(name, 1) if name != "HI" else 0 for name in guide.keyed}
        self.loose = delimiters.component + delimiters.element
        self.ends = tuple(ends)
        self.rules: Rules | None = None

    def begin(self, start: SetStart, group: GroupStart, interchange: InterchangeStart) -> None:
        """Get ready for a set."""
        self.set_start, self.group_start, self.interchange = start, group, interchange
        self.state = self.walker.start
        self.rows: list[Row] = []
        self.offsets: list[int] = []
        self.header_offsets = self.offsets
        self.context: dict[str, list[Row]] = {"HEADER": self.rows}
        self.inherited: dict[str, list[X12Finding]] = {}
        self.bucket: list[X12Finding] = []
        self.outside: list[X12Finding] = []
        self.later: list[X12Finding] = []
        self.dropped = 0
        self.number = 0
        self.units = 0
        self.unit: Unit | None = None
        self.hierarchy = Hierarchy()

    def miss(self, raw: str, offset: int, number: int) -> tuple[State, int, Row]:
        """A segment not met at this state in these words before."""
        state = self.state
        elements = raw.split(self.separator)
        name = elements[0]
        by_qualifier = state.moves.get(name)
        move: Move | None = None
        if by_qualifier is not None:
            at = self.keyed.get(name)
            if at is None:
                move = by_qualifier.get("")
            elif at and at < len(elements):
                move = by_qualifier.get(elements[at])
            else:
                move = by_qualifier.get(self.walker.qualifier(elements))
        if move is None:
            if name in _ENVELOPE and number > 1:
                return state, BREAK, ("?", elements)
            move = self.walker.move(state, elements)
        if (
            move.match is not None
            and not move.problems
            and move.match(raw) is not None
            and raw[-1] not in self.ends
            and self.loose not in raw
            and (move.fine is None or move.fine(elements))
            and (
                not move.flag & LEVEL
                or self.hierarchy.quick(elements, offset, number, move.tag.partition("/")[0])
            )
        ):
            hit = (move.next, move.flag, (move.tag, elements))
            if move.kept and len(state.hot) < _HOT:
                state.hot[raw] = hit
            return hit
        return self._careful(move, raw, elements, offset, number)

    def _careful(
        self, move: Move, raw: str, elements: list[str], offset: int, number: int
    ) -> tuple[State, int, Row]:
        """A segment that is not plainly right."""
        row: Row = (move.tag, elements)
        if move.node is None:
            self._structure(move, elements, offset, number)
            return move.next, move.flag, row
        found = self._look(move, elements, offset, number)
        if move.problems or found:
            self._structure(move, elements, offset, number, found)
        return move.next, move.flag, row

    def _look(self, move: Move, elements: list[str], offset: int, number: int) -> list[X12Finding]:
        node = move.node
        assert node is not None
        place = Place(offset=offset, segment_number=number, loop=node.loop, segment=node.id)
        found: list[X12Finding] = []
        if move.match is not None:
            found += self.checker.check(node, elements, place)
        extra = BY_SEGMENT.get(node.id)
        if extra is not None:
            found += extra(elements, place)
        if move.flag & LEVEL:
            found += self.hierarchy.level(elements, place)
        return found

    def _structure(
        self, move: Move, elements: list[str], offset: int, number: int, found: Iterable[X12Finding] = ()
    ) -> None:
        """Put structural findings and those of the elements where they belong; called before the row is
        taken."""
        opened = bool(move.flag & (OPENS | UNIT_START))
        for problem in move.problems:
            place = Place(
                offset=offset,
                segment_number=number,
                loop=problem.loop,
                segment=problem.segment,
                element=problem.element,
                component=1 if problem.element and problem.segment == "HI" else 0,
            )
            value = elements[problem.element] if 0 < problem.element < len(elements) else ""
            words: dict[str, Any] = dict(problem.words)
            one = make(problem.code, place, value=value, **words)
            if problem.inside and self.unit is not None:
                self.unit.findings.append(self.profile.weigh(one))
            else:
                self.later.append(one) if opened else self.add(one)
        for one in found:
            self.later.append(one) if opened else self.add(one)

    def add(self, finding: X12Finding) -> None:
        """Keep a finding with the unit that is open, or with the loop, or the set."""
        finding = self.profile.weigh(finding)
        if self.unit is not None:
            self.unit.findings.append(finding)
            return
        self.bucket.append(finding)
        if len(self.outside) < MOST_FINDINGS:
            self.outside.append(finding)
        else:
            self.dropped += 1

    def turn(self, flag: int, offset: int, number: int) -> tuple[list[Row], list[int]]:
        """What a flagged move changes: a unit begins or has ended, a line begins, a loop opens. Gives where
        rows go."""
        if flag & UNIT_START:
            self._start_unit(offset, number)
        elif flag & OPENS:
            self._open_loop()
        elif flag & UNIT_END:
            self.rows = self.context.setdefault(self.state.frames[-1][0].id, [])
            self.offsets = []
        if flag & LINE_START and self.unit is not None:
            self.unit.lines.append(len(self.rows))
        if self.later:
            kept, self.later = self.later, []
            for one in kept:
                self.add(one)
        return self.rows, self.offsets

    def _start_unit(self, offset: int, number: int) -> None:
        self.units += 1
        self.rows, self.offsets = [], []
        frame = next(frame for frame in self.state.frames if frame[0].unit)
        self.unit = Unit(
            loop=frame[0].id,
            number=self.units,
            rows=self.rows,
            lines=[],
            context=dict(self.context),
            offsets=self.offsets,
            first_segment=number,
            set_start=self.set_start,
            group_start=self.group_start,
            interchange=self.interchange,
            findings=[],
            inherited=self.inherited_now(),
        )

    def end_unit(self) -> Unit:
        """The unit that ends here, with what its rules find."""
        unit, self.unit = self.unit, None
        assert unit is not None
        self.context[unit.loop] = unit.rows
        if self.rules is not None:
            unit.findings += [self.profile.weigh(one) for one in self.rules.unit(unit)]
        return unit

    def finish(self) -> tuple[X12Finding, ...]:
        """The findings outside of units, at the end of the set."""
        for one in self.later:
            self.add(one)
        for one in self.hierarchy.close():
            self.add(one)
        if self.rules is not None:
            for one in self.rules.finish(self.context):
                self.add(self._found_in_header(one))
        return tuple(self.outside)

    def _found_in_header(self, finding: X12Finding) -> X12Finding:
        """A finding in the set's first segments, with its offset: rules know the segment's number alone."""
        place = finding.place
        if place.offset or place.loop != "HEADER" or not 0 < place.segment_number <= len(self.header_offsets):
            return finding
        return replace(finding, place=replace(place, offset=self.header_offsets[place.segment_number - 1]))

    def _open_loop(self) -> None:
        """A loop outside units begins: what hung under an earlier one of its kind is gone."""
        loop = self.state.frames[-1][0].id
        for inner in self.inner[loop]:
            self.context.pop(inner, None)
            self.inherited.pop(inner, None)
        self.rows, self.offsets = [], []
        self.context[loop] = self.rows
        self.bucket = self.inherited[loop] = []

    def inherited_now(self) -> list[X12Finding]:
        """Findings of the loops that are open now."""
        return (
            [one for kept in self.inherited.values() for one in kept] if any(self.inherited.values()) else []
        )


def _outside_units(loop: Loop) -> Iterator[str]:
    """The loops within `loop` that can hold rows of their own outside of units, and the units."""
    for child in loop.children:
        if isinstance(child, Loop):
            yield child.id
            if not child.unit:
                yield from _outside_units(child)


_ENVELOPE = frozenset(("ISA", "GS", "ST", "GE", "IEA"))
BREAK = 64
"""A segment of the envelope in the middle of a set: the set was cut short."""


class Scanner:
    """Reads a file. `supported` are the guides' names that are read (None: all there are); `rules` gives the
    checks across segments; `profile` the payer's own severities."""

    def __init__(
        self,
        *,
        supported: frozenset[str] | None = None,
        rules: RulesFor | None = None,
        profile: Profile | None = None,
    ) -> None:
        self.supported = supported
        self.rules_for = rules
        self.profile = profile or Profile()
        self._readers: dict[tuple[str, Delimiters], SetReader] = {}
        self._separator = "*"

    def read(self, chunks: Iterable[bytes]) -> Iterator[Event]:
        """All events of a file. Raises NotX12 when it is no X12 at all."""
        envelope = Envelope(self.supported)
        for batch in Tokens(chunks).batches():
            if batch.header:
                yield from self._cut_short(envelope, batch.offset)
                self._separator = batch.delimiters.element
                yield from envelope.header(batch.segments[0], batch.offset, batch.delimiters, batch.problem)
            else:
                yield from self._batch(envelope, batch)
        yield from self._cut_short(envelope, 0)
        yield from envelope.close()

    def _batch(self, envelope: Envelope, batch: Batch) -> Iterator[Event]:
        offset, step = batch.offset, batch.step
        segments = iter(batch.segments)
        for raw in segments:
            if self._held is not None:
                yield from self._settle(envelope, raw)
            reader = self._reader
            if reader is None:
                yield from self._outside(envelope, raw, offset)
                offset += len(raw) + step
                continue
            offset = yield from self._set(envelope, reader, chain((raw,), segments), offset, step)

    _reader: SetReader | None = None
    _held: tuple[SetStart, str, int] | None = None
    """An ST of a version that two guides share, until BHT02 says which: the event, its text, its offset."""

    def _outside(self, envelope: Envelope, raw: str, offset: int) -> Iterator[Event]:
        """A segment outside of sets that are read; an ST begins one."""
        for event in envelope.segment(raw, offset, self._separator):
            if isinstance(event, SetStart) and event.guide is not None and is_shared(event.guide.name):
                self._held = (event, raw, offset)
                continue
            yield event
            if isinstance(event, SetStart) and event.guide is not None:
                self._begin(envelope, event, event.guide)
                self._take_header(raw, offset)

    def _settle(self, envelope: Envelope, follows: str) -> Iterator[Event]:
        """The set held back begins, under the guide that the segment after ST means."""
        held, self._held = self._held, None
        assert held is not None
        start, raw, offset = held
        assert start.guide is not None
        fields = [*follows.split(self._separator), "", "", ""]
        purpose = fields[2] if fields[0] == "BHT" else ""
        start = envelope.settled(start, for_purpose(start.guide.name, purpose))
        yield start
        if start.guide is not None:
            self._begin(envelope, start, start.guide)
            self._take_header(raw, offset)

    def _begin(self, envelope: Envelope, start: SetStart, guide: Guide) -> None:
        assert envelope.group is not None and envelope.interchange is not None
        delimiters = envelope.interchange.delimiters
        key = (guide.name, delimiters)
        reader = self._readers.get(key)
        if reader is None:
            if len(self._readers) > 8:
                self._readers.clear()
            reader = self._readers[key] = SetReader(guide, delimiters, self.profile)
        reader.begin(start, envelope.group, envelope.interchange)
        reader.rules = self.rules_for(guide, delimiters.component) if self.rules_for else None
        self._reader = reader

    def _take_header(self, raw: str, offset: int) -> None:
        reader = self._reader
        assert reader is not None
        reader.state, _, row = reader.miss(raw, offset, 1)
        reader.rows.append(row)
        reader.offsets.append(offset)
        reader.number = 1

    def _set(
        self, envelope: Envelope, reader: SetReader, segments: Iterator[str], offset: int, step: int
    ) -> Generator[Event, None, int]:
        """The hot loop: segments of a set that is read. Gives the offset after the last segment taken."""
        number, hot = reader.number, reader.state.hot
        rows, offsets = reader.rows, reader.offsets
        for raw in segments:
            number += 1
            hit = hot.get(raw)
            if hit is None:
                hit = reader.miss(raw, offset, number)
            state, flag, row = hit
            if flag == LINE_START and reader.unit is not None:
                reader.unit.lines.append(len(rows))
            elif flag:
                if flag & BREAK:
                    reader.number = number - 1
                    yield from self._cut_short(envelope, offset)
                    yield from self._outside(envelope, raw, offset)
                    return offset + len(raw) + step
                if flag & UNIT_END:
                    yield reader.end_unit()
                reader.state = state
                if flag & END:
                    reader.number = number
                    yield from self._end(envelope, row, offset)
                    return offset + len(raw) + step
                rows, offsets = reader.turn(flag, offset, number)
            reader.state = state
            rows.append(row)
            offsets.append(offset)
            offset += len(raw) + step
            hot = state.hot
        reader.number = number
        return offset

    def _end(self, envelope: Envelope, row: Row, offset: int) -> Iterator[Event]:
        reader, self._reader = self._reader, None
        assert reader is not None
        envelope.set_segments = reader.number
        fields = row[1] + [""] * 3
        yield from envelope.end_set(
            fields, offset, reader.finish(), units=reader.units, header=reader.context
        )

    def _cut_short(self, envelope: Envelope, offset: int) -> Iterator[Event]:
        """A set that is read ends without its trailer."""
        if self._held is not None:
            yield from self._settle(envelope, "")
        reader, self._reader = self._reader, None
        if reader is None:
            return
        if reader.unit is not None:
            yield reader.end_unit()
        envelope.set_segments = reader.number
        yield from envelope.close_set(offset, reader.finish(), units=reader.units, header=reader.context)
