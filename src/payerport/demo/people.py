"""The demo plan's members, made from a seed: the same seed gives the same people, to the last byte.

Pure: no clock, no database. Ages and coverage are laid around fixed days, so that they do not drift.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from payerport.demo import names
from plancore.kernel import MemberId, Period

FAMILIES: Final = 800
PLAN_ID: Final = "harbor-ppo-1500"
SHOWCASE_FAMILY: Final = "1234567"
"""A family that documents and screenshots can count on: two parents and children, covered throughout."""

AGES_ON: Final = dt.date(2026, 7, 1)
"""The day on which people have the age they were drawn with."""

SELF, SPOUSE, CHILD = "18", "01", "19"
"""X12 individual relationship codes."""


@dataclass(frozen=True, slots=True)
class Group:
    """An employer whose people are enrolled."""

    number: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A postal address; `postal_code` has five digits for people, nine for practices (as 837P 2010AA)."""

    line1: str
    city: str
    state: str
    postal_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """Coverage by a plan through a group over a period of days."""

    plan_id: str
    group: Group
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One member as enrolled."""

    member_id: MemberId
    last_name: str
    first_name: str
    birth_date: dt.date
    gender: str
    relationship: str
    home: Home
    enrolments: tuple[Enrolment, ...]

    def enrolment_on(self, day: dt.date) -> Enrolment | None:
        """The coverage in force on a day."""
        return next((one for one in self.enrolments if day in one.period), None)

    def age_on(self, day: dt.date) -> int:
        """Whole years on a day; negative before birth."""
        born = self.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """A family: the subscriber first, then spouse and children."""

    number: str
    members: tuple[Person, ...]

    @property
    def subscriber(self) -> Person:
        """The person whose employment the coverage comes from."""
        return self.members[0]


def groups() -> tuple[Group, ...]:
    """The employers, in the order of their numbers."""
    return tuple(Group(f"HG{1001 + place}", name) for place, name in enumerate(names.EMPLOYERS))


def households(rng: random.Random, count: int = FAMILIES) -> tuple[Household, ...]:
    """`count` families of one to seven people, about two and a half on average.

    The first is the showcase family `1234567`. No two people share last name, first name and birth date:
    a look-up by name and birth date has one answer.
    """
    numbers = sorted(rng.sample(range(2_000_000, 9_900_000), count - 1))
    taken: set[tuple[str, str, dt.date]] = set()
    employers = groups()
    return (
        _Family(rng, SHOWCASE_FAMILY, employers[0], taken).showcase(),
        *(_Family(rng, str(number), rng.choice(employers), taken).drawn() for number in numbers),
    )


def home(rng: random.Random, place: names.Place, *, plus4: bool = False) -> Home:
    """An invented street in a real place."""
    line1 = f"{rng.randint(1, 1999)} {rng.choice(names.STREET_NAMES)} {rng.choice(names.STREET_KINDS)}"
    return Home(
        line1=line1, city=place.city, state=place.state, postal_code=place.zip5 + ("9998" if plus4 else "")
    )


# -- families ---------------------------------------------------------------------------------------------

_START, _THIS_YEAR = dt.date(2025, 1, 1), dt.date(2026, 1, 1)
_PATTERNS: Final[tuple[tuple[int, tuple[Period, ...]], ...]] = (
    (62, (Period(_START),)),
    (20, (Period(_THIS_YEAR),)),
    (4, (Period(dt.date(2026, 4, 1)),)),
    (5, (Period(_START, dt.date(2026, 6, 30)),)),
    (2, (Period(_START, dt.date(2025, 12, 31)),)),
    (3, (Period(dt.date(2027, 1, 1)),)),
    (4, (Period(_START, dt.date(2025, 10, 31)), Period(dt.date(2026, 3, 1)))),
)
"""(percent, periods): since last year, since this one, from spring, ended (two), to come, with a gap."""

_MARRIED = dt.date(2026, 5, 1)


@dataclass
class _Family:
    """One family in the making."""

    rng: random.Random
    number: str
    group: Group
    taken: set[tuple[str, str, dt.date]]
    people: list[Person] = field(default_factory=list)
    surname: str = ""
    address: Home = field(init=False)
    periods: tuple[Period, ...] = ()

    def __post_init__(self) -> None:
        self.surname = self._surname()
        self.address = home(self.rng, self.rng.choice(names.PLACES))
        shares, patterns = zip(*_PATTERNS, strict=True)
        self.periods = self.rng.choices(patterns, shares)[0]

    def showcase(self) -> Household:
        """Parents of 41 and 39 and three children, the youngest born this year."""
        self.surname = "Testwood"
        self.periods = (Period(_START),)
        self._add("01", SELF, "Alice", "F", dt.date(1985, 3, 14))
        self._add("02", SPOUSE, "Ben", "M", dt.date(1986, 9, 2))
        self._add("03", CHILD, "Hazel", "F", dt.date(2014, 5, 20))
        self._add("04", CHILD, "Miles", "M", dt.date(2018, 11, 8))
        self._add("05", CHILD, "Ivy", "F", dt.date(2026, 2, 17))
        return self._done()

    def drawn(self) -> Household:
        """A single person, a couple, a family with children, or one parent with children."""
        kind = self.rng.choices(("single", "couple", "family", "one_parent"), (29, 22, 37, 12))[0]
        has_children = kind in ("family", "one_parent")
        age = self.rng.randint(24, 52) if has_children else self.rng.randint(20, 64)
        gender = self._gender()
        self._draw("01", SELF, age, gender)
        if kind in ("couple", "family"):
            self._draw_spouse(age, gender)
        if has_children:
            self._draw_children(age)
        return self._done()

    def _draw_spouse(self, age: int, gender: str) -> None:
        other = {"F": "M", "M": "F", "U": "F"}[gender] if self.rng.random() < 0.93 else gender
        joined = _MARRIED if self.rng.random() < 0.04 else None
        own = self.surname if self.rng.random() < 0.85 else self._surname()
        self._draw("02", SPOUSE, max(20, age + self.rng.randint(-5, 5)), other, surname=own, joined=joined)

    def _draw_children(self, parent: int) -> None:
        count = self.rng.choices((1, 2, 3, 4, 5), (36, 38, 18, 6, 2))[0]
        oldest = min(25, parent - 20)
        ages = sorted((self.rng.randint(0, oldest) for _ in range(count)), reverse=True)
        for place, age in enumerate(ages):
            self._draw(f"{3 + place:02d}", CHILD, age, self._gender())

    def _draw(
        self,
        person: str,
        relationship: str,
        age: int,
        gender: str,
        *,
        surname: str = "",
        joined: dt.date | None = None,
    ) -> None:
        surname = surname or self.surname
        first_names = {"F": names.WOMEN, "M": names.MEN}.get(gender, names.WOMEN + names.MEN)
        while True:
            first = self.rng.choice(first_names)
            birth = self._birth_date(age)
            is_new = (surname, first, birth) not in self.taken
            if is_new and all(first != one.first_name for one in self.people):
                break
        self._add(person, relationship, first, gender, birth, surname=surname, joined=joined)

    def _add(
        self,
        person: str,
        relationship: str,
        first: str,
        gender: str,
        birth: dt.date,
        *,
        surname: str = "",
        joined: dt.date | None = None,
    ) -> None:
        """Enrol a person; one born or married after the family's coverage ended never is."""
        surname = surname or self.surname
        enrolments = tuple(self._enrolments(birth, joined))
        if not enrolments:
            return
        self.taken.add((surname, first, birth))
        self.people.append(
            Person(
                member_id=MemberId(self.number, person),
                last_name=surname,
                first_name=first,
                birth_date=birth,
                gender=gender,
                relationship=relationship,
                home=self.address,
                enrolments=enrolments,
            )
        )

    def _enrolments(self, birth: dt.date, joined: dt.date | None) -> Iterator[Enrolment]:
        """The family's periods, from birth or marriage on."""
        begin = max(birth, joined or birth)
        for period in self.periods:
            if period.end is None or period.end >= begin:
                yield Enrolment(
                    plan_id=PLAN_ID, group=self.group, period=Period(max(period.start, begin), period.end)
                )

    def _birth_date(self, age: int) -> dt.date:
        """A birth date that gives the age on the day ages are counted on."""
        latest = AGES_ON.replace(year=AGES_ON.year - age)
        return latest - dt.timedelta(days=self.rng.randint(0, 364))

    def _gender(self) -> str:
        return self.rng.choices(("F", "M", "U"), (495, 495, 10))[0]

    def _surname(self) -> str:
        return self.rng.choice(names.SURNAME_BEGINNINGS) + self.rng.choice(names.SURNAME_ENDINGS)

    def _done(self) -> Household:
        return Household(number=self.number, members=tuple(self.people))


def everyone(families: Sequence[Household]) -> tuple[Person, ...]:
    """All members of all families, in order."""
    return tuple(person for family in families for person in family.members)
