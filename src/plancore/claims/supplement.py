"""What a claim says beside the facts that rules read. Kept whole, so that the claim can go back to its sender
or forward to another payer without loss. Codes are X12's own."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from plancore.claims.people import NOBODY, NOWHERE, Address, Party, Person, Reference
from plancore.kernel import Cents


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDate:
    """A day or period: `kind` is the X12 date qualifier (431 onset, 454 initial treatment, 435 admission).
    `time` is HHMM, empty when none was given."""

    kind: str
    first: dt.date
    last: dt.date | None = None
    time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimAmount:
    """An amount in cents: `kind` is the X12 amount qualifier (F5 the patient paid, T sales tax)."""

    kind: str
    amount: Cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note in the sender's words: `kind` ADD additional information, CER certification narrative."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """Papers that belong to the claim: kind of report, way they come (FX fax, EL electronic, AA on request)
    and the number under which they come."""

    report: str
    way: str
    control_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification:
    """A statement of conditions: `category` 07 ambulance, ZZ EPSDT referral, E1 to E3 vision,
    75 homebound."""

    category: str
    applies: bool
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transport:
    """An ambulance trip: patient's weight in pounds, reason code, miles, and both explanations."""

    weight: Decimal | None = None
    reason: str = ""
    miles: Decimal | None = None
    round_trip: str = ""
    stretcher: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A segment that nothing here has a name for, element by element, each a tuple of its components:
    contracts, repricing, measurements, forms."""

    segment: str
    values: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """What claims and lines have in common."""

    references: tuple[Reference, ...] = ()
    dates: tuple[ClaimDate, ...] = ()
    amounts: tuple[ClaimAmount, ...] = ()
    notes: tuple[Note, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    certifications: tuple[Certification, ...] = ()
    transport: Transport | None = None
    parties: tuple[Party, ...] = ()
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSupplement(Supplement):
    """Of a claim. `assignment` is W when assignment is not applicable; the accident's state and country;
    `program` of CLM12; the reason of a late filing; where the payer was said to be and known as."""

    assignment: str = ""
    signature_source: str = ""
    accident_state: str = ""
    accident_country: str = ""
    program: str = ""
    delay_reason: str = ""
    insurance_type: str = ""
    currency: str = ""
    pay_to_plan: Party | None = None
    payer_id_kind: str = "PI"
    payer_address: Address = NOWHERE
    payer_references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSupplement(Supplement):
    """Of a line. `not_covered` is in cents (institutional); `is_copay_exempt` follows SV115."""

    description: str = ""
    is_emergency: bool = False
    is_epsdt: bool = False
    is_family_planning: bool = False
    is_copay_exempt: bool = False
    not_covered: Cents | None = None
    drug_code_kind: str = "N4"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCoverage:
    """Another payer's coverage of the patient (loop 2320): who holds it and what that payer said of the
    claim. `not_covered` is in cents."""

    relationship: str = "18"
    group_number: str = ""
    group_name: str = ""
    insurance_type: str = ""
    filing_indicator: str = ""
    assignment: str = "Y"
    signature_source: str = ""
    release_of_information: str = "Y"
    not_covered: Cents | None = None
    subscriber: Person = NOBODY
    payer_id_kind: str = "PI"
    payer_address: Address = NOWHERE
    references: tuple[Reference, ...] = ()
    parties: tuple[Party, ...] = ()
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherService:
    """What another payer decided on: its own reading of the service, units, and the line it was bundled
    into."""

    procedure_qualifier: str = ""
    procedure: str = ""
    modifiers: tuple[str, ...] = ()
    description: str = ""
    revenue_code: str = ""
    units: Decimal | None = None
    bundled_into: str = ""
