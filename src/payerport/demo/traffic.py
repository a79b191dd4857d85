"""Claims as the demo's practices would send them, drawn from a seed: mostly right, some wrong on purpose.

Pure: the world of people, prices and the day come in as arguments; the same ones give the same claims.
"""

import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from payerport.demo.encounters import Encounter, Item, encounters
from payerport.demo.people import SELF, Home, Household, Person
from payerport.demo.practices import Clinician, Practice
from payerport.demo.world import World, dice
from plancore.claims.types import (
    Address,
    ClaimForm,
    ClaimSubmission,
    Diagnosis,
    Provider,
    ServiceLine,
)
from plancore.claims.types import Person as Named
from plancore.kernel import Cents, Period, npi_from

EARLIEST, LATEST = 75, 3
"""Services were so many days before "today"."""

UNKNOWN_MEMBER: Final = "999999901"
UNKNOWN_PROVIDER: Final = npi_from("200099900")
UNKNOWN_PROCEDURE: Final = "Q9990"
UNLISTED_DIAGNOSIS: Final = "Z999"


Prices = Mapping[tuple[str, str], Cents]
"""A fee schedule on one day: cents for one unit by procedure and modifier (or "")."""


class Fault(StrEnum):
    """What is wrong on purpose with a claim."""

    UNKNOWN_MEMBER = "unknown member"
    UNKNOWN_PROVIDER = "unknown provider"
    BAD_NPI = "NPI with a wrong check digit"
    BAD_TOTAL = "total that is not the sum of the lines"
    DUPLICATE = "exact duplicate"
    BEFORE_COVERAGE = "service before coverage"
    AFTER_COVERAGE = "service after coverage"
    UNKNOWN_PROCEDURE = "unknown procedure code"
    UNLISTED_DIAGNOSIS = "unlisted diagnosis"


OTHER_BILLER: Final = frozenset({Fault.UNKNOWN_PROVIDER, Fault.BAD_NPI})
"""Faults that need a billing provider other than the practice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """An ambulance trip: where from, where to, how far."""

    pick_up: Home
    drop_off: Home
    miles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoClaim:
    """One claim to be sent, and what is wrong with it on purpose."""

    submission: ClaimSubmission
    fault: Fault | None = None
    trip: Trip | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to draw: `count` claims as of a day, for the practices given, `bad` basis points of them wrong on
    purpose; `payer_id` and `payer_name` as in 837P loop 2010BB."""

    count: int
    seed: int
    as_of: dt.date
    bad: int
    practices: tuple[Practice, ...]
    payer_id: str
    payer_name: str


class NobodyCoveredError(ValueError):
    """No member of the demo is covered in the weeks before the day given."""


@dataclass
class Traffic:
    """Draws the claims of one order, practice by practice. `prices` are cents for one unit."""

    world: World
    prices: Prices
    order: Order

    def by_practice(self) -> Iterator[tuple[Practice, Iterator[DemoClaim]]]:
        """Each practice that has claims with its claims; those with another biller come last.

        Use up the claims of one practice before asking for the next. Raises `NobodyCoveredError`.
        """
        order = self.order
        rng = dice(
            f"claims {self.world.seed} {order.seed} {order.as_of.isoformat()} {order.count} {order.bad}"
        )
        weights = [_weight(place, practice) for place, practice in enumerate(order.practices)]
        drawn = rng.choices(range(len(weights)), weights, k=order.count)
        faults = _faults(rng, order)
        pool = Pool(self.world, order.as_of, rng)
        for place, practice in enumerate(order.practices):
            numbers = [number for number, drawn_place in enumerate(drawn, start=1) if drawn_place == place]
            if numbers:
                desk = Desk(order, practice, self.prices, pool, rng)
                yield practice, desk.claims(sorted((_turn(faults.get(n)), n) for n in numbers), faults)


