"""The well-trodden way: runs of segments that were clean before pass as one piece of text.

A run goes from one landmark (a level HL, the beginning of a unit or of a service line) to the next. When the
same run was found clean often enough, segment by segment, its moves are put together into a `Shape`: one
pattern made of the patterns of its segments, with the number of elements and the qualifiers as they were. A
text that the pattern and its few checks pass would surely have passed segment by segment, with the same rows
and the same position after it; any other text goes the careful way, which alone decides what is wrong. So a
shape may be stricter than the guide and never laxer. Rows are written out only when somebody asks for them.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from plancore.codes import is_taxonomy_shape
from plancore.x12.delimiters import Delimiters
from plancore.x12.events import Row
from plancore.x12.guide import FORMATS, KEYED, Guide, Loop, Segment
from plancore.x12.pattern import BY_FORMAT, Maker
from plancore.x12.values import FINE, fine_n1, fine_n4, fine_nm1, fine_prv, fine_ref, is_npi, is_state, never
from plancore.x12.walk import END, LEVEL, LINE_START, OPENS, UNIT_END, UNIT_START, Move, State, Walker

LANDMARK = LEVEL | UNIT_START | UNIT_END | LINE_START | END
"""Moves at which a run ends and the next begins."""

LONGEST = 60
"""Segments of the longest run that is learnt."""

_AT_ONE_STATE = 32
_IN_ALL = 300
_COUNTED = 500
_ZIP = r"\d{5}(?:\d{4})?"
_TAX = r"(?:\d{9}|\d\d-\d{7}|\d{3}-\d\d-\d{4})"

Check = tuple[int, Callable[[str], bool]]
Match = Callable[[str, int], "re.Match[str] | None"]


class Shape:
    """A run of segments that is known to be right when `match` passes its text (up to and with the last
    terminator) and each of `checks` its element. Made once, compared by identity."""

    __slots__ = (
        "after",
        "at",
        "checks",
        "covers",
        "ends_unit",
        "fixed",
        "is_line",
        "is_plain",
        "length",
        "level",
        "loops",
        "match",
        "opens",
        "starts",
        "tags",
        "unit",
        "width",
    )

    def __init__(
        self, match: Callable[[str, int], "re.Match[str] | None"], checks: tuple[Check, ...]
    ) -> None:
        self.match = match
        self.checks = checks
        self.after: State
        """The position after the run."""
        self.tags: tuple[str, ...] = ()
        self.starts: tuple[int, ...] = ()
        """Where each segment begins in the flat list of all elements; the list's length at the end."""
        self.width = self.length = 0
        """Number of elements (names included) and of segments."""
        self.at: dict[str, int] = {}
        """Where the segment with a tag begins in the flat list; the first one of that tag."""
        self.fixed: dict[int, str] = {}
        """Qualifiers by their place in the flat list: the same in every text that passes."""
        self.is_plain = True
        """True when no tag comes twice."""
        self.ends_unit = self.is_line = False
        self.unit = self.level = ""
        """The unit's loop that it begins; the loop of its HL."""
        self.opens: tuple[tuple[str, int, int, tuple[str, ...]], ...] = ()
        """Loops opened outside of units: id, first segment, segment after the last, the loops within it."""
        self.loops: frozenset[str] = frozenset()
        self.covers: frozenset[str] = frozenset()
        """The loops whose rows are gone or new after it."""


