"""An enrolment to the segments of an 834 set."""

from collections.abc import Iterable, Iterator

from plancore.claims.people import Contact, Reference
from plancore.enrolment.types import (
    CareProvider,
    Category,
    ChangeAmount,
    ChangeDate,
    CoverageChange,
    Enrollee,
    EnrolmentFile,
    MemberChange,
    Organization,
    OtherInsurance,
)
from plancore.exchange.claim_write import detail_values
from plancore.exchange.text import as_sent
from plancore.x12.convert import amount, date8, plain
from plancore.x12.delimiters import Delimiters
from plancore.x12.writer import Writer

_CONTACT = {"36": "EP", "M8": "SK", "S3": "PQ", "IL": "IP", "74": "IP"}
"""Role of a person to the code of its contacts; responsible persons have RP."""

_ORDER = ("70", "31", "36", "M8", "S3", "", "45")
"""Roles in the guide's order; the empty one stands for responsible persons."""


class SetWriter:
    """Writes one set under one set of delimiters."""

    def __init__(self, delimiters: Delimiters) -> None:
        self.w = Writer(delimiters)
        self.marks = delimiters

    def segments(self, file: EnrolmentFile, changes: Iterable[MemberChange]) -> Iterator[str]:
        """What stands between ST and SE."""
        w = self.w
        yield w.segment(
            "BGN", file.purpose, as_sent(file.reference), date8(file.created), file.time, file.zone,
            as_sent(file.earlier_reference), "", file.action,
        )  # fmt: skip
        if file.policy:
            yield w.segment("REF", "38", as_sent(file.policy))
        yield from self._dates(file.dates)
        for kind, count in file.totals:
            yield w.segment("QTY", kind, plain(count))
        yield self._organization("P5", file.sponsor)
        yield self._organization("IN", file.payer)
        for broker in file.brokers:
            yield self._organization(broker.role or "BO", broker)
            for number, second in broker.accounts:
                yield w.segment("ACT", as_sent(number), "", "", "", "", as_sent(second))
        for change in changes:
            yield from self._change(change)

    def _organization(self, role: str, one: Organization) -> str:
        return self.w.segment("N1", role, as_sent(one.name), one.id_kind, as_sent(one.id))

    def _dates(self, dates: Iterable[ChangeDate]) -> Iterator[str]:
        for one in dates:
            if one.last is None:
                yield self.w.segment("DTP", one.kind, "D8", date8(one.first))
            else:
                yield self.w.segment("DTP", one.kind, "RD8", f"{date8(one.first)}-{date8(one.last)}")

    def _references(self, references: Iterable[Reference]) -> Iterator[str]:
        for one in references:
            yield self.w.segment("REF", one.kind, as_sent(one.value))

    def _amounts(self, amounts: Iterable[ChangeAmount]) -> Iterator[str]:
        for one in amounts:
            yield self.w.segment("AMT", one.kind, amount(one.amount))

    def _change(self, one: MemberChange) -> Iterator[str]:
        w = self.w
        handicapped = "" if one.is_handicapped is None else "Y" if one.is_handicapped else "N"
        died = ("D8", date8(one.died_on)) if one.died_on is not None else ("", "")
        yield w.segment(
            "INS", "Y" if one.is_subscriber else "N", one.relationship, one.maintenance, one.reason,
            one.benefit_status, one.medicare, one.cobra_event, one.employment_status, one.student_status,
            handicapped, *died, one.confidentiality, "", "", "", one.birth_order,
        )  # fmt: skip
        yield w.segment("REF", "0F", as_sent(one.subscriber_number))
        if one.group_number:
            yield w.segment("REF", "1L", as_sent(one.group_number))
        yield from self._references(one.references)
        yield from self._dates(one.dates)
        yield from self._member(one)
        yield from self._others(one.others)
        for disability in one.disabilities:
            yield w.segment(
                "DSB", disability.kind, "", "", "", "", "", disability.diagnosis_kind, disability.diagnosis
            )
            yield from self._dates(disability.dates)
        for coverage in one.coverages:
            yield from self._coverage(coverage)
        yield from self._categories(one.categories)

    def _member(self, one: MemberChange) -> Iterator[str]:
        if one.person.role:
            yield from self._person(one.person, _CONTACT.get(one.person.role, "IP"))
        for name in ("EC", "ICM"):
            yield from self._details(one, name)
        yield from self._amounts(one.amounts)
        for name in ("HLH", "LUI"):
            yield from self._details(one, name)

    def _details(self, one: MemberChange, name: str) -> Iterator[str]:
        for detail in one.details:
            if detail.segment == name:
                yield self.w.segment(name, *detail_values(detail))

    def _others(self, others: Iterable[Enrollee]) -> Iterator[str]:
        ranked = sorted(others, key=lambda one: _ORDER.index(one.role if one.role in _ORDER else ""))
        for one in ranked:
            yield from self._person(one, _CONTACT.get(one.role, "RP"))

    def _name(self, one: Enrollee) -> str:
        return self.w.segment(
            "NM1", one.role, one.entity, as_sent(one.last_name), as_sent(one.first_name),
            as_sent(one.middle_name), as_sent(one.prefix), as_sent(one.suffix), one.id_kind, as_sent(one.id),
            one.relation,
        )  # fmt: skip

    def _person(self, one: Enrollee, contact: str) -> Iterator[str]:
        yield self._name(one)
        yield from self._contacts(one.contacts, contact)
        yield from self._address(one, ())
        races = self.marks.repetition.join(
            self.marks.component.join(parts).rstrip(self.marks.component) for parts in one.races
        )
        if one.birth_date is not None or one.gender or one.marital_status or races or one.citizenship:
            birth = ("D8", date8(one.birth_date)) if one.birth_date is not None else ("", "")
            yield self.w.raw(
                "DMG", *birth, one.gender, one.marital_status, races, one.citizenship, "", "", "",
                *one.race_source,
            )  # fmt: skip

    def _contacts(self, contacts: Iterable[Contact], kind: str) -> Iterator[str]:
        for one in contacts:
            numbers = [as_sent(text) for pair in one.numbers for text in pair]
            yield self.w.segment("PER", kind, as_sent(one.name), *numbers)

    def _address(self, one: Enrollee, more: Iterable[tuple[str, str]]) -> Iterator[str]:
        address = one.address
        if address.line1 or address.line2:
            yield self.w.segment("N3", as_sent(address.line1), as_sent(address.line2))
        for line in more:
            yield self.w.segment("N3", *map(as_sent, line))
        if address.city or address.state or address.postal_code:
            yield self.w.segment(
                "N4", as_sent(address.city), address.state, address.postal_code, address.country,
                *map(as_sent, one.location), address.subdivision,
            )  # fmt: skip

    def _coverage(self, one: CoverageChange) -> Iterator[str]:
        w = self.w
        yield w.segment(
            "HD", one.maintenance, "", one.line, as_sent(one.plan), one.level, "", "", "", one.late
        )
        yield from self._dates(one.dates)
        yield from self._amounts(one.amounts)
        yield from self._references(ref for ref in one.references if ref.kind != "QQ")
        yield from self._references(ref for ref in one.references if ref.kind == "QQ")
        for card in one.cards:
            yield w.segment("IDC", as_sent(card.plan), card.kind, card.count, card.action)
        for provider in one.providers:
            yield from self._provider(provider)
        for insurance in one.other_insurance:
            yield from self._insurance(insurance)

    def _provider(self, one: CareProvider) -> Iterator[str]:
        yield self.w.segment("LX", one.number)
        yield self._name(one.person)
        yield from self._address(one.person, one.streets)
        yield from self._contacts(one.person.contacts, "IC")
        if one.changed_on is not None:
            yield self.w.segment("PLA", "2", "1P", date8(one.changed_on), "", one.reason)

    def _insurance(self, one: OtherInsurance) -> Iterator[str]:
        types = self.w.repeated(one.service_types)
        group = as_sent(one.group).translate(dict.fromkeys(map(ord, self._marks()), " "))
        yield self.w.raw("COB", one.responsibility, group, one.is_coordinated, types)
        yield from self._references(one.references)
        yield from self._dates(one.dates)
        for entity in one.entities:
            yield self._name(entity)
            yield from self._address(entity, ())
            yield from self._contacts(entity.contacts, "CN")

    def _marks(self) -> str:
        marks = self.marks
        return marks.element + marks.component + marks.segment + marks.repetition

    def _categories(self, categories: tuple[Category, ...]) -> Iterator[str]:
        if not categories:
            return
        yield self.w.segment("LS", "2700")
        for one in categories:
            yield self.w.segment("LX", one.number)
            if one.name or one.reference is not None:
                yield self.w.segment("N1", "75", as_sent(one.name))
            if one.reference is not None:
                yield from self._references((one.reference,))
            if one.date is not None:
                yield from self._dates((one.date,))
        yield self.w.segment("LE", "2700")
