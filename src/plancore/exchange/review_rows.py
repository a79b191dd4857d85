"""The values of an authorization to the segments of a 278."""

from collections.abc import Generator, Iterable, Iterator
from decimal import Decimal

from plancore.authorizations.types import (
    Address,
    AttachmentNotice,
    AuthorizationAnswer,
    AuthorizationRequest,
    AuthorizationService,
    Contact,
    Decision,
    Delivery,
    Diagnosis,
    Party,
    Period,
    Person,
    Rejection,
    Review,
    Trace,
)
from plancore.exchange.text import as_sent
from plancore.x12.convert import amount, date8, plain
from plancore.x12.writer import Header, Value, Writer

_EVENT_ORDER = ("439", "484", "ABC", "431", "AAH", "435", "096", "472", "102", "036", "007")
_CLINICAL_ORDER = ("CRC", "CL1", "CR1", "CR2", "CR5", "CR6")
_STOPS = frozenset(("45", "FS", "ND", "PW", "R3"))
_OTHERS = frozenset(("00", "CA"))
_MOST = 12
"""Codes an HI segment holds."""


def _plain(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


class SetWriter:
    """Writes one 278 set."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.w = Writer(header.delimiters)
        self.levels = 0

    def request(self, request: AuthorizationRequest) -> Iterator[str]:
        """The segments between ST and SE of a request."""
        yield self._begin("13", request.reference, "")
        parent = yield from self._above(request, None)
        yield from self._event(parent, request, None)

    def answer(self, answer: AuthorizationAnswer) -> Iterator[str]:
        """The segments between ST and SE of an answer."""
        yield self._begin("11", answer.event.reference, "19" if answer.more_follows else "18")
        parent = yield from self._above(answer.event, answer)
        if answer.has_event:
            yield from self._event(parent, answer.event, answer)

    def _begin(self, purpose: str, reference: str, kind: str) -> str:
        stamp = self.header.stamp
        return self.w.segment(
            "BHT", "0007", purpose, as_sent(reference), f"{stamp:%Y%m%d}", f"{stamp:%H%M}", kind
        )

    def _level(self, parent: int, code: str, *, holds: bool) -> tuple[int, str]:
        self.levels += 1
        above = str(parent) if parent else ""
        return self.levels, self.w.segment("HL", self.levels, above, code, "1" if holds else "0")

    def _above(
        self, request: AuthorizationRequest, answer: AuthorizationAnswer | None
    ) -> Generator[str, None, int]:
        """The levels above the event; gives the patient's number."""
        holds = answer is None or answer.has_event
        own = () if answer is None or request.dependent is not None else answer.of_patient
        source, text = self._level(0, "20", holds=True)
        yield text
        yield from self._rejected(answer.rejections if answer else ())
        yield from self._party(request.organization)
        asker, text = self._level(source, "21", holds=True)
        yield text
        yield from self._party(request.requester)
        patient, text = self._level(asker, "22", holds=holds or request.dependent is not None)
        yield text
        yield from self._rejected(own)
        yield from self._person(request.subscriber, "IL")
        if request.dependent is not None:
            patient, text = self._level(patient, "23", holds=holds)
            yield text
            yield from self._rejected(answer.of_patient if answer else ())
            yield from self._person(request.dependent, "QC")
        return patient

    def _event(
        self, parent: int, request: AuthorizationRequest, answer: AuthorizationAnswer | None
    ) -> Iterator[str]:
        number, text = self._level(parent, "EV", holds=bool(request.services))
        yield text
        yield from self._traces(request.traces)
        yield from self._rejected(answer.of_event if answer else ())
        yield from self._review(request.review, answer.decision if answer else None)
        yield from self._references(request.previous_number, request.administrative_reference)
        yield from self._periods(request.periods)
        yield from self._codes(request.diagnoses)
        yield from self._delivery(request.delivery)
        for one in sorted(request.clinical, key=lambda each: _CLINICAL_ORDER.index(each[0])):
            yield self.w.segment(*(as_sent(text) for text in one))
        yield from self._notices(request.attachments, request.message)
        for party in sorted(request.parties, key=_place):
            yield from self._party(party)
        for service in request.services:
            yield from self._service(number, service)

    def _service(self, parent: int, service: AuthorizationService) -> Iterator[str]:
        yield self._level(parent, "SS", holds=False)[1]
        yield from self._traces(service.traces)
        yield from self._rejected(service.rejections)
        yield from self._review(service.review, service.decision)
        yield from self._references(service.previous_number, service.administrative_reference)
        yield from self._periods(service.periods)
        yield from self._codes(tuple(Diagnosis(qualifier="LOI", code=one) for one in service.questions))
        if service.form:
            yield self._asked(service)
        for tooth in service.teeth:
            yield self.w.segment("TOO", "JP", tooth.number, tooth.surfaces)
        yield from self._delivery(service.delivery)
        yield from self._notices(service.attachments, service.message)
        for party in service.providers:
            yield from self._party(party)

    def _asked(self, one: AuthorizationService) -> str:
        modifiers = (*one.modifiers, "", "", "", "")[:4]
        procedure = (
            one.procedure_qualifier, one.procedure, *modifiers, as_sent(one.description), one.last_procedure,
        )  # fmt: skip
        charge = "" if one.charge is None else amount(one.charge)
        quantity = _plain(one.quantity)
        values: list[Value]
        if one.form == "SV1":
            values = [procedure, charge, one.unit, quantity, "", "", one.pointers]
            values += ["", "", "", one.early_screening, *[""] * 8, one.level_of_care]
        elif one.form == "SV2":
            values = [one.revenue_code, procedure, charge, one.unit, quantity, _plain(one.rate)]
            values += ["", "", one.nursing_home_status, one.level_of_care]
        else:
            values = [procedure, charge, "", one.oral_areas, one.prosthesis, quantity]
        return self.w.segment(one.form, *values)

    def _party(self, one: Party) -> Iterator[str]:
        w = self.w
        kind = "1" if one.is_person else "2"
        if one.role in _STOPS and not one.last:
            kind = ""
        yield w.segment(
            "NM1", one.role, kind, *map(as_sent, (one.last, one.first, one.middle, "", one.suffix)),
            one.id_qualifier, as_sent(one.id),
        )  # fmt: skip
        for qualifier, number in one.references:
            if qualifier == "598":
                yield w.segment("DTP", qualifier, "D8", number)
            else:
                yield w.segment("REF", qualifier, as_sent(number))
        yield from self._address(one.address)
        for contact in one.contacts:
            yield self._contact(contact)
        yield from self._rejected(one.rejections)
        role, taxonomy = one.specialty
        if role:
            yield w.segment("PRV", role, "PXC" if taxonomy else "", taxonomy)

    def _person(self, one: Person, role: str) -> Iterator[str]:
        w = self.w
        yield w.segment(
            "NM1", role, "1", *map(as_sent, (one.last, one.first, one.middle, "", one.suffix)),
            one.id_qualifier, as_sent(one.id),
        )  # fmt: skip
        for qualifier, number in one.references:
            yield w.segment("REF", qualifier, as_sent(number))
        yield from self._address(one.address)
        yield from self._rejected(one.rejections)
        if one.birth_date is not None or one.gender:
            born = date8(one.birth_date) if one.birth_date else ""
            yield w.segment("DMG", "D8" if born else "", born, one.gender)
        if one.relationship:
            insured = "Y" if role == "IL" else "N"
            values = [insured, one.relationship, *[""] * 5, one.military_status, *[""] * 8]
            yield w.segment("INS", *values, one.birth_order)

    def _address(self, one: Address | None) -> Iterator[str]:
        if one is None:
            return
        if one.lines:
            yield self.w.segment("N3", *map(as_sent, one.lines[:2]))
        if one.city or one.state or one.postal or one.country:
            yield self.w.segment("N4", as_sent(one.city), one.state, one.postal, one.country)

    def _contact(self, one: Contact) -> str:
        ways = [as_sent(text) for pair in one.ways[:3] for text in pair]
        return self.w.segment("PER", "IC", as_sent(one.name), *ways)

    def _traces(self, traces: Iterable[Trace]) -> Iterator[str]:
        for one in traces:
            kind = "2" if one.is_answered else "1"
            yield self.w.segment("TRN", kind, as_sent(one.number), one.company, as_sent(one.detail))

    def _rejected(self, rejections: Iterable[Rejection]) -> Iterator[str]:
        for one in rejections:
            yield self.w.segment("AAA", "Y" if one.is_valid else "N", "", one.reason, one.follow_up)

    def _review(self, one: Review | None, decision: Decision | None) -> Iterator[str]:
        if one is not None:
            facility = (one.facility, one.facility_kind)
            values = (one.urgency, one.condition, one.prognosis, one.release, one.delay_reason)
            yield self.w.segment(
                "UM", one.category, one.action, one.service_type, facility, one.causes, *values
            )
        if decision is not None:
            yield self.w.segment(
                "HCR", decision.action, as_sent(decision.number), decision.reason, decision.second_opinion
            )

    def _references(self, previous: str, administrative: str) -> Iterator[str]:
        for qualifier, number in (("BB", previous), ("NT", administrative)):
            if number:
                yield self.w.segment("REF", qualifier, as_sent(number))

    def _periods(self, periods: Iterable[Period]) -> Iterator[str]:
        for one in sorted(periods, key=lambda each: _EVENT_ORDER.index(each.kind)):
            if one.is_range or one.first != one.last:
                yield self.w.segment("DTP", one.kind, "RD8", f"{date8(one.first)}-{date8(one.last)}")
            else:
                yield self.w.segment("DTP", one.kind, "D8", date8(one.first))

    def _codes(self, diagnoses: tuple[Diagnosis, ...]) -> Iterator[str]:
        if diagnoses:
            yield self.w.segment("HI", *(_coded(one) for one in diagnoses[:_MOST]))

    def _delivery(self, one: Delivery | None) -> Iterator[str]:
        if one is not None:
            yield self.w.segment(
                "HSD", one.unit, _plain(one.quantity), one.per, _plain(one.times), one.span_unit, one.spans,
                one.pattern, one.time_of_day,
            )  # fmt: skip

    def _notices(self, notices: Iterable[AttachmentNotice], message: str) -> Iterator[str]:
        for one in notices:
            number = as_sent(one.control_number)
            values = ("AC" if number else "", number, as_sent(one.description))
            yield self.w.segment("PWK", one.report_type, one.transmission, "", "", *values)
        if message:
            yield self.w.segment("MSG", as_sent(message))


def _place(party: Party) -> int:
    """Providers first, then where to send more, then stops, then other organizations."""
    if party.role in _STOPS:
        return 2
    if party.role in _OTHERS:
        return 3
    return 1 if party.role in _CONTACTS else 0


_CONTACTS = frozenset(("1P", "2B", "ABG", "L5", "PR", "X3"))


def _coded(one: Diagnosis) -> tuple[str, ...]:
    if one.known_since is None:
        return (one.qualifier, one.code)
    return (one.qualifier, one.code, "D8", date8(one.known_since))
