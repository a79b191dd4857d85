"""The rows of a member's change (834 loop 2000) to a `MemberChange`."""

from collections.abc import Iterable, Iterator
from typing import Any

from plancore.claims.people import Contact, Reference
from plancore.enrolment.types import (
    Card,
    CareProvider,
    Category,
    ChangeAmount,
    ChangeDate,
    CoverageChange,
    Disability,
    Enrollee,
    MemberChange,
    OtherInsurance,
)
from plancore.exchange.claim_parties import contact_of, reference_of
from plancore.exchange.claim_supplement import detail_of
from plancore.exchange.claim_value import address_in, field_at, words_at
from plancore.x12.convert import cents, day, days
from plancore.x12.delimiters import Delimiters
from plancore.x12.events import Row

_BEGINS = frozenset(("INS", "NM1", "DSB", "HD", "COB", "LX", "N1"))
"""Segments that begin a loop of a change; an NM1 after an LX of 2310 is of the same loop."""

_DETAILS = frozenset(("EC", "ICM", "HLH", "LUI"))

Block = tuple[str, list[list[str]]]
"""A loop's id and its segments."""


def blocks_of(rows: Iterable[Row]) -> Iterator[Block]:
    """The loops of a change, one by one, in order."""
    loop, held = "", list[list[str]]()
    for tag, elements in rows:
        name = elements[0]
        if name in ("LS", "LE"):
            continue
        its = tag.partition("/")[0]
        begins = name in _BEGINS and not (its == "2310" and name == "NM1")
        if held and (its != loop or begins):
            yield loop, held
            held = []
        loop = its
        held.append(elements)
    if held:
        yield loop, held


def _dates(segments: Iterable[list[str]]) -> tuple[ChangeDate, ...]:
    found = []
    for elements in segments:
        if elements[0] == "DTP":
            text = field_at(elements, 3)
            span = days(text)
            if span is not None:
                last = span[1] if "-" in text else None
                found.append(ChangeDate(kind=elements[1], first=span[0], last=last))
    return tuple(found)


def dates_of(rows: Iterable[Row]) -> tuple[ChangeDate, ...]:
    """The dates among rows."""
    return _dates(elements for _, elements in rows)


def _references(segments: Iterable[list[str]]) -> tuple[Reference, ...]:
    return tuple(reference_of(one) for one in segments if one[0] == "REF")


def _amounts(segments: Iterable[list[str]]) -> tuple[ChangeAmount, ...]:
    return tuple(
        ChangeAmount(kind=one[1], amount=cents(field_at(one, 2)) or 0) for one in segments if one[0] == "AMT"
    )


def _first(segments: Iterable[list[str]], name: str) -> list[str]:
    return next((one for one in segments if one[0] == name), [])


def enrollee_of(segments: list[list[str]], marks: Delimiters) -> Enrollee:
    """A person out of the segments of its loop."""
    name, birth, town = (_first(segments, one) for one in ("NM1", "DMG", "N4"))
    by_name = {f"X/{one[0]}": one for one in reversed(segments)}
    return Enrollee(
        role=field_at(name, 1),
        entity=field_at(name, 2),
        last_name=words_at(name, 3),
        first_name=words_at(name, 4),
        middle_name=words_at(name, 5),
        prefix=words_at(name, 6),
        suffix=words_at(name, 7),
        id_kind=field_at(name, 8),
        id=words_at(name, 9),
        relation=field_at(name, 10),
        birth_date=day(field_at(birth, 2)),
        gender=field_at(birth, 3),
        marital_status=field_at(birth, 4),
        races=_races(field_at(birth, 5), marks),
        citizenship=field_at(birth, 6),
        race_source=(field_at(birth, 10), field_at(birth, 11)),
        address=address_in(by_name, "X"),
        location=(field_at(town, 5), words_at(town, 6)),
        contacts=_contacts(segments),
    )


def _races(text: str, marks: Delimiters) -> tuple[tuple[str, ...], ...]:
    if not text:
        return ()
    repeats = text.split(marks.repetition) if marks.repetition else [text]
    return tuple(tuple(one.split(marks.component)) for one in repeats)


def _contacts(segments: Iterable[list[str]]) -> tuple[Contact, ...]:
    return tuple(contact_of(one) for one in segments if one[0] == "PER")


