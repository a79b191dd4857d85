"""Other payers on a claim to segments: loops 2320, 2330 and 2430."""

from collections.abc import Iterator
from typing import Protocol

from plancore.claims.people import Address, Contact, Party, Person, Reference
from plancore.claims.supplement import OtherCoverage
from plancore.claims.types import OtherPayment, ServiceLine
from plancore.exchange.claim_order import Order
from plancore.exchange.claim_write_form import procedure_of
from plancore.exchange.text import as_sent
from plancore.x12.convert import amount, date8, plain
from plancore.x12.writer import Value, Writer

_UNKNOWN = OtherCoverage()
_MOST = 6
"""Adjustments in one CAS."""


class Segments(Protocol):
    """What this needs of the claim's writer."""

    w: Writer
    order: Order

    def party(self, loop: str, party: Party) -> Iterator[str]:
        """A party's loop."""

    def address(self, address: Address) -> Iterator[str]:
        """N3 and N4."""

    def numbers(self, references: tuple[Reference, ...], contacts: tuple[Contact, ...]) -> Iterator[str]:
        """REF and PER."""


def cas(w: Writer, payment: OtherPayment) -> Iterator[str]:
    """The adjustments in their order: one CAS for each run of a group, six reasons at most."""
    quantities = payment.quantities or (None,) * len(payment.adjustments)
    run: list[Value] = []
    group = ""
    for (its_group, reason, cents), quantity in zip(payment.adjustments, quantities, strict=True):
        if run and (its_group != group or len(run) == 3 * _MOST):
            yield w.segment("CAS", group, *run)
            run = []
        group = its_group
        run += [reason, amount(cents), plain(quantity) if quantity is not None else ""]
    if run:
        yield w.segment("CAS", group, *run)


def person_name(w: Writer, role: str, person: Person, *, numbered: bool = True) -> str:
    """A person's NM1."""
    identified = (person.member_id_kind, as_sent(person.member_id)) if numbered and person.member_id else ()
    return w.segment(
        "NM1", role, person.entity, as_sent(person.last_name), as_sent(person.first_name),
        as_sent(person.middle_name), "", as_sent(person.suffix), *identified,
    )  # fmt: skip


def coverage_of(s: Segments, payment: OtherPayment) -> Iterator[str]:
    """Loop 2320 of another payer."""
    w, cover = s.w, payment.coverage or _UNKNOWN
    yield w.segment(
        "SBR", payment.responsibility, cover.relationship, as_sent(cover.group_number),
        as_sent(cover.group_name), cover.insurance_type, "", "", "", cover.filing_indicator,
    )  # fmt: skip
    yield from cas(w, payment)
    if payment.is_decided:
        yield w.segment("AMT", "D", amount(payment.paid))
    if cover.not_covered is not None:
        yield w.segment("AMT", "A8", amount(cover.not_covered))
    if payment.remaining is not None:
        yield w.segment("AMT", "EAF", amount(payment.remaining))
    yield w.segment("OI", "", "", cover.assignment, cover.signature_source, "", cover.release_of_information)
    for name in ("MIA", "MOA"):
        for detail in cover.details:
            if detail.segment == name:
                yield w.segment(name, *(as_sent(one[0]) for one in detail.values))
    yield from _named(s, payment, cover)


def _named(s: Segments, payment: OtherPayment, cover: OtherCoverage) -> Iterator[str]:
    """Loops 2330: who holds the coverage, the payer, and its providers."""
    w = s.w
    yield person_name(w, "IL", cover.subscriber)
    yield from s.address(cover.subscriber.address)
    yield from s.numbers(cover.subscriber.references, ())
    yield w.segment(
        "NM1", "PR", "2", as_sent(payment.payer_name), "", "", "", "", cover.payer_id_kind,
        as_sent(payment.payer_id),
    )  # fmt: skip
    yield from s.address(cover.payer_address)
    if payment.paid_on is not None:
        yield w.segment("DTP", "573", "D8", date8(payment.paid_on))
    yield from s.numbers(cover.references, ())
    blocks = []
    for party in cover.parties:
        loop = s.order.loop_of("2330", party.role)
        if loop:
            blocks.append((s.order.begins[loop], "".join(s.party(loop, party))))
    yield from (text for _, text in sorted(blocks, key=lambda one: one[0]))


def decision_of(s: Segments, line: ServiceLine, payment: OtherPayment) -> Iterator[str]:
    """Loop 2430: what another payer decided on the line. Without a service of its own it is the line's."""
    w, its = s.w, payment.service
    if its is None:
        procedure = procedure_of(line.procedure_qualifier, line.procedure, line.modifiers)
        revenue, units, bundled = line.revenue_code, line.units, ""
    else:
        procedure = procedure_of(its.procedure_qualifier, its.procedure, its.modifiers, its.description)
        revenue, bundled = its.revenue_code, its.bundled_into
        units = its.units if its.units is not None else line.units
    yield w.segment(
        "SVD", as_sent(payment.payer_id), amount(payment.paid), procedure, revenue, plain(units), bundled
    )
    yield from cas(w, payment)
    if payment.paid_on is not None:
        yield w.segment("DTP", "573", "D8", date8(payment.paid_on))
    if payment.remaining is not None:
        yield w.segment("AMT", "EAF", amount(payment.remaining))
