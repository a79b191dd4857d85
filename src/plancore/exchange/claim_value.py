"""The rows of a claim to a `ClaimSubmission`, as a professional one has them; the other forms change what
differs. Parts that repeat are kept for a while."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from plancore.claims.people import Contact, Reference
from plancore.claims.types import (
    Address,
    ClaimForm,
    ClaimSubmission,
    Diagnosis,
    Person,
    Provider,
    ServiceLine,
)
from plancore.exchange.text import readable
from plancore.x12.convert import cents, day, days, number
from plancore.x12.events import Row, Unit

_NO_ROWS: list[Row] = []
NO_DAY = dt.date.min
_ONE = Decimal(1)


def field_at(elements: list[str], position: int) -> str:
    """An element as sent, empty when it is not there."""
    return elements[position] if position < len(elements) else ""


def words_at(elements: list[str], position: int) -> str:
    """An element of free text, readable."""
    if position >= len(elements):
        return ""
    text = elements[position]
    return text if text.isascii() else readable(text)


@lru_cache(maxsize=4_096)
def _address(street: tuple[str, ...], city: tuple[str, ...]) -> Address:
    line = [readable(one) for one in (*street, "", "")]
    town = [readable(one) for one in (*city, *[""] * 7)]
    return Address(
        line1=line[0], line2=line[1], city=town[0], state=town[1], postal_code=town[2],
        country=town[3], subdivision=town[6],
    )  # fmt: skip


def address_in(rows: dict[str, list[str]], loop: str) -> Address:
    """The address of a loop, empty when it has none."""
    street, city = rows.get(f"{loop}/N3"), rows.get(f"{loop}/N4")
    if street is None and city is None:
        return _NOWHERE
    return _address(tuple(street[1:3]) if street else (), tuple(city[1:8]) if city else ())


_NOWHERE = Address()


def provider_of(
    name: list[str], taxonomy: str = "", tax_id: str = "", address: Address = _NOWHERE
) -> Provider:
    """A provider out of its NM1."""
    return Provider(
        npi=field_at(name, 9) if field_at(name, 8) == "XX" else "",
        tax_id=tax_id,
        last_or_organization_name=words_at(name, 3),
        first_name=words_at(name, 4) if field_at(name, 2) == "1" else "",
        taxonomy=taxonomy,
        address=address,
        middle_name=words_at(name, 5),
        suffix=words_at(name, 7),
        entity="1" if field_at(name, 2) == "1" and not field_at(name, 4) else "",
    )


def with_numbers(provider: Provider, rows: list[Row]) -> Provider:
    """A billing provider with the kind of its tax number, its other numbers and its contacts."""
    references = tuple(
        Reference(kind=elements[1], value=words_at(elements, 2))
        for tag, elements in rows
        if tag == "2010AA/REF*0B" and len(elements) > 2
    )
    contacts = tuple(
        Contact(
            name=words_at(elements, 2),
            numbers=tuple(
                (elements[at], words_at(elements, at + 1)) for at in (3, 5, 7) if field_at(elements, at)
            ),
        )
        for tag, elements in rows
        if tag == "2010AA/PER*IC"
    )
    personal = any(tag == "2010AA/REF*EI" and field_at(elements, 1) == "SY" for tag, elements in rows)
    if not (references or contacts or personal):
        return provider
    return replace(provider, references=references, contacts=contacts, tax_id_kind="SY" if personal else "EI")


def person_of(rows: list[Row], loop: str, member_id: str = "") -> Person:
    """A person out of the rows of its loop."""
    by_tag = dict(rows)
    name = rows[0][1] if rows else []
    birth = by_tag.get(f"{loop}/DMG", [])
    return Person(
        member_id=member_id or field_at(name, 9),
        last_name=words_at(name, 3),
        first_name=words_at(name, 4),
        middle_name=words_at(name, 5),
        suffix=words_at(name, 7),
        birth_date=day(field_at(birth, 2)),
        gender=field_at(birth, 3),
        address=address_in(by_tag, loop),
    )


class ClaimBuilder:
    """Makes claims of units that share a component separator. Keeps the last billing provider and payer."""

    form = ClaimForm.PROFESSIONAL
    diagnosis_tags: tuple[str, ...] = ("2300/HI*ABK",)

    def __init__(self, component: str) -> None:
        self.component = component
        self._billing_rows: object = None
        self._billing: tuple[Provider, Address | None] = (Provider(), None)
        self.split = lru_cache(maxsize=8_192)(lambda text: tuple(text.split(component)))
        self._provider = lru_cache(maxsize=2_048)(self._make_provider)
        self._service = lru_cache(maxsize=8_192)(self._make_service)

    def build(self, unit: Unit) -> ClaimSubmission:
        """The claim. What is missing or unreadable is empty, zero or the first day of the calendar."""
        rows, context = unit.rows, unit.context
        first = unit.lines[0] if unit.lines else len(rows)
        head = dict(rows[:first])
        claim = head.get("2300/CLM", [])
        place = self.split(field_at(claim, 5))
        billing, pay_to = self.billing_provider(context)
        level = dict(context.get("2000B", _NO_ROWS))
        sbr = level.get("2000B/SBR", [])
        subscriber = person_of(context.get("2010BA", _NO_ROWS), "2010BA")
        patient, relationship = self._patient(context, subscriber)
        payer = context.get("2010BB", _NO_ROWS)
        payer_name = payer[0][1] if payer else []
        facility = place[0]
        more: dict[str, Any] = self._rare(head, rows[:first]) if len(head) > 2 else {}
        return ClaimSubmission(
            form=self.form,
            patient_control_number=words_at(claim, 1),
            total_charge=cents(field_at(claim, 2)) or 0,
            billing=billing,
            subscriber=subscriber,
            patient=patient,
            patient_relationship=relationship,
            diagnoses=self._diagnoses(rows[:first]),
            lines=tuple(self._lines(unit, facility)),
            frequency=place[2] if len(place) > 2 else "1",
            facility_code=facility,
            payer_id=field_at(payer_name, 9),
            payer_name=words_at(payer_name, 3),
            payer_responsibility=field_at(sbr, 1) or "P",
            group_number=words_at(sbr, 3),
            pay_to=pay_to,
            accept_assignment=field_at(claim, 7) or "A",
            benefits_assigned=field_at(claim, 8) == "Y",
            group_name=words_at(sbr, 4),
            filing_indicator=field_at(sbr, 9),
            signature_on_file=field_at(claim, 6) != "N",
            release_of_information=field_at(claim, 9),
            **more,
        )

    def billing_provider(self, context: dict[str, list[Row]]) -> tuple[Provider, Address | None]:
        """The billing provider and the address to pay to, out of the rows of the loops above the claim."""
        rows = context.get("2010AA", _NO_ROWS)
        if rows is not self._billing_rows:
            by_tag = dict(rows)
            taxonomy = field_at(dict(context.get("2000A", _NO_ROWS)).get("2000A/PRV*BI", []), 3)
            tax_id = field_at(by_tag.get("2010AA/REF*EI", []), 2).replace("-", "")
            provider = provider_of(rows[0][1] if rows else [], taxonomy, tax_id, address_in(by_tag, "2010AA"))
            provider = with_numbers(provider, rows)
            other = context.get("2010AB")
            pay_to = address_in(dict(other), "2010AB") if other else None
            self._billing_rows, self._billing = rows, (provider, pay_to)
        return self._billing

    @staticmethod
    def _patient(context: dict[str, list[Row]], subscriber: Person) -> tuple[Person, str]:
        rows = context.get("2010CA")
        if rows is None:
            return subscriber, "18"
        level = dict(context.get("2000C", _NO_ROWS))
        relationship = field_at(level.get("2000C/PAT", []), 1)
        return person_of(rows, "2010CA", subscriber.member_id), relationship

    def _diagnoses(self, rows: list[Row]) -> tuple[Diagnosis, ...]:
        found: list[Diagnosis] = []
        for tag, elements in rows:
            if tag in self.diagnosis_tags:
                found += [
                    diagnosis_of(parts[0], parts[1], parts[8] if len(parts) > 8 else "")
                    for parts in map(self.split, elements[1:])
                    if len(parts) > 1
                ]
        return tuple(found)

    def _make_provider(self, elements: tuple[str, ...], taxonomy: str) -> Provider:
        return provider_of(list(elements), taxonomy)

    def provider_in(self, head: dict[str, list[str]], loop: str, name: str) -> Provider | None:
        """The provider of a loop without an address of its own."""
        elements = head.get(f"{loop}/NM1*{name}")
        if elements is None:
            return None
        return self._provider(tuple(elements), field_at(head.get(f"{loop}/PRV*PE", []), 3))

    def _rare(self, head: dict[str, list[str]], rows: list[Row]) -> dict[str, Any]:
        """What most claims lack, by field name."""
        more: dict[str, Any] = {}
        for tag, (field, position) in _SIMPLE.items():
            if tag in head:
                more[field] = words_at(head[tag], position)
        if "2300/DTP*439" in head:
            more["accident_date"] = day(field_at(head["2300/DTP*439"], 3)[:8])
        claim = head.get("2300/CLM", [])
        if len(claim) > 11:
            more["related_causes"] = tuple(one for one in self.split(claim[11])[:3] if one)
        if "2310A/NM1*DN" in head:
            more["referring"] = self.provider_in(head, "2310A", "DN")
        if "2310B/NM1*82" in head:
            more["rendering"] = self.provider_in(head, "2310B", "82")
        if "2310C/NM1*77" in head:
            more["service_facility"] = provider_of(head["2310C/NM1*77"], address=address_in(head, "2310C"))
        return more

    def _make_service(self, text: str) -> tuple[str, str, tuple[str, ...]]:
        parts = (*self.split(text), "", "")
        return parts[0], parts[1], tuple(one for one in parts[2:6] if one)

    def _lines(self, unit: Unit, facility: str) -> list[ServiceLine]:
        rows = unit.rows
        made = []
        for position, (at, end) in enumerate(unit.spans, 1):
            line = dict(rows[at:end])
            service = line.get("2400/SV1", [])
            date = line.get("2400/DTP*472", [])
            span = days(date[3]) if len(date) > 3 else None
            qualifier, procedure, modifiers = self._service(field_at(service, 1))
            more = self._line_rare(line, rows[at:end]) if end - at > 3 else {}
            given = field_at(line.get("2400/LX", []), 1)
            made.append(
                ServiceLine(
                    number=int(given) if given.isascii() and given.isdigit() else position,
                    procedure=procedure,
                    charge=cents(field_at(service, 2)) or 0,
                    units=number(field_at(service, 4)) or NO_UNITS,
                    service_from=span[0] if span else NO_DAY,
                    service_to=span[1] if span else NO_DAY,
                    procedure_qualifier=qualifier,
                    unit_basis=field_at(service, 3),
                    modifiers=modifiers,
                    place_of_service=field_at(service, 5) or facility,
                    diagnosis_pointers=pointers_of(field_at(service, 7), self.component),
                    **more,
                )
            )
        return made

    def _line_rare(self, line: dict[str, list[str]], rows: list[Row]) -> dict[str, Any]:
        more: dict[str, Any] = {}
        if "2400/REF*6R" in line:
            more["line_control_number"] = words_at(line["2400/REF*6R"], 2)
        if "2400/REF*G1" in line:
            more["prior_authorization"] = words_at(line["2400/REF*G1"], 2)
        if "2420A/NM1*82" in line:
            more["rendering"] = self.provider_in(line, "2420A", "82")
        if "2410/LIN" in line:
            quantity = line.get("2410/CTP", [])
            more["drug_code"] = field_at(line["2410/LIN"], 3)
            more["drug_units"] = number(field_at(quantity, 4))
            more["drug_unit_basis"] = field_at(quantity, 5)
        return more


NO_UNITS = Decimal(0)
_SIMPLE = {
    "2300/REF*F8": ("original_reference", 2),
    "2300/REF*G1": ("prior_authorization", 2),
    "2300/REF*9F": ("referral_number", 2),
    "2300/REF*D9": ("clearinghouse_number", 2),
}


@lru_cache(maxsize=8_192)
def diagnosis_of(qualifier: str, code: str, present: str = "") -> Diagnosis:
    """A diagnosis out of the components of HI."""
    return Diagnosis(qualifier=qualifier, code=code, present_on_admission=present)


@lru_cache(maxsize=2_048)
def pointers_of(text: str, component: str) -> tuple[int, ...]:
    """Diagnosis pointers of a line."""
    return tuple(int(one) for one in text.split(component) if one.isascii() and one.isdigit())
