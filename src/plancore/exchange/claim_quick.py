"""Claims of professional units that passed by learnt shapes, made straight from the texts: the same values as
claim_value.py and claim_supplement.py make of the rows, or None where those must be asked."""

from functools import lru_cache, partial
from operator import itemgetter
from typing import Any, NamedTuple

from plancore.claims.types import (
    Address,
    ClaimForm,
    ClaimSubmission,
    Diagnosis,
    Person,
    Provider,
    ServiceLine,
)
from plancore.exchange.claim_supplement import PLAIN_LEVELS, is_plain_level
from plancore.exchange.claim_tags import PLAIN
from plancore.exchange.claim_value import (
    ClaimBuilder,
    diagnosis_of,
)
from plancore.exchange.drafts import draft_of, new
from plancore.x12.convert import day, sure_cents
from plancore.x12.events import Row, Unit
from plancore.x12.rules_quick import holders, service_of
from plancore.x12.shapes import Passage, Pick, Plans, Shape

_PLAIN = PLAIN["837P"]
_HEAD = {
    tag: _PLAIN[tag]
    for tag in (
        "2300/CLM", "2300/REF*F8", "2300/REF*G1", "2300/REF*9F", "2300/REF*D9", "2300/HI*ABK",
        "2310B/NM1*82", "2310B/PRV*PE",
    )
}  # fmt: skip
_LINE = {
    tag: _PLAIN[tag]
    for tag in ("2400/LX", "2400/SV1", "2400/DTP*472", "2400/REF*6R", "2420A/NM1*82", "2420A/PRV*PE")
}
_NOWHERE = Address()


_ClaimDraft, _LineDraft, _PersonDraft, _AddressDraft, _ProviderDraft = map(
    draft_of, (ClaimSubmission, ServiceLine, Person, Address, Provider)
)


class _Where(dict[str, int]):
    """Element (`2300/REF*D9 2`) to its place in a flat list of elements; the empty text at the list's end for
    what is not there."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        ends = dict(zip(shape.starts, shape.starts[1:], strict=False))
        for tag, at in shape.at.items():
            for element in range(1, ends[at] - at):
                self[f"{tag} {element}"] = at + element

    def __missing__(self, key: str) -> int:
        return -1

    def picked(self, *keys: str) -> Pick:
        """Takes these elements out of a flat list, empty where they are not there."""
        return itemgetter(*(self[key] for key in keys))


class _Head(NamedTuple):
    """What a shape holds of the claim's head."""

    claim: Pick
    numbers: Pick
    diagnoses: slice
    rendering: Pick | None


class _Line(NamedTuple):
    """What a shape holds of a line."""

    service: Pick
    rendering: Pick | None


class _Level(NamedTuple):
    """What a shape holds of the level of a subscriber or patient."""

    person: Pick
    address: Pick | None
    usual: Pick
    coverage: Pick
    is_subscriber: bool


def _span(shape: Shape, tag: str) -> tuple[int, int]:
    """Where a segment stands in the flat list; (0, 0) where it is not there."""
    if tag not in shape.at:
        return (0, 0)
    at = shape.at[tag]
    return at, shape.starts[shape.starts.index(at) + 1]


def _fits(shape: Shape, most: dict[str, int]) -> bool:
    """True for a shape of nothing but these segments, each once and of so many elements at most: no longer
    than the first step takes."""
    return shape.is_plain and all(
        end - at <= most.get(tag, 0)
        for tag, at, end in zip(shape.tags, shape.starts, shape.starts[1:], strict=False)
    )


def _elements(tag: str, *positions: int) -> tuple[str, ...]:
    return tuple(f"{tag} {position}" for position in positions)


def _rendering(where: _Where, shape: Shape, loop: str) -> Pick | None:
    name = f"{loop}/NM1*82"
    if name not in shape.at:
        return None
    return where.picked(*_elements(name, 2, 3, 4, 5, 7, 8, 9), f"{loop}/PRV*PE 3")


def _head_of(shape: Shape) -> _Head | None:
    if not _fits(shape, _HEAD) or shape.tags[0] != "2300/CLM" or _span(shape, "2300/CLM")[1] < 6:
        return None
    where = _Where(shape)
    at, end = _span(shape, "2300/HI*ABK")
    numbers = ("2300/REF*F8 2", "2300/REF*G1 2", "2300/REF*9F 2", "2300/REF*D9 2")
    return _Head(
        where.picked(*_elements("2300/CLM", 1, 2, 5, 6, 7, 8, 9)),
        where.picked(*numbers),
        slice(at + 1, end) if at else slice(0, 0),
        _rendering(where, shape, "2310B"),
    )


