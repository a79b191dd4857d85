"""834 in and out: enrolment changes, one member at a time, with their findings; and back to a whole file."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from plancore.enrolment.types import EnrolmentFile, MemberChange, Organization
from plancore.exchange.claim_value import field_at, words_at
from plancore.exchange.enrolment_value import dates_of, member_of
from plancore.exchange.enrolment_write import SetWriter
from plancore.kernel import Finding
from plancore.x12.checking import rules_with
from plancore.x12.convert import day, number
from plancore.x12.events import Event, Row, SetEnd, SetStart, Unit
from plancore.x12.findings import Place, Profile, X12Finding
from plancore.x12.scan import Scanner
from plancore.x12.values import Codes
from plancore.x12.writer import Header, SetText, to_bytes, write_interchange

VERSION = "005010X220A1"
SUPPORTED = frozenset({"834"})
_NO_ROWS: list[Row] = []


@dataclass(frozen=True, slots=True)
class MemberReceived:
    """A member's change as it came, with the head of its set. What was unreadable in it is empty and stands
    in the findings."""

    change: MemberChange
    file: EnrolmentFile
    unit: Unit

    @property
    def findings(self) -> tuple[X12Finding, ...]:
        """What is wrong in the change itself."""
        return tuple(self.unit.findings)

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The same with those of the set's head, as the kernel's findings, for keeping."""
        return tuple(one.finding for one in (*self.unit.inherited, *self.unit.findings))

    @property
    def is_acceptable(self) -> bool:
        """True when nothing in the change keeps it from being taken."""
        return not any(one.is_error for one in (*self.unit.inherited, *self.unit.findings))

    @property
    def place(self) -> Place:
        """Where the change begins."""
        return self.unit.place


@dataclass(frozen=True, slots=True)
class FileRead:
    """The end of a set: its head, which a set without members has too."""

    file: EnrolmentFile
    end: SetEnd


def events(
    chunks: Iterable[bytes], *, codes: Codes | None = None, profile: Profile | None = None
) -> Iterator[Event | MemberReceived | FileRead]:
    """The events of a file with each member as `MemberReceived` and each set's end as `FileRead`; nothing
    earlier is kept. Raises `plancore.x12.NotX12`."""
    scanner = Scanner(supported=SUPPORTED, rules=rules_with(codes), profile=profile)
    brokers: list[Organization] = []
    head: EnrolmentFile | None = None
    for event in scanner.read(chunks):
        if isinstance(event, SetStart):
            brokers, head = [], None
            yield event
        elif isinstance(event, Unit) and event.loop == "1000C":
            brokers.append(_broker(event.rows))
            yield event
        elif isinstance(event, Unit):
            if head is None:
                head = replace(_head(event.context), brokers=tuple(brokers))
            marks = event.interchange.delimiters
            yield MemberReceived(member_of(event.rows, marks), head, event)
        elif isinstance(event, SetEnd) and event.start.guide is not None:
            yield FileRead(head or replace(_head(event.header), brokers=tuple(brokers)), event)
        else:
            yield event


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A set whole: its head and its changes."""

    file: EnrolmentFile
    changes: tuple[MemberChange, ...]


def read(chunks: Iterable[bytes]) -> tuple[Enrolment, ...]:
    """All sets of a file, whole, in memory: for files of moderate size. Raises `plancore.x12.NotX12`."""
    made: list[Enrolment] = []
    changes: list[MemberChange] = []
    for event in events(chunks):
        if isinstance(event, MemberReceived):
            changes.append(event.change)
        elif isinstance(event, FileRead):
            made.append(Enrolment(event.file, tuple(changes)))
            changes = []
    return tuple(made)


def write(enrolments: Iterable[Enrolment], header: Header) -> bytes:
    """A whole interchange with one set for each enrolment, taken one by one."""
    sets = (
        SetText("834", VERSION, tuple(SetWriter(header.delimiters).segments(one.file, one.changes)))
        for one in enrolments
    )
    return to_bytes(write_interchange(header, "BE", VERSION, sets))


def _broker(rows: list[Row]) -> Organization:
    accounts = tuple(
        (words_at(elements, 1), words_at(elements, 6)) for _, elements in rows if elements[0] == "ACT"
    )
    return replace(_organization(rows), role=field_at(rows[0][1], 1), accounts=accounts)


def _organization(rows: list[Row]) -> Organization:
    name = rows[0][1] if rows else []
    return Organization(name=words_at(name, 2), id_kind=field_at(name, 3), id=words_at(name, 4))


def _head(context: dict[str, list[Row]]) -> EnrolmentFile:
    rows = context.get("HEADER", _NO_ROWS)
    named = {elements[0]: elements for _, elements in rows}
    begin = named.get("BGN", [])
    return EnrolmentFile(
        purpose=field_at(begin, 1),
        reference=words_at(begin, 2),
        created=day(field_at(begin, 3)) or dt.date.min,
        time=field_at(begin, 4),
        zone=field_at(begin, 5),
        earlier_reference=words_at(begin, 6),
        action=field_at(begin, 8),
        policy=words_at(named.get("REF", []), 2),
        dates=dates_of(rows),
        totals=_totals(rows),
        sponsor=_organization(context.get("1000A", _NO_ROWS)),
        payer=_organization(context.get("1000B", _NO_ROWS)),
    )


def _totals(rows: list[Row]) -> tuple[tuple[str, Decimal], ...]:
    counts = [(field_at(one, 1), number(field_at(one, 2))) for _, one in rows if one[0] == "QTY"]
    return tuple((kind, count) for kind, count in counts if count is not None)
