"""The demo plan's practices, their clinicians and contracts. Pure, from a seed.

NPIs begin with 2 (a beginning the registry has issued none of) and carry a valid check digit; Tax IDs begin
with 00, a prefix the IRS assigns to nobody.
"""

import datetime as dt
import random
from dataclasses import dataclass
from typing import Final

from payerport.demo import names
from payerport.demo.people import Home, home
from plancore.kernel import Period, npi_from

ORGANIZATIONS: Final = 40
_AREA_CODES: Final = {"FL": "813", "NY": "518"}
NETWORK: Final = "harbor-ppo"
LEADING: Final = ("Testwood", "Samplefield")
STANDARD, PREFERRED, FACILITY = "harbor-standard", "harbor-preferred", "harbor-facility"


@dataclass(frozen=True, slots=True, kw_only=True)
class Specialty:
    """A kind of practice: how many, what the name ends in, who bills and who renders (taxonomy codes)."""

    id: str
    count: int
    title: str
    taxonomy: str
    clinicians: tuple[str, ...]
    kind: str = "practice"


SPECIALTIES: Final = (
    Specialty(
        id="primary_care",
        count=9,
        title="Family Medicine",
        taxonomy="207Q00000X",
        clinicians=("207Q00000X", "207R00000X", "363LF0000X", "363A00000X"),
    ),
    Specialty(
        id="orthopedics",
        count=5,
        title="Orthopedics",
        taxonomy="207X00000X",
        clinicians=("207X00000X", "207XX0005X", "363A00000X"),
    ),
    Specialty(
        id="pediatrics",
        count=5,
        title="Pediatrics",
        taxonomy="208000000X",
        clinicians=("208000000X", "363LP0200X"),
    ),
    Specialty(
        id="cardiology", count=4, title="Cardiology", taxonomy="207RC0000X", clinicians=("207RC0000X",)
    ),
    Specialty(
        id="dermatology", count=3, title="Dermatology", taxonomy="207N00000X", clinicians=("207N00000X",)
    ),
    Specialty(
        id="urgent_care",
        count=4,
        title="Urgent Care",
        taxonomy="261QU0200X",
        clinicians=("207P00000X", "363LF0000X", "363A00000X"),
    ),
    Specialty(
        id="physical_therapy",
        count=4,
        title="Physical Therapy",
        taxonomy="225100000X",
        clinicians=("225100000X",),
    ),
    Specialty(id="equipment", count=3, title="Medical Equipment", taxonomy="332B00000X", clinicians=()),
    Specialty(id="ambulance", count=2, title="Ambulance", taxonomy="341600000X", clinicians=()),
    Specialty(
        id="surgery_center",
        count=1,
        title="Surgery Center",
        taxonomy="261QA1903X",
        clinicians=("207RG0100X", "207X00000X"),
        kind="facility",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinician:
    """A person who renders services, with an individual NPI."""

    npi: str
    last_name: str
    first_name: str
    taxonomy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A contract; `percent_of_charge` (basis points) prices what the schedule lacks, None: those pend."""

    network: str
    fee_schedule: str
    percent_of_charge: int | None
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """An organization with a group NPI."""

    name: str
    specialty: Specialty
    tax_id: str
    npi: str
    address: Home
    telephone: str
    clinicians: tuple[Clinician, ...]
    contracts: tuple[Terms, ...]

    def is_in_network_on(self, day: dt.date) -> bool:
        """True when a contract is in force on the day."""
        return any(day in terms.period for terms in self.contracts)


def practices(rng: random.Random) -> tuple[Practice, ...]:
    """Forty organizations: first a family practice, second an orthopedic one (the demo's leading two)."""
    kinds = [specialty for specialty in SPECIALTIES for _ in range(specialty.count)]
    leading = [kinds.index(SPECIALTIES[0]), kinds.index(SPECIALTIES[1])]
    order = [kinds[place] for place in leading] + [k for at, k in enumerate(kinds) if at not in leading]
    titles = _titles(rng, len(order))
    seen: dict[str, int] = {}
    made: list[Practice] = []
    for place, specialty in enumerate(order):
        seen[specialty.id] = number = seen.get(specialty.id, 0) + 1
        made.append(_practice(rng, place, specialty, titles[place], _contracts(specialty, number, place)))
    return tuple(made)


def leading_names() -> tuple[str, str]:
    """The names of the two practices that have sign-ins, whatever the seed."""
    return f"{LEADING[0]} {SPECIALTIES[0].title}", f"{LEADING[1]} {SPECIALTIES[1].title}"


def _titles(rng: random.Random, count: int) -> list[str]:
    """Different invented names; the leading two are always the same."""
    every = [first + last for first in names.SURNAME_BEGINNINGS for last in names.SURNAME_ENDINGS]
    every = [one for one in every if one not in LEADING]
    return [*LEADING, *rng.sample(every, count - 2)]


def _practice(
    rng: random.Random, place: int, specialty: Specialty, title: str, contracts: tuple[Terms, ...]
) -> Practice:
    clinicians = rng.randint(2, 6) if specialty.clinicians else 0
    address = home(rng, rng.choice(names.PLACES), plus4=True)
    return Practice(
        name=f"{title} {specialty.title}",
        specialty=specialty,
        tax_id=f"00{1_000_001 + place:07d}",
        npi=npi_from(f"2000{place + 1:03d}00"),
        address=address,
        telephone=f"{_AREA_CODES[address.state]}555{100 + place % 100:04d}",
        clinicians=tuple(_clinician(rng, place, number, specialty) for number in range(1, clinicians + 1)),
        contracts=contracts,
    )


def _clinician(rng: random.Random, place: int, number: int, specialty: Specialty) -> Clinician:
    return Clinician(
        npi=npi_from(f"2000{place + 1:03d}{number:02d}"),
        last_name=rng.choice(names.SURNAME_BEGINNINGS) + rng.choice(names.SURNAME_ENDINGS),
        first_name=rng.choice(names.WOMEN + names.MEN),
        taxonomy=specialty.clinicians[0] if number == 1 else rng.choice(specialty.clinicians),
    )


# -- contracts --------------------------------------------------------------------------------------------

_BEGIN = dt.date(2025, 1, 1)
_WITHOUT_CONTRACT: Final = {("dermatology", 3), ("urgent_care", 4), ("physical_therapy", 4), ("equipment", 3)}
_CONTRACT_ENDED: Final = ("cardiology", 4)
_HAGGLED: Final = {("primary_care", 2), ("orthopedics", 2), ("pediatrics", 2)}


def _contracts(specialty: Specialty, number: int, place: int) -> tuple[Terms, ...]:
    """Most are in the network; four never were, one left on 2026-03-31, three got better terms in 2026.

    Leading practices and every third other have no percentage for what the schedule lacks: such lines pend.
    """
    who = (specialty.id, number)
    if who in _WITHOUT_CONTRACT:
        return ()
    schedule = FACILITY if specialty.kind == "facility" else STANDARD
    percentage = None if place < 2 or place % 3 == 0 else 6_000
    if who == _CONTRACT_ENDED:
        return (_terms(schedule, percentage, Period(_BEGIN, dt.date(2026, 3, 31))),)
    if who in _HAGGLED:
        return (
            _terms(schedule, percentage, Period(_BEGIN, dt.date(2025, 12, 31))),
            _terms(PREFERRED, percentage, Period(dt.date(2026, 1, 1))),
        )
    return (_terms(schedule, percentage, Period(_BEGIN)),)


def _terms(schedule: str, percentage: int | None, period: Period) -> Terms:
    return Terms(network=NETWORK, fee_schedule=schedule, percent_of_charge=percentage, period=period)
