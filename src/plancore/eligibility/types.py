"""An eligibility inquiry and its answer, whatever the door (page, X12 270/271, API)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from plancore.claims.types import Address
from plancore.kernel import Cents, Period

_NO_ADDRESS = Address()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What is asked. Either `member_id` or name and birth date find the person. `service_types` are X12
    service type codes ("30": the plan as a whole). `trace` numbers come back in the answer as they came
    (loop 2000C TRN)."""

    service_date: dt.date
    member_id: str = ""
    last_name: str = ""
    first_name: str = ""
    birth_date: dt.date | None = None
    gender: str = ""
    service_types: tuple[str, ...] = ("30",)
    procedure: str = ""
    provider_npi: str = ""
    provider_name: str = ""
    provider_is_person: bool = False
    receiver_id: str = ""
    payer_id: str = ""
    payer_name: str = ""
    traces: tuple[tuple[str, str, str], ...] = ()
    """(number, originating company id, additional id) for each trace sent."""
    reference: str = ""
    """The submitter's transaction number (BHT03)."""
    is_dependent: bool = False
    """True when the person asked about stands in a dependent loop; the subscriber is then named beside it."""
    subscriber_member_id: str = ""


class CoverageStatus(StrEnum):
    """The answer's first word."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    NOT_FOUND = "not_found"
    """No such member, or what was given does not single one out. Says nothing about who is enrolled."""
    REFUSED = "refused"
    """The inquiry can't be answered as asked (date too far off, provider unknown); see `reject`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A total and what is left of it, in cents, for a person or a family and a network tier."""

    kind: str
    """`deductible` or `out_of_pocket`."""
    scope: str
    """`individual` or `family`."""
    tier: str
    """`in` or `out`."""
    total: Cents
    remaining: Cents

    @property
    def used(self) -> Cents:
        """What counts already, in cents."""
        return self.total - self.remaining


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """The member's share for one kind of service and tier: a copay in cents, coinsurance in basis points,
    or not covered. `service_type` is the X12 code, `category` the plan's own name for it."""

    service_type: str
    category: str
    title: str
    tier: str
    covered: bool = True
    copay: Cents | None = None
    coinsurance: int | None = None
    deductible_applies: bool = False
    authorization_required: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitLeft:
    """A limit of the plan and what is left of it on the day: visits, days or services as they are counted,
    cents where `is_money`. `service_types` are the X12 codes of what it limits."""

    title: str
    total: int
    remaining: int
    is_money: bool
    service_types: tuple[str, ...] = ()

    @property
    def used(self) -> int:
        """What counts already."""
        return self.total - self.remaining


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherInsurance:
    """Another plan that covers the person on the day. `first`: `ours`, `other`, or `open` where the facts
    leave the order open."""

    payer_name: str
    period: Period
    payer_id: str = ""
    first: str = "open"
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer, complete. Amounts and benefits are those in force on `service_date`."""

    status: CoverageStatus
    service_date: dt.date
    member_id: str = ""
    family: str = ""
    relationship: str = ""
    last_name: str = ""
    first_name: str = ""
    birth_date: dt.date | None = None
    gender: str = ""
    address: Address = _NO_ADDRESS
    plan_id: str = ""
    plan_name: str = ""
    network: str = ""
    group_number: str = ""
    period: Period | None = None
    """The coverage period that holds the service date, or the last one when inactive."""
    amounts: tuple[Amount, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    limits: tuple[LimitLeft, ...] = ()
    other_insurance: tuple[OtherInsurance, ...] = ()
    primary_care: str = ""
    reject: str = ""
    """X12 reject reason (AAA03) when NOT_FOUND or REFUSED, e.g. 75 or 62."""
    follow_up: str = ""
    """X12 follow-up action (AAA04), e.g. C: correct and resubmit."""
    message: str = ""
    """What to do next, in plain words; safe to show."""
