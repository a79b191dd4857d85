"""All that a decision may look at, loaded once: coverage, plan, contract, balances, history, code tables."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from plancore.benefits.design import PlanDesign
from plancore.codes import CodeTables
from plancore.kernel import Cents, Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Enrolment of one member in one plan over a period of days."""

    plan_id: str
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member as enrolled. `family` and `person` are the parts of the member id; `relationship` is the X12 code."""

    family: str
    person: str
    birth_date: dt.date
    gender: str
    relationship: str
    coverages: tuple[Coverage, ...]


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
class Contract:
    """A provider organization's terms with a plan's network over a period. `percent_of_charge` (basis points of the
    charge) prices what the schedule does not list; None: such lines pend for pricing."""

    network: str
    period: Period
    fee_schedule: FeeSchedule
    percent_of_charge: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderRecord:
    """A billing provider known to the plan, with its contracts. None in the snapshot means: not known."""

    npi: str
    tax_id: str
    contracts: tuple[Contract, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorLine:
    """A service line decided earlier for the same family, for duplicate checks, limits and frequency edits."""

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
    rendering_npi: str = ""


BalanceKey = tuple[str, str, int, str]
"""(kind, tier, year, person or "" for the family), as in `Movement`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The world as one decision sees it. `received_on` is the day the claim was received, in the plan's zone."""

    received_on: dt.date
    member: Member | None
    provider: ProviderRecord | None
    plans: Mapping[str, PlanDesign]
    codes: CodeTables
    balances: Mapping[BalanceKey, Cents] = field(default_factory=dict)
    history: tuple[PriorLine, ...] = ()
