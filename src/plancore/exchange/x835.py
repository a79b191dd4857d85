"""835 out and in: remittances to files that balance to the cent, and files to remittances."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from plancore.claims.decision import Adjustment, Group
from plancore.claims.types import Address
from plancore.exchange.drafts import draft_of, new
from plancore.exchange.remittance_quick import QuickPaymentBuilder
from plancore.exchange.remittance_rest import in_order, rest_of
from plancore.exchange.text import as_sent, readable
from plancore.kernel import Cents, Finding, Severity
from plancore.remittance.types import (
    Payee,
    Payer,
    ProviderAdjustment,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
)
from plancore.x12.checking import rules_with
from plancore.x12.convert import amount, cents, date8, day, number, plain
from plancore.x12.delimiters import Delimiters
from plancore.x12.events import Event, Row, SetEnd, SetStart, Unit
from plancore.x12.findings import Profile
from plancore.x12.scan import Scanner
from plancore.x12.values import Codes
from plancore.x12.writer import Header, SetText, Value, Writer, to_bytes, write_interchange

VERSION_835 = "005010X221A1"
SUPPORTED = frozenset({"835"})


class Unbalanced(ValueError):  # noqa: N818 - says what the remittance is
    """A remittance that does not balance was to be written: a fault of the program that made it."""


def check_balance(remittance: Remittance) -> tuple[Finding, ...]:
    """What does not balance: lines, claims, payment. Empty when every cent is accounted for."""
    found: list[Finding] = []
    for index, claim in enumerate(remittance.claims, 1):
        for at, line in enumerate(claim.lines, 1):
            if line.charge - _sum(line.adjustments) != line.paid:
                found.append(_unbalanced("line", f"claim {index}, line {at}"))
        if claim.charge - _all(claim) != claim.paid:
            found.append(_unbalanced("claim", f"claim {index}"))
        if claim.lines and sum(line.charge for line in claim.lines) != claim.charge:
            found.append(_unbalanced("claim", f"claim {index}, charges of its lines"))
        if claim.lines and sum(line.paid for line in claim.lines) - _sum(claim.adjustments) != claim.paid:
            found.append(_unbalanced("claim", f"claim {index}, payments of its lines"))
    paid = sum(claim.paid for claim in remittance.claims)
    if paid - sum(one.amount for one in remittance.provider_adjustments) != remittance.total:
        found.append(_unbalanced("payment", "payment"))
    return tuple(found)


def _sum(adjustments: Iterable[Adjustment]) -> Cents:
    return sum(one.amount for one in adjustments)


def _all(claim: RemittanceClaim) -> Cents:
    return _sum(claim.adjustments) + sum(_sum(line.adjustments) for line in claim.lines)


def _unbalanced(level: str, where: str) -> Finding:
    return Finding(
        code=f"remittance.unbalanced.{level}",
        severity=Severity.ERROR,
        where=where,
        message=f"The {level} does not balance: charges less adjustments are not what is paid.",
        mend="Correct the amounts before the payment goes out.",
        rule="005010X221A1 section 1.10.2.1",
    )


def write(remittances: Iterable[Remittance], header: Header) -> bytes:
    """A whole interchange, one set for each remittance. Raises Unbalanced for what does not balance."""
    sets = (_set(one, header.delimiters) for one in remittances)
    return to_bytes(write_interchange(header, "HP", VERSION_835, sets))


def _set(remittance: Remittance, delimiters: Delimiters) -> SetText:
    wrong = check_balance(remittance)
    if wrong:
        raise Unbalanced("; ".join(f"{one.code} at {one.where}" for one in wrong[:5]))
    return SetText("835", VERSION_835, tuple(_SetWriter(delimiters).segments(remittance)))


class _SetWriter:
    """Writes one remittance."""

    def __init__(self, delimiters: Delimiters) -> None:
        self.w = Writer(delimiters)

    def segments(self, one: Remittance) -> Iterator[str]:
        w = self.w
        yield self._payment(one)
        yield w.segment("TRN", "1", one.trace_number, one.payer.originating_id)
        yield w.segment("DTM", "405", date8(one.production_date))
        yield from self._payer(one.payer)
        yield from self._payee(one.payee)
        if one.claims:
            yield w.segment("LX", "1")
        for claim in one.claims:
            yield from self._claim(claim)
        yield from self._provider_adjustments(one)

    def _payment(self, one: Remittance) -> str:
        w, day_text = self.w, date8(one.payment_date)
        if one.method == "ACH":
            return w.segment(
                "BPR", "I", amount(one.total), "C", "ACH", "CCP", "01", one.payer.routing_number, "DA",
                one.payer.account_number, one.payer.originating_id, "", "01", one.payee.routing_number, "DA",
                one.payee.account_number, day_text,
            )  # fmt: skip
        kind = "H" if one.method == "NON" else "I"
        return w.segment("BPR", kind, amount(one.total), "C", one.method, *[""] * 11, day_text)

    def _address(self, address: Address) -> Iterator[str]:
        if address.line1:
            yield self.w.segment("N3", as_sent(address.line1), as_sent(address.line2))
        if address.city:
            yield self.w.segment("N4", as_sent(address.city), address.state, address.postal_code)

    def _payer(self, payer: Payer) -> Iterator[str]:
        w = self.w
        yield w.segment("N1", "PR", as_sent(payer.name))
        yield from self._address(payer.address)
        if payer.payer_id:
            yield w.segment("REF", "2U", payer.payer_id)
        yield w.segment("PER", "CX", as_sent(payer.contact_name), "TE", _digits(payer.contact_telephone))
        yield w.segment("PER", "BL", as_sent(payer.contact_name), "TE", _digits(payer.contact_telephone))
        if payer.technical_contact_url:
            yield w.segment("PER", "IC", "", "UR", payer.technical_contact_url)

    def _payee(self, payee: Payee) -> Iterator[str]:
        w = self.w
        identified = ("XX", payee.npi) if payee.npi else ("FI", payee.tax_id)
        yield w.segment("N1", "PE", as_sent(payee.name), *identified)
        yield from self._address(payee.address)
        if payee.npi and payee.tax_id:
            yield w.segment("REF", "TJ", payee.tax_id)

    def _cas(self, adjustments: tuple[Adjustment, ...]) -> Iterator[str]:
        """CAS segments: one for each group and six reasons."""
        for group in dict.fromkeys(one.group for one in adjustments):
            of_group = [one for one in adjustments if one.group is group]
            for at in range(0, len(of_group), 6):
                values: list[Value] = []
                for one in of_group[at : at + 6]:
                    values += [one.carc, amount(one.amount), ""]
                yield self.w.segment("CAS", group.value, *values)

    def _claim(self, claim: RemittanceClaim) -> Iterator[str]:
        yield from in_order(self.w, "2100", self._of_claim(claim), claim.details)
        for line in claim.lines:
            yield from in_order(self.w, "2110", self._line(line), line.details)

    def _of_claim(self, claim: RemittanceClaim) -> Iterator[str]:
        w = self.w
        share = amount(claim.patient_responsibility) if claim.patient_responsibility else ""
        yield w.segment(
            "CLP", claim.patient_control_number or "0", claim.status, amount(claim.charge),
            amount(claim.paid), share, claim.filing_indicator, claim.plan_control_number,
            claim.facility_code, claim.frequency,
        )  # fmt: skip
        yield from self._cas(claim.adjustments)
        patient_id = claim.member_id
        yield _person(w, "QC", claim.patient_last_name, claim.patient_first_name, patient_id)
        if claim.subscriber_last_name or claim.subscriber_member_id:
            yield _person(
                w, "IL", claim.subscriber_last_name, claim.subscriber_first_name, claim.subscriber_member_id
            )
        if claim.rendering_npi:
            yield w.segment("NM1", "82", "1", "", "", "", "", "", "XX", claim.rendering_npi)
        if claim.received_on is not None:
            yield w.segment("DTM", "050", date8(claim.received_on))
        if claim.coverage_amount is not None:
            yield w.segment("AMT", "AU", amount(claim.coverage_amount))

    def _line(self, line: RemittanceLine) -> Iterator[str]:
        w = self.w
        procedure = (line.procedure_qualifier, line.procedure, *line.modifiers)
        units = "" if line.units == 1 else plain(line.units)
        yield w.segment("SVC", procedure, amount(line.charge), amount(line.paid), line.revenue_code, units)
        begin, end = date8(line.service_from), date8(line.service_to)
        if begin == end:
            yield w.segment("DTM", "472", begin)
        else:
            yield w.segment("DTM", "150", begin)
            yield w.segment("DTM", "151", end)
        yield from self._cas(line.adjustments)
        if line.line_control_number:
            yield w.segment("REF", "6R", line.line_control_number)
        if line.allowed:
            yield w.segment("AMT", "B6", amount(line.allowed))
        remarks = (*line.remarks, *(code for one in line.adjustments for code in one.rarc))
        for remark in dict.fromkeys(remarks):
            yield w.segment("LQ", "HE", remark)

    def _provider_adjustments(self, one: Remittance) -> Iterator[str]:
        end = one.fiscal_period_end or dt.date(one.payment_date.year, 12, 31)
        for at in range(0, len(one.provider_adjustments), 6):
            values: list[Value] = []
            for each in one.provider_adjustments[at : at + 6]:
                values += [(each.reason, each.reference), amount(each.amount)]
            yield self.w.segment("PLB", one.payee.npi or one.payee.tax_id, date8(end), *values)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _person(w: Writer, entity: str, last: str, first: str, member_id: str) -> str:
    identified = ("MI", member_id) if member_id else ()
    return w.segment("NM1", entity, "1", as_sent(last), as_sent(first), "", "", "", *identified)


# Reading


@dataclass(frozen=True, slots=True)
class ClaimPayment:
    """One claim's payment of an 835 being read, with the unit it came from."""

    claim: RemittanceClaim
    unit: Unit