class _Change:
    """A change as its loops come."""

    def __init__(self, marks: Delimiters) -> None:
        self.marks = marks
        self.fields: dict[str, Any] = {}
        self.lists: dict[str, list[Any]] = {}
        self.coverage: dict[str, Any] | None = None

    def add(self, loop: str, segments: list[list[str]]) -> None:
        """Take a loop."""
        if loop in _TAKES:
            _TAKES[loop](self, segments)
        elif loop.startswith("2100"):
            self._keep("others", enrollee_of(segments, self.marks))

    def _keep(self, field: str, value: object) -> None:
        self.lists.setdefault(field, []).append(value)

    def member(self, segments: list[list[str]]) -> None:
        """INS, REF, DTP."""
        ins = segments[0]
        medicare = (*field_at(ins, 6).split(self.marks.component), "")
        numbers = _references(segments)
        handicapped = field_at(ins, 10)
        self.fields |= {
            "is_subscriber": field_at(ins, 1) == "Y",
            "relationship": field_at(ins, 2),
            "maintenance": field_at(ins, 3),
            "reason": field_at(ins, 4),
            "benefit_status": field_at(ins, 5),
            "medicare": (medicare[0], medicare[1]),
            "cobra_event": field_at(ins, 7),
            "employment_status": field_at(ins, 8),
            "student_status": field_at(ins, 9),
            "is_handicapped": handicapped == "Y" if handicapped else None,
            "died_on": day(field_at(ins, 12)),
            "confidentiality": field_at(ins, 13),
            "birth_order": field_at(ins, 17),
            "subscriber_number": next((one.value for one in numbers if one.kind == "0F"), ""),
            "group_number": next((one.value for one in numbers if one.kind == "1L"), ""),
            "references": tuple(one for one in numbers if one.kind not in ("0F", "1L")),
            "dates": _dates(segments),
        }

    def person(self, segments: list[list[str]]) -> None:
        """The member's name and what belongs to it."""
        self.fields["person"] = enrollee_of(segments, self.marks)
        self.fields["amounts"] = _amounts(segments)
        self.fields["details"] = tuple(
            detail_of(one, self.marks.component) for one in segments if one[0] in _DETAILS
        )

    def disability(self, segments: list[list[str]]) -> None:
        """DSB and its dates."""
        first = segments[0]
        self._keep(
            "disabilities",
            Disability(
                kind=field_at(first, 1),
                diagnosis_kind=field_at(first, 7),
                diagnosis=field_at(first, 8),
                dates=_dates(segments),
            ),
        )

    def health(self, segments: list[list[str]]) -> None:
        """HD and what belongs to the coverage alone."""
        self.close()
        first = segments[0]
        self.coverage = {
            "maintenance": field_at(first, 1),
            "line": field_at(first, 3),
            "plan": words_at(first, 4),
            "level": field_at(first, 5),
            "late": field_at(first, 9),
            "dates": _dates(segments),
            "amounts": _amounts(segments),
            "references": _references(segments),
            "cards": tuple(
                Card(
                    plan=words_at(one, 1),
                    kind=field_at(one, 2),
                    count=field_at(one, 3),
                    action=field_at(one, 4),
                )
                for one in segments
                if one[0] == "IDC"
            ),
            "providers": [],
            "other_insurance": [],
        }

    def provider(self, segments: list[list[str]]) -> None:
        """A care provider of the coverage."""
        if self.coverage is None:
            return
        change = _first(segments, "PLA")
        streets = [(words_at(one, 1), words_at(one, 2)) for one in segments if one[0] == "N3"]
        self.coverage["providers"].append(
            CareProvider(
                number=field_at(segments[0], 1),
                person=enrollee_of(segments, self.marks),
                streets=tuple(streets[1:]),
                changed_on=day(field_at(change, 3)),
                reason=field_at(change, 5),
            )
        )

    def insurance(self, segments: list[list[str]]) -> None:
        """Other insurance of the coverage."""
        if self.coverage is None:
            return
        first = segments[0]
        repeats = field_at(first, 4)
        self.coverage["other_insurance"].append(
            {
                "responsibility": field_at(first, 1),
                "group": words_at(first, 2),
                "is_coordinated": field_at(first, 3),
                "service_types": tuple(repeats.split(self.marks.repetition or "\x00")) if repeats else (),
                "references": _references(segments),
                "dates": _dates(segments),
                "entities": [],
            }
        )

    def insurer(self, segments: list[list[str]]) -> None:
        """Another insurer or employer, under the other insurance."""
        if self.coverage is not None and self.coverage["other_insurance"]:
            self.coverage["other_insurance"][-1]["entities"].append(enrollee_of(segments, self.marks))

    def number(self, segments: list[list[str]]) -> None:
        """The number of a reporting category."""
        self._keep("categories", Category(number=field_at(segments[0], 1)))

    def category(self, segments: list[list[str]]) -> None:
        """A reporting category, under its number."""
        held = self.lists.get("categories")
        if not held:
            return
        references, dates = _references(segments), _dates(segments)
        held[-1] = Category(
            number=held[-1].number,
            name=words_at(segments[0], 2),
            reference=references[0] if references else None,
            date=dates[0] if dates else None,
        )

    def close(self) -> None:
        """The coverage that is open is complete."""
        if self.coverage is not None:
            others = tuple(
                OtherInsurance(**{**one, "entities": tuple(one["entities"])})
                for one in self.coverage["other_insurance"]
            )
            providers = tuple(self.coverage["providers"])
            made = {**self.coverage, "providers": providers, "other_insurance": others}
            self._keep("coverages", CoverageChange(**made))
            self.coverage = None


_TAKES = {
    "2000": _Change.member,
    "2100A": _Change.person,
    "2200": _Change.disability,
    "2300": _Change.health,
    "2310": _Change.provider,
    "2320": _Change.insurance,
    "2330": _Change.insurer,
    "2700": _Change.number,
    "2750": _Change.category,
}


def member_of(rows: list[Row], marks: Delimiters) -> MemberChange:
    """The change out of its rows."""
    change = _Change(marks)
    for loop, segments in blocks_of(rows):
        change.add(loop, segments)
    change.close()
    made = {field: tuple(values) for field, values in change.lists.items()}
    return MemberChange(**{"person": Enrollee(role=""), **change.fields, **made})