class Passage:
    """A text that passed by a shape: the elements of all its segments in one flat list, and an empty one at
    its end, which stands for any that is not there."""

    __slots__ = ("_opened", "_rows", "end", "flat", "is_ascii", "note", "offset", "shape", "step")

    def __init__(  # noqa: PLR0917 - made for every few segments of a file: by position it takes half as long
        self, shape: Shape, flat: list[str], offset: int, end: int, step: int, is_ascii: bool
    ) -> None:
        self.is_ascii = is_ascii
        self.note: Any = None
        """What the checks read of the text, for who makes the value."""
        self.shape = shape
        self.flat = flat
        self.offset = offset
        self.end = end
        self.step = step
        self._rows: list[Row] | None = None
        self._opened: list[tuple[str, list[Row]]] | None = None

    @property
    def rows(self) -> list[Row]:
        """Its segments as reading one by one gives them."""
        if self._rows is None:
            starts, flat = self.shape.starts, self.flat
            self._rows = [
                (tag, flat[at:end]) for tag, at, end in zip(self.shape.tags, starts, starts[1:], strict=False)
            ]
        return self._rows

    @property
    def offsets(self) -> list[int]:
        """Where each segment begins in the file."""
        found, offset = [], self.offset
        for _, elements in self.rows:
            found.append(offset)
            offset += sum(map(len, elements)) + len(elements) - 1 + self.step
        return found

    @property
    def loops(self) -> frozenset[str]:
        """The loops whose rows it brings."""
        return self.shape.loops

    @property
    def opened(self) -> list[tuple[str, list[Row]]]:
        """The loops it opens outside of units, with their rows."""
        if self._opened is None:
            rows = self.rows
            self._opened = [(loop, rows[first:end]) for loop, first, end, _ in self.shape.opens]
        return self._opened

    def apply(self, context: dict[str, list[Row]]) -> None:
        """Put its loops into the context as reading segment by segment would have."""
        for (loop, rows), (_, _, _, inner) in zip(self.opened, self.shape.opens, strict=True):
            for one in inner:
                context.pop(one, None)
            context[loop] = rows


class Ended:
    """The rows of a unit that has ended, for the context of what follows."""

    __slots__ = ("_rows", "loop", "loops", "passages")

    def __init__(self, loop: str, passages: list[Passage]) -> None:
        self.loop = loop
        self.loops = frozenset((loop,))
        self.passages = passages
        self._rows: list[Row] | None = None

    def apply(self, context: dict[str, list[Row]]) -> None:
        """Put the rows into the context."""
        if self._rows is None:
            self._rows = [row for passage in self.passages for row in passage.rows]
        context[self.loop] = self._rows


Level = Passage | Ended

Pick = Callable[[list[str]], tuple[str, ...]]
"""Takes some elements out of a passage's flat list; place -1 is the empty one at its end."""

Plan = TypeVar("Plan")


class Plans(dict[Shape, Plan | None]):
    """The plan that somebody has for each shape, made at its first passage."""

    def __init__(self, make: Callable[[Shape], Plan | None]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, shape: Shape) -> Plan | None:
        made = self[shape] = self._make(shape)
        return made


class _Unfit(Exception):  # noqa: N818 - says what the run is
    """The run can't be learnt."""