def _faults(rng: random.Random, order: Order) -> dict[int, Fault]:
    """The numbers of the wrong claims; each kind of fault in turn."""
    kinds = list(Fault)
    places = sorted(rng.sample(range(1, order.count + 1), order.count * order.bad // 10_000))
    return {place: kinds[turn % len(kinds)] for turn, place in enumerate(places)}


def _turn(fault: Fault | None) -> str:
    """Sorts claims with another biller behind the others."""
    return fault.value if fault in OTHER_BILLER else ""


_WEIGHTS: Final = {
    "primary_care": 6,
    "pediatrics": 5,
    "orthopedics": 5,
    "cardiology": 3,
    "dermatology": 3,
    "urgent_care": 5,
    "physical_therapy": 3,
    "equipment": 2,
    "surgery_center": 2,
    "ambulance": 1,
}


def _weight(place: int, practice: Practice) -> int:
    """How busy a practice is; the leading two three times as much as others of their kind."""
    return _WEIGHTS[practice.specialty.id] * (3 if place < 2 else 1)


# -- patients ---------------------------------------------------------------------------------------------

_TRIES = 400


class Pool:
    """The members to choose patients from, as of a day."""

    def __init__(self, world: World, as_of: dt.date, rng: random.Random) -> None:
        self._rng = rng
        self._as_of = as_of
        self._taken: set[tuple[str, dt.date]] = set()
        self.households: dict[str, Household] = {one.number: one for one in world.households}
        window = Period(as_of - dt.timedelta(days=EARLIEST), as_of - dt.timedelta(days=LATEST))
        members = world.members
        self._covered = [one for one in members if any(e.period.overlaps(window) for e in one.enrolments)]
        soon = as_of - dt.timedelta(days=300)
        self._starters = [
            one
            for one in members
            if (start := one.enrolments[0].period.start) > soon and start != one.birth_date
        ]
        self._leavers = [
            one
            for one in members
            if (end := one.enrolments[-1].period.end) is not None and end < window.start
        ]
        if not self._covered:
            raise NobodyCoveredError

    def patient(self, encounter: Encounter) -> tuple[Person, dt.date]:
        """A covered member whom the encounter suits, and a day without another service of the member."""
        person, day = self._rng.choice(self._covered), self._day(encounter)
        for _ in range(_TRIES):
            suits = person.enrolment_on(day) and _suits(encounter, person, day)
            if suits and (str(person.member_id), day) not in self._taken:
                break
            person, day = self._rng.choice(self._covered), self._day(encounter)
        self._taken.add((str(person.member_id), day))
        return person, day

    def before_coverage(self) -> tuple[Person, dt.date] | None:
        """A member and a day before coverage began; None where there is nobody."""
        if not self._starters:
            return None
        person = self._rng.choice(self._starters)
        last = min(person.enrolments[0].period.start, self._as_of - dt.timedelta(days=LATEST))
        return person, last - dt.timedelta(days=self._rng.randint(1, 40))

    def after_coverage(self) -> tuple[Person, dt.date] | None:
        """A member and a day after coverage ended; None where there is nobody."""
        if not self._leavers:
            return None
        return self._rng.choice(self._leavers), self._as_of - dt.timedelta(
            days=self._rng.randint(LATEST, EARLIEST - 1)
        )

    def _day(self, encounter: Encounter) -> dt.date:
        """A day in the weeks before; offices are closed on weekends."""
        day = self._as_of - dt.timedelta(days=self._rng.randint(LATEST, EARLIEST))
        is_open = encounter.place in ("20", "41") or day.weekday() < 5
        return day if is_open else day - dt.timedelta(days=2)


def _suits(encounter: Encounter, person: Person, day: dt.date) -> bool:
    youngest, oldest = encounter.ages
    return youngest <= person.age_on(day) <= oldest and encounter.gender in ("", person.gender)


# -- a practice's claims ----------------------------------------------------------------------------------

_DEPENDENT_LOOP = 15
"""Percent of dependents' claims that name the subscriber's id and the patient apart; the others give the
patient's own id, which every member has."""


class Desk:
    """A practice's billing desk."""

    def __init__(
        self, order: Order, practice: Practice, prices: Prices, pool: Pool, rng: random.Random
    ) -> None:
        self._order = order
        self._practice = practice
        self._prices = prices
        self._pool = pool
        self._rng = rng
        self._visits = encounters()[practice.specialty.id]
        self._weights = [visit.weight for visit in self._visits]
        self._charges: dict[Item, Cents] = {}
        self._billing = _billing(practice)
        self._rendering = [_rendering(one) for one in practice.clinicians]
        self._latest: DemoClaim | None = None

    def claims(self, numbered: Sequence[tuple[str, int]], faults: Mapping[int, Fault]) -> Iterator[DemoClaim]:
        """The claims with these numbers, in this order."""
        for _, number in numbered:
            fault = faults.get(number)
            if fault is Fault.DUPLICATE:
                if self._latest is not None:
                    yield replace(self._latest, fault=fault)
                    continue
                fault = Fault.UNKNOWN_MEMBER
            claim = self._claim(number, fault)
            if fault is None:
                self._latest = claim
            yield claim

    def _claim(self, number: int, fault: Fault | None) -> DemoClaim:
        encounter = self._rng.choices(self._visits, self._weights)[0]
        person, day = self._pool.patient(encounter)
        elsewhere = self._off_coverage(fault)
        if elsewhere is not None:
            person, day = elsewhere
        elif fault in (Fault.BEFORE_COVERAGE, Fault.AFTER_COVERAGE):
            fault = Fault.UNKNOWN_MEMBER
        submission = self._submission(number, encounter, person, day)
        miles = next((int(line.units) for line in submission.lines if line.procedure == "A0425"), 0)
        trip = Trip(pick_up=person.home, drop_off=self._practice.address, miles=miles) if miles else None
        return DemoClaim(submission=with_fault(submission, fault), fault=fault, trip=trip)

    def _off_coverage(self, fault: Fault | None) -> tuple[Person, dt.date] | None:
        if fault is Fault.BEFORE_COVERAGE:
            return self._pool.before_coverage()
        return self._pool.after_coverage() if fault is Fault.AFTER_COVERAGE else None

    def _submission(self, number: int, encounter: Encounter, person: Person, day: dt.date) -> ClaimSubmission:
        side = self._rng.randrange(2)
        codes = self._rng.choice(encounter.diagnoses)[side]
        lines = tuple(self._lines(encounter, day, side, len(codes)))
        household = self._pool.households[person.member_id.family]
        in_loop = person.relationship != SELF and self._rng.randrange(100) < _DEPENDENT_LOOP
        subscriber = household.subscriber if in_loop else person
        group = person.enrolments[0].group
        return ClaimSubmission(
            form=ClaimForm.PROFESSIONAL,
            patient_control_number=f"D{self._order.seed}-{number:06d}",
            total_charge=sum(line.charge for line in lines),
            billing=self._billing,
            subscriber=_named(subscriber, str(subscriber.member_id)),
            patient=_named(person, "" if in_loop else str(person.member_id)),
            patient_relationship=person.relationship if in_loop else SELF,
            diagnoses=tuple(
                Diagnosis(qualifier="ABF" if place else "ABK", code=code) for place, code in enumerate(codes)
            ),
            lines=lines,
            facility_code=encounter.place,
            payer_id=self._order.payer_id,
            payer_name=self._order.payer_name,
            group_number=group.number,
            rendering=self._rng.choice(self._rendering) if self._rendering else None,
        )

    def _lines(self, encounter: Encounter, day: dt.date, side: int, diagnoses: int) -> Iterator[ServiceLine]:
        billed = [one for one in encounter.items if self._rng.randrange(100) < one.chance]
        for number, item in enumerate(billed or encounter.items[-1:], start=1):
            units = self._rng.randint(*item.units)
            yield ServiceLine(
                number=number,
                procedure=item.procedure,
                modifiers=((("RT", "LT")[side],) if item.sided else ()) + item.modifiers,
                charge=self._charge(item) * units,
                units=Decimal(units),
                service_from=day,
                service_to=day,
                diagnosis_pointers=tuple(range(1, min(diagnoses, 2) + 1)),
                line_control_number=f"{number}",
            )

    def _charge(self, item: Item) -> Cents:
        """The practice's own price for one unit: 1.2 to 2.5 times the schedule's, whoever the patient is."""
        known = self._charges.get(item)
        if known is None:
            factor = dice(f"charge {self._practice.npi} {item.procedure}").randint(120, 250)
            exact = self._listed(item) * factor
            step = 100 if exact > 100_000 else 1
            known = self._charges[item] = max(1, -(-exact // (100 * step)) * step)
        return known

    def _listed(self, item: Item) -> Cents:
        """The schedule's amount for one unit by modifier or without, else the one of the table of visits."""
        every = (self._prices.get((item.procedure, modifier)) for modifier in (*item.modifiers, ""))
        return next((found for found in every if found is not None), item.price)


def with_fault(claim: ClaimSubmission, fault: Fault | None) -> ClaimSubmission:
    """The claim with what is wrong on purpose (faults of days and repeats are made where it is drawn)."""
    return _SPOILERS[fault](claim) if fault in _SPOILERS else claim


def _unknown_member(claim: ClaimSubmission) -> ClaimSubmission:
    nobody = replace(claim.patient, member_id=UNKNOWN_MEMBER)
    return replace(claim, subscriber=nobody, patient=nobody, patient_relationship=SELF)


def _unknown_provider(claim: ClaimSubmission) -> ClaimSubmission:
    name = "NOWHERE FAMILY CLINIC"
    stranger = replace(
        claim.billing, npi=UNKNOWN_PROVIDER, tax_id="009999999", last_or_organization_name=name
    )
    return replace(claim, billing=stranger)


def _bad_npi(claim: ClaimSubmission) -> ClaimSubmission:
    npi = claim.billing.npi
    return replace(claim, billing=replace(claim.billing, npi=npi[:-1] + str((int(npi[-1]) + 1) % 10)))


def _bad_total(claim: ClaimSubmission) -> ClaimSubmission:
    return replace(claim, total_charge=claim.total_charge + 1_000)


def _unknown_procedure(claim: ClaimSubmission) -> ClaimSubmission:
    return replace(claim, lines=(replace(claim.lines[0], procedure=UNKNOWN_PROCEDURE), *claim.lines[1:]))


def _unlisted_diagnosis(claim: ClaimSubmission) -> ClaimSubmission:
    return replace(
        claim, diagnoses=(Diagnosis(qualifier="ABK", code=UNLISTED_DIAGNOSIS), *claim.diagnoses[1:])
    )


_SPOILERS: Final[Mapping[Fault | None, Callable[[ClaimSubmission], ClaimSubmission]]] = {
    Fault.UNKNOWN_MEMBER: _unknown_member,
    Fault.UNKNOWN_PROVIDER: _unknown_provider,
    Fault.BAD_NPI: _bad_npi,
    Fault.BAD_TOTAL: _bad_total,
    Fault.UNKNOWN_PROCEDURE: _unknown_procedure,
    Fault.UNLISTED_DIAGNOSIS: _unlisted_diagnosis,
}


def _billing(practice: Practice) -> Provider:
    return Provider(
        npi=practice.npi,
        tax_id=practice.tax_id,
        last_or_organization_name=practice.name.upper(),
        taxonomy=practice.specialty.taxonomy,
        address=_address(practice.address),
    )


def _rendering(clinician: Clinician) -> Provider:
    return Provider(
        npi=clinician.npi,
        last_or_organization_name=clinician.last_name.upper(),
        first_name=clinician.first_name.upper(),
        taxonomy=clinician.taxonomy,
    )


def _named(person: Person, member_id: str) -> Named:
    return Named(
        member_id=member_id,
        last_name=person.last_name.upper(),
        first_name=person.first_name.upper(),
        birth_date=person.birth_date,
        gender=person.gender,
        address=_address(person.home),
    )


def _address(home: Home) -> Address:
    return Address(
        line1=home.line1.upper(), city=home.city.upper(), state=home.state, postal_code=home.postal_code
    )
