"""What a plan covers and what the member pays for it, as typed values. Made by `check.build_design` from
plain data.

Every value holds for the period of its `Terms`: what changes by date makes a further `Terms`, never an `if`
in code. The written form is described in docs/reference/plan-design.md.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from plancore.benefits.edit_settings import EditSettings
from plancore.kernel import Cents, Period


class Counting(StrEnum):
    """How a family's amounts meet the individual and family figures (45 CFR 155.20 and plan documents)."""

    EMBEDDED = "embedded"
    """Each person is past it at the individual figure; the family at the family figure."""
    AGGREGATE = "aggregate"
    """With family coverage nobody is past it before the family figure; self-only coverage has the
    individual one."""


class CopayPer(StrEnum):
    """What one copay pays for."""

    VISIT = "visit"
    """One copay for a person, a billing provider, a day and a category, however many lines or claims."""
    LINE = "line"


class LimitUnit(StrEnum):
    """What a benefit limit counts."""

    VISITS = "visits"
    DAYS = "days"
    UNITS = "units"
    DOLLARS = "dollars"


class LimitPer(StrEnum):
    """Over which time a benefit limit counts, by the first day of service."""

    BENEFIT_YEAR = "benefit_year"
    CALENDAR_YEAR = "calendar_year"
    LIFETIME = "lifetime"
    ROLLING = "rolling"
    """Any stretch of so many months, whenever it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """A deductible or an out-of-pocket maximum of one tier, in cents; None: there is no such figure.

    `pool` names whose balance it is (tiers that share a balance name the same pool), `also_to` further
    pools that the same amounts count to. `self_only_cap` is the most one person ever pays inside an
    aggregate family figure (45 CFR 156.130(c)).
    """

    counting: Counting
    individual: Cents | None
    family: Cents | None
    pool: str
    also_to: tuple[str, ...] = ()
    self_only_cap: Cents | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CostShare:
    """The member's share of one category in one tier. `copay` cents; `coinsurance` basis points of its
    base.

    `deductible_first`: the deductible is taken before the copay. `coinsurance_on_gross`: the rate applies
    to the allowed amount less the deductible, without taking off the copay. `free_visits`: so many a
    benefit year cost nothing.
    """

    covered: bool = True
    copay: Cents = 0
    copay_per: CopayPer = CopayPer.VISIT
    coinsurance: int = 0
    deductible_applies: bool = False
    deductible_first: bool = True
    coinsurance_on_gross: bool = False
    copay_to_deductible: bool = False
    copay_to_maximum: bool = True
    copay_after_maximum: bool = False
    """True: the copay is still charged once the out-of-pocket maximum is met."""
    copay_waived_by: frozenset[str] = frozenset()
    """Categories of a stay: no copay for a service of the day on which one begins, or the day before."""
    free_visits: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What of a service line decides its category. Codes as on the claim, `age` in whole years on the day."""

    procedure: str = ""
    modifiers: tuple[str, ...] = ()
    revenue_code: str = ""
    place: str = ""
    diagnoses: tuple[str, ...] = ()
    specialty: str = ""
    gender: str = ""
    age: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """All named parts must hold; a part left empty holds always. Ranges include both ends and compare as
    text; `diagnoses` ranges compare the first characters, `specialties` are the beginnings of taxonomy
    codes."""

    procedures: tuple[tuple[str, str], ...] = ()
    revenue_codes: tuple[tuple[str, str], ...] = ()
    modifiers: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    diagnoses: tuple[tuple[str, str], ...] = ()
    specialties: tuple[str, ...] = ()
    genders: frozenset[str] = frozenset()
    youngest: int | None = None
    oldest: int | None = None
    is_plain: bool = False
    """True when it names nothing but procedures, places and specialties; said by the checker, for speed."""

    def holds(self, service: Service) -> bool:
        """True when the service meets every named part."""
        if self.procedures and not _in_ranges(service.procedure, self.procedures):
            return False
        if self.places and service.place not in self.places:
            return False
        if self.specialties and not service.specialty.startswith(self.specialties):
            return False
        return self.is_plain or self._rest_holds(service)

    def _rest_holds(self, service: Service) -> bool:
        if self.revenue_codes and not _in_ranges(service.revenue_code, self.revenue_codes):
            return False
        if self.modifiers and self.modifiers.isdisjoint(service.modifiers):
            return False
        if self.diagnoses and not any(_in_ranges(code, self.diagnoses) for code in service.diagnoses):
            return False
        if self.genders and service.gender not in self.genders:
            return False
        return self._age_holds(service.age)

    def _age_holds(self, age: int | None) -> bool:
        if self.youngest is None and self.oldest is None:
            return True
        if age is None:
            return False
        return (self.youngest is None or age >= self.youngest) and (self.oldest is None or age <= self.oldest)


AFTER_ALL = "~"
"""Sorts after every character of a code: the upper end of a range carries it, so that longer codes are
inside."""


