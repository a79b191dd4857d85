"""Cases to the segments of 270 and 271 sets; cases that follow one another share the levels they have in
common."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from plancore.claims.people import Reference
from plancore.claims.supplement import ClaimDate, Detail
from plancore.eligibility.message import Case, Named, Question, Refusal, Subject, Told
from plancore.exchange.claim_write import detail_values
from plancore.exchange.text import as_sent
from plancore.x12.convert import amount, date8, plain
from plancore.x12.delimiters import Delimiters
from plancore.x12.writer import Header, SetText, Writer, to_bytes, write_interchange

VERSION = "005010X279A1"


def write_cases(cases: Iterable[Case], header: Header, set_id: str) -> bytes:
    """A whole interchange of 270 or 271 sets, one for each run of cases with one head."""
    functional = "HS" if set_id == "270" else "HB"
    sets = (
        SetText(set_id, VERSION, tuple(_SetWriter(header.delimiters).segments(list(group))))
        for _, group in groupby(cases, key=lambda one: one.head)
    )
    return to_bytes(write_interchange(header, functional, VERSION, sets))


class _SetWriter:
    """Writes one set."""

    def __init__(self, delimiters: Delimiters) -> None:
        self.w = Writer(delimiters)
        self.count = 0

    def segments(self, cases: Sequence[Case]) -> Iterator[str]:
        """What stands between ST and SE."""
        head = cases[0].head
        yield self.w.segment(
            "BHT", "0022", head.purpose, as_sent(head.reference), date8(head.created), head.time, head.kind
        )
        for (source, refusals), group in groupby(cases, key=lambda one: (one.source, one.source_refusals)):
            below = list(group)
            number, text = self._level(0, "20", any(one.receiver is not None for one in below))
            yield text
            yield from self._refusals(refusals)
            yield from self._named(source)
            for receiver, inner in groupby(below, key=lambda one: one.receiver):
                if receiver is not None:
                    yield from self._receiver(number, receiver, list(inner))

    def _level(self, parent: int, code: str, has_children: bool) -> tuple[int, str]:
        self.count += 1
        text = self.w.segment(
            "HL", self.count, str(parent) if parent else "", code, "1" if has_children else "0"
        )
        return self.count, text

    def _receiver(self, parent: int, receiver: Named, cases: list[Case]) -> Iterator[str]:
        number, text = self._level(parent, "21", any(one.subscriber is not None for one in cases))
        yield text
        yield from self._named(receiver)
        for subscriber, group in groupby(cases, key=lambda one: one.subscriber):
            if subscriber is None:
                continue
            dependents = [one.dependent for one in group if one.dependent is not None]
            holder, text = self._level(number, "22", bool(dependents))
            yield text
            yield from self._subject(subscriber, is_subscriber=True)
            for dependent in dependents:
                _, text = self._level(holder, "23", False)
                yield text
                yield from self._subject(dependent, is_subscriber=False)

    def _named(self, one: Named) -> Iterator[str]:
        w, address = self.w, one.address
        yield w.segment(
            "NM1", one.role, one.entity, as_sent(one.last_name), as_sent(one.first_name),
            as_sent(one.middle_name), "", as_sent(one.suffix), one.id_kind, as_sent(one.id), one.relation,
        )  # fmt: skip
        yield from self._references(one.references)
        if address.line1 or address.line2:
            yield w.segment("N3", as_sent(address.line1), as_sent(address.line2))
        if address.city or address.state or address.postal_code:
            yield w.segment(
                "N4", as_sent(address.city), address.state, address.postal_code, address.country,
                *map(as_sent, one.location), address.subdivision,
            )  # fmt: skip
        for contact in one.contacts:
            numbers = [as_sent(text) for pair in contact.numbers for text in pair]
            yield w.segment("PER", "IC", as_sent(contact.name), *numbers)
        yield from self._refusals(one.refusals)
        if one.specialty[0]:
            yield w.segment("PRV", *one.specialty)

    def _references(self, references: Iterable[Reference]) -> Iterator[str]:
        for one in references:
            yield self.w.segment("REF", one.kind, as_sent(one.value), as_sent(one.text))

    def _refusals(self, refusals: Iterable[Refusal]) -> Iterator[str]:
        for one in refusals:
            yield self.w.segment("AAA", one.is_valid, "", one.reason, one.follow_up)

    def _dates(self, dates: Iterable[ClaimDate]) -> Iterator[str]:
        for one in dates:
            if one.last is None:
                yield self.w.segment("DTP", one.kind, "D8", date8(one.first))
            else:
                yield self.w.segment("DTP", one.kind, "RD8", f"{date8(one.first)}-{date8(one.last)}")

    def _details(self, details: Iterable[Detail], name: str) -> Iterator[str]:
        for one in details:
            if one.segment == name:
                yield self.w.segment(name, *detail_values(one))

    def _subject(self, one: Subject, *, is_subscriber: bool) -> Iterator[str]:
        w = self.w
        for kind, number, company, more in one.traces:
            yield w.segment("TRN", kind, as_sent(number), company, as_sent(more))
        yield from self._named(one.name)
        if one.birth_date is not None or one.gender:
            birth = ("D8", date8(one.birth_date)) if one.birth_date is not None else ("", "")
            yield w.segment("DMG", *birth, one.gender)
        if one.relationship:
            changed = ("001", "25") if one.has_changed else ("", "")
            yield w.segment(
                "INS", "Y" if is_subscriber else "N", one.relationship, *changed, *[""] * 12, one.birth_order
            )
        if one.diagnoses:
            yield w.segment("HI", *one.diagnoses)
        yield from self._dates(one.dates)
        yield from self._details(one.details, "MPI")
        for question in one.questions:
            yield from self._question(question)
        for told in one.benefits:
            yield from self._told(told)

    def _composite(self, parts: tuple[str, ...]) -> str:
        mark = self.w.d.component
        return mark.join(self.w.repeated([as_sent(part)]) for part in parts).rstrip(mark)

    def _question(self, one: Question) -> Iterator[str]:
        w = self.w
        yield w.raw(
            "EQ", w.repeated(one.service_types), self._composite(one.procedure), one.scope, "",
            self._composite(one.pointers),
        )  # fmt: skip
        for kind, value in one.amounts:
            yield w.segment("AMT", kind, amount(value))
        yield from self._details(one.details, "III")
        yield from self._references(one.references)
        yield from self._dates(one.dates)

    def _told(self, one: Told) -> Iterator[str]:
        w = self.w
        yield w.raw(
            "EB", one.code, one.scope, w.repeated(one.service_types), one.insurance,
            w.repeated([as_sent(one.plan)]), one.period, amount(one.amount) if one.amount is not None else "",
            plain(one.share) if one.share is not None else "", one.quantity_kind,
            plain(one.quantity) if one.quantity is not None else "", one.authorization, one.network,
            self._composite(one.procedure), self._composite(one.pointers),
        )  # fmt: skip
        yield from self._details(one.details, "HSD")
        yield from self._references(one.references)
        yield from self._dates(one.dates)
        yield from self._refusals(one.refusals)
        for text in one.messages:
            yield w.segment("MSG", as_sent(text))
        yield from self._details(one.details, "III")
        if one.entities:
            yield w.segment("LS", "2120")
            for entity in one.entities:
                yield from self._named(entity)
            yield w.segment("LE", "2120")
