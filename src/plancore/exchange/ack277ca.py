"""The 277CA: each claim's status under its patient, provider and information receiver, with counts and
amounts."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from plancore.exchange.echo import ClaimEcho, LineEcho, Name
from plancore.exchange.status_codes import ACCEPTED, RECEIVED_CATEGORY, Status
from plancore.kernel import Cents, is_valid_npi
from plancore.x12.convert import amount
from plancore.x12.delimiters import Delimiters
from plancore.x12.elements import fits_format
from plancore.x12.writer import SetText, Value, Writer

VERSION_277CA = "005010X214"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimAck:
    """What a 277CA says of one claim: accepted with the plan's number, or rejected with statuses; lines
    likewise."""

    echo: ClaimEcho
    control_number: str = ""
    statuses: tuple[Status, ...] = (ACCEPTED,)
    lines: tuple[tuple[int, tuple[Status, ...]], ...] = ()
    """(index into `echo.lines`, statuses) of lines that have reasons of their own."""

    @property
    def is_accepted(self) -> bool:
        """True when the claim goes into adjudication."""
        return self.statuses[0].category == ACCEPTED.category


@dataclass(slots=True)
class _Totals:
    accepted: int = 0
    rejected: int = 0
    accepted_amount: Cents = 0
    rejected_amount: Cents = 0

    def add(self, ack: ClaimAck) -> None:
        if ack.is_accepted:
            self.accepted += 1
            self.accepted_amount += ack.echo.charge
        else:
            self.rejected += 1
            self.rejected_amount += ack.echo.charge

    def segments(self, writer: Writer, accepted: str, rejected: str) -> Iterator[str]:
        if self.accepted:
            yield writer.segment("QTY", accepted, self.accepted)
        if self.rejected:
            yield writer.segment("QTY", rejected, self.rejected)
        if self.accepted:
            yield writer.segment("AMT", "YU", amount(self.accepted_amount))
        if self.rejected:
            yield writer.segment("AMT", "YY", amount(self.rejected_amount))


@dataclass(slots=True)
class _ProviderPart:
    echo: ClaimEcho
    totals: _Totals = field(default_factory=_Totals)
    claims: list[ClaimAck] = field(default_factory=list)


class Ack277CA:
    """The acknowledgement of one 837 set, filled claim by claim. Keeps a small value for each claim."""

    def __init__(self, component: str) -> None:
        self._component = component
        self._totals = _Totals()
        self._providers: list[_ProviderPart] = []

    def __len__(self) -> int:
        return self._totals.accepted + self._totals.rejected

    def add(self, ack: ClaimAck) -> None:
        """Take a claim's answer, in the order of the file."""
        last = self._providers[-1] if self._providers else None
        if (
            last is None
            or last.echo.provider_ordinal != ack.echo.provider_ordinal
            or last.echo.billing != ack.echo.billing
        ):
            last = _ProviderPart(ack.echo)
            self._providers.append(last)
        last.claims.append(ack)
        last.totals.add(ack)
        self._totals.add(ack)

    def set_text(
        self, *, payer: Name, receipt: str, received: dt.date, stamp: dt.datetime, delimiters: Delimiters
    ) -> SetText:
        """The whole set. `receipt` is the plan's number of the transmission, `received` the day it came."""
        writer = Writer(delimiters)
        self._writer = writer
        self._stamp = f"{stamp:%Y%m%d}"
        return SetText("277", VERSION_277CA, tuple(self._segments(payer, receipt, received, stamp)))

    def _segments(self, payer: Name, receipt: str, received: dt.date, stamp: dt.datetime) -> Iterator[str]:
        w = self._writer
        first = self._providers[0].echo
        yield w.segment("BHT", "0085", "08", receipt, self._stamp, f"{stamp:%H%M}", "TH")
        yield w.segment("HL", "1", "", "20", "1")
        yield w.segment("NM1", "PR", "2", payer.last, "", "", "", "", payer.qualifier or "PI", payer.id)
        yield w.segment("TRN", "1", receipt)
        yield w.segment("DTP", "050", "D8", f"{received:%Y%m%d}")
        yield w.segment("DTP", "009", "D8", self._stamp)
        yield w.segment("HL", "2", "1", "21", "1")
        yield _name(w, "41", first.submitter, "46", "UNKNOWN")
        yield w.segment("TRN", "2", first.batch or "0")
        total = self._totals.accepted_amount + self._totals.rejected_amount
        yield w.segment("STC", (RECEIVED_CATEGORY, "19", "PR"), self._stamp, "WQ", amount(total))
        yield from self._totals.segments(w, "90", "AA")
        number = 2
        for part in self._providers:
            number += 1
            yield from self._provider(part, number)
            parent = number
            for ack in part.claims:
                number += 1
                yield from self._claim(ack, number, parent)

    def _provider(self, part: _ProviderPart, number: int) -> Iterator[str]:
        w = self._writer
        billing = part.echo.billing
        yield w.segment("HL", number, "2", "19", "1")
        given = _identified(billing, part.echo.billing_tax_id)
        yield _name(w, "85", given, "XX", "UNKNOWN")
        yield w.segment("TRN", "1", "0")
        total = part.totals.accepted_amount + part.totals.rejected_amount
        yield w.segment("STC", (RECEIVED_CATEGORY, "19", "PR"), "", "WQ", amount(total))
        yield from part.totals.segments(w, "QA", "QC")

    def _claim(self, ack: ClaimAck, number: int, parent: int) -> Iterator[str]:
        w, echo = self._writer, ack.echo
        yield w.segment("HL", number, parent, "PT")
        yield _name(w, "QC", echo.patient, "MI", "UNKNOWN")
        yield w.segment("TRN", "2", echo.patient_control_number or "0")
        yield from self._statuses(ack)
        if ack.control_number:
            yield w.segment("REF", "1K", ack.control_number)
        if echo.clearinghouse_number:
            yield w.segment("REF", "D9", echo.clearinghouse_number)
        if echo.service_from:
            if echo.service_from == echo.service_to:
                yield w.segment("DTP", "472", "D8", echo.service_from)
            else:
                yield w.segment("DTP", "472", "RD8", f"{echo.service_from}-{echo.service_to}")
        else:
            yield w.segment("DTP", "472", "D8", self._stamp)
        for index, statuses in ack.lines:
            yield from self._line(echo.lines[index], index, statuses)

    def _statuses(self, ack: ClaimAck) -> Iterator[str]:
        w = self._writer
        action = "WQ" if ack.is_accepted else "U"
        for at in range(0, len(ack.statuses), 3):
            one, *more = ack.statuses[at : at + 3]
            yield w.segment(
                "STC", _composite(one), self._stamp, action, amount(ack.echo.charge), "", "", "", "", "",
                *(_composite(other) for other in more),
            )  # fmt: skip

    def _line(self, line: LineEcho, index: int, statuses: tuple[Status, ...]) -> Iterator[str]:
        w = self._writer
        procedure = tuple(line.procedure.split(self._component)[:6])
        yield w.segment("SVC", procedure, line.charge or "0", "", "", "", "", line.units)
        for at in range(0, len(statuses), 3):
            one, *more = statuses[at : at + 3]
            rest: tuple[Value, ...] = tuple(_composite(other) for other in more)
            yield w.segment("STC", _composite(one), self._stamp, "U", "", "", "", "", "", "", *rest)
        yield w.segment("REF", "FJ", line.control_number or str(index + 1))
        if (
            line.date_format in ("D8", "RD8")
            and fits_format(line.date_format, line.date)
            and _in_order(line.date)
        ):
            yield w.segment("DTP", "472", line.date_format, line.date)


def _in_order(text: str) -> bool:
    """False for a period that ends before it begins; such a one is not echoed."""
    first, _, last = text.partition("-")
    return not last or first <= last


def _identified(billing: Name, tax_id: str) -> Name:
    """The billing provider as it can be named: what was sent for an NPI and is none goes back as SV."""
    if not billing.id:
        return replace(billing, qualifier="FI", id=tax_id)
    if billing.qualifier == "XX" and not is_valid_npi(billing.id):
        return replace(billing, qualifier="SV")
    return billing


def _composite(status: Status) -> tuple[str, ...]:
    return (status.category, status.code, status.entity) if status.entity else (status.category, status.code)


def _name(writer: Writer, entity: str, name: Name, qualifier: str, otherwise: str) -> str:
    person = name.kind == "1" or entity == "QC"
    return writer.segment(
        "NM1", entity, "1" if person else "2", name.last or otherwise, name.first if person else "",
        name.middle if person and entity != "41" else "", "", name.suffix if person and entity != "41" else
        "", name.qualifier or qualifier, name.id or otherwise, )  # fmt: skip
