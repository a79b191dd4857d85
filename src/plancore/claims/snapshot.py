"""All that a decision may look at, loaded once: coverage, plan, contract, balances, history, code tables."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from plancore.benefits.design import PlanDesign
from plancore.claims.contract_terms import Term
from plancore.claims.order_of_benefits import OtherPlan
from plancore.claims.states import ClaimState
from plancore.claims.types import Tooth
from plancore.codes import CodeTables, PlaceKey
from plancore.kernel import Cents, Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Enrolment of one member in one plan over a period of days."""

    plan_id: str
    period: Period
    level: str = "family"
    """`self_only` or `family`: whether aggregate figures for one person or for the family hold."""
    group_number: str = ""
    enrolled_on: dt.date | None = None
    """The day the plan was told, where that was after the period began: filing time begins then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member as enrolled. `family` and `person` are the parts of the member id; `relationship` is the X12
    code."""

    family: str
    person: str
    birth_date: dt.date
    gender: str
    relationship: str
    coverages: tuple[Coverage, ...]
    other_plans: tuple[OtherPlan, ...] = ()
    """Other plans that the plan knows to cover the member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A contracted amount for a procedure (and modifier, or ""): cents for one `unit`, by place."""

    nonfacility: Cents
    facility: Cents
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeSchedule:
    """Contracted amounts by (procedure, modifier). `version` names the published table."""

    version: str
    rates: Mapping[tuple[str, str], tuple[Rate, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rbrvs:
    """Prices by relative values: indices of `place`, `conversion_factor` in ten-thousandths of a dollar (0:
    the file's own), times `percent` (basis points)."""

    place: PlaceKey
    conversion_factor: int = 0
    percent: int = 10_000


@dataclass(frozen=True, slots=True)
class Component:
    """A factor (basis points) on one part of a price, for all but the dearest of a kind and day, over a
    period. `indicator` is CMS's kind (4 imaging, 5 therapy, 6 heart, 7 eye tests), `part` technical,
    professional or expense (of practice)."""

    indicator: str
    part: str
    factor: int
    period: Period


MEDICARE_COMPONENTS = (
    Component("4", "technical", 5_000, Period(dt.date(2010, 7, 1))),
    Component("4", "professional", 7_500, Period(dt.date(2012, 1, 1), dt.date(2016, 12, 31))),
    Component("4", "professional", 9_500, Period(dt.date(2017, 1, 1))),
    Component("5", "expense", 5_000, Period(dt.date(2013, 4, 1))),
    Component("6", "technical", 7_500, Period(dt.date(2013, 1, 1))),
    Component("7", "technical", 8_000, Period(dt.date(2013, 1, 1))),
)
"""Social Security Act 1848(b)(4)(D), (7) and (10); the fee schedule's final rules for 2012 and 2013."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reductions:
    """A contract's factors (basis points): for the dearest, the next and further procedures of a day; for
    both sides; for an assistant; for each of two surgeons; for an assistant who is no physician (AS).

    `others` are factors by modifier: reduced or discontinued services (52, 53, 73, 74), repeats (76, 77), and
    the professional and technical components (26, TC) where no table has a price of their own.
    """

    multiple: tuple[int, ...] = (10_000, 5_000)
    bilateral: int = 15_000
    assistant: int = 1_600
    co_surgeon: int = 6_250
    assistant_nonphysician: int = 1_360
    others: tuple[tuple[str, int], ...] = ()
    endoscopy: bool = True
    """Endoscopies of a family: the highest whole, the others without the base procedure's price."""
    components: tuple[Component, ...] = MEDICARE_COMPONENTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A provider organization's terms with a plan's network over a period. `percent_of_charge` (basis
    points of the charge) prices what the schedule does not list; None: such lines pend for pricing."""

    network: str
    period: Period
    fee_schedule: FeeSchedule
    percent_of_charge: int | None = None
    rbrvs: Rbrvs | None = None
    """Prices what the schedule does not list, before `percent_of_charge` does."""
    reductions: Reductions | None = None
    lesser_of: bool = True
    """True: never more than the charge is allowed."""
    timely_filing_days: int | None = None
    """Days from the last day of service to receipt, where the contract says other than the plan."""
    terms: tuple[Term, ...] = ()
    """In order: the first that fits prices, before schedule, relative values and percent of charge do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderRecord:
    """A billing provider known to the plan, with its contracts. None in the snapshot means: not known.

    `taxonomy` is its own specialty, `practitioners` the specialty of each rendering NPI the plan knows.
    `sanctioned` are the days on which it may not be paid (exclusion, suspension); `roster` the days on which
    a rendering NPI was with the practice, where the plan knows them.
    """

    npi: str
    tax_id: str
    contracts: tuple[Contract, ...]
    taxonomy: str = ""
    practitioners: Mapping[str, str] = field(default_factory=dict)
    sanctioned: tuple[Period, ...] = ()
    roster: Mapping[str, tuple[Period, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorization:
    """An approved authorization or referral: what may be done, when, how much of it (`units` as approved,
    None: no count; what claims used stands in the balances under `kind:number`).

    `procedures` are ranges of codes, both ends counted; empty: any procedure of `categories`. `diagnoses` are
    beginnings of codes; empty: any.
    """

    number: str
    person: str
    period: Period
    kind: str = "authorization"
    """`authorization` (units of service) or `referral` (visits)."""
    procedures: tuple[tuple[str, str], ...] = ()
    categories: frozenset[str] = frozenset()
    diagnoses: tuple[str, ...] = ()
    units: int | None = None
    billing_npi: str = ""
    """The provider it was given to, or "" for any."""
    rendering_npi: str = ""
    facility_npi: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorLine:
    """A line decided earlier for the same family, for duplicate checks, limits and frequency edits."""

    claim: str
    """The plan's control number of the earlier claim."""
    person: str
    billing_npi: str
    procedure: str
    modifiers: tuple[str, ...]
    units: str
    service_from: dt.date
    service_to: dt.date
    charge: Cents
    allowed: Cents
    paid: Cents
    state: str
    """The claim's state; a line counts as rendered while the claim is processed, paid or pended."""
    rendering_npi: str = ""
    category: str = ""
    copay: Cents = 0
    free_visit: bool = False
    denied: bool = False
    """True when the line itself was denied."""
    form: str = ""
    revenue_code: str = ""
    bill_type: str = ""
    """The first two digits of the type of bill; institutional only."""
    teeth: tuple[Tooth, ...] = ()

    @property
    def is_in_effect(self) -> bool:
        """True when the service stands: not denied, not rejected, not voided."""
        return not self.denied and self.state in _IN_EFFECT


_IN_EFFECT = frozenset({ClaimState.PROCESSED, ClaimState.PAID, ClaimState.PENDED, ClaimState.RECEIVED})

BalanceKey = tuple[str, str, int, str]
"""(kind, tier, year, person or "" for the family), as in `Movement`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The world as one decision sees it. `received_on` is the day the claim was received, in the plan's
    zone.

    `history` holds the earlier lines of the family (without this claim's own), `schedules` the fee
    schedules that plans refer to for out-of-network prices, by their id. `released` are the rules that plan
    staff has looked at and let pass on this claim, `manual_prices` the allowed amounts (cents) they set by
    line number.
    """

    received_on: dt.date
    member: Member | None
    provider: ProviderRecord | None
    plans: Mapping[str, PlanDesign]
    codes: CodeTables
    balances: Mapping[BalanceKey, Cents] = field(default_factory=dict)
    history: tuple[PriorLine, ...] = ()
    schedules: Mapping[str, FeeSchedule] = field(default_factory=dict)
    authorizations: tuple[Authorization, ...] = ()
    released: frozenset[str] = frozenset()
    manual_prices: Mapping[int, Cents] = field(default_factory=dict)
    grouped_drg: str = ""
    """The claim's diagnosis related group as the plan's grouper found it; empty: as the claim states it."""
    facility_networks: tuple[str, ...] = ()
    """Networks in which the claim's service facility has a contract on its first day."""
    consents: tuple[int, ...] = ()
    """Numbers of lines for which the patient's notice and consent is on file (45 CFR 149.420)."""