def _in_ranges(code: str, ranges: tuple[tuple[str, str], ...]) -> bool:
    for low, high in ranges:  # noqa: SIM110 - a plain loop, because this runs for every line of every claim
        if low <= code <= high:
            return True
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A kind of service with one benefit. `shares` by tier id; a tier that is missing does not cover it.

    `service_types` are the X12 service type codes it answers in an eligibility inquiry; `authorization` and
    `referral` name the tiers in which one is needed. `protected`: outside the network the member's share
    and the recognized amount are as in network and nothing is billed on top (No Surprises Act, 45 CFR
    149.110).
    """

    id: str
    title: str
    when: tuple[Condition, ...]
    shares: Mapping[str, CostShare]
    service_types: tuple[str, ...] = ()
    authorization: frozenset[str] = frozenset()
    referral: frozenset[str] = frozenset()
    protected: bool = False
    exclusion: str = ""
    """Why it is not covered, in words; empty when it is covered."""
    source: str = ""

    def holds(self, service: Service) -> bool:
        """True when the service falls under this category; a category without conditions takes everything."""
        if not self.when:
            return True
        for condition in self.when:  # noqa: SIM110 - as above
            if condition.holds(service):
                return True
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The most the plan covers of some categories: `amount` in `unit` (cents for dollars) for each person,
    in the time that `per` names (`months` of it when rolling). It counts in every tier of `tiers` (empty:
    all)."""

    id: str
    title: str
    unit: LimitUnit
    amount: int
    categories: frozenset[str]
    tiers: frozenset[str] = frozenset()
    per: LimitPer = LimitPer.BENEFIT_YEAR
    months: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfNetwork:
    """How a tier without contracts prices: `percent` (basis points) of the named reference schedule, of the
    usual charge at `percentile`, or of the charge; what the table does not list, by `percent_of_charge`
    (basis points; None: it pends). `balance_billing`: the provider may bill the member what is above the
    allowed amount.

    `usual`: by range of codes, (percentile, cents a unit) in rising order. `recognized`: the schedule of
    qualifying payment amounts, of which `recognized_percent` (basis points) is what a member protected by the
    No Surprises Act shares in (45 CFR 149.110 to 149.140).
    """

    reference: str
    percent: int
    percent_of_charge: int | None = None
    balance_billing: bool = True
    method: str = "percent_of_reference"
    percentile: int = 0
    usual: tuple[tuple[str, str, tuple[tuple[int, Cents], ...]], ...] = ()
    recognized: str = ""
    recognized_percent: int = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A network tier. `networks` are the contract networks that belong to it; None: every provider not
    caught by an earlier tier."""

    id: str
    title: str
    networks: frozenset[str] | None
    deductible: Ceiling | None = None
    out_of_pocket: Ceiling | None = None
    pricing: OutOfNetwork | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A plan's terms over a period within one benefit year. `year` is the year of that benefit year's first
    day.

    `categories` in order: the first that holds decides. `timely_filing_days` counts from the last day of
    service to receipt, `timely_filing_replacement_days` the same for replacements.
    """

    period: Period
    year: int
    version: str
    source: str
    kind: str
    tiers: tuple[Tier, ...]
    categories: tuple[Category, ...]
    timely_filing_days: int
    timely_filing_replacement_days: int
    limits: tuple[Limit, ...] = ()
    coordination: str = ""
    """How the plan pays after another one (`standard`, `maintenance_of_benefits`, `carve_out`); empty: by
    hand."""
    edits: EditSettings = field(default_factory=EditSettings)
    candidates: Mapping[str, tuple[Category, ...]] = field(default_factory=dict)
    """Categories that a procedure beginning with these two characters could fall under; made by the checker
    for speed."""

    def category_for(self, service: Service) -> Category | None:
        """The first category that holds, or None: the plan says nothing about the service."""
        among = self.candidates.get(service.procedure[:2], self.categories)
        for category in among:
            if category.holds(service):
                return category
        return None

    def tier_for(self, networks: frozenset[str]) -> Tier | None:
        """The first tier that one of a provider's networks belongs to, else the tier for every provider, or
        None."""
        for tier in self.tiers:
            if tier.networks is None or not tier.networks.isdisjoint(networks):
                return tier
        return None

    def tier(self, tier_id: str) -> Tier | None:
        """The tier by its id."""
        return next((tier for tier in self.tiers if tier.id == tier_id), None)

    def category(self, category_id: str) -> Category | None:
        """The category by its id."""
        return next((category for category in self.categories if category.id == category_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDesign:
    """A plan over all its published years. `terms` in order of date and without overlap; a day that none
    holds has no benefits: such a claim pends, it is never treated as covered or not covered."""

    plan_id: str
    name: str
    payer: str
    terms: tuple[Terms, ...]

    def on(self, day: dt.date) -> Terms | None:
        """The terms in force on a day of service."""
        for terms in reversed(self.terms):
            if day in terms.period:
                return terms
        return None
