"""One claim to its segments (loop 2300 and what hangs under it), in the guide's order, for each form."""

import datetime as dt
from collections.abc import Iterable, Iterator

from plancore.claims.people import Address, Contact, Party, Provider, Reference
from plancore.claims.supplement import ClaimDate, ClaimSupplement, Detail, LineSupplement, Supplement
from plancore.claims.types import ClaimForm, ClaimSubmission, OtherPayment, ServiceLine
from plancore.exchange.claim_order import order_of
from plancore.exchange.claim_parties import PLAN_ID_KINDS
from plancore.exchange.claim_tags import NAMED
from plancore.exchange.claim_write_coverage import cas, coverage_of, decision_of
from plancore.exchange.claim_write_form import dental_items, diagnosis_items, institutional_items, service_of
from plancore.exchange.text import as_sent
from plancore.x12.convert import amount, date8, plain
from plancore.x12.delimiters import Delimiters
from plancore.x12.writer import Value, Writer

NO_DAY = dt.date.min
FORMS = {ClaimForm.PROFESSIONAL: "837P", ClaimForm.INSTITUTIONAL: "837I", ClaimForm.DENTAL: "837D"}
"""A claim's form to the guide's name."""

_NOTHING = ClaimSupplement()
_NOTHING_OF_LINE = LineSupplement()
_OF_DRUG = frozenset(("VY", "XZ"))
_SIMPLE = (("F8", "original_reference"), ("G1", "prior_authorization"), ("9F", "referral_number"),
           ("D9", "clearinghouse_number"))  # fmt: skip

Item = tuple[str, str, tuple[Value, ...]]
"""Loop, segment name, elements."""


def date_of(kind: str, first: dt.date, last: dt.date | None = None, time: str = "") -> tuple[Value, ...]:
    """The elements of a DTP."""
    if time:
        return kind, "DT", date8(first) + time
    if last is not None and last != first:
        return kind, "RD8", f"{date8(first)}-{date8(last)}"
    return kind, "D8", date8(first)


