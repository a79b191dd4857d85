"""276 in and out: one `StatusInquiry` for each claim asked about, with who asks whom and what is wrong with
it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from plancore.claims.status import AskedLine, StatusInquiry
from plancore.exchange.echo import Name, find_row, name_of
from plancore.exchange.text import as_sent, readable
from plancore.kernel import Cents
from plancore.x12.checking import rules_with
from plancore.x12.convert import amount, cents, date8, day, days, number, plain
from plancore.x12.events import Event, GroupStart, InterchangeStart, Row, SetEnd, SetStart, Unit
from plancore.x12.findings import Profile, X12Finding
from plancore.x12.scan import Scanner
from plancore.x12.values import Codes
from plancore.x12.writer import Header, SetText, Value, Writer, to_bytes, write_interchange

SUPPORTED = frozenset({"276"})
VERSION = "005010X212"


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """Who is asked, who asks, for which provider, about whom; `patient` None when it is the subscriber."""

    payer: Name
    receiver: Name
    provider: Name
    subscriber: Name
    patient: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryReceived:
    """A question as it came. Two are equal when they ask the same; `reference` is BHT03."""

    inquiry: StatusInquiry
    levels: Levels
    reference: str
    findings: tuple[X12Finding, ...] = field(default=(), compare=False)
    set_start: SetStart | None = field(default=None, compare=False)

    @property
    def is_acceptable(self) -> bool:
        """True when nothing in the file keeps it from being answered."""
        return not any(one.is_error for one in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A 276 file as read. `events` are for `acks.for_events`; `inquiries` those of sets that are not
    refused."""

    events: tuple[Event, ...]
    inquiries: tuple[InquiryReceived, ...]
    interchange: InterchangeStart
    group: GroupStart | None


def read(chunks: Iterable[bytes], *, codes: Codes | None = None, profile: Profile | None = None) -> Batch:
    """A whole 276 file (real time, or a batch of moderate size: it is kept in memory). Raises
    `plancore.x12.NotX12`."""
    kept = tuple(Scanner(supported=SUPPORTED, rules=rules_with(codes), profile=profile).read(chunks))
    refused = {id(one.start) for one in kept if isinstance(one, SetEnd) and _is_refused(one)}
    asked = tuple(
        _received(one) for one in kept if isinstance(one, Unit) and id(one.set_start) not in refused
    )
    start = next(one for one in kept if isinstance(one, InterchangeStart))
    group = next((one for one in kept if isinstance(one, GroupStart)), None)
    return Batch(events=kept, inquiries=asked, interchange=start, group=group)


def _is_refused(end: SetEnd) -> bool:
    if end.start.guide is None:
        return True
    return any(one.is_error and one.level <= 2 for one in (*end.start.findings, *end.findings))


def at(elements: list[str], position: int) -> str:
    """An element's text, empty when it is not there."""
    return elements[position] if position < len(elements) else ""


def levels_of(unit: Unit) -> Levels:
    """The levels a unit hangs under, in a 276 or 277."""
    context = unit.context
    return Levels(
        payer=name_of(context.get("2100A")),
        receiver=name_of(context.get("2100B")),
        provider=name_of(context.get("2100C")),
        subscriber=name_of(context.get("2100D")),
        patient=name_of(context.get("2100E")) if unit.loop.endswith("E") else None,
    )


def reference_of(unit: Unit) -> str:
    """BHT03 of the unit's set."""
    return at(find_row(unit.context.get("HEADER"), "HEADER/BHT"), 3)


def span_in(rows: dict[str, list[str]], loop: str) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of a loop's DTP*472."""
    return days(at(rows.get(f"{loop}/DTP*472", []), 3)) or (None, None)


def line_loops(rows: list[Row], loop: str) -> list[dict[str, list[list[str]]]]:
    """The rows of each line of a unit, by tag without loop; a tag may come more than once."""
    found: list[dict[str, list[list[str]]]] = []
    for tag, elements in rows:
        name = tag.removeprefix(loop + "/")
        if name == tag:
            continue
        if name == "SVC":
            found.append({})
        if found:
            found[-1].setdefault(name, []).append(elements)
    return found


