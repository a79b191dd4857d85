"""Reading one set: where each segment belongs, what is wrong with it, which unit it is part of."""

from collections.abc import Generator, Iterable
from dataclasses import replace
from typing import Any, Protocol

from plancore.x12.delimiters import Delimiters
from plancore.x12.elements import ElementChecker
from plancore.x12.events import GroupStart, InterchangeStart, Row, SetStart, Unit
from plancore.x12.findings import Place, Profile, X12Finding, make
from plancore.x12.guide import KEYED, Guide
from plancore.x12.hierarchy import Hierarchy
from plancore.x12.shapes import LANDMARK, Ended, Learner, Level, Passage, Shape, loops_of
from plancore.x12.values import BY_SEGMENT
from plancore.x12.walk import END, LEVEL, LINE_START, OPENS, UNIT_END, UNIT_START, Move, State, Walker

_HOT = 256
MOST_FINDINGS = 5_000
"""Findings outside of units that one set keeps; the rest is counted, not kept."""


_ENVELOPE = frozenset(("ISA", "GS", "ST", "GE", "IEA"))
BREAK = 64
"""A segment of the envelope in the middle of a set: the set was cut short."""
_STOPS = BREAK | UNIT_END | END
_MOST_LEVELS = 6
_NONE: list[Shape] = []

Hit = tuple[State, int, Row]


class Rules(Protocol):
    """Checks across segments of one set (WEDI/SNIP types 3 to 5)."""

    def unit(self, unit: Unit) -> Iterable[X12Finding]:
        """What is wrong within a unit."""

    def finish(self, header: dict[str, list[Row]]) -> Iterable[X12Finding]:
        """What is wrong with the set as a whole; `header` holds the rows of loops outside units."""