_PaymentDraft = draft_of(ClaimPayment)


@dataclass(frozen=True, slots=True)
class RemittanceRead:
    """The end of a set: the payment without its claims (those came before, one by one)."""

    remittance: Remittance
    end: SetEnd


def events(
    chunks: Iterable[bytes], *, codes: Codes | None = None, profile: Profile | None = None
) -> Iterator[Event | ClaimPayment | RemittanceRead]:
    """The events of an 835 file with each claim as `ClaimPayment` and each payment, after its claims, as
    `RemittanceRead`; nothing earlier is kept. Raises `plancore.x12.NotX12`."""
    scanner = Scanner(supported=SUPPORTED, rules=rules_with(codes), profile=profile)
    adjustments: list[tuple[ProviderAdjustment, dt.date | None]] = []
    made = maker()
    for event in scanner.read(chunks):
        if isinstance(event, SetStart):
            adjustments = []
        if isinstance(event, Unit):
            if event.loop == "PLB":
                component = event.interchange.delimiters.component
                adjustments += _provider_adjustments(event.rows, component)
            else:
                yield _payment(made(event), event)
        elif isinstance(event, SetEnd) and event.start.guide is not None:
            yield RemittanceRead(_remittance_of(event.header, adjustments), event)
        else:
            yield event


