"""What reading a file gives, in order: interchange, group and set starts and ends, and units (a claim, an
inquiry)."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plancore.x12.delimiters import Delimiters
from plancore.x12.findings import Place, X12Finding
from plancore.x12.guide import Guide

if TYPE_CHECKING:
    from plancore.x12.shapes import Level, Passage

Row = tuple[str, list[str]]
"""A segment as read: its tag in the guide (`2300/CLM`) and its elements, the name first."""

Amounts = tuple[int, int, int, list[int], tuple[str, ...], tuple[str, ...]]
"""Of a run of segments about money, in cents: charge, payment, one amount more, and the adjustments with the
group and the reason of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterchangeStart:
    """An ISA. Ids are without the padding; `date` is YYMMDD and `time` HHMM as sent."""

    sender_qualifier: str
    sender: str
    receiver_qualifier: str
    receiver: str
    date: str
    time: str
    version: str
    control: str
    ack_requested: bool
    usage: str
    delimiters: Delimiters
    offset: int
    findings: tuple[X12Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InterchangeEnd:
    """An IEA, or the end of an interchange that has none."""

    start: InterchangeStart
    findings: tuple[X12Finding, ...] = ()
    groups: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStart:
    """A GS. `refused` is true when no set of the group can be read (version, kind)."""

    functional_id: str
    sender: str
    receiver: str
    date: str
    time: str
    control: str
    version: str
    findings: tuple[X12Finding, ...] = ()

    @property
    def refused(self) -> bool:
        """True when the plan can't read any set of this group."""
        refusing = ("x12.group.version", "x12.group.unsupported", "x12.group.header")
        return any(one.code in refusing for one in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEnd:
    """A GE, or the end of a group that has none. `sets` were found, `said` were counted by GE01."""

    start: GroupStart
    findings: tuple[X12Finding, ...] = ()
    sets: int = 0
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStart:
    """An ST. `guide` is None when the set is not read; the findings say why."""

    set_id: str
    control: str
    version: str
    guide: Guide | None
    offset: int
    findings: tuple[X12Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetEnd:
    """An SE, or the end of a set that has none. `findings` are those outside of units; `header` the rows of
    the set's header loops by loop id, as they stood at the end."""

    start: SetStart
    findings: tuple[X12Finding, ...] = ()
    segments: int = 0
    units: int = 0
    header: dict[str, list[Row]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Binary:
    """What is known of a binary segment's data, the data aside: the index of its row in the unit, the file
    offset of the first byte, the bytes declared and found (None: the file ended first), and the SHA-256 of
    the declared bytes as far as they came."""

    row: int
    segment: str
    offset: int
    declared: int
    found: int | None
    sha256: str

    @property
    def is_whole(self) -> bool:
        """True when the segment ends where its length says."""
        return self.found == self.declared


@dataclass(frozen=True, slots=True, kw_only=True)
class BinaryData:
    """Some bytes of a binary segment, in their order; `unit` is the number of the open unit in its set (0:
    none), `row` the segment's index in it. Comes before the unit, which ends later; nothing keeps the
    bytes."""

    set_start: SetStart
    unit: int
    row: int
    offset: int
    data: bytes
    findings: tuple[X12Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BinaryEnd:
    """The data of a binary segment have come to their end."""

    set_start: SetStart
    unit: int
    binary: Binary
    findings: tuple[X12Finding, ...] = ()


class Unit:
    """What is read and answered one by one: a claim (loop 2300), an inquiry, a claim's payment.

    `rows` are its segments; `lines` the indexes in `rows` at which a service line begins; `context` the rows
    of the loops it hangs under, by loop id. `findings` are its own, `inherited` those of the loops it hangs
    under (reported once, in the set's findings or before). Rows, lines, offsets and context are made when
    asked for: of a unit that passed by learnt shapes, `passages` holds the texts instead, and `levels` those
    of the loops above it, to be put onto `base` (see shapes.py); for all others `passages` is None.
    `amounts` is what a quick look at the passages read of them, where they passed it
    (rules_quick_remittance.py).
    """

    __slots__ = (
        "_context",
        "_lines",
        "_offsets",
        "_rows",
        "amounts",
        "base",
        "binaries",
        "findings",
        "first_segment",
        "group_start",
        "inherited",
        "interchange",
        "levels",
        "loop",
        "number",
        "passages",
        "set_start",
    )

    def __init__(  # noqa: PLR0917 - one for each claim of a file: by position it takes half as long
        self,
        loop: str,
        number: int,
        first_segment: int,
        starts: tuple[SetStart, GroupStart, InterchangeStart],
        inherited: list[X12Finding],
        base: dict[str, list[Row]],
        levels: "tuple[Level, ...]",
        passages: "list[Passage] | None",
    ) -> None:
        self.loop = loop
        self.number = number
        self.first_segment = first_segment
        self.set_start, self.group_start, self.interchange = starts
        self.findings: list[X12Finding] = []
        self.inherited = inherited
        self.binaries: tuple[Binary, ...] = ()
        self.levels = levels
        self.passages = passages
        self.amounts: list[Amounts] | None = None
        self.base = base
        self._context: dict[str, list[Row]] | None = None
        self._rows: list[Row] | None = [] if passages is None else None
        self._offsets: list[int] = []
        self._lines: list[int] = []

    @property
    def rows(self) -> list[Row]:
        """Its segments, in order."""
        return self._rows if self._rows is not None else self._write_out()

    @property
    def offsets(self) -> list[int]:
        """Where each of them begins in the file."""
        if self._rows is None:
            self._write_out()
        return self._offsets

    @property
    def lines(self) -> list[int]:
        """The rows at which a service line begins."""
        if self._rows is None:
            self._write_out()
        return self._lines

    @property
    def context(self) -> dict[str, list[Row]]:
        """The rows of the loops it hangs under, by loop id."""
        if self._context is None:
            self._context = dict(self.base)
            for level in self.levels:
                level.apply(self._context)
        return self._context

    def _write_out(self) -> list[Row]:
        """Make the rows of the passages."""
        rows: list[Row] = []
        for passage in self.passages or ():
            if passage.shape.is_line:
                self._lines.append(len(rows))
            rows += passage.rows
            self._offsets += passage.offsets
        self._rows = rows
        return rows

    @property
    def place(self) -> Place:
        """Where the unit begins."""
        return Place(
            offset=self.offsets[0],
            segment_number=self.first_segment,
            loop=self.loop,
            segment=self.rows[0][1][0],
        )

    @property
    def spans(self) -> list[tuple[int, int]]:
        """(first row, row after the last) of each service line."""
        if not self.lines:
            return []
        return list(zip(self.lines, [*self.lines[1:], len(self.rows)], strict=True))

    def place_of(self, index: int, element: int = 0, component: int = 0, repeat: int = 0) -> Place:
        """The place of an element in the row at `index`."""
        tag, elements = self.rows[index]
        return Place(
            offset=self.offsets[index],
            segment_number=self.first_segment + index,
            loop=tag.partition("/")[0],
            segment=elements[0],
            element=element,
            component=component,
            repeat=repeat,
        )


Event = (
    InterchangeStart
    | GroupStart
    | SetStart
    | BinaryData
    | BinaryEnd
    | Unit
    | SetEnd
    | GroupEnd
    | InterchangeEnd
)