class SetReader:
    """Reads one transaction set after another under one pair of guide and delimiters."""

    def __init__(self, guide: Guide, delimiters: Delimiters, profile: Profile, learn_after: int) -> None:
        self.cut = delimiters.segment
        self.step = len(self.cut)
        self.guide = guide
        self.delimiters = delimiters
        self.profile = profile
        self.walker = Walker(guide, delimiters)
        self.checker = ElementChecker(delimiters)
        self.inner = loops_of(guide)
        self.learner = Learner(self.walker, self.cut, self.inner, learn_after) if learn_after else None
        ends = delimiters.element + delimiters.component
        self.separator = delimiters.element
        self.keyed = {name: KEYED.get(name, 1) if name != "HI" else 0 for name in guide.keyed}
        self.loose = delimiters.component + delimiters.element
        self.ends = tuple(ends)
        self.rules: Rules | None = None

    def begin(self, start: SetStart, group: GroupStart, interchange: InterchangeStart) -> None:
        """Get ready for a set."""
        self.starts = (start, group, interchange)
        self.state = self.walker.start
        self.rows: list[Row] = []
        self.offsets: list[int] = []
        self.header_offsets = self.offsets
        self.context: dict[str, list[Row]] = {"HEADER": self.rows}
        self.inherited: dict[str, list[X12Finding]] = {}
        self.has_inherited = False  # true when some of them may hold a finding
        self.bucket: list[X12Finding] = []
        self.outside: list[X12Finding] = []
        self.later: list[X12Finding] = []
        self.dropped = 0
        self.number = 0
        self.units = 0
        self.unit: Unit | None = None
        self.hierarchy = Hierarchy()
        self.levels: tuple[Level, ...] = ()
        self.is_shared = self.is_behind = False
        self.trail: list[Row] = []
        self.trail_state = self.state
        self.trail_from = self.dirty_at = 1

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
            self.dirty_at = number
            self._structure(move, elements, offset, number)
            return move.next, move.flag, row
        found = self._look(move, elements, offset, number)
        if move.problems or found:
            self.dirty_at = number
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

    def place_of_last(self) -> Place:
        """Where the segment stands that was taken last."""
        tag, elements = self.rows[-1]
        offset = self.offsets[-1] if self.offsets else 0
        return Place(
            offset=offset, segment_number=self.number, loop=tag.partition("/")[0], segment=elements[0]
        )

    def add(self, finding: X12Finding) -> None:
        """Keep a finding with the unit that is open, or with the loop, or the set."""
        finding = self.profile.weigh(finding)
        if self.unit is not None:
            self.unit.findings.append(finding)
            return
        self.bucket.append(finding)
        self.has_inherited = True
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
            self.rows = self.own_context().setdefault(self.state.frames[-1][0].id, [])
            self.offsets = []
        if flag & LINE_START and self.unit is not None:
            self.unit.lines.append(len(self.rows))
        if self.later:
            kept, self.later = self.later, []
            for one in kept:
                self.add(one)
        return self.rows, self.offsets

    def _start_unit(self, offset: int, number: int) -> None:
        frame = next(frame for frame in self.state.frames if frame[0].unit)
        self.units += 1
        self.unit = unit = Unit(
            loop=frame[0].id,
            number=self.units,
            first_segment=number,
            starts=self.starts,
            inherited=self.inherited_now(),
            base=dict(self.context),
            levels=(),
            passages=None,
        )
        self.rows, self.offsets = unit.rows, unit.offsets

    def end_unit(self, covers: frozenset[str] = frozenset()) -> Unit:
        """The unit that ends here, with what its rules find. `covers`: the loops whose rows are gone with
        what comes next."""
        unit, self.unit = self.unit, None
        assert unit is not None
        if unit.passages is None:
            self.own_context()[unit.loop] = unit.rows
        elif unit.loop not in covers:
            others = [level for level in self.levels if unit.loop not in level.loops or len(level.loops) > 1]
            self.levels = (*others, Ended(unit.loop, unit.passages))
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
        """A finding told at one of the set's first segments, with its offset: rules know the number alone."""
        place = finding.place
        if place.offset or not 0 < place.segment_number <= len(self.header_offsets):
            return finding
        return replace(finding, place=replace(place, offset=self.header_offsets[place.segment_number - 1]))

    def _open_loop(self) -> None:
        """A loop outside units begins: what hung under an earlier one of its kind is gone."""
        loop = self.state.frames[-1][0].id
        context = self.own_context()
        for inner in self.inner[loop]:
            context.pop(inner, None)
            self.inherited.pop(inner, None)
        self.rows, self.offsets = [], []
        context[loop] = self.rows
        self.bucket = self.inherited[loop] = []

    # What follows takes runs of segments by their learnt shapes, and segments one by one.

    def cut_by(self, cut: str) -> None:
        """From now on this stands between segments; shapes hold it and are learnt anew."""
        self.cut, self.step = cut, len(cut)
        self.walker.forget_shapes()
        if self.learner is not None:
            self.learner.cut = cut

    def own_context(self) -> dict[str, list[Row]]:
        """The context, to be changed: a unit that was promised it as it was keeps that."""
        if self.is_shared:
            self.context = dict(self.context)
            self.is_shared = False
        return self.context

    def passing(self, text: str, at: int, base: int) -> Generator[Unit, None, int]:
        """Takes runs of segments from `at` on as long as learnt shapes pass them, and gives the units that
        end by them; returns the place after the last."""
        while (passage := self._passage(text, at, base)) is not None:
            shape, unit = passage.shape, self.unit
            at = passage.end
            if shape.is_line and self.is_behind and unit is not None and unit.passages is not None:
                unit.passages.append(passage)
                self.state = shape.after
                self.number += shape.length
                continue
            if shape.ends_unit:
                yield self.end_unit(shape.covers)
            self._take(passage)
        return at

    def _passage(self, text: str, at: int, base: int) -> Passage | None:
        """The run of segments from `at` on, when a learnt shape passes it. Changes nothing when it does not,
        and otherwise the count of the levels (HL) only."""
        shapes = self.state.shapes.get(text[at : at + 3], _NONE)
        for shape in shapes:
            found = shape.match(text, at)
            if found is not None:
                break
        else:
            return None
        end = found.end()
        run = text[at:end].replace(self.cut, self.separator)
        flat = run.split(self.separator)
        if len(flat) != shape.width + 1:
            return None
        for index, is_fine in shape.checks:
            if not is_fine(flat[index]):
                return None
        level = shape.level
        if level and not self.hierarchy.quick(flat[:5], base + at, self.number + 1, level):
            return None
        if shape is not shapes[0]:  # one place forward: so the frequent ones come to be tried first
            place = shapes.index(shape)
            shapes[place - 1], shapes[place] = shape, shapes[place - 1]
        return Passage(shape, flat, base + at, end, self.step, run.isascii())

    def _take(self, passage: Passage) -> None:
        """What changes by a passage, as the same segments one by one would change it; a unit that it ends
        was given out before."""
        shape = passage.shape
        if self.trail:
            self._landmark(self.number + 1)
        self.state = shape.after
        self.is_behind = True
        self.trail, self.dirty_at = [], self.trail_from
        if shape.unit:
            self.units += 1
            self.is_shared = True
            inherited = self.inherited_now()
            self.unit = Unit(
                shape.unit,
                self.units,
                self.number + 1,
                self.starts,
                inherited,
                self.context,
                self.levels,
                [passage],
            )
        elif not shape.is_line:
            covers = shape.covers
            kept = [level for level in self.levels if not level.loops <= covers]
            self.levels = (*kept, passage) if kept else (passage,)
            is_root = shape.level and not passage.flat[2]  # many units hang under it, each with the same rows
            if is_root or len(kept) >= _MOST_LEVELS or (self.has_inherited and any(self.inherited.values())):
                self.settle()
        elif self.unit is not None and self.unit.passages is not None:
            self.unit.passages.append(passage)
        else:
            self._add_line(passage)
        self.number += shape.length

    def _add_line(self, passage: Passage) -> None:
        """A line that passed in a unit that was not taken by shapes from its beginning."""
        self.is_behind = False
        if self.unit is not None:
            self.unit.lines.append(len(self.rows))
        self.rows += passage.rows
        self.offsets += passage.offsets

    def settle(self) -> None:
        """Write out what passed by shapes, so that segments can be taken one by one."""
        self.is_behind = False
        if self.levels:
            context = self.own_context()
            for level in self.levels:
                level.apply(context)
                if isinstance(level, Passage):
                    self._settle_loops(level)
            self.levels = ()
        if self.unit is not None:
            self.rows, self.offsets = self.unit.rows, self.unit.offsets
            self.unit.passages = None

    def _settle_loops(self, level: Passage) -> None:
        for loop, rows in level.opened:
            for inner in self.inner[loop]:
                self.inherited.pop(inner, None)
            self.bucket = self.inherited[loop] = []
            self.rows, self.offsets = rows, []

    def run(self, text: str, at: int, base: int) -> tuple[int, int, "Hit | None"]:
        """Segments one by one from `at`, up to where a shape may pass or something ends: the last segment's
        place, that of the next one, and what it is when a unit or the set ends or breaks off with it."""
        if self.is_behind:
            self.settle()
        rows, offsets, number, hot, trail = self.rows, self.offsets, self.number, self.state.hot, self.trail
        cut, step, size, start = self.cut, self.step, len(text), at
        hit: Hit | None = None
        while at <= size:
            start = at
            end = text.find(cut, at)
            raw = text[at:end] if end >= 0 else text[at:]
            number += 1
            hit = hot.get(raw)
            if hit is None:
                hit = self.miss(raw, base + at, number)
            state, flag, row = hit
            at += len(raw) + step
            if flag:
                if flag & LANDMARK:
                    trail = self._landmark(number)
                if flag & _STOPS:
                    break
                if flag != LINE_START:
                    self.state = state
                    rows, offsets = self.turn(flag, base + start, number)
                elif self.unit is not None:
                    self.unit.lines.append(len(rows))
            self.state = state
            rows.append(row)
            offsets.append(base + start)
            trail.append(row)
            hot = state.hot
            hit = None
            if state.shapes:
                break
        self.number = number
        return start, at, hit

    def _landmark(self, number: int) -> list[Row]:
        """Before a segment at which a run of segments ends and the next begins."""
        trail = self.trail
        if self.learner is not None and trail and self.dirty_at < self.trail_from:
            self.learner.see(self.trail_state, trail)
        self.trail, self.trail_state, self.trail_from = [], self.state, number
        return self.trail

    def stop(self, state: State, flag: int, row: Row, offset: int) -> None:
        """Take the segment at which a unit ended."""
        self.state = state
        rows, offsets = self.turn(flag, offset, self.number)
        rows.append(row)
        offsets.append(offset)
        self.trail.append(row)

    def inherited_now(self) -> list[X12Finding]:
        """Findings of the loops that are open now."""
        return [one for kept in self.inherited.values() for one in kept] if self.has_inherited else []
