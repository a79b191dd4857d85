"""A claim as it was submitted, whatever the door. Facts only; nothing here is decided or looked up."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from plancore.claims.people import Address, Party, Person, Provider, Reference
from plancore.claims.supplement import (
    ClaimSupplement,
    LineSupplement,
    OtherCoverage,
    OtherService,
    Supplement,
)
from plancore.kernel import Cents


class ClaimForm(StrEnum):
    """The three kinds of claim: 837P / CMS-1500, 837I / UB-04, 837D / ADA."""

    PROFESSIONAL = "professional"
    INSTITUTIONAL = "institutional"
    DENTAL = "dental"


class Frequency(StrEnum):
    """Claim frequency (CLM05-3): a new claim, or one that acts on an earlier claim named by the plan's
    control number."""

    ORIGINAL = "1"
    REPLACEMENT = "7"
    VOID = "8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """One diagnosis: `qualifier` as in HI (ABK principal, ABF other; BK/BF for ICD-9), `code` without the
    point. `present_on_admission` is Y, N, U or W (institutional only)."""

    qualifier: str
    code: str
    present_on_admission: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPayment:
    """What another payer decided on the claim or line (loops 2320 and 2430): amounts in cents."""

    payer_id: str
    payer_name: str = ""
    responsibility: str = "P"
    paid: Cents = 0
    adjustments: tuple[tuple[str, str, Cents], ...] = ()
    """(group, CARC, cents) for each amount the other payer did not pay."""
    quantities: tuple[Decimal | None, ...] = ()
    """Units of each adjustment, empty when none has any."""
    is_decided: bool = True
    """False when the other payer's coverage is named and nothing is known of its payment."""
    paid_on: dt.date | None = None
    remaining: Cents | None = None
    """What the patient still owes after that payer (AMT*EAF), in cents."""
    coverage: OtherCoverage | None = None
    """Claim level: whose coverage it is."""
    service: OtherService | None = None
    """Line level: which service that payer decided on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tooth:
    """A tooth (universal number or letter) with the surfaces worked on (M, O, D, ...). Dental only."""

    number: str
    surfaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """One service. `number` counts from 1; `charge` is the line's total in cents, not a unit price (SV102);
    `diagnosis_pointers` count from 1 into the claim's diagnoses, first is primary."""

    number: int
    procedure: str
    charge: Cents
    units: Decimal
    service_from: dt.date
    service_to: dt.date
    procedure_qualifier: str = "HC"
    unit_basis: str = "UN"
    modifiers: tuple[str, ...] = ()
    place_of_service: str = ""
    diagnosis_pointers: tuple[int, ...] = ()
    revenue_code: str = ""
    teeth: tuple[Tooth, ...] = ()
    oral_cavities: tuple[str, ...] = ()
    """Areas of the mouth (SV304); dental only."""
    prosthesis: str = ""
    """I initial placement, R replacement (SV305); dental only."""
    prior_placement: dt.date | None = None
    rendering: Provider | None = None
    line_control_number: str = ""
    prior_authorization: str = ""
    drug_code: str = ""
    drug_units: Decimal | None = None
    drug_unit_basis: str = ""
    other_payments: tuple[OtherPayment, ...] = ()
    supplement: LineSupplement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A procedure of a stay: `qualifier` BBR principal, BBQ other (BR/BQ for ICD-9), CAH advanced billing."""

    qualifier: str
    code: str
    performed_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """An occurrence code with its day, or an occurrence span with its first and last day."""

    code: str
    first: dt.date | None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueCode:
    """A value code with its amount in hundredths (cents, or hundredths of a day or unit as the code says)."""

    code: str
    amount: Cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Institutional:
    """What an institutional claim (UB-04) has beside the rest. Codes as sent; hours HHMM."""

    admitted_on: dt.date | None = None
    admission_hour: str = ""
    discharge_hour: str = ""
    admission_type: str = ""
    admission_source: str = ""
    patient_status: str = ""
    admitting_diagnosis: Diagnosis | None = None
    visit_reasons: tuple[Diagnosis, ...] = ()
    external_causes: tuple[Diagnosis, ...] = ()
    diagnosis_related_group: str = ""
    procedures: tuple[Procedure, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    occurrence_spans: tuple[Occurrence, ...] = ()
    values: tuple[ValueCode, ...] = ()
    conditions: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()
    attending: Provider | None = None
    operating: Provider | None = None
    other_operating: Provider | None = None
    patient_due: Cents | None = None
    """The patient's estimated amount due (AMT*F3), in cents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dental:
    """What a dental claim (ADA form) has beside the rest."""

    appliance_placed_on: dt.date | None = None
    orthodontic_months: Decimal | None = None
    orthodontic_months_left: Decimal | None = None
    orthodontic_note: str = ""
    missing_teeth: tuple[str, ...] = ()
    teeth_to_extract: tuple[str, ...] = ()
    predetermination: str = ""
    is_predetermination: bool = False
    """True when the plan is asked for a predetermination of benefits instead of payment (CLM19 PB)."""
    assistant: Provider | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSubmission:
    """A claim as submitted. `total_charge` is as stated (CLM02), in cents, and may disagree with its lines:
    the checks say so. `patient_relationship` is the X12 individual relationship code (18 self, 01 spouse,
    19 child)."""

    form: ClaimForm
    patient_control_number: str
    total_charge: Cents
    billing: Provider
    subscriber: Person
    patient: Person
    patient_relationship: str
    diagnoses: tuple[Diagnosis, ...]
    lines: tuple[ServiceLine, ...]
    frequency: str = Frequency.ORIGINAL
    original_reference: str = ""
    """The plan's control number of the claim that this one replaces or voids (REF*F8)."""
    facility_code: str = ""
    """Place of service (professional, dental), or type of bill's first two digits (institutional)."""
    payer_id: str = ""
    payer_name: str = ""
    payer_responsibility: str = "P"
    group_number: str = ""
    rendering: Provider | None = None
    referring: Provider | None = None
    service_facility: Provider | None = None
    pay_to: Address | None = None
    prior_authorization: str = ""
    referral_number: str = ""
    accept_assignment: str = "A"
    benefits_assigned: bool = True
    accident_date: dt.date | None = None
    related_causes: tuple[str, ...] = ()
    statement_from: dt.date | None = None
    statement_to: dt.date | None = None
    other_payments: tuple[OtherPayment, ...] = ()
    clearinghouse_number: str = ""
    """The number a clearinghouse gave the claim (REF*D9); echoed in 277CA."""
    institutional: Institutional | None = None
    """Set for institutional claims."""
    dental: Dental | None = None
    """Set for dental claims."""
    group_name: str = ""
    filing_indicator: str = "CI"
    """The kind of coverage the sender names (SBR09): CI commercial, MB Medicare part B, MC Medicaid."""
    signature_on_file: bool = True
    """CLM06; institutional claims do not say it."""
    release_of_information: str = "Y"
    """Y signed, I informed consent."""
    supplement: ClaimSupplement | None = None

    @property
    def service_from(self) -> dt.date:
        """The first day of service on any line (or of the statement when there are no lines)."""
        days = [line.service_from for line in self.lines]
        return min(days) if days else (self.statement_from or dt.date.min)

    @property
    def service_to(self) -> dt.date:
        """The last day of service on any line (or of the statement when there are no lines)."""
        days = [line.service_to for line in self.lines]
        return max(days) if days else (self.statement_to or dt.date.min)


__all__ = [
    "Address",
    "ClaimForm",
    "ClaimSubmission",
    "ClaimSupplement",
    "Dental",
    "Diagnosis",
    "Frequency",
    "Institutional",
    "LineSupplement",
    "Occurrence",
    "OtherCoverage",
    "OtherPayment",
    "OtherService",
    "Party",
    "Person",
    "Procedure",
    "Provider",
    "Reference",
    "ServiceLine",
    "Supplement",
    "Tooth",
    "ValueCode",
]
