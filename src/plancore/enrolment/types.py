"""Enrolment as a sponsor reports it (834): who joins, changes or leaves, and what they are covered by. Facts
only; codes are X12's own, amounts in cents."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from plancore.claims.people import NOWHERE, Address, Contact, Reference
from plancore.claims.supplement import Detail
from plancore.kernel import Cents


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDate:
    """A day or period: `kind` is the X12 date qualifier (356 eligibility begins, 357 ends,
    348 benefit begins, 349 ends, 336 employment begins)."""

    kind: str
    first: dt.date
    last: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAmount:
    """An amount in cents: `kind` P3 premium, C1 copay, D2 deductible, B9 coinsurance, R spend-down."""

    kind: str
    amount: Cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A sponsor, payer or broker: `id_kind` FI tax number, 94 code of the receiver, XV plan number.
    `accounts` are a broker's (number, second number)."""

    name: str = ""
    id_kind: str = "FI"
    id: str = ""
    role: str = ""
    accounts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentFile:
    """The head of a set. `purpose` 00 original, 15 resubmission, 22 copy; `action` 2 change, 4 verify (an
    audit: the file is the whole truth), RX replace. `time` and `zone` as sent; `totals` (DT dependents,
    ET employees, TO both) as the sponsor counted."""

    reference: str
    created: dt.date
    time: str = ""
    zone: str = ""
    purpose: str = "00"
    action: str = "2"
    earlier_reference: str = ""
    policy: str = ""
    dates: tuple[ChangeDate, ...] = ()
    totals: tuple[tuple[str, Decimal], ...] = ()
    sponsor: Organization = Organization()
    payer: Organization = Organization()
    brokers: tuple[Organization, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrollee:
    """A person (or an employer, school) of a change: `role` IL the member, 74 the member corrected, 70 the
    name that was wrong, 31 mailing address, 36 employer, M8 school, S3 custodial parent, 45 drop-off place,
    other codes a responsible person. `id` is a social security number when `id_kind` is 34. `location` is
    (kind, code), kind CY for a county."""

    role: str = "IL"
    entity: str = "1"
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    prefix: str = ""
    suffix: str = ""
    id_kind: str = ""
    id: str = ""
    birth_date: dt.date | None = None
    gender: str = ""
    marital_status: str = ""
    races: tuple[tuple[str, ...], ...] = ()
    citizenship: str = ""
    race_source: tuple[str, str] = ("", "")
    address: Address = NOWHERE
    location: tuple[str, str] = ("", "")
    contacts: tuple[Contact, ...] = ()
    relation: str = ""
    """A care provider: 25 established patient, 26 not, 72 unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CareProvider:
    """A provider the member chose: `number` counts from 1, `person.role` P3 primary care. `changed_on` and
    `reason` say since when and why it is another."""

    number: str
    person: Enrollee
    streets: tuple[tuple[str, str], ...] = ()
    """Further address lines, when the address has more than two."""
    changed_on: dt.date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherInsurance:
    """Other coverage the sponsor knows of: `responsibility` P, S, T or U, `is_coordinated` 1 yes, 5 unknown,
    6 no; `entities` are the other insurers and employers."""

    responsibility: str
    group: str = ""
    is_coordinated: str = "1"
    service_types: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    dates: tuple[ChangeDate, ...] = ()
    entities: tuple[Enrollee, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An identification card to send: `kind` H health, D dental, P prescription; how many, and 1 add,
    2 change, RX replace."""

    plan: str
    kind: str
    count: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageChange:
    """One coverage: `maintenance` 021 addition, 001 change, 024 cancellation, 025 reinstatement, 030 audit;
    `line` HLT health, DEN dental, VIS vision, HMO, PPO; `level` EMP employee alone, FAM family."""

    maintenance: str
    line: str
    plan: str = ""
    level: str = ""
    late: str = ""
    dates: tuple[ChangeDate, ...] = ()
    amounts: tuple[ChangeAmount, ...] = ()
    references: tuple[Reference, ...] = ()
    cards: tuple[Card, ...] = ()
    providers: tuple[CareProvider, ...] = ()
    other_insurance: tuple[OtherInsurance, ...] = ()

    def day(self, kind: str) -> dt.date | None:
        """The day of this kind (348 begins, 349 ends), None when it is not given."""
        return next((one.first for one in self.dates if one.kind == kind), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disability:
    """A disability: `kind` 1 short term, 2 long term, 3 permanent, 4 none; diagnosis and days (360, 361)."""

    kind: str
    diagnosis_kind: str = ""
    diagnosis: str = ""
    dates: tuple[ChangeDate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category of the sponsor's own reporting: its name, a number and a day."""

    number: str
    name: str = ""
    reference: Reference | None = None
    date: ChangeDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChange:
    """One member's change. `relationship` is the individual relationship code (18 self, 01 spouse, 19 child);
    `maintenance` and `reason` as in INS03 and INS04; `benefit_status` A active, C COBRA, S surviving insured,
    T TEFRA. `subscriber_number` is the same for a whole family."""

    is_subscriber: bool
    relationship: str
    maintenance: str
    subscriber_number: str
    person: Enrollee
    reason: str = ""
    benefit_status: str = "A"
    medicare: tuple[str, str] = ("", "")
    """(plan, reason) of Medicare."""
    cobra_event: str = ""
    employment_status: str = ""
    student_status: str = ""
    is_handicapped: bool | None = None
    died_on: dt.date | None = None
    confidentiality: str = ""
    birth_order: str = ""
    group_number: str = ""
    references: tuple[Reference, ...] = ()
    dates: tuple[ChangeDate, ...] = ()
    amounts: tuple[ChangeAmount, ...] = ()
    details: tuple[Detail, ...] = ()
    """Employment class, income, health and language, as sent."""
    others: tuple[Enrollee, ...] = ()
    """Everybody else the change names, by role."""
    disabilities: tuple[Disability, ...] = ()
    coverages: tuple[CoverageChange, ...] = ()
    categories: tuple[Category, ...] = ()

    def other(self, role: str) -> Enrollee | None:
        """The first of a role (31 mailing address, 70 the name that was wrong), None when there is none."""
        return next((one for one in self.others if one.role == role), None)

    def day(self, kind: str) -> dt.date | None:
        """The member's day of this kind (356 eligibility begins), None when it is not given."""
        return next((one.first for one in self.dates if one.kind == kind), None)
