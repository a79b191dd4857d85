"""What reading a file gives, in order: interchange, group and set starts and ends, and units (a claim, an
inquiry)."""

from dataclasses import dataclass, field

from plancore.x12.delimiters import Delimiters
from plancore.x12.findings import Place, X12Finding
from plancore.x12.guide import Guide

Row = tuple[str, list[str]]
"""A segment as read: its tag in the guide (`2300/CLM`) and its elements, the name first."""


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


@dataclass(slots=True, kw_only=True)
class Unit:
    """What is read and answered one by one: a claim (loop 2300), an inquiry, a claim's payment.

    `rows` are its segments; `lines` the indexes in `rows` at which a service line begins; `context` the rows
    of the loops it hangs under, by loop id. `findings` are its own, `inherited` those of the loops it hangs
    under (reported once, in the set's findings or before). Not frozen: reading fills one after the other.
    """

    loop: str
    number: int
    rows: list[Row]
    lines: list[int]
    context: dict[str, list[Row]]
    offsets: list[int]
    first_segment: int
    set_start: SetStart
    group_start: GroupStart
    interchange: InterchangeStart
    findings: list[X12Finding]
    inherited: list[X12Finding]

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


Event = InterchangeStart | GroupStart | SetStart | Unit | SetEnd | GroupEnd | InterchangeEnd