def _line_of(shape: Shape) -> _Line | None:
    where = _Where(shape)
    if not _fits(shape, _LINE) or "2400/SV1 4" not in where or "2400/DTP*472 3" not in where:
        return None
    if where["2400/LX 1"] != 1:
        return None
    asked = ("2400/LX 1", *_elements("2400/SV1", 1, 2, 3, 4, 5, 7), "2400/DTP*472 3", "2400/REF*6R 2")
    return _Line(where.picked(*asked), _rendering(where, shape, "2420A"))


def _level_of(shape: Shape) -> _Level | None:
    where, loop = _Where(shape), "2010CA" if "2000C" in shape.loops else "2010BA"
    name = f"{loop}/NM1*{'QC' if loop == '2010CA' else 'IL'}"
    if not _fits(shape, PLAIN_LEVELS) or _span(shape, name) == (0, 0):
        return None
    city = _elements(f"{loop}/N4", 1, 2, 3, 4, 7)
    is_there = f"{loop}/N3" in shape.at or f"{loop}/N4" in shape.at
    coverage = (*_elements("2000B/SBR", 1, 3, 4, 9), *_elements("2010BB/NM1*PR", 9, 3), "2000C/PAT 1")
    return _Level(
        where.picked(*_elements(name, 9, 3, 4, 5, 7), *_elements(f"{loop}/DMG", 2, 3)),
        where.picked(*_elements(f"{loop}/N3", 1, 2), *city) if is_there else None,
        where.picked(*_elements(name, 2, 8), "2000B/SBR 5", "2010BB/NM1*PR 8"),
        where.picked(*coverage),
        loop == "2010BA",
    )


class QuickBuilder:
    """Makes claims of the units of one component separator, with the help of the full builder."""

    def __init__(self, full: ClaimBuilder) -> None:
        self.full = full
        self._heads: Plans[_Head] = Plans(_head_of)
        self._line_shapes: Plans[_Line] = Plans(_line_of)
        self._levels: Plans[_Level] = Plans(_level_of)
        self._service = lru_cache(maxsize=8_192)(partial(service_of, full.split))
        self._diagnosis = lru_cache(maxsize=8_192)(self._read_diagnosis)
        self._base: dict[str, list[Row]] | None = None
        self._billing: tuple[Provider, Address | None] | None = None

    def build(self, unit: Unit) -> ClaimSubmission | None:
        """The claim, None where the full builder must be asked."""
        passages, found = unit.passages, holders(unit)
        if passages is None or found is None:
            return None
        subscriber, patient = found
        head = self._heads[passages[0].shape]
        billing = self._billing_provider(unit) if self._base is not unit.base else self._billing
        above = self._usual_level(subscriber)
        if head is None or billing is None or above is None or not passages[0].is_ascii:
            return None
        below = None
        if patient is not None:
            below = self._usual_level(patient)
            if below is None:
                return None
        claim = head.claim(passages[0].flat)
        if claim[5] == "W":  # benefits assigned: not applicable
            return None
        place = self.full.split(claim[2])
        lines = self._lines(passages, place[0])
        if lines is None:
            return None
        holder = _person(above, subscriber.flat, "")
        one: Any = new(_ClaimDraft)
        one.billing, one.pay_to = billing
        one.subscriber = one.patient = holder
        one.patient_relationship = "18"
        if below is not None and patient is not None:
            one.patient = _person(below, patient.flat, holder.member_id)
            one.patient_relationship = below.coverage(patient.flat)[6]
        one.lines = lines
        _fill_coverage(one, above.coverage(subscriber.flat))
        return self._claim(one, passages[0].flat, head, claim, place)

    def _claim(
        self, one: Any, flat: list[str], head: _Head, claim: tuple[str, ...], place: tuple[str, ...]
    ) -> ClaimSubmission:
        """The claim's own part of the draft, and what a claim of these shapes never has."""
        number, total, _, signature, assigned, benefits, release = claim
        one.form = ClaimForm.PROFESSIONAL
        one.patient_control_number = number
        one.total_charge = sure_cents(total)
        one.diagnoses = tuple(filter(None, map(self._diagnosis, flat[head.diagnoses])))
        one.facility_code = place[0]
        one.frequency = place[2] if len(place) > 2 else "1"
        (
            one.original_reference,
            one.prior_authorization,
            one.referral_number,
            one.clearinghouse_number,
        ) = head.numbers(flat)
        one.rendering = _clinician(head.rendering(flat)) if head.rendering else None
        one.accept_assignment = assigned or "A"
        one.benefits_assigned = benefits == "Y"
        one.signature_on_file = signature != "N"
        one.release_of_information = release
        one.referring = one.service_facility = None
        one.accident_date = one.statement_from = one.statement_to = None
        one.related_causes = one.other_payments = ()
        one.institutional = one.dental = one.supplement = None
        one.__class__ = ClaimSubmission
        made: ClaimSubmission = one
        return made

    def _lines(self, passages: list[Passage], facility: str) -> tuple[ServiceLine, ...] | None:
        made: list[ServiceLine] = []
        plans = self._line_shapes
        for at in range(1, len(passages)):
            passage = passages[at]
            plan = plans[passage.shape]
            if plan is None or not passage.is_ascii:
                return None
            order, text, money, basis, units, place, pointers, date, control = plan.service(passage.flat)
            charge, service = passage.note or (
                sure_cents(money),
                self._service(text, units, date, pointers),
            )
            if service is None or not order.isdigit():
                return None
            one: Any = new(_LineDraft)
            one.number = int(order)
            one.charge = charge
            (
                one.service_from,
                one.service_to,
                one.procedure_qualifier,
                one.procedure,
                one.modifiers,
                one.units,
                one.diagnosis_pointers,
            ) = service
            one.unit_basis = basis
            one.place_of_service = place or facility
            one.rendering = _clinician(plan.rendering(passage.flat)) if plan.rendering else None
            one.line_control_number = control
            one.revenue_code = one.prosthesis = one.prior_authorization = ""
            one.drug_code = one.drug_unit_basis = ""
            one.teeth = one.oral_cavities = one.other_payments = ()
            one.prior_placement = one.drug_units = one.supplement = None
            one.__class__ = ServiceLine
            made.append(one)
        return tuple(made)

    def _read_diagnosis(self, text: str) -> Diagnosis | None:
        parts = self.full.split(text)
        return (
            diagnosis_of(parts[0], parts[1], parts[8] if len(parts) > 8 else "") if len(parts) > 1 else None
        )

    def _billing_provider(self, unit: Unit) -> tuple[Provider, Address | None] | None:
        """The billing provider, from the rows: it has many claims. None when its level says more."""
        plain = is_plain_level(unit.base.get("2000A", [])) and "2010AC" not in unit.base
        self._billing = self.full.billing_provider(unit.base) if plain else None
        self._base = unit.base
        return self._billing

    def _usual_level(self, passage: Passage) -> _Level | None:
        """The plan of a level that says nothing which the first step leaves (claim_supplement.py)."""
        plan = self._levels[passage.shape]
        if plan is None or not passage.is_ascii:
            return None
        entity, kind, other, payer_kind = plan.usual(passage.flat)
        if entity == "2" or other or (kind and kind != "MI"):
            return None
        return plan if not plan.is_subscriber or payer_kind == "PI" else None


