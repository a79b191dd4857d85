"""A payment and its explanation to the payee (835), as values. All amounts in cents."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from plancore.claims.decision import Adjustment
from plancore.claims.supplement import Detail
from plancore.claims.types import Address
from plancore.kernel import Cents


@dataclass(frozen=True, slots=True, kw_only=True)
class RemittanceLine:
    """A service line of a paid or denied claim: charge - adjustments = paid (SVC02 - CAS = SVC03)."""

    procedure: str
    modifiers: tuple[str, ...]
    charge: Cents
    paid: Cents
    allowed: Cents
    units: Decimal
    service_from: dt.date
    service_to: dt.date
    adjustments: tuple[Adjustment, ...]
    revenue_code: str = ""
    line_control_number: str = ""
    procedure_qualifier: str = "HC"
    remarks: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    """What another payer says beside, as on the claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemittanceClaim:
    """One claim on the remittance. `status` is CLP02 (1 primary, 2 secondary, 3 tertiary, 4 denied, 22
    reversal)."""

    patient_control_number: str
    plan_control_number: str
    status: str
    charge: Cents
    paid: Cents
    patient_responsibility: Cents
    filing_indicator: str
    facility_code: str
    frequency: str
    patient_last_name: str
    patient_first_name: str
    member_id: str
    lines: tuple[RemittanceLine, ...]
    adjustments: tuple[Adjustment, ...] = ()
    """Claim-level adjustments; they and the lines' count together."""
    subscriber_last_name: str = ""
    subscriber_first_name: str = ""
    subscriber_member_id: str = ""
    rendering_npi: str = ""
    received_on: dt.date | None = None
    coverage_amount: Cents | None = None
    details: tuple[Detail, ...] = ()
    """What another payer says beside: further names and numbers, periods, adjudication, quantities."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderAdjustment:
    """A provider-level adjustment (PLB): positive lowers the payment, negative raises it."""

    reason: str
    reference: str
    amount: Cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """Who is paid."""

    npi: str
    tax_id: str
    name: str
    address: Address
    routing_number: str = ""
    account_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """Who pays. `originating_id` is the ten-digit company id of TRN03 and BPR10."""

    name: str
    payer_id: str
    tax_id: str
    originating_id: str
    address: Address
    contact_name: str
    contact_telephone: str
    technical_contact_url: str = ""
    routing_number: str = ""
    account_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remittance:
    """One payment with all it pays for. Balanced when: each line and claim balances, and
    `total` = sum of the claims' payments - sum of the provider-level adjustments (BPR02)."""

    payer: Payer
    payee: Payee
    trace_number: str
    """The payment's number, equal in the bank's file and in TRN02."""
    method: str
    """BPR04: ACH, CHK or NON (nothing paid)."""
    total: Cents
    payment_date: dt.date
    production_date: dt.date
    claims: tuple[RemittanceClaim, ...]
    provider_adjustments: tuple[ProviderAdjustment, ...] = ()
    fiscal_period_end: dt.date | None = None