def _payment(claim: RemittanceClaim, unit: Unit) -> ClaimPayment:
    one: Any = new(_PaymentDraft)
    one.claim, one.unit = claim, unit
    one.__class__ = ClaimPayment
    made: ClaimPayment = one
    return made


def maker(*, may_be_quick: bool = True) -> Callable[[Unit], RemittanceClaim]:
    """Makes the payments of claims of units: of their texts where those have passed the quick look, else of
    the rows."""
    builders: dict[str, QuickPaymentBuilder] = {}

    def make(unit: Unit) -> RemittanceClaim:
        component = unit.interchange.delimiters.component
        quick = None
        if may_be_quick and unit.amounts is not None:
            builder = builders.get(component)
            if builder is None:
                builder = builders[component] = QuickPaymentBuilder(component)
            quick = builder.build(unit)
        return _claim_of(unit, component) if quick is None else quick

    return make


def read(chunks: Iterable[bytes]) -> tuple[Remittance, ...]:
    """All remittances of a file, whole, in memory: for files of the size one payee gets."""
    made: list[Remittance] = []
    claims: list[RemittanceClaim] = []
    for event in events(chunks):
        if isinstance(event, ClaimPayment):
            claims.append(event.claim)
        elif isinstance(event, RemittanceRead):
            made.append(replace(event.remittance, claims=tuple(claims)))
            claims = []
    return tuple(made)


