"""Claims of professional units that passed by learnt shapes, made straight from the texts: the same values as
claim_value.py and claim_supplement.py make of the rows, or None where those must be asked."""

from collections.abc import Callable
from functools import lru_cache
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
    NO_UNITS,
    ClaimBuilder,
    diagnosis_of,
    pointers_of,
)
from plancore.exchange.text import readable
from plancore.x12.convert import cents, day, days, number
from plancore.x12.events import Row, Unit
from plancore.x12.rules_quick import holders
from plancore.x12.shapes import Passage, Shape

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


def _drafts(made: type[Any]) -> type[Any]:
    """A class with the same fields whose values can be set. A frozen value is filled as a draft and then
    given its class: a claim's forty fields one by one through the guard of a frozen class would take as long
    as all the rest of reading it."""
    open_ = {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    draft: type[Any] = type(f"{made.__name__}Draft", (made,), open_)
    return draft


_new: Callable[[type[Any]], Any] = object.__new__
_ClaimDraft, _LineDraft, _PersonDraft, _AddressDraft = map(
    _drafts, (ClaimSubmission, ServiceLine, Person, Address)
)


class _Where(dict[str, int]):
    """Element (`2300/REF*D9 2`) to its place in a flat list of elements; 0, where a name stands, for what is
    not there."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        ends = dict(zip(shape.starts, shape.starts[1:], strict=False))
        for tag, at in shape.at.items():
            for element in range(1, ends[at] - at):
                self[f"{tag} {element}"] = at + element

    def __missing__(self, key: str) -> int:
        return 0


class _Head(NamedTuple):
    """Where a shape holds the claim's head; 0: not there."""

    diagnoses: tuple[int, int]
    assigned: int
    benefits: int
    signature: int
    release: int
    original: int
    authorization: int
    referral: int
    clearinghouse: int
    rendering: tuple[int, int, int]


class _Line(NamedTuple):
    """Where a shape holds a line; 0: not there."""

    service: int
    place: int
    pointers: int
    date: int
    control: int
    rendering: tuple[int, int, int]


class _Person(NamedTuple):
    """Where a shape holds a person; 0: not there."""

    name: tuple[int, int]
    birth: int
    gender: int
    street: tuple[int, int]
    city: tuple[int, int]


class _Level(NamedTuple):
    """Where a shape holds the level of a subscriber or patient; 0: not there."""

    person: _Person
    entity: int
    kind: int
    other: int
    payer_kind: int
    responsibility: int
    group: int
    group_name: int
    filing: int
    payer: int
    payer_name: int
    relationship: int
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


def _rendering(shape: Shape, loop: str, where: _Where) -> tuple[int, int, int]:
    return (*_span(shape, f"{loop}/NM1*82"), where[f"{loop}/PRV*PE 3"])


def _head_of(shape: Shape) -> _Head | None:
    if not _fits(shape, _HEAD) or shape.tags[0] != "2300/CLM" or _span(shape, "2300/CLM")[1] < 6:
        return None
    where = _Where(shape)
    at, end = _span(shape, "2300/HI*ABK")
    return _Head(
        (at + 1, end) if at else (0, 0),
        where["2300/CLM 7"], where["2300/CLM 8"], where["2300/CLM 6"], where["2300/CLM 9"],
        where["2300/REF*F8 2"], where["2300/REF*G1 2"], where["2300/REF*9F 2"], where["2300/REF*D9 2"],
        _rendering(shape, "2310B", where),
    )  # fmt: skip


def _line_of(shape: Shape) -> _Line | None:
    where = _Where(shape)
    if not _fits(shape, _LINE) or not where["2400/SV1 4"] or not where["2400/DTP*472 3"]:
        return None
    if where["2400/LX 1"] != 1:
        return None
    return _Line(
        shape.at["2400/SV1"], where["2400/SV1 5"], where["2400/SV1 7"], where["2400/DTP*472 3"],
        where["2400/REF*6R 2"], _rendering(shape, "2420A", where),
    )  # fmt: skip


def _level_of(shape: Shape) -> _Level | None:
    where, loop = _Where(shape), "2010CA" if "2000C" in shape.loops else "2010BA"
    name = _span(shape, "2010CA/NM1*QC" if loop == "2010CA" else "2010BA/NM1*IL")
    if not _fits(shape, PLAIN_LEVELS) or name == (0, 0):
        return None
    person = _Person(
        name, where[f"{loop}/DMG 2"], where[f"{loop}/DMG 3"],
        _span(shape, f"{loop}/N3"), _span(shape, f"{loop}/N4"),
    )  # fmt: skip
    return _Level(
        person, name[0] + 2, name[0] + 8 if name[1] > name[0] + 8 else 0, where["2000B/SBR 5"],
        where["2010BB/NM1*PR 8"], where["2000B/SBR 1"], where["2000B/SBR 3"], where["2000B/SBR 4"],
        where["2000B/SBR 9"], where["2010BB/NM1*PR 9"], where["2010BB/NM1*PR 3"], where["2000C/PAT 1"],
        loop == "2010BA",
    )  # fmt: skip


class QuickBuilder:
    """Makes claims of the units of one component separator, with the help of the full builder."""

    def __init__(self, full: ClaimBuilder) -> None:
        self.full = full
        self._heads = lru_cache(maxsize=512)(_head_of)
        self._line_shapes = lru_cache(maxsize=512)(_line_of)
        self._levels = lru_cache(maxsize=512)(_level_of)
        self._service = lru_cache(maxsize=8_192)(self._read_service)
        self._rendering = lru_cache(maxsize=4_096)(self._read_rendering)
        self._base: dict[str, list[Row]] | None = None
        self._billing: tuple[Provider, Address | None] | None = None

    def build(self, unit: Unit) -> ClaimSubmission | None:
        """The claim, None where the full builder must be asked."""
        passages, found = unit.passages, holders(unit)
        if passages is None or found is None:
            return None
        head = self._heads(passages[0].shape)
        billing = self._billing_provider(unit)
        level = self._levels(found[0].shape)
        if head is None or billing is None or level is None or not _is_usual(found[0].flat, level):
            return None
        flat = passages[0].flat
        if head.benefits and flat[head.benefits] == "W":
            return None
        place = self.full.split(flat[5])
        lines = self._lines(passages, place[0])
        if lines is None:
            return None
        return self._claim(flat, head, found, level, place, lines, billing)

    def _claim(  # noqa: PLR0917 - one value of forty fields, each named
        self,
        flat: list[str],
        head: _Head,
        found: tuple[Passage, Passage | None],
        level: _Level,
        place: tuple[str, ...],
        lines: tuple[ServiceLine, ...],
        billing: tuple[Provider, Address | None],
    ) -> ClaimSubmission | None:
        above = found[0].flat
        subscriber = patient = _person(above, level.person, "")
        relationship = "18"
        if found[1] is not None:
            other = self._levels(found[1].shape)
            if other is None or not _is_usual(found[1].flat, other):
                return None
            below = found[1].flat
            patient = _person(below, other.person, subscriber.member_id)
            relationship = below[other.relationship] if other.relationship else ""
        at, end, specialty = head.rendering
        one: Any = _new(_ClaimDraft)
        one.form = ClaimForm.PROFESSIONAL
        one.patient_control_number = readable(flat[1])
        one.total_charge = cents(flat[2]) or 0
        one.billing, one.pay_to = billing
        one.subscriber = subscriber
        one.patient = patient
        one.patient_relationship = relationship
        one.diagnoses = self._diagnoses(flat[head.diagnoses[0] : head.diagnoses[1]])
        one.lines = lines
        one.facility_code = place[0]
        one.frequency = place[2] if len(place) > 2 else "1"
        one.original_reference = readable(flat[head.original]) if head.original else ""
        one.payer_id = above[level.payer] if level.payer else ""
        one.payer_name = readable(above[level.payer_name]) if level.payer_name else ""
        one.payer_responsibility = (above[level.responsibility] if level.responsibility else "") or "P"
        one.group_number = readable(above[level.group]) if level.group else ""
        one.group_name = readable(above[level.group_name]) if level.group_name else ""
        one.filing_indicator = above[level.filing] if level.filing else ""
        taxonomy = flat[specialty] if specialty else ""
        one.rendering = self._rendering(*flat[at:end], taxonomy=taxonomy) if at else None
        one.referring = one.service_facility = None
        one.prior_authorization = readable(flat[head.authorization]) if head.authorization else ""
        one.referral_number = readable(flat[head.referral]) if head.referral else ""
        one.accept_assignment = (flat[head.assigned] if head.assigned else "") or "A"
        one.benefits_assigned = bool(head.benefits) and flat[head.benefits] == "Y"
        one.signature_on_file = not (head.signature and flat[head.signature] == "N")
        one.release_of_information = flat[head.release] if head.release else ""
        one.accident_date = one.statement_from = one.statement_to = None
        one.related_causes = one.other_payments = ()
        one.clearinghouse_number = readable(flat[head.clearinghouse]) if head.clearinghouse else ""
        one.institutional = one.dental = one.supplement = None
        one.__class__ = ClaimSubmission
        made: ClaimSubmission = one
        return made

    def _lines(self, passages: list[Passage], facility: str) -> tuple[ServiceLine, ...] | None:
        made: list[ServiceLine] = []
        for passage in passages[1:]:
            line, flat = self._line_shapes(passage.shape), passage.flat
            if line is None:
                return None
            at = line.service
            service, span = self._service(flat[at + 1]), days(flat[line.date])
            if service is None or span is None or not flat[1].isdigit():
                return None
            first, end, specialty = line.rendering
            one: Any = _new(_LineDraft)
            one.number = int(flat[1])
            one.procedure_qualifier, one.procedure, one.modifiers = service
            one.charge = cents(flat[at + 2]) or 0
            one.units = number(flat[at + 4]) or NO_UNITS
            one.service_from, one.service_to = span
            one.unit_basis = flat[at + 3]
            one.place_of_service = (flat[line.place] if line.place else "") or facility
            text = flat[line.pointers] if line.pointers else ""
            one.diagnosis_pointers = pointers_of(text, self.full.component)
            one.rendering = (
                self._rendering(*flat[first:end], taxonomy=flat[specialty] if specialty else "")
                if first
                else None
            )
            one.line_control_number = readable(flat[line.control]) if line.control else ""
            one.revenue_code = one.prosthesis = one.prior_authorization = ""
            one.drug_code = one.drug_unit_basis = ""
            one.teeth = one.oral_cavities = one.other_payments = ()
            one.prior_placement = one.drug_units = one.supplement = None
            one.__class__ = ServiceLine
            made.append(one)
        return tuple(made)

    def _diagnoses(self, texts: list[str]) -> tuple[Diagnosis, ...]:
        return tuple(
            [
                diagnosis_of(parts[0], parts[1], parts[8] if len(parts) > 8 else "")
                for parts in map(self.full.split, texts)
                if len(parts) > 1
            ]
        )

    def _read_service(self, text: str) -> tuple[str, str, tuple[str, ...]] | None:
        """(qualifier, procedure, modifiers); None when there is more."""
        parts = self.full.split(text)
        if not 2 <= len(parts) <= 6:
            return None
        return parts[0], parts[1], tuple(one for one in parts[2:6] if one)

    def _read_rendering(self, *elements: str, taxonomy: str) -> Provider | None:
        tag = {"2310B/NM1*82": list(elements), "2310B/PRV*PE": ["PRV", "PE", "PXC", taxonomy]}
        return self.full.provider_in(tag, "2310B", "82")

    def _billing_provider(self, unit: Unit) -> tuple[Provider, Address | None] | None:
        """The billing provider, from the rows: it has many claims. None when its level says more."""
        if self._base is not unit.base:
            plain = is_plain_level(unit.base.get("2000A", [])) and "2010AC" not in unit.base
            self._billing = self.full.billing_provider(unit.base) if plain else None
            self._base = unit.base
        return self._billing


def _is_usual(flat: list[str], level: _Level) -> bool:
    """True when the values of a level say nothing that the first step leaves (claim_supplement.py)."""
    if flat[level.entity] == "2" or (level.kind and flat[level.kind] not in ("", "MI")):
        return False
    if level.other and flat[level.other]:
        return False
    return not level.is_subscriber or flat[level.payer_kind] == "PI"


def _address(flat: list[str], street: tuple[int, int], city: tuple[int, int]) -> Address:
    if street == city:  # neither is there
        return _NOWHERE
    at, end = street
    one: Any = _new(_AddressDraft)
    one.line1 = readable(flat[at + 1]) if end > at + 1 else ""
    one.line2 = readable(flat[at + 2]) if end > at + 2 else ""
    at, end = city
    one.city = readable(flat[at + 1]) if end > at + 1 else ""
    one.state = readable(flat[at + 2]) if end > at + 2 else ""
    one.postal_code = readable(flat[at + 3]) if end > at + 3 else ""
    one.country = readable(flat[at + 4]) if end > at + 4 else ""
    one.subdivision = readable(flat[at + 7]) if end > at + 7 else ""
    one.__class__ = Address
    made: Address = one
    return made


def _person(flat: list[str], where: _Person, member_id: str) -> Person:
    at, end = where.name
    one: Any = _new(_PersonDraft)
    one.member_id = member_id or (flat[at + 9] if end > at + 9 else "")
    one.last_name = readable(flat[at + 3]) if end > at + 3 else ""
    one.first_name = readable(flat[at + 4]) if end > at + 4 else ""
    one.middle_name = readable(flat[at + 5]) if end > at + 5 else ""
    one.suffix = readable(flat[at + 7]) if end > at + 7 else ""
    one.birth_date = day(flat[where.birth]) if where.birth else None
    one.gender = flat[where.gender] if where.gender else ""
    one.address = _address(flat, where.street, where.city)
    one.entity, one.member_id_kind = "1", "MI"
    one.references = one.contacts = ()
    one.died_on = one.weight = None
    one.is_pregnant = False
    one.__class__ = Person
    made: Person = one
    return made
