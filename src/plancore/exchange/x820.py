"""820 in and out: premium payments, one organization's or person's remittance at a time; and back."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from plancore.enrolment.premium import PremiumPayment, PremiumRemittance
from plancore.exchange.premium_value import party_of, payment_of, remittance_of
from plancore.exchange.premium_write import segments
from plancore.kernel import Cents, Finding
from plancore.x12.checking import rules_with
from plancore.x12.events import Event, Row, SetEnd, SetStart, Unit
from plancore.x12.findings import Profile, X12Finding
from plancore.x12.scan import Scanner
from plancore.x12.values import Codes
from plancore.x12.writer import Header, SetText, to_bytes, write_interchange

VERSION = "005010X218"
SUPPORTED = frozenset({"820"})
NO_DAY = dt.date.min


@dataclass(frozen=True, slots=True)
class RemittanceReceived:
    """A remittance as it came, with the payment it is part of."""

    remittance: PremiumRemittance
    payment: PremiumPayment
    unit: Unit

    @property
    def findings(self) -> tuple[X12Finding, ...]:
        """What is wrong in the remittance itself."""
        return tuple(self.unit.findings)

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The same with those of the payment's head, as the kernel's findings, for keeping."""
        return tuple(one.finding for one in (*self.unit.inherited, *self.unit.findings))

    @property
    def is_acceptable(self) -> bool:
        """True when nothing in it keeps it from being posted."""
        return not any(one.is_error for one in (*self.unit.inherited, *self.unit.findings))


@dataclass(frozen=True, slots=True)
class PaymentRead:
    """The end of a set: the payment, and what its remittances added up to (cents)."""

    payment: PremiumPayment
    remitted: Cents
    end: SetEnd


def events(
    chunks: Iterable[bytes], *, codes: Codes | None = None, profile: Profile | None = None
) -> Iterator[Event | RemittanceReceived | PaymentRead]:
    """The events of a file with each remittance as `RemittanceReceived` and each payment, after its
    remittances, as `PaymentRead`; nothing earlier is kept. Raises `plancore.x12.NotX12`."""
    scanner = Scanner(supported=SUPPORTED, rules=rules_with(codes), profile=profile)
    head = _Head()
    remitted = 0
    for event in scanner.read(chunks):
        if isinstance(event, SetStart):
            head, remitted = _Head(), 0
            yield event
        elif isinstance(event, Unit) and event.loop == "1000C":
            head.banks.append(event.rows)
            yield event
        elif isinstance(event, Unit):
            made = remittance_of(event.rows, event.interchange.delimiters)
            remitted += made.total
            yield RemittanceReceived(made, head.payment(event.context), event)
        elif isinstance(event, SetEnd) and event.start.guide is not None:
            yield PaymentRead(head.payment(event.header), remitted, event)
        else:
            yield event


class _Head:
    """The payment of a set, made at the first question."""

    def __init__(self) -> None:
        self.banks: list[list[Row]] = []
        self._payment: PremiumPayment | None = None

    def payment(self, context: dict[str, list[Row]]) -> PremiumPayment:
        """The payment out of the rows of the set's head."""
        if self._payment is None:
            banks = tuple(party_of(rows) for rows in self.banks)
            self._payment = replace(payment_of(context), banks=banks)
        return self._payment


@dataclass(frozen=True, slots=True)
class Premium:
    """A set whole: the payment and its remittances."""

    payment: PremiumPayment
    remittances: tuple[PremiumRemittance, ...]


def read(chunks: Iterable[bytes]) -> tuple[Premium, ...]:
    """All payments of a file, whole, in memory. Raises `plancore.x12.NotX12`."""
    made: list[Premium] = []
    remittances: list[PremiumRemittance] = []
    for event in events(chunks):
        if isinstance(event, RemittanceReceived):
            remittances.append(event.remittance)
        elif isinstance(event, PaymentRead):
            made.append(Premium(event.payment, tuple(remittances)))
            remittances = []
    return tuple(made)


class Unbalanced(ValueError):  # noqa: N818 - says what the payment is
    """A payment that is not the sum of its remittances: the caller's fault."""


def write(premiums: Iterable[Premium], header: Header) -> bytes:
    """A whole interchange with one set for each payment. Raises Unbalanced."""
    sets = (_set(one, header) for one in premiums)
    return to_bytes(write_interchange(header, "RA", VERSION, sets))


def _set(one: Premium, header: Header) -> SetText:
    difference = one.payment.difference(one.remittances)
    if difference and one.remittances:
        raise Unbalanced(f"{one.payment.trace_number}: {difference} cents")
    return SetText("820", VERSION, tuple(segments(one.payment, one.remittances, header.delimiters)))
