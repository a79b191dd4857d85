"""The status of a claim as others ask for it and are told: inquiry, answer, and the claim status category and
status codes (X12 external lists 507 and 508, codes only) that a claim's state gives."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from plancore.claims.decision import Decision
from plancore.claims.states import ClaimState
from plancore.kernel import Cents


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """A service line that an inquiry names; `charge` in cents, `revenue_code` institutional only."""

    procedure_qualifier: str
    procedure: str
    charge: Cents
    units: Decimal
    modifiers: tuple[str, ...] = ()
    revenue_code: str = ""
    line_control_number: str = ""
    service_from: dt.date | None = None
    service_to: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusInquiry:
    """A question for the status of a claim, whatever the door. What was not sent is empty; `charge` in cents.

    `claim_number` is the plan's control number, `trace` the asker's number of this question. The names are
    the patient's; `member_id` the subscriber's.
    """

    trace: str
    member_id: str
    last_name: str
    first_name: str = ""
    birth_date: dt.date | None = None
    gender: str = ""
    is_dependent: bool = False
    provider_npi: str = ""
    provider_tax_id: str = ""
    claim_number: str = ""
    patient_control_number: str = ""
    type_of_bill: str = ""
    group_number: str = ""
    prescription_number: str = ""
    clearinghouse_number: str = ""
    location: str = ""
    charge: Cents | None = None
    service_from: dt.date | None = None
    service_to: dt.date | None = None
    lines: tuple[AskedLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCode:
    """One status: category (list 507), status (list 508), the entity it speaks of, the day it holds from."""

    category: str
    code: str
    entity: str = ""
    effective: dt.date | None = None
    is_pharmacy: bool = False
    """The status code is one of NCPDP's (STC01-4 RX)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineStatus:
    """The status of one service line; amounts in cents."""

    statuses: tuple[StatusCode, ...]
    procedure_qualifier: str
    procedure: str
    charge: Cents
    paid: Cents
    units: Decimal
    modifiers: tuple[str, ...] = ()
    revenue_code: str = ""
    line_control_number: str = ""
    service_from: dt.date | None = None
    service_to: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimStatus:
    """What is said of one claim; amounts in cents. `decided_on` is the day of the final decision, `paid_on`
    and `payment_trace` name the payment (TRN02 of its remittance)."""

    statuses: tuple[StatusCode, ...]
    charge: Cents | None = None
    paid: Cents | None = None
    decided_on: dt.date | None = None
    paid_on: dt.date | None = None
    payment_trace: str = ""
    claim_number: str = ""
    patient_control_number: str = ""
    type_of_bill: str = ""
    prescription_number: str = ""
    voucher: str = ""
    clearinghouse_number: str = ""
    service_from: dt.date | None = None
    service_to: dt.date | None = None
    lines: tuple[LineStatus, ...] = ()


_PENDED = {
    "coordination": ("P2", "52"),
    "pricing": ("P2", "46"),
    "duplicates": ("P2", "46"),
    "reversals": ("P5", "46"),
    "plan-configuration": ("P5", "46"),
}
"""Queue of a pended claim to its category and status."""

_DENIED = {"18": ("54", ""), "27": ("88", "QC"), "29": ("718", ""), "197": ("84", "")}
"""CARC of a denied line to the status (and entity) that says the same; any other refers to the remittance."""


def status_of(
    state: ClaimState,
    *,
    effective: dt.date,
    paid: Cents = 0,
    queue: str = "",
    carcs: Iterable[str] = (),
) -> tuple[StatusCode, ...]:
    """The statuses of a claim or line in `state` since the day `effective`.

    `paid` is what the plan pays on it (cents), `queue` where a pended claim waits, `carcs` the reasons of a
    denial. At least one status; at most three.
    """
    if state is ClaimState.PENDED:
        said = [(*_PENDED.get(queue, ("P2", "46")), "")]
    elif state is ClaimState.DENIED:
        reasons = dict.fromkeys(_DENIED.get(carc, ("1", "")) for carc in carcs) or {("1", ""): None}
        said = [("F2", code, entity) for code, entity in reasons][:3]
    elif state is ClaimState.PROCESSED:
        said = [("F0", "3", "") if paid > 0 else ("F4", "104", "")]
    else:
        said = [_PLAIN[state]]
    return tuple(StatusCode(category=a, code=b, entity=c, effective=effective) for a, b, c in said)


_PLAIN = {
    ClaimState.RECEIVED: ("A2", "20", ""),
    ClaimState.REJECTED: ("A3", "21", ""),
    ClaimState.PAID: ("F1", "65", ""),
    ClaimState.VOIDED: ("F3", "101", ""),
}


def not_found(effective: dt.date) -> StatusCode:
    """No claim fits the inquiry."""
    return StatusCode(category="A4", code="35", effective=effective)


def member_not_found(effective: dt.date) -> StatusCode:
    """The plan can't look: it knows nobody with that member number."""
    return StatusCode(category="D0", code="33", entity="IL", effective=effective)


def provider_refused(effective: dt.date) -> StatusCode:
    """The asker may not ask for this provider (told at the provider level)."""
    return StatusCode(category="E0", code="24", entity="1P", effective=effective)


def line_state(decision: Decision, number: int) -> ClaimState:
    """The state of one line of a decided claim: denied where all of it is denied. Raises KeyError when there
    is no such line."""
    line = {one.number: one for one in decision.lines}[number]
    if decision.outcome is not ClaimState.PROCESSED:
        return decision.outcome
    return ClaimState.DENIED if line.allowed == 0 and line.paid == 0 and line.charge else ClaimState.PROCESSED