def _fill_coverage(one: Any, coverage: tuple[str, ...]) -> None:
    responsibility, group, group_name, filing, payer, payer_name, _ = coverage
    one.payer_responsibility = responsibility or "P"
    one.group_number = group
    one.group_name = group_name
    one.filing_indicator = filing
    one.payer_id = payer
    one.payer_name = payer_name


def _clinician(elements: tuple[str, ...]) -> Provider:
    """A provider without an address, as claim_value.provider_of gives it."""
    kind, last, first, middle, suffix, qualifier, npi, taxonomy = elements
    is_person = kind == "1"
    one: Any = new(_ProviderDraft)
    one.npi = npi if qualifier == "XX" else ""
    one.last_or_organization_name = last
    one.first_name = first if is_person else ""
    one.taxonomy = taxonomy
    one.middle_name = middle
    one.suffix = suffix
    one.entity = "1" if is_person and not first else ""
    one.tax_id, one.tax_id_kind = "", "EI"
    one.address = _NOWHERE
    one.references = one.contacts = ()
    one.__class__ = Provider
    made: Provider = one
    return made


def _address(parts: tuple[str, ...]) -> Address:
    one: Any = new(_AddressDraft)
    one.line1, one.line2, one.city, one.state, one.postal_code, one.country, one.subdivision = parts
    one.__class__ = Address
    made: Address = one
    return made


def _person(plan: _Level, flat: list[str], member_id: str) -> Person:
    one: Any = new(_PersonDraft)
    own_id, one.last_name, one.first_name, one.middle_name, one.suffix, birth, one.gender = plan.person(flat)
    one.member_id = member_id or own_id
    one.birth_date = day(birth)
    one.address = _address(plan.address(flat)) if plan.address else _NOWHERE
    one.entity, one.member_id_kind = "1", "MI"
    one.references = one.contacts = ()
    one.died_on = one.weight = None
    one.is_pregnant = False
    one.__class__ = Person
    made: Person = one
    return made
