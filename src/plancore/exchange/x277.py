"""277 out and in: the status of claims, told under the levels that asked (answers to a 276)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from plancore.claims.status import ClaimStatus, LineStatus, StatusCode
from plancore.exchange.echo import Name
from plancore.exchange.text import readable
from plancore.exchange.x276 import (
    VERSION,
    Batch,
    Levels,
    TreeWriter,
    at,
    levels_of,
    line_loops,
    reference_of,
    service_of,
    span_in,
)
from plancore.x12.checking import rules_with
from plancore.x12.convert import amount, cents, date8, day, days, number, plain
from plancore.x12.delimiters import Delimiters
from plancore.x12.events import Unit
from plancore.x12.scan import Scanner
from plancore.x12.writer import Header, Party, SetText, Value, to_bytes, write_interchange

SUPPORTED = frozenset({"277"})
RECEIVER, PROVIDER = "receiver", "provider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One answer under its levels. `level` "" speaks of a claim; PROVIDER or RECEIVER refuses there, and then
    only `status.statuses` is told. `trace` is the asker's number, `reference` BHT03."""

    levels: Levels
    reference: str
    trace: str
    status: ClaimStatus
    level: str = ""


def write(
    batch: Batch,
    answers: Sequence[Sequence[ClaimStatus]],
    *,
    stamp: dt.datetime,
    control_number: int,
    sender: Party | None = None,
) -> bytes:
    """A whole interchange: for each of `batch.inquiries`, in order, the claims that fit it (none found: one
    status that says so). Raises ValueError when the counts differ or an answer is empty."""
    if len(answers) != len(batch.inquiries) or not all(answers):
        raise ValueError("an answer for each inquiry")
    reports = [
        Report(levels=one.levels, reference=one.reference, trace=one.inquiry.trace, status=status)
        for one, found in zip(batch.inquiries, answers, strict=True)
        for status in found
    ]
    return write_reports(reports, header_for(batch, stamp, control_number, sender))


def header_for(batch: Batch, stamp: dt.datetime, control_number: int, sender: Party | None = None) -> Header:
    """The header of an answer to a batch: its parties the other way round, its delimiters."""
    start = batch.interchange
    given = start.delimiters
    free = next(mark for mark in "^!|\\`" if mark not in (given.element, given.component, given.segment))
    return Header(
        sender=sender or Party(id=start.receiver, qualifier=start.receiver_qualifier),
        receiver=Party(
            id=start.sender,
            qualifier=start.sender_qualifier,
            application_id=batch.group.sender if batch.group else "",
        ),
        stamp=stamp,
        control_number=control_number,
        usage=start.usage if start.usage in ("P", "T") else "P",
        delimiters=Delimiters(given.element, given.component, given.segment, given.repetition or free),
    )


def write_reports(reports: Sequence[Report], header: Header) -> bytes:
    """A whole interchange of these answers in their order, one set for each reference."""
    sets = (
        SetText("277", VERSION, tuple(_Set(header).segments(reference, list(each))))
        for reference, each in groupby(reports, key=lambda one: one.reference)
    )
    return to_bytes(write_interchange(header, "HN", VERSION, sets))


class _Set:
    """Writes one set."""

    def __init__(self, header: Header) -> None:
        self.tree = TreeWriter(header)
        self.w = self.tree.w
        self.stamp = header.stamp

    def segments(self, reference: str, reports: list[Report]) -> Iterator[str]:
        stamp = self.stamp
        yield self.w.segment("BHT", "0010", "08", reference, f"{stamp:%Y%m%d}", f"{stamp:%H%M}", "DG")
        for payer, of_payer in groupby(reports, key=lambda one: one.levels.payer):
            source, segment = self.tree.level(0, "20", "1")
            yield segment
            yield self.tree.name("PR", payer)
            for receiver, of_receiver in groupby(of_payer, key=lambda one: one.levels.receiver):
                yield from self._receiver(source, receiver, list(of_receiver))

    def _receiver(self, source: int, name: Name, reports: list[Report]) -> Iterator[str]:
        below = [one for one in reports if one.level != RECEIVER]
        asker, segment = self.tree.level(source, "21", "1" if below else "0")
        yield segment
        yield self.tree.name("41", name)
        for one in reports:
            if one.level == RECEIVER:
                yield self.w.segment("TRN", "2", one.trace)
                yield from self._statuses(one.status)
        for provider, each in groupby(below, key=lambda one: one.levels.provider):
            yield from self._provider(asker, provider, list(each))

    def _provider(self, asker: int, name: Name, reports: list[Report]) -> Iterator[str]:
        below = [one for one in reports if one.level != PROVIDER]
        above, segment = self.tree.level(asker, "19", "1" if below else "0")
        yield segment
        yield self.tree.name("1P", name)
        for one in reports:
            if one.level == PROVIDER:
                yield self.w.segment("TRN", "1", one.trace)
                yield from self._statuses(one.status)
        for subscriber, each in groupby(below, key=lambda one: one.levels.subscriber):
            yield from self._subscriber(above, subscriber, list(each))

    def _subscriber(self, above: int, name: Name, reports: list[Report]) -> Iterator[str]:
        own = [one for one in reports if one.levels.patient is None]
        others = [one for one in reports if one.levels.patient is not None]
        parent, segment = self.tree.level(above, "22", "1" if others else "0")
        yield segment
        yield self.tree.name("IL", name)
        for one in own:
            yield from self._claim(one)
        for patient, each in groupby(others, key=lambda one: one.levels.patient):
            assert patient is not None
            yield self.tree.level(parent, "23", "")[1]
            yield self.tree.name("QC", patient)
            for one in each:
                yield from self._claim(one)

    def _statuses(self, status: ClaimStatus | LineStatus, *rest: Value) -> Iterator[str]:
        """STC segments: up to three statuses of one day in each."""
        for effective, each in groupby(status.statuses, key=lambda one: one.effective):
            codes = [_composite(one) for one in each]
            for start in range(0, len(codes), 3):
                first, *more = codes[start : start + 3]
                filled = (*rest, *[""] * (6 - len(rest)))
                on = date8(effective) if effective else ""
                yield self.w.segment("STC", first, on, "", *filled, *more)

    def _claim(self, one: Report) -> Iterator[str]:
        w, tree, status = self.w, self.tree, one.status
        yield w.segment("TRN", "2", one.trace)
        yield from self._statuses(
            status,
            "" if status.charge is None else amount(status.charge),
            "" if status.paid is None else amount(status.paid),
            date8(status.decided_on) if status.decided_on else "",
            "",
            date8(status.paid_on) if status.paid_on else "",
            status.payment_trace,
        )
        yield from tree.references(
            (
                ("1K", status.claim_number),
                ("BLT", status.type_of_bill),
                ("EJ", status.patient_control_number),
                ("XZ", status.prescription_number),
                ("VV", status.voucher),
                ("D9", status.clearinghouse_number),
            )
        )
        yield from tree.dates(status.service_from, status.service_to)
        for line in status.lines:
            yield tree.service(
                line.procedure_qualifier,
                line.procedure,
                line.modifiers,
                (line.charge, line.paid),
                line.revenue_code,
                "",
                "",
                plain(line.units),
            )
            yield from self._statuses(line)
            yield from tree.references((("FJ", line.line_control_number),))
            yield from tree.dates(line.service_from, line.service_to)