class _Pins:
    """What a shape holds fast of one segment: patterns by position, positions that must be filled, checks."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.bodies: dict[int, str] = {}
        self.fixed: dict[int, str] = {}
        self.filled: set[int] = set()
        self.checks: list[Check] = []

    def name(self, elements: list[str], qualifier: int) -> None:
        """A qualifier and its number: both or neither; an NPI with its digit."""
        if self.count < qualifier:
            return
        given = elements[qualifier]
        self.bodies[qualifier] = re.escape(given)
        if not given:
            self.bodies[qualifier + 1] = ""
            return
        self.filled.add(qualifier + 1)
        if given == "XX":
            self.checks.append((qualifier + 1, is_npi))


def _pin_nm1(pins: _Pins, elements: list[str]) -> None:
    pins.name(elements, 8)


def _pin_n1(pins: _Pins, elements: list[str]) -> None:
    pins.name(elements, 3)


def _pin_n4(pins: _Pins, elements: list[str]) -> None:
    pins.bodies[3] = _ZIP
    pins.filled.add(2)
    pins.checks.append((2, is_state))


def _pin_prv(pins: _Pins, elements: list[str]) -> None:
    pins.bodies[2] = re.escape(elements[2])
    if elements[2] == "PXC":
        pins.filled.add(3)
        pins.checks.append((3, _is_taxonomy))


def _pin_ref(pins: _Pins, elements: list[str]) -> None:
    pins.bodies[1] = re.escape(elements[1])
    if elements[1] in ("EI", "SY"):
        pins.bodies[2] = _TAX


_is_taxonomy = lru_cache(maxsize=1_024)(is_taxonomy_shape)

_PINNED: dict[Callable[[list[str]], bool], tuple[int, Callable[[_Pins, list[str]], None]]] = {
    fine_nm1: (0, _pin_nm1),
    fine_n1: (0, _pin_n1),
    fine_n4: (3, _pin_n4),
    fine_prv: (3, _pin_prv),
    fine_ref: (0, _pin_ref),
}
"""For each check of values.FINE: the number of elements it wants (0: any), and how a shape holds it fast."""


def _as_told(node: Segment, elements: list[str], pins: _Pins) -> None:
    """A date written as the element before it says."""
    pair = FORMATS.get(node.id)
    if pair is None or pair[1] > pins.count or not elements[pair[1]]:
        return
    teller, told = (node.elements[at - 1] for at in pair)
    form = elements[pair[0]]
    if teller.usage == "R" and told.usage != "N" and any(code in BY_FORMAT for code in teller.codes):
        if form not in BY_FORMAT:
            raise _Unfit
        pins.bodies[pair[0]], pins.bodies[pair[1]] = re.escape(form), BY_FORMAT[form]
    elif FINE.get(node.id) is never:
        raise _Unfit


def _pins(node: Segment, elements: list[str], guide: Guide) -> _Pins:
    pins = _Pins(len(elements) - 1)
    if not 1 <= pins.count <= len(node.elements) or not elements[-1]:
        raise _Unfit
    if node.id in guide.keyed and node.id != "HI":
        at = KEYED.get(node.id, 1)
        if at > pins.count:
            raise _Unfit
        pins.fixed[at] = elements[at]
        pins.bodies[at] = re.escape(elements[at])
    fine = FINE.get(node.id)
    if fine is never:
        for at, text in enumerate(elements[1:], 1):
            pins.filled.add(at) if text else pins.bodies.setdefault(at, "")
    elif fine is not None:
        if fine not in _PINNED:
            raise _Unfit
        wanted, pin = _PINNED[fine]
        if (wanted and pins.count != wanted) or pins.count < 2:
            raise _Unfit
        pin(pins, elements)
    _as_told(node, elements, pins)
    return pins


def _source(node: Segment, elements: list[str], pins: _Pins, maker: Maker) -> str:
    """The pattern of one segment with so many elements."""
    text = node.id
    for at in range(1, pins.count + 1):
        one = node.elements[at - 1]
        body = pins.bodies.get(at)
        if body is None:
            body = maker.value(one) if one.usage != "N" else ""
            if body and one.kind == "C":
                body += f"(?<!{maker.component})"
            if body and not (one.usage == "R" or at == pins.count or at in pins.filled):
                body = f"(?:{body}|)"
        if at == 1 and node.id == "HI":
            text += f"{maker.element}(?={re.escape(_first_part(elements[1], maker))}){body}"
            continue
        text += maker.element + body
    return text


def _first_part(text: str, maker: Maker) -> str:
    """The first component with its separator."""
    mark = maker.component.removeprefix("\\")
    first, found, _ = text.partition(mark)
    return first + found


@lru_cache(maxsize=1_024)
def _compiled(source: str) -> Match:
    return re.compile(source).match


@lru_cache(maxsize=64)
def _landmarks(guide: Guide, delimiters: Delimiters) -> str:
    """What may stand after a run: so that a run which goes on is learnt in its whole length."""
    loops = [loop for loop in guide.root.loops() if loop.unit or loop.line or loop.first.id == "HL"]
    heads = {loop.first.id for loop in loops} | {"SE"}
    return "(?=(?:" + "|".join(sorted(heads)) + ")" + re.escape(delimiters.element) + ")"


class Learner:
    """Makes shapes for one guide and set of delimiters, a bounded number. `after` is how often a run must be
    seen before it is learnt; 0: never."""

    def __init__(
        self,
        walker: Walker,
        cut: str,
        inner: dict[str, tuple[str, ...]],
        after: int,
    ) -> None:
        self.walker = walker
        self.cut = cut
        self.inner = inner
        self.after = after
        self.maker = Maker(walker.delimiters, within_text=True)
        self.made = 0
        self.known: set[tuple[tuple[str, int], ...]] = set()
        """Runs learnt at some position: at another the pattern is at hand, and once is often enough."""

    def see(self, state: State, rows: list[Row]) -> None:
        """A clean run of segments that began at this state."""
        if len(rows) > LONGEST or self.made >= _IN_ALL:
            return
        key = tuple([(tag, len(elements)) for tag, elements in rows])
        count = state.seen.get(key, 0) + 1
        if count < self.after and key not in self.known:
            if len(state.seen) >= _COUNTED:
                state.seen.clear()
            state.seen[key] = count
            return
        state.seen.pop(key, None)
        try:
            shape = self._make(state, rows)
        except _Unfit:
            return
        self.made += 1
        self.known.add(key)
        begin = self.walker.delimiters.element.join(rows[0][1])[:3]
        shapes = state.shapes.setdefault(begin, [])
        if len(shapes) >= _AT_ONE_STATE:
            shapes.pop()
        shapes.append(shape)

    def _make(self, state: State, rows: list[Row]) -> Shape:
        moves: list[Move] = []
        for tag, elements in rows:
            move = self.walker.move(state, elements)
            if move.tag != tag or move.problems or move.match is None or move.next.lost:
                raise _Unfit
            moves.append(move)
            state = move.next
        self._fits(moves, rows)
        sources, checks, starts = [], [], [0]
        fixed: dict[int, str] = {}
        for move, (_, elements) in zip(moves, rows, strict=True):
            assert move.node is not None
            pins = _pins(move.node, elements, self.walker.guide)
            sources.append(_source(move.node, elements, pins, self.maker))
            checks += [(starts[-1] + at, check) for at, check in pins.checks]
            fixed |= {starts[-1] + at: text for at, text in pins.fixed.items()}
            starts.append(starts[-1] + len(elements))
        delimiters = self.walker.delimiters
        cut = re.escape(self.cut)
        kept = "".join(f"(?>{source}{cut})" for source in sources)  # no way back into a segment that passed
        source = kept + _landmarks(self.walker.guide, delimiters)
        match = _compiled(source)
        text = self.cut.join(delimiters.element.join(elements) for _, elements in rows) + self.cut
        found = match(f"{text}SE{delimiters.element}", 0)
        if found is None or found.end() != len(text):
            raise _Unfit
        shape = Shape(match, tuple(checks))
        shape.fixed = fixed
        shape.starts, shape.width, shape.length = tuple(starts), starts[-1], len(rows)
        self._describe(shape, moves)
        return shape

    @staticmethod
    def _fits(moves: list[Move], rows: list[Row]) -> None:
        """Runs begin at a landmark that opens something, and open only loops outside of units after it."""
        first = moves[0].flag
        if not first & (OPENS | UNIT_START | LINE_START) or first & END:
            raise _Unfit
        if first & LEVEL and len(rows[0][1]) != 5:
            raise _Unfit
        if any(move.flag & ~OPENS or (move.flag and not first & OPENS) for move in moves[1:]):
            raise _Unfit

    def _describe(self, shape: Shape, moves: list[Move]) -> None:
        first = moves[0].flag
        shape.after = moves[-1].next
        shape.tags = tuple(move.tag for move in moves)
        for tag, at in zip(shape.tags, shape.starts, strict=False):
            shape.at.setdefault(tag, at)
        shape.is_plain = len(shape.at) == len(shape.tags)
        shape.ends_unit = bool(first & UNIT_END)
        shape.is_line = first == LINE_START
        shape.level = moves[0].tag.partition("/")[0] if first & LEVEL else ""
        if first & UNIT_START:
            shape.unit = next(frame[0].id for frame in moves[0].next.frames if frame[0].unit)
        if first & LINE_START and not shape.is_line:
            raise _Unfit
        opening = [(at, move.next.frames[-1][0].id) for at, move in enumerate(moves) if move.flag & OPENS]
        ends = [at for at, _ in opening[1:]] + [len(moves)]
        shape.opens = tuple(
            (loop, at, end, self.inner[loop]) for (at, loop), end in zip(opening, ends, strict=False)
        )
        shape.loops = frozenset(loop for _, loop in opening)
        if opening:
            shape.covers = frozenset((opening[0][1], *self.inner[opening[0][1]]))


def loops_of(guide: Guide) -> dict[str, tuple[str, ...]]:
    """For each loop: the loops within it that can hold rows of their own outside of units, and the units."""
    return {loop.id: tuple(_outside_units(loop)) for loop in guide.root.loops()}


def _outside_units(loop: Loop) -> list[str]:
    found: list[str] = []
    for child in loop.children:
        if isinstance(child, Loop):
            found.append(child.id)
            if not child.unit:
                found += _outside_units(child)
    return found