def _at(elements: list[str], position: int) -> str:
    return elements[position] if position < len(elements) else ""


def _text(elements: list[str], position: int) -> str:
    return readable(_at(elements, position))


def _money(elements: list[str], position: int) -> Cents:
    return cents(_at(elements, position)) or 0


@lru_cache(maxsize=8_192)
def _adjustment(group: Group, carc: str, text: str) -> Adjustment:
    return Adjustment(group=group, carc=carc, amount=cents(text) or 0, rule="x12.835", source="CAS")


_GROUPS = {group.value: group for group in Group}


def _adjustments(rows: Iterable[Row]) -> tuple[Adjustment, ...]:
    found: list[Adjustment] = []
    for tag, elements in rows:
        if not tag.endswith("/CAS"):
            continue
        group = _GROUPS.get(_at(elements, 1))
        if group is not None:
            found += [
                _adjustment(group, elements[at], elements[at + 1] if at + 1 < len(elements) else "")
                for at in range(2, len(elements), 3)
                if elements[at]
            ]
    return tuple(found)


def _claim_of(unit: Unit, component: str) -> RemittanceClaim:
    first = unit.lines[0] if unit.lines else len(unit.rows)
    head = dict(unit.rows[:first])
    claim = unit.rows[0][1]
    patient, insured = head.get("2100/NM1*QC", []), head.get("2100/NM1*IL", [])
    provider = head.get("2100/NM1*82", [])
    return RemittanceClaim(
        patient_control_number=_text(claim, 1),
        plan_control_number=_text(claim, 7),
        status=_at(claim, 2),
        charge=_money(claim, 3),
        paid=_money(claim, 4),
        patient_responsibility=_money(claim, 5),
        filing_indicator=_at(claim, 6),
        facility_code=_at(claim, 8),
        frequency=_at(claim, 9),
        patient_last_name=_text(patient, 3),
        patient_first_name=_text(patient, 4),
        member_id=_at(patient, 9),
        lines=tuple(_line_of(unit.rows[at:end], component) for at, end in unit.spans),
        adjustments=_adjustments(unit.rows[:first]),
        subscriber_last_name=_text(insured, 3),
        subscriber_first_name=_text(insured, 4),
        subscriber_member_id=_at(insured, 9),
        rendering_npi=_at(provider, 9) if _at(provider, 8) == "XX" else "",
        received_on=day(_at(head.get("2100/DTM*050", []), 2)),
        coverage_amount=_coverage(unit.rows[:first]),
        details=rest_of(unit.rows[:first], component),
    )


def _coverage(rows: list[Row]) -> Cents | None:
    for tag, elements in rows:
        if tag == "2100/AMT*AU" and _at(elements, 1) == "AU":
            return cents(_at(elements, 2))
    return None