def _composite(one: StatusCode) -> tuple[str, ...]:
    return (one.category, one.code, one.entity, "RX" if one.is_pharmacy else "")


def read(chunks: Iterable[bytes]) -> tuple[Report, ...]:
    """The answers of a 277 file, in order. What was unreadable is empty. Raises `plancore.x12.NotX12`."""
    scanner = Scanner(supported=SUPPORTED, rules=rules_with(None))
    return tuple(_report(one) for one in scanner.read(chunks) if isinstance(one, Unit))


_LEVELS = {"2200B": RECEIVER, "2200C": PROVIDER}


def _report(unit: Unit) -> Report:
    level = _LEVELS.get(unit.loop, "")
    return Report(
        levels=levels_of(unit),
        reference=reference_of(unit),
        trace=at(unit.rows[0][1], 2),
        status=_status(unit),
        level=level,
    )


def _codes(segments: Iterable[list[str]], component: str) -> tuple[StatusCode, ...]:
    return tuple(
        StatusCode(
            category=parts[0],
            code=parts[1],
            entity=parts[2],
            effective=day(at(elements, 2)),
            is_pharmacy=parts[3] == "RX",
        )
        for elements in segments
        for text in (at(elements, 1), at(elements, 10), at(elements, 11))
        if text
        for parts in [[*text.split(component), "", "", ""]]
    )


def _status(unit: Unit) -> ClaimStatus:
    loop, component = unit.loop, unit.interchange.delimiters.component
    rows = dict(reversed(unit.rows))
    told = rows.get(f"{loop}/STC", [])
    first, last = span_in(rows, loop)

    def reference(qualifier: str) -> str:
        return readable(at(rows.get(f"{loop}/REF*{qualifier}", []), 2))

    return ClaimStatus(
        statuses=_codes((e for tag, e in unit.rows if tag == f"{loop}/STC"), component),
        charge=cents(at(told, 4)),
        paid=cents(at(told, 5)),
        decided_on=day(at(told, 6)),
        paid_on=day(at(told, 8)),
        payment_trace=at(told, 9),
        claim_number=reference("1K"),
        patient_control_number=reference("EJ"),
        type_of_bill=reference("BLT"),
        prescription_number=reference("XZ"),
        voucher=reference("VV"),
        clearinghouse_number=reference("D9"),
        service_from=first,
        service_to=last,
        lines=tuple(_lines(unit, component)),
    )


def _lines(unit: Unit, component: str) -> Iterator[LineStatus]:
    for rows in line_loops(unit.rows, f"2220{unit.loop[-1]}"):
        service = rows["SVC"][0]
        qualifier, code, modifiers = service_of(at(service, 1), component)
        dates = days(at(rows.get("DTP*472", [[]])[0], 3)) or (None, None)
        yield LineStatus(
            statuses=_codes(rows.get("STC", []), component),
            procedure_qualifier=qualifier,
            procedure=code,
            modifiers=modifiers,
            charge=cents(at(service, 2)) or 0,
            paid=cents(at(service, 3)) or 0,
            revenue_code=at(service, 4),
            units=number(at(service, 7)) or Decimal(0),
            line_control_number=at(rows.get("REF*FJ", [[]])[0], 2),
            service_from=dates[0],
            service_to=dates[1],
        )
