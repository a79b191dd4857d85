"""270 in: one `Inquiry` for each question, with its findings and the rows that the 271 sends back."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from plancore.eligibility.message import Case
from plancore.eligibility.types import Inquiry
from plancore.exchange.echo import find_row
from plancore.exchange.eligibility_value import cases_of
from plancore.exchange.eligibility_write import write_cases as _write_cases
from plancore.exchange.text import readable
from plancore.x12.checking import rules_with
from plancore.x12.convert import day, days
from plancore.x12.events import Event, GroupStart, InterchangeStart, Row, SetEnd, SetStart, Unit
from plancore.x12.findings import Profile, X12Finding
from plancore.x12.scan import Scanner
from plancore.x12.values import Codes
from plancore.x12.writer import Header

SUPPORTED = frozenset({"270"})


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryReceived:
    """A question as it came: the value, what is wrong with it, and the unit for the answer's echo."""

    inquiry: Inquiry
    findings: tuple[X12Finding, ...]
    unit: Unit

    @property
    def is_acceptable(self) -> bool:
        """True when nothing in the file keeps it from being answered."""
        return not any(one.is_error for one in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A 270 file as read. `events` are for `acks.for_events`; `inquiries` those of sets that are not
    refused."""

    events: tuple[Event, ...]
    inquiries: tuple[InquiryReceived, ...]
    interchange: InterchangeStart
    group: GroupStart | None

    @property
    def refused_sets(self) -> tuple[SetStart, ...]:
        """Sets refused as a whole: the 999 says why."""
        return tuple(
            one.start for one in self.events if isinstance(one, SetEnd) and _is_refused(self.events, one)
        )


def _is_refused(events: tuple[Event, ...], end: SetEnd) -> bool:
    if end.start.guide is None:
        return True
    findings = [*end.start.findings, *end.findings]
    for one in events:
        if isinstance(one, Unit) and one.set_start is end.start:
            findings += one.findings
    return any(one.is_error and one.level <= 2 for one in findings)


def read(
    chunks: Iterable[bytes], *, today: dt.date, codes: Codes | None = None, profile: Profile | None = None
) -> Batch:
    """A whole 270 file (real time, or a batch of moderate size: it is kept in memory). `today` is the service
    date of a question that names none. Raises `plancore.x12.NotX12`."""

    scanner = Scanner(supported=SUPPORTED, rules=rules_with(codes), profile=profile)
    kept = tuple(scanner.read(chunks))
    refused = {id(one.start) for one in kept if isinstance(one, SetEnd) and _is_refused(kept, one)}
    asked: list[InquiryReceived] = []
    subscriber: Unit | None = None
    for event in kept:
        if not isinstance(event, Unit):
            continue
        if event.loop == "2100C":
            subscriber = event
        if id(event.set_start) in refused or not any(tag.endswith("/EQ") for tag, _ in event.rows):
            continue
        asked.append(_received(event, subscriber, today))
    start = next(one for one in kept if isinstance(one, InterchangeStart))
    group = next((one for one in kept if isinstance(one, GroupStart)), None)
    return Batch(events=kept, inquiries=tuple(asked), interchange=start, group=group)


def read_cases(chunks: Iterable[bytes]) -> tuple[Case, ...]:
    """What a 270 file asks, person by person, with all it says. Raises `plancore.x12.NotX12`."""
    return cases_of(Scanner(supported=SUPPORTED).read(chunks))


def write_cases(cases: Iterable[Case], header: Header) -> bytes:
    """A whole interchange with these questions, for another payer."""
    return _write_cases(cases, header, "270")


def _received(unit: Unit, subscriber: Unit | None, today: dt.date) -> InquiryReceived:
    findings = [*unit.inherited, *unit.findings]
    if unit.loop == "2100D" and subscriber is not None and subscriber.set_start is unit.set_start:
        findings += subscriber.findings
    return InquiryReceived(inquiry=_inquiry(unit, today), findings=tuple(findings), unit=unit)


def _at(elements: list[str], position: int) -> str:
    return elements[position] if position < len(elements) else ""


def _first(rows: list[Row], ending: str) -> list[str]:
    return next((elements for tag, elements in rows if tag.endswith(ending)), [])


def _service_date(unit: Unit) -> dt.date | None:
    for tag, elements in unit.rows:
        if tag.endswith("/DTP*291") and _at(elements, 1) == "291":
            span = days(_at(elements, 3))
            if span:
                return span[0]
    return None


def _inquiry(unit: Unit, today: dt.date) -> Inquiry:
    is_dependent = unit.loop == "2100D"
    level = "2000D" if is_dependent else "2000C"
    name = unit.rows[0][1]
    birth = _first(unit.rows, "/DMG")
    holder = unit.context.get("2100C") or [] if is_dependent else unit.rows
    holder_name = holder[0][1] if holder else []
    source = _first(unit.context.get("2100A", []), "")
    receiver = _first(unit.context.get("2100B", []), "")
    repetition = unit.interchange.delimiters.repetition
    types: list[str] = []
    procedure = ""
    for tag, elements in unit.rows:
        if tag.endswith("/EQ"):
            given = _at(elements, 1)
            types += [one for one in (given.split(repetition) if repetition else [given]) if one]
            procedure = procedure or (_at(_at(elements, 2).split(unit.interchange.delimiters.component), 1))
    return Inquiry(
        service_date=_service_date(unit) or today,
        member_id="" if is_dependent else _at(holder_name, 9),
        last_name=readable(_at(name, 3)),
        first_name=readable(_at(name, 4)),
        birth_date=day(_at(birth, 2)),
        gender=_at(birth, 3),
        service_types=tuple(dict.fromkeys(types)) or ("30",),
        procedure=procedure,
        provider_npi=_at(receiver, 9) if _at(receiver, 8) == "XX" else "",
        provider_name=readable(_at(receiver, 3)),
        provider_is_person=_at(receiver, 2) == "1",
        receiver_id=_at(receiver, 9),
        payer_id=_at(source, 9),
        payer_name=readable(_at(source, 3)),
        traces=tuple(
            (_at(elements, 2), _at(elements, 3), _at(elements, 4))
            for tag, elements in unit.context.get(level, [])
            if tag.endswith("/TRN")
        ),
        reference=_at(find_row(unit.context.get("HEADER"), "HEADER/BHT"), 3),
        is_dependent=is_dependent,
        subscriber_member_id=_at(holder_name, 9),
    )
