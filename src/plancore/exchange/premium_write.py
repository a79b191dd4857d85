"""A premium payment to the segments of an 820 set."""

from collections.abc import Iterable, Iterator

from plancore.claims.people import Reference
from plancore.enrolment.premium import (
    Account,
    PremiumAdjustment,
    PremiumItem,
    PremiumParty,
    PremiumPayment,
    PremiumRemittance,
)
from plancore.enrolment.types import ChangeDate
from plancore.exchange.text import as_sent
from plancore.x12.convert import amount, date8, plain
from plancore.x12.delimiters import Delimiters
from plancore.x12.writer import Writer

_ORDER = ("009", "035", "582", "097")
"""Dates of the payment in the guide's order."""


def segments(
    payment: PremiumPayment, remittances: Iterable[PremiumRemittance], delimiters: Delimiters
) -> Iterator[str]:
    """What stands between ST and SE."""
    w = Writer(delimiters)
    yield from _head(w, payment)
    for party in (payment.receiver, payment.payer, *payment.banks):
        yield from _party(w, party)
    for one in remittances:
        yield from _remittance(w, one)


def _head(w: Writer, one: PremiumPayment) -> Iterator[str]:
    yield w.segment(
        "BPR", one.handling, amount(one.total), "C", one.method, one.format, *_account(one.payer_account),
        one.originating_id, one.originating_supplement, *_account(one.receiver_account), date8(one.paid_on),
    )  # fmt: skip
    yield w.segment(
        "TRN", one.trace_kind, as_sent(one.trace_number), one.trace_company, as_sent(one.trace_supplement)
    )
    if any(one.currency):
        yield w.segment("CUR", *one.currency)
    yield from _references(w, one.references)
    ranked = sorted(one.dates, key=lambda each: _ORDER.index(each.kind) if each.kind in _ORDER else 9)
    yield from _dates(w, ranked)


def _account(one: Account) -> tuple[str, str, str, str]:
    return one.bank_kind, one.bank, one.kind, one.number


def _references(w: Writer, references: Iterable[Reference]) -> Iterator[str]:
    for one in references:
        yield w.segment("REF", one.kind, as_sent(one.value))


def _dates(w: Writer, dates: Iterable[ChangeDate]) -> Iterator[str]:
    for one in dates:
        if one.last is None:
            yield w.segment("DTM", one.kind, date8(one.first))
        else:
            yield w.segment("DTM", one.kind, "", "", "", "RD8", f"{date8(one.first)}-{date8(one.last)}")


def _party(w: Writer, one: PremiumParty) -> Iterator[str]:
    yield w.segment("N1", one.role, as_sent(one.name), one.id_kind, as_sent(one.id))
    if one.second_name:
        yield w.segment("N2", as_sent(one.second_name))
    address = one.address
    if address.line1 or address.line2:
        yield w.segment("N3", as_sent(address.line1), as_sent(address.line2))
    if address.city or address.state or address.postal_code:
        yield w.segment(
            "N4", as_sent(address.city), address.state, address.postal_code, address.country, "", "",
            address.subdivision,
        )  # fmt: skip
    if one.delivery[0]:
        yield w.segment("RDM", *map(as_sent, one.delivery))
    for contact in one.contacts:
        numbers = [as_sent(text) for pair in contact.numbers for text in pair]
        yield w.segment("PER", "IC", as_sent(contact.name), *numbers)


def _remittance(w: Writer, one: PremiumRemittance) -> Iterator[str]:
    yield w.segment("ENT", one.number, one.entity, one.id_kind, as_sent(one.id))
    for person in one.people:
        yield w.segment(
            "NM1", person.role, person.entity, as_sent(person.last_name), as_sent(person.first_name),
            as_sent(person.middle_name), as_sent(person.prefix), as_sent(person.suffix), person.id_kind,
            as_sent(person.id),
        )  # fmt: skip
    yield from _adjustments(w, one.adjustments)
    for item in one.items:
        yield from _item(w, item)


def _adjustments(w: Writer, adjustments: Iterable[PremiumAdjustment]) -> Iterator[str]:
    for one in adjustments:
        yield w.segment("ADX", amount(one.amount), one.reason)


def _item(w: Writer, one: PremiumItem) -> Iterator[str]:
    due = amount(one.due) if one.due is not None else ""
    yield w.segment("RMR", one.kind, as_sent(one.number), one.action, amount(one.paid), due)
    yield from _references(w, one.references)
    yield from _dates(w, one.dates)
    for line in one.lines:
        yield w.segment("IT1", line.number)
        for code, cents in line.charges:
            yield w.segment("SAC", "C", code, "", "", cents)
        for number, count, unit in line.counts:
            yield w.segment("SLN", number, "", "O", plain(count), (unit,))
    yield from _adjustments(w, one.adjustments)