def service_of(text: str, component: str) -> tuple[str, str, tuple[str, ...]]:
    """Qualifier, code and modifiers of a service composite."""
    parts = [*text.split(component), "", ""]
    return parts[0], parts[1], tuple(one for one in parts[2:6] if one)


def _received(unit: Unit) -> InquiryReceived:
    levels = levels_of(unit)
    loop, level = unit.loop, "2000E" if levels.patient else "2000D"
    rows = dict(unit.rows)
    patient = levels.patient or levels.subscriber
    birth = find_row(unit.context.get(level), f"{level}/DMG")
    first, last = span_in(rows, loop)
    provider = levels.provider

    def reference(qualifier: str) -> str:
        return readable(at(rows.get(f"{loop}/REF*{qualifier}", []), 2))

    inquiry = StatusInquiry(
        trace=at(unit.rows[0][1], 2),
        member_id=levels.subscriber.id,
        last_name=readable(patient.last),
        first_name=readable(patient.first),
        birth_date=day(at(birth, 2)),
        gender=at(birth, 3),
        is_dependent=levels.patient is not None,
        provider_npi=provider.id if provider.qualifier == "XX" else "",
        provider_tax_id=provider.id if provider.qualifier == "FI" else "",
        claim_number=reference("1K"),
        patient_control_number=reference("EJ"),
        type_of_bill=reference("BLT"),
        group_number=reference("6P"),
        prescription_number=reference("XZ"),
        clearinghouse_number=reference("D9"),
        location=reference("LU"),
        charge=cents(at(rows.get(f"{loop}/AMT*T3", []), 2)),
        service_from=first,
        service_to=last,
        lines=tuple(_lines(unit)),
    )
    return InquiryReceived(
        inquiry=inquiry,
        levels=levels,
        reference=reference_of(unit),
        findings=(*unit.inherited, *unit.findings),
        set_start=unit.set_start,
    )


def _lines(unit: Unit) -> Iterator[AskedLine]:
    for rows in line_loops(unit.rows, f"2210{unit.loop[-1]}"):
        service = rows["SVC"][0]
        qualifier, code, modifiers = service_of(at(service, 1), unit.interchange.delimiters.component)
        dates = days(at(rows.get("DTP*472", [[]])[0], 3)) or (None, None)
        yield AskedLine(
            procedure_qualifier=qualifier,
            procedure=code,
            modifiers=modifiers,
            charge=cents(at(service, 2)) or 0,
            revenue_code=at(service, 4),
            units=number(at(service, 7)) or _NO_UNITS,
            line_control_number=at(rows.get("REF*FJ", [[]])[0], 2),
            service_from=dates[0],
            service_to=dates[1],
        )


_NO_UNITS = Decimal(0)