def _line_of(rows: list[Row], component: str) -> RemittanceLine:
    service = rows[0][1]
    parts = _at(service, 1).split(component)
    begin = end = None
    allowed = 0
    for tag, elements in rows:
        if tag == "2110/DTM*472":
            when = day(_at(elements, 2))
            begin = when if elements[1] in ("472", "150") else begin
            end = when if elements[1] in ("472", "151") else end
        elif tag == "2110/AMT*B6" and _at(elements, 1) == "B6":
            allowed = _money(elements, 2)
    begin = begin or end or dt.date.min
    return RemittanceLine(
        procedure=parts[1] if len(parts) > 1 else "",
        modifiers=tuple(one for one in parts[2:6] if one),
        charge=_money(service, 2),
        paid=_money(service, 3),
        allowed=allowed,
        units=number(_at(service, 5)) or Decimal(1),
        service_from=begin,
        service_to=end or begin,
        adjustments=_adjustments(rows),
        revenue_code=_at(service, 4),
        line_control_number=next((_text(e, 2) for t, e in rows if t == "2110/REF*6R"), ""),
        procedure_qualifier=parts[0],
        remarks=tuple(_at(e, 2) for t, e in rows if t == "2110/LQ"),
        details=rest_of(rows, component),
    )


def _provider_adjustments(rows: list[Row], component: str) -> list[tuple[ProviderAdjustment, dt.date | None]]:
    found = []
    for _, elements in rows:
        end = day(_at(elements, 2))
        for at in range(3, len(elements) - 1, 2):
            if elements[at]:
                reason, _, reference = elements[at].partition(component)
                one = ProviderAdjustment(reason=reason, reference=reference, amount=_money(elements, at + 1))
                found.append((one, end))
    return found


def _address_of(rows: dict[str, list[str]], loop: str) -> Address:
    street, city = rows.get(f"{loop}/N3", []), rows.get(f"{loop}/N4", [])
    return Address(
        line1=_text(street, 1),
        line2=_text(street, 2),
        city=_text(city, 1),
        state=_at(city, 2),
        postal_code=_at(city, 3),
    )


def _remittance_of(
    header: dict[str, list[Row]], adjustments: list[tuple[ProviderAdjustment, dt.date | None]]
) -> Remittance:
    top = dict(header.get("HEADER", []))
    payer, payee = dict(header.get("1000A", [])), dict(header.get("1000B", []))
    payment, trace = top.get("HEADER/BPR", []), top.get("HEADER/TRN", [])
    name, contact = payee.get("1000B/N1*PE", []), payer.get("1000A/PER*CX", payer.get("1000A/PER*BL", []))
    payment_date = day(_at(payment, 16)) or dt.date.min
    by_npi = _at(name, 3) == "XX"
    tax_id = next(
        (_at(e, 2) for t, e in header.get("1000B", []) if t.startswith("1000B/REF") and _at(e, 1) == "TJ"), ""
    )
    payer_id = next(
        (_at(e, 2) for t, e in header.get("1000A", []) if t.startswith("1000A/REF") and _at(e, 1) == "2U"), ""
    )
    return Remittance(
        payer=Payer(
            name=_text(payer.get("1000A/N1*PR", []), 2),
            payer_id=payer_id,
            tax_id=_at(trace, 3)[1:],
            originating_id=_at(trace, 3),
            address=_address_of(payer, "1000A"),
            contact_name=_text(contact, 2),
            contact_telephone=_at(contact, 4),
            technical_contact_url=_at(payer.get("1000A/PER*IC", []), 4),
            routing_number=_at(payment, 7),
            account_number=_at(payment, 9),
        ),
        payee=Payee(
            npi=_at(name, 4) if by_npi else "",
            tax_id=tax_id if by_npi else _at(name, 4),
            name=_text(name, 2),
            address=_address_of(payee, "1000B"),
            routing_number=_at(payment, 13),
            account_number=_at(payment, 15),
        ),
        trace_number=_at(trace, 2),
        method=_at(payment, 4),
        total=_money(payment, 2) * (-1 if _at(payment, 3) == "D" else 1),
        payment_date=payment_date,
        production_date=day(_at(top.get("HEADER/DTM*405", []), 2)) or payment_date,
        claims=(),
        provider_adjustments=tuple(one for one, _ in adjustments),
        fiscal_period_end=adjustments[0][1] if adjustments else None,
    )
