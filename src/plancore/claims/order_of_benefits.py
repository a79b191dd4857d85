"""Which of two plans pays first. NAIC Model Regulation 120 (coordination of benefits) and the Medicare
secondary payer rules (42 CFR 411.100 to 411.206). What the facts do not settle is said to be open: a person
asks, nothing is guessed."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from plancore.kernel import Period

MODEL = "NAIC Model Regulation 120, section 6"
ESRD_MONTHS = 30
"""Months in which a group plan pays before Medicare for end-stage renal disease (42 CFR 411.162)."""


class Status(StrEnum):
    """Why the holder has the plan."""

    ACTIVE = "active"
    RETIRED = "retired"
    """Retired or laid off, or the dependent of one who is."""
    CONTINUATION = "continuation"
    """COBRA or state continuation."""


class Custody(StrEnum):
    """For a child whose parents live apart: whose plan it is."""

    TOGETHER = "together"
    COURT_ORDER = "court_order"
    """The parent whom a court has made responsible for health coverage."""
    CUSTODIAL = "custodial"
    CUSTODIAL_SPOUSE = "custodial_spouse"
    OTHER_PARENT = "other_parent"
    OTHER_PARENT_SPOUSE = "other_parent_spouse"


class First(StrEnum):
    """The answer."""

    OURS = "ours"
    OTHER = "other"
    OPEN = "open"


class MedicareReason(StrEnum):
    """Why a person has Medicare."""

    AGE = "age"
    DISABILITY = "disability"
    RENAL = "renal"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """What is known of one plan for the patient. `holder_birth_date` counts for children, by month and day
    alone."""

    is_holder: bool
    """The patient holds the plan (is no dependent of somebody)."""
    status: Status = Status.ACTIVE
    since: dt.date | None = None
    holder_birth_date: dt.date | None = None
    custody: Custody = Custody.TOGETHER


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicareFacts:
    """What is known of Medicare and of the group plan's employer. `renal_since`: the first month of
    entitlement."""

    reason: MedicareReason
    employees: int | None = None
    is_current_employment: bool | None = None
    renal_since: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPlan:
    """Another plan that covers a member, as this plan knows it: with whom and when, and the facts that settle
    which of the two pays first: of Medicare, or of both plans (`ours` and `other`). `stated` is what a
    sponsor says of the order without facts (834 COB01); it holds where the facts leave the order open."""

    payer_name: str
    period: Period
    payer_id: str = ""
    ours: PlanFacts | None = None
    other: PlanFacts | None = None
    medicare: MedicareFacts | None = None
    stated: First | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """Who pays first, by which rule in words, and its source."""

    first: First
    rule: str
    source: str = MODEL


_NO_CHILD = ("18", "01", "25", "53")
_CUSTODY_ORDER = (
    Custody.COURT_ORDER,
    Custody.CUSTODIAL,
    Custody.CUSTODIAL_SPOUSE,
    Custody.OTHER_PARENT,
    Custody.OTHER_PARENT_SPOUSE,
)


def order(ours: PlanFacts, other: PlanFacts, *, is_child: bool) -> Order:
    """Who pays first: holder before dependent, then for children custody and birthday, then active before
    retired, then continuation last, then the longer coverage; each only where those before do not settle
    it."""
    if ours.is_holder != other.is_holder:
        return Order(
            _by(ours.is_holder), "The plan that the patient holds pays before the plan of a dependent."
        )
    if is_child and not ours.is_holder:
        found = _for_child(ours, other)
        if found is not None:
            return found
    return _by_status(ours, other) or _by_length(ours, other)


def order_with(plan: OtherPlan, day: dt.date, relationship: str) -> Order:
    """Who pays first for a service on a day, this plan or the other one it knows of. `relationship` is the
    patient's (X12: 18 self, 01 spouse, 25 former spouse, 53 life partner; all else counts as a child)."""
    found = _by_facts(plan, day, relationship)
    if found.first is First.OPEN and plan.stated is not None:
        return Order(plan.stated, "The sponsor says which of the plans pays first.", "834 COB01")
    return found


def _by_facts(plan: OtherPlan, day: dt.date, relationship: str) -> Order:
    if plan.medicare is not None:
        return with_medicare(plan.medicare, day)
    if plan.ours is None or plan.other is None:
        return Order(First.OPEN, "The facts that settle the order of the two plans are needed.")
    return order(plan.ours, plan.other, is_child=relationship not in _NO_CHILD)


def _by(is_ours: bool) -> First:
    return First.OURS if is_ours else First.OTHER


def _for_child(ours: PlanFacts, other: PlanFacts) -> Order | None:
    apart = Custody.TOGETHER not in (ours.custody, other.custody)
    if apart and ours.custody is not other.custody:
        is_ours = _CUSTODY_ORDER.index(ours.custody) < _CUSTODY_ORDER.index(other.custody)
        return Order(_by(is_ours), "Of parents who live apart, the court's order and then custody decide.")
    if (ours.custody is Custody.TOGETHER) != (other.custody is Custody.TOGETHER):
        return Order(First.OPEN, "Whether the parents live apart is said differently by the two plans.")
    mine, theirs = ours.holder_birth_date, other.holder_birth_date
    if mine is None or theirs is None:
        return Order(First.OPEN, "The birthdays of both parents are needed.")
    if (mine.month, mine.day) == (theirs.month, theirs.day):
        return _by_length(ours, other)
    is_ours = (mine.month, mine.day) < (theirs.month, theirs.day)
    return Order(_by(is_ours), "The plan of the parent whose birthday comes first in the year pays first.")


def _by_status(ours: PlanFacts, other: PlanFacts) -> Order | None:
    if (ours.status is Status.CONTINUATION) != (other.status is Status.CONTINUATION):
        return Order(_by(other.status is Status.CONTINUATION), "Continuation coverage pays last.")
    if (ours.status is Status.RETIRED) != (other.status is Status.RETIRED):
        return Order(
            _by(other.status is Status.RETIRED),
            "Coverage by active work pays before that of a retired person.",
        )
    return None


def _by_length(ours: PlanFacts, other: PlanFacts) -> Order:
    if ours.since is None or other.since is None or ours.since == other.since:
        return Order(First.OPEN, "Since when both plans hold is needed; plans of the same day share equally.")
    return Order(_by(ours.since < other.since), "The plan that has covered the person longer pays first.")


def with_medicare(medicare: MedicareFacts, day: dt.date) -> Order:
    """Whether the group plan (ours) pays before Medicare on a day of service."""
    if medicare.reason is MedicareReason.RENAL:
        return _renal(medicare, day)
    by_age = medicare.reason is MedicareReason.AGE
    least, source = (20, "42 CFR 411.172") if by_age else (100, "42 CFR 411.204")
    if medicare.is_current_employment is None or medicare.employees is None:
        return Order(First.OPEN, "Current employment and the employer's size are needed.", source)
    ours = medicare.is_current_employment and medicare.employees >= least
    said = f"A group plan by current work of an employer of at least {least} pays before Medicare."
    return Order(_by(ours), said, source)


def _renal(medicare: MedicareFacts, day: dt.date) -> Order:
    source = "42 CFR 411.162"
    if medicare.renal_since is None:
        return Order(First.OPEN, "The first month of entitlement is needed.", source)
    months = (day.year - medicare.renal_since.year) * 12 + day.month - medicare.renal_since.month
    said = f"A group plan pays before Medicare in the first {ESRD_MONTHS} months of renal disease."
    return Order(_by(0 <= months < ESRD_MONTHS), said, source)
