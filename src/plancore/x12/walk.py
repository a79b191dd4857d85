"""Where a segment belongs in its guide. Each position reached is kept as a `State` with its known moves, so
that reading costs one look-up; a move not yet known is worked out once from the guide by the rules below."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plancore.x12.delimiters import Delimiters
from plancore.x12.guide import KEYED, Guide, Loop, Segment
from plancore.x12.pattern import Match, matcher
from plancore.x12.standard import LOOP_STARTERS
from plancore.x12.values import FINE

if TYPE_CHECKING:
    from plancore.x12.shapes import Shape

OPENS, UNIT_START, UNIT_END, LINE_START, LEVEL, END = 1, 2, 4, 8, 16, 32
"""What a move does: opens a loop outside units, begins or ends a unit, begins a line, is an HL, ends the
set."""

_COUNTED = 30
_MOST_STATES = 3_000
_NAME = re.compile(r"[A-Z][A-Z0-9]{1,2}")
_FOLLOWERS = frozenset("N2 N3 N4 PER REF PRV DMG DTP INS".split())  # noqa: SIM905
"""Segments that are taken as part of a loop that was not recognized."""

Frame = tuple[Loop, int, tuple[int, ...]]
"""A loop that is open: the loop, the position reached in it, how often each child was seen."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A structural finding of a move: its code, the segment and loop it speaks of, and words for the
    sentence. `inside` is true when it concerns a unit that is open before the move."""

    code: str
    loop: str
    segment: str
    words: tuple[tuple[str, object], ...] = ()
    element: int = 0
    inside: bool = False


@dataclass(slots=True, eq=False)
class Move:
    """What a segment does at a state. `node` is None when the guide has no place for it."""

    next: "State"
    tag: str
    node: Segment | None
    match: Match | None
    flag: int
    problems: tuple[Problem, ...]
    opened: tuple[str, ...]
    fine: Callable[[list[str]], bool] | None = None
    """Asked about a segment whose pattern passed; None when the pattern says it all."""
    kept: bool = False
    """True when the segment's texts repeat often enough to be remembered whole."""


_UNIQUE = frozenset("HL CLM DMG N3 N4 TRN CLP REF BHT".split())  # noqa: SIM905
_PEOPLE = frozenset(("IL", "QC", "03", "74"))


class State:
    """A position in a guide. `hot` maps a whole segment's text to what it gave before; `moves` a key to its
    move; `shapes` are the learnt runs of segments that begin here, by the first three characters of their
    text, `seen` counts those not learnt yet."""

    __slots__ = ("frames", "hot", "lost", "moves", "seen", "shapes")

    def __init__(self, frames: tuple[Frame, ...], lost: bool) -> None:
        self.frames = frames
        self.lost = lost
        self.hot: dict[str, tuple[State, int, tuple[str, list[str]]]] = {}
        self.moves: dict[str, dict[str, Move]] = {}
        self.shapes: dict[str, list[Shape]] = {}
        self.seen: dict[tuple[tuple[str, int], ...], int] = {}


def _fits(node: Segment, name: str, qualifier: str) -> bool:
    return node.id == name and (not node.qualifiers or qualifier in node.qualifiers)


def _head(child: Segment | Loop) -> Segment:
    return child if isinstance(child, Segment) else child.first