class TreeWriter:
    """Numbers the HL levels of a 276 or 277 and writes their names."""

    def __init__(self, header: Header) -> None:
        self.w = Writer(header.delimiters)
        self.count = 0

    def level(self, parent: int, code: str, children: str) -> tuple[int, str]:
        """The next HL: its number and its segment. `children` "" leaves HL04 out."""
        self.count += 1
        return self.count, self.w.segment("HL", self.count, str(parent) if parent else "", code, children)

    def name(self, code: str, one: Name) -> str:
        """The NM1 of a level."""
        return self.w.segment(
            "NM1", code, one.kind, one.last, one.first, one.middle, "", one.suffix, one.qualifier, one.id
        )

    def dates(self, first: dt.date | None, last: dt.date | None) -> Iterator[str]:
        """DTP*472, when there is a first day."""
        if first is None:
            return
        if last is None or last == first:
            yield self.w.segment("DTP", "472", "D8", date8(first))
        else:
            yield self.w.segment("DTP", "472", "RD8", f"{date8(first)}-{date8(last)}")

    def references(self, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
        """A REF for each value that is given."""
        for qualifier, text in pairs:
            if text:
                yield self.w.segment("REF", qualifier, as_sent(text))

    def service(
        self, qualifier: str, code: str, modifiers: tuple[str, ...], money: Iterable[Cents], *rest: Value
    ) -> str:
        """An SVC: composite, amounts, and what follows them."""
        return self.w.segment("SVC", (qualifier, code, *modifiers), *map(amount, money), *rest)


def write(inquiries: Sequence[InquiryReceived], header: Header) -> bytes:
    """A whole interchange that asks these questions, in their order: one set for each reference. Neighbours
    under the same level share it; a subscriber's own questions stand before those of dependents."""
    sets = (
        SetText("276", VERSION, tuple(_set(reference, list(each), header)))
        for reference, each in groupby(inquiries, key=lambda one: one.reference)
    )
    return to_bytes(write_interchange(header, "HR", VERSION, sets))


def _set(reference: str, asked: list[InquiryReceived], header: Header) -> Iterator[str]:
    tree, stamp = TreeWriter(header), header.stamp
    w = tree.w
    yield w.segment("BHT", "0010", "13", reference, f"{stamp:%Y%m%d}", f"{stamp:%H%M}")
    for payer, of_payer in groupby(asked, key=lambda one: one.levels.payer):
        source, segment = tree.level(0, "20", "1")
        yield segment
        yield tree.name("PR", payer)
        for receiver, of_receiver in groupby(of_payer, key=lambda one: one.levels.receiver):
            asker, segment = tree.level(source, "21", "1")
            yield segment
            yield tree.name("41", receiver)
            for provider, of_provider in groupby(of_receiver, key=lambda one: one.levels.provider):
                above, segment = tree.level(asker, "19", "1")
                yield segment
                yield tree.name("1P", provider)
                for subscriber, each in groupby(of_provider, key=lambda one: one.levels.subscriber):
                    yield from _subscriber(tree, above, subscriber, list(each))


def _subscriber(tree: TreeWriter, above: int, name: Name, asked: list[InquiryReceived]) -> Iterator[str]:
    own = [one for one in asked if one.levels.patient is None]
    others = [one for one in asked if one.levels.patient is not None]
    parent, segment = tree.level(above, "22", "1" if others else "0")
    yield segment
    if own:
        yield from _birth(tree, own[0].inquiry)
    yield tree.name("IL", name)
    for one in own:
        yield from _question(tree, one.inquiry)
    for patient, each in groupby(others, key=lambda one: one.levels.patient):
        assert patient is not None
        same = list(each)
        yield tree.level(parent, "23", "")[1]
        yield from _birth(tree, same[0].inquiry)
        yield tree.name("QC", patient)
        for one in same:
            yield from _question(tree, one.inquiry)


def _birth(tree: TreeWriter, asked: StatusInquiry) -> Iterator[str]:
    if asked.birth_date is not None:
        yield tree.w.segment("DMG", "D8", date8(asked.birth_date), asked.gender)


def _question(tree: TreeWriter, asked: StatusInquiry) -> Iterator[str]:
    w = tree.w
    yield w.segment("TRN", "1", asked.trace)
    yield from tree.references(
        (
            ("1K", asked.claim_number),
            ("BLT", asked.type_of_bill),
            ("LU", asked.location),
            ("6P", asked.group_number),
            ("EJ", asked.patient_control_number),
            ("XZ", asked.prescription_number),
            ("D9", asked.clearinghouse_number),
        )
    )
    if asked.charge is not None:
        yield w.segment("AMT", "T3", amount(asked.charge))
    yield from tree.dates(asked.service_from, asked.service_to)
    for line in asked.lines:
        rest = ("", line.revenue_code, "", "", plain(line.units))
        yield tree.service(line.procedure_qualifier, line.procedure, line.modifiers, (line.charge,), *rest)
        yield from tree.references((("FJ", line.line_control_number),))
        yield from tree.dates(line.service_from, line.service_to)