class ClaimWriter:
    """Writes claims of one form under one set of delimiters."""

    def __init__(self, form: ClaimForm, delimiters: Delimiters) -> None:
        self.form = form
        self.name = FORMS[form]
        self.order = order_of(self.name)
        self.w = Writer(delimiters)

    def segments(self, claim: ClaimSubmission) -> Iterator[str]:
        """CLM to the last segment of the last line."""
        more = claim.supplement or _NOTHING
        items: list[tuple[int, str]] = []
        self._take(items, self._claim(claim, more))
        self._take(items, self._facts("2300", more))
        for party in self._parties(claim, more):
            self._block(items, "2310", party)
        for payment in claim.other_payments:
            if payment.coverage is not None or payment.payer_name or payment.payer_id:
                items.append((self.order.begins["2320"], "".join(coverage_of(self, payment))))
        yield from self._sorted(items)
        of_claim = self._shared_day(claim)
        for number, line in enumerate(claim.lines, 1):
            yield from self._line(claim, line, line.number or number, dated=of_claim is None)

    @staticmethod
    def _sorted(items: list[tuple[int, str]]) -> Iterator[str]:
        for _, text in sorted(items, key=lambda one: one[0]):
            yield text

    def _take(self, items: list[tuple[int, str]], found: Iterable[Item]) -> None:
        """Put segments at their places."""
        for loop, name, values in found:
            first = values[0] if values else ""
            qualifier = first[0] if isinstance(first, tuple) else str(first)
            items.append((self.order.place(loop, name, qualifier), self.w.segment(name, *values)))

    def _block(self, items: list[tuple[int, str]], prefix: str, party: Party) -> None:
        """Put a party's loop at its place; a role the form has no loop for is left out."""
        loop = self.order.loop_of(prefix, party.role)
        if loop:
            items.append((self.order.begins[loop], "".join(self.party(loop, party))))

    # The claim

    def _claim(self, claim: ClaimSubmission, more: ClaimSupplement) -> Iterator[Item]:
        is_stay = self.form is ClaimForm.INSTITUTIONAL
        place = (claim.facility_code, "A" if is_stay else "B", str(claim.frequency))
        causes = (*claim.related_causes, "", "", "")[:3]
        asked = claim.dental is not None and claim.dental.is_predetermination
        yield "2300", "CLM", (
            as_sent(claim.patient_control_number), amount(claim.total_charge), "", "", place,
            "" if is_stay else _flag(claim.signature_on_file), claim.accept_assignment,
            more.assignment or _flag(claim.benefits_assigned), claim.release_of_information,
            more.signature_source, (*causes, more.accident_state, more.accident_country), more.program,
            "", "", "", "", "", "", "PB" if asked else "", more.delay_reason,
        )  # fmt: skip
        if claim.accident_date is not None and not any(one.kind == "439" for one in more.dates):
            yield "2300", "DTP", date_of("439", claim.accident_date)
        for kind, field in _SIMPLE:
            if getattr(claim, field):
                yield "2300", "REF", (kind, as_sent(getattr(claim, field)))
        yield from diagnosis_items(claim)
        if claim.institutional is not None:
            yield from institutional_items(claim, claim.institutional)
        if claim.dental is not None:
            yield from dental_items(claim.dental, self._shared_day(claim))

    def _shared_day(self, claim: ClaimSubmission) -> tuple[dt.date, dt.date] | None:
        """The days of a dental claim when all its lines have the same."""
        if self.form is not ClaimForm.DENTAL:
            return None
        spans = {(line.service_from, line.service_to) for line in claim.lines}
        return spans.pop() if len(spans) == 1 else None

    def _parties(self, claim: ClaimSubmission, more: ClaimSupplement) -> Iterator[Party]:
        for role, field in NAMED[self.name].items():
            holder = (claim, claim.institutional, claim.dental)
            provider = next((getattr(one, field) for one in holder if hasattr(one, field)), None)
            if provider is not None:
                yield Party(role=role, provider=provider)
        yield from more.parties

    def _facts(self, loop: str, more: Supplement) -> Iterator[Item]:
        """What claims and lines have in common beside the facts."""
        for reference in more.references:
            place = "2410" if reference.kind in _OF_DRUG and loop == "2400" else loop
            yield place, "REF", _reference(reference)
        for one in more.dates:
            yield loop, "DTP", _date(one)
        for each in more.amounts:
            yield loop, "AMT", (each.kind, amount(each.amount))
        for note in more.notes:
            yield loop, "NTE", (note.kind, as_sent(note.text))
        for paper in more.attachments:
            number = as_sent(paper.control_number)
            yield loop, "PWK", (paper.report, paper.way, "", "", "AC" if number else "", number)
        for said in more.certifications:
            yield loop, "CRC", (said.category, _flag(said.applies), *said.conditions)
        if more.transport is not None:
            trip = more.transport
            weight = ("LB", plain(trip.weight)) if trip.weight is not None else ("", "")
            miles = plain(trip.miles) if trip.miles is not None else ""
            yield loop, "CR1", (
                *weight, "", trip.reason, "DH", miles, "", "", as_sent(trip.round_trip),
                as_sent(trip.stretcher),
            )  # fmt: skip
        for detail in more.details:
            yield self._loop_of(loop, detail), detail.segment, detail_values(detail)

    def _loop_of(self, loop: str, detail: Detail) -> str:
        return "2440" if loop == "2400" and detail.segment in ("LQ", "FRM") else loop

    # Parties

    def party(self, loop: str, party: Party) -> Iterator[str]:
        """A party's loop: NM1, PRV, N3, N4, REF, PER."""
        one = party.provider
        entity = self.order.entity(loop, party.role, one.entity or ("1" if one.first_name else "2"))
        identified: tuple[str, str] = ("XX", one.npi) if one.npi else ("", "")
        yield self.w.segment(
            "NM1", party.role, entity, as_sent(one.last_or_organization_name), as_sent(one.first_name),
            as_sent(one.middle_name), "", as_sent(one.suffix), *identified,
        )  # fmt: skip
        specialty = self.order.specialty(loop)
        if one.taxonomy and specialty:
            yield self.w.segment("PRV", specialty, "PXC", one.taxonomy)
        yield from self.address(one.address)
        yield from self.numbers(one.references, one.contacts)

    def pay_to_plan(self, party: Party) -> Iterator[str]:
        """The plan to be paid: its number is its first reference, its tax number the last."""
        one = party.provider
        of_plan = next((ref for ref in one.references if ref.kind in PLAN_ID_KINDS), None)
        identified = (of_plan.kind, as_sent(of_plan.value)) if of_plan else ("", "")
        name = as_sent(one.last_or_organization_name)
        yield self.w.segment("NM1", "PE", "2", name, "", "", "", "", *identified)
        yield from self.address(one.address)
        yield from self.numbers(tuple(ref for ref in one.references if ref is not of_plan), ())
        if one.tax_id:
            yield self.w.segment("REF", "EI", one.tax_id)

    def address(self, address: Address) -> Iterator[str]:
        """N3 and N4, as far as there is something to say."""
        if address.line1 or address.line2:
            yield self.w.segment("N3", as_sent(address.line1), as_sent(address.line2))
        if address.city or address.state or address.postal_code:
            yield self.w.segment(
                "N4", as_sent(address.city), address.state, address.postal_code, address.country, "", "",
                address.subdivision,
            )  # fmt: skip

    def numbers(self, references: Iterable[Reference], contacts: Iterable[Contact]) -> Iterator[str]:
        """REF and PER."""
        for reference in references:
            yield self.w.segment("REF", *_reference(reference))
        for contact in contacts:
            numbers = [as_sent(text) for pair in contact.numbers for text in pair]
            yield self.w.segment("PER", "IC", as_sent(contact.name), *numbers)

    # Lines

    def _line(self, claim: ClaimSubmission, line: ServiceLine, number: int, *, dated: bool) -> Iterator[str]:
        more = line.supplement or _NOTHING_OF_LINE
        items: list[tuple[int, str]] = []
        self._take(items, [("2400", "LX", (number,))])
        self._take(items, self._facts("2400", more))
        self._take(items, self._line_items(claim, line, more, dated=dated))
        if line.rendering is not None:
            self._block(items, "2420", Party(role="82", provider=line.rendering))
        for party in more.parties:
            self._block(items, "2420", party)
        for payment in line.other_payments:
            items.append((self.order.begins["2430"], "".join(decision_of(self, line, payment))))
        yield from self._sorted(items)

    def _line_items(
        self, claim: ClaimSubmission, line: ServiceLine, more: LineSupplement, *, dated: bool
    ) -> Iterator[Item]:
        yield from service_of(claim, line, more)
        if dated and line.service_from != NO_DAY and not _is_period(claim, line):
            yield "2400", "DTP", date_of("472", line.service_from, line.service_to)
        if line.prior_placement is not None and not any(one.kind == "441" for one in more.dates):
            yield "2400", "DTP", date_of("139", line.prior_placement)
        if line.line_control_number:
            yield "2400", "REF", ("6R", as_sent(line.line_control_number))
        if line.prior_authorization:
            yield "2400", "REF", ("G1", as_sent(line.prior_authorization))
        if line.drug_code:
            yield "2410", "LIN", ("", more.drug_code_kind, line.drug_code)
            units = plain(line.drug_units) if line.drug_units is not None else ""
            if units or line.drug_unit_basis:
                yield "2410", "CTP", ("", "", "", units, (line.drug_unit_basis,))

    def cas(self, payment: OtherPayment) -> Iterator[str]:
        """The adjustments of another payer."""
        return cas(self.w, payment)

    def provider(self, provider: Provider) -> tuple[Value, ...]:
        """NM102 to NM109 of a billing provider."""
        entity = provider.entity or ("1" if provider.first_name else "2")
        identified = ("XX", provider.npi) if provider.npi else ("", "")
        return (
            entity, as_sent(provider.last_or_organization_name), as_sent(provider.first_name),
            as_sent(provider.middle_name), "", as_sent(provider.suffix), *identified,
        )  # fmt: skip


def _flag(yes: bool) -> str:
    return "Y" if yes else "N"


def _is_period(claim: ClaimSubmission, line: ServiceLine) -> bool:
    """True for a line of a stay without a service of its own: the statement's days are its days."""
    if claim.institutional is None or line.procedure:
        return False
    return (line.service_from, line.service_to) == (claim.statement_from, claim.statement_to)


def _reference(one: Reference) -> tuple[Value, ...]:
    return (one.kind, as_sent(one.value), "", ("2U", one.payer) if one.payer else "")


def _date(one: ClaimDate) -> tuple[Value, ...]:
    if one.last is not None and one.last == one.first:
        return one.kind, "RD8", f"{date8(one.first)}-{date8(one.last)}"
    return date_of(one.kind, one.first, one.last, one.time)


def detail_values(detail: Detail) -> tuple[Value, ...]:
    """The elements of a detail."""
    texts = [tuple(as_sent(part) for part in one) for one in detail.values]
    return tuple(one[0] if len(one) == 1 else one for one in texts)