class Walker:
    """The moves of one guide under one set of delimiters."""

    def __init__(self, guide: Guide, delimiters: Delimiters) -> None:
        self.guide = guide
        self.delimiters = delimiters
        self._states: dict[tuple[tuple[Frame, ...], bool], State] = {}
        root = guide.root
        self.start = State(((root, 0, (0,) * len(root.children)),), False)

    def qualifier(self, elements: list[str]) -> str:
        """What tells the segment from others of its name, "" where the guide needs nothing."""
        name = elements[0]
        if name not in self.guide.keyed:
            return ""
        at = KEYED.get(name, 1)
        text = elements[at] if at < len(elements) else ""
        return text.partition(self.delimiters.component)[0] if name == "HI" else text

    def move(self, state: State, elements: list[str]) -> Move:
        """The move of a segment. Remembered unless the guide does not know it."""
        name, qualifier = elements[0], self.qualifier(elements)
        by_qualifier = state.moves.get(name)
        found = by_qualifier.get(qualifier) if by_qualifier else None
        if found is None:
            found = self._work_out(state, name, qualifier)
            node = found.node
            if node is not None and not found.next.lost:
                found.fine = FINE.get(node.id)
                found.kept = node.id not in _UNIQUE and not (node.id == "NM1" and qualifier in _PEOPLE)
                state.moves.setdefault(name, {})[qualifier] = found
        return found

    def _state(self, frames: tuple[Frame, ...], lost: bool) -> State:
        known = self._states.get((frames, lost))
        if known is None:
            if len(self._states) >= _MOST_STATES:
                for old in self._states.values():
                    old.hot.clear()
                    old.moves.clear()
                    old.shapes.clear()
                self._states.clear()
            known = self._states[frames, lost] = State(frames, lost)
        return known

    def forget_shapes(self) -> None:
        """Learn all runs of segments anew."""
        for state in (self.start, *self._states.values()):
            state.shapes.clear()
            state.seen.clear()

    def _work_out(self, state: State, name: str, qualifier: str) -> Move:
        if state.lost and name in _FOLLOWERS:
            return Move(state, f"?/{name}", None, None, 0, (), ())
        frames = state.frames
        for search in (self._in_order, self._implied, self._late):
            found = search(frames, name, qualifier)
            if found is not None:
                return found
        return self._not_found(state, name, qualifier)

    def _candidates(
        self, frames: tuple[Frame, ...], fits: Callable[[Segment | Loop], bool], *, late: bool
    ) -> Iterator[tuple[int, int]]:
        """(depth, child index) of children that fit, from the innermost loop outwards."""
        for depth in range(len(frames) - 1, -1, -1):
            loop, position, _ = frames[depth]
            for index, child in enumerate(loop.children):
                if depth and index == 0:
                    continue
                if (child.position < position) is late and fits(child):
                    yield depth, index

    def _in_order(self, frames: tuple[Frame, ...], name: str, qualifier: str) -> Move | None:
        full: tuple[int, int] | None = None
        for depth, index in self._candidates(frames, lambda c: _fits(_head(c), name, qualifier), late=False):
            loop, _, counts = frames[depth]
            if counts[index] < loop.children[index].most:
                return self._enter(frames, depth, index, ())
            full = full or (depth, index)
        if full is None:
            return None
        return self._enter(frames, *full, (self._too_many(frames, *full),))

    def _implied(self, frames: tuple[Frame, ...], name: str, qualifier: str) -> Move | None:
        """The segment belongs to a required loop whose first segment was left out."""

        def holds(child: Segment | Loop) -> bool:
            return (
                isinstance(child, Loop)
                and child.usage == "R"
                and any(isinstance(c, Segment) and _fits(c, name, qualifier) for c in child.children[1:])
            )

        for depth, index in self._candidates(frames, holds, late=False):
            loop, _, counts = frames[depth]
            child = loop.children[index]
            if counts[index] == 0 and isinstance(child, Loop):
                missing = Problem(
                    "x12.segment.missing", child.id, child.first.id, (("title", child.first.title),)
                )
                entered, problems, opened = self._open(frames, depth, index)
                inner = next(
                    i
                    for i, c in enumerate(child.children)
                    if i and isinstance(c, Segment) and _fits(c, name, qualifier)
                )
                move = self._enter(entered, depth + 1, inner, (*problems, missing))
                move.opened = (*opened, *move.opened)
                move.flag |= self._flag(frames, entered, child)
                return move
        return None

    def _late(self, frames: tuple[Frame, ...], name: str, qualifier: str) -> Move | None:
        for depth, index in self._candidates(frames, lambda c: _fits(_head(c), name, qualifier), late=True):
            child = frames[depth][0].children[index]
            head = _head(child)
            order = Problem("x12.segment.order", head.loop, head.id, (("title", head.title),))
            if frames[depth][2][index] >= child.most:
                order = self._too_many(frames, depth, index)
            return self._enter(frames, depth, index, (order,))
        return None

    def _not_found(self, state: State, name: str, qualifier: str) -> Move:
        """No place: a wrong qualifier in a known segment, or a segment that does not belong."""
        frames = state.frames
        if name in self.guide.keyed:
            found = self._wrong_qualifier(frames, name)
            if found is not None:
                return found
        code = "x12.segment.unexpected" if name in self.guide.segment_ids else "x12.segment.unknown"
        shown = name
        if not _NAME.fullmatch(name):
            code, shown = "x12.segment.name", ""
        problem = Problem(code, frames[-1][0].id, shown)
        lost = state.lost or name in LOOP_STARTERS
        return Move(self._state(frames, lost), f"?/{name}", None, None, 0, (problem,), ())

    def _wrong_qualifier(self, frames: tuple[Frame, ...], name: str) -> Move | None:
        places = list(self._candidates(frames, lambda c: _head(c).id == name, late=False))
        places = [(d, i) for d, i in places if d >= places[0][0] or name == "HL"] if places else []
        if not places:
            return None
        codes = sorted({q for d, i in places for q in _head(frames[d][0].children[i]).qualifiers})
        at = KEYED.get(name, 1)
        words = (("codes", ", ".join(codes[:12]) + (", ..." if len(codes) > 12 else "")),)
        for depth, index in places:
            child = frames[depth][0].children[index]
            needed = child.usage == "R" and frames[depth][2][index] == 0
            again = name == "HL" and any(frame[0] is child for frame in frames)
            below = name == "HL" and (depth, index) == places[0] and not _has_units(frames[depth])
            if needed or again or below:
                wrong = Problem("x12.element.code", _head(child).loop, name, words, at)
                move = self._enter(frames, depth, index, (wrong,))
                move.match = None
                return move
        wrong = Problem("x12.element.code", frames[-1][0].id, name, words, at)
        loops = any(isinstance(frames[d][0].children[i], Loop) for d, i in places)
        return Move(self._state(frames, loops), f"?/{name}", None, None, 0, (wrong,), ())

    def _too_many(self, frames: tuple[Frame, ...], depth: int, index: int) -> Problem:
        child = frames[depth][0].children[index]
        head = _head(child)
        code = "x12.loop.too_many" if isinstance(child, Loop) else "x12.segment.too_many"
        return Problem(code, head.loop, head.id, (("title", child.title), ("most", child.most)))

    def _enter(self, frames: tuple[Frame, ...], depth: int, index: int, found: tuple[Problem, ...]) -> Move:
        """Take the child at (depth, index): close what is deeper, count it, open it when it is a loop."""
        child = frames[depth][0].children[index]
        head = _head(child)
        after, problems, opened = self._open(frames, depth, index)
        flag = self._flag(frames, after, child)
        if head.id == "SE":
            flag |= END
        return Move(
            next=self._state(after, False),
            tag=head.tag,
            node=head,
            match=matcher(head, self.delimiters),
            flag=flag,
            problems=(*problems, *found),
            opened=opened,
        )

    def _open(
        self, frames: tuple[Frame, ...], depth: int, index: int
    ) -> tuple[tuple[Frame, ...], tuple[Problem, ...], tuple[str, ...]]:
        loop, position, counts = frames[depth]
        child = loop.children[index]
        unit_depth = next((d for d, frame in enumerate(frames) if frame[0].unit), len(frames))
        problems: list[Problem] = []
        for deeper in range(len(frames) - 1, depth, -1):
            problems += self._unmet(frames[deeper], None, inside=deeper >= unit_depth)
        reached = max(position, child.position)
        if isinstance(child, Loop) or child.id == "SE":
            limit = None if child.id == "SE" else child.position
            problems += self._unmet(frames[depth], limit, inside=depth >= unit_depth)
        seen = min(counts[index] + 1, child.most + 1) if child.most <= _COUNTED else 1
        counts = (*counts[:index], seen, *counts[index + 1 :])
        after: tuple[Frame, ...] = (*frames[:depth], (loop, reached, counts))
        if isinstance(child, Segment):
            return after, tuple(problems), ()
        inner = (1, *(0 for _ in child.children[1:]))
        return (*after, (child, child.first.position, inner)), tuple(problems), (child.id,)

    @staticmethod
    def _unmet(frame: Frame, limit: int | None, *, inside: bool) -> list[Problem]:
        """Required children never seen: all of them when the loop closes, those before `limit` when it goes
        on."""
        loop, _, counts = frame
        found = []
        for index, child in enumerate(loop.children):
            if child.usage != "R" or counts[index] or _crossed(frame, child):
                continue
            if (limit is None or child.position < limit) and _head(child).id != "SE":
                head = _head(child)
                code = "x12.loop.missing" if isinstance(child, Loop) else "x12.segment.missing"
                found.append(Problem(code, head.loop, head.id, (("title", child.title),), inside=inside))
        return found

    @staticmethod
    def _flag(before: tuple[Frame, ...], after: tuple[Frame, ...], child: Segment | Loop) -> int:
        was = next((i for i, frame in enumerate(before) if frame[0].unit), -1)
        now = next((i for i, frame in enumerate(after) if frame[0].unit), -1)
        flag = 0
        entered = isinstance(child, Loop)
        begins = entered and child.unit if isinstance(child, Loop) else False
        if was >= 0 and (now < 0 or begins):
            flag |= UNIT_END
        if begins:
            flag |= UNIT_START
        if entered and now < 0:
            flag |= OPENS
        if isinstance(child, Loop) and child.line:
            flag |= LINE_START
        if _head(child).id == "HL":
            flag |= LEVEL
        return flag


def _has_units(frame: Frame) -> bool:
    """True when a unit of the loop was seen already."""
    loop, _, counts = frame
    return any(isinstance(c, Loop) and c.unit and counts[i] for i, c in enumerate(loop.children))


def _crossed(frame: Frame, child: Segment | Loop) -> bool:
    """True when a child loop behind `child` was entered already: its absence was told then."""
    loop, _, counts = frame
    return any(
        isinstance(other, Loop) and counts[index] and other.position > child.position
        for index, other in enumerate(loop.children)
    )
