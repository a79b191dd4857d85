"""What is asked of a plan before a service, and what it answers: values without behaviour, as they travel
in a 278. Codes are those of X12 unless a field says otherwise; money is int cents, quantities are exact
decimals, days are calendar days."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from plancore.kernel import Cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address; `postal` of five or nine digits without a hyphen, `country` empty for the United
    States."""

    lines: tuple[str, ...] = ()
    city: str = ""
    state: str = ""
    postal: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask: `ways` are (kind, value), kinds TE telephone, EX extension, FX fax, EM email, UR page."""

    name: str = ""
    ways: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An organization or a provider in its `role` (1P requester, SJ service provider, 72 surgeon, ...).

    `id_qualifier` XX says that `id` is an NPI. `references` are other numbers as (qualifier, number);
    `specialty` is (kind of role, taxonomy code)."""

    role: str
    is_person: bool = False
    last: str = ""
    first: str = ""
    middle: str = ""
    suffix: str = ""
    id_qualifier: str = ""
    id: str = ""
    references: tuple[tuple[str, str], ...] = ()
    address: Address | None = None
    contacts: tuple[Contact, ...] = ()
    specialty: tuple[str, str] = ("", "")
    rejections: "tuple[Rejection, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The subscriber or the dependent; `relationship` to the subscriber ("18" or "" for the subscriber)."""

    last: str = ""
    first: str = ""
    middle: str = ""
    suffix: str = ""
    id_qualifier: str = ""
    id: str = ""
    references: tuple[tuple[str, str], ...] = ()
    address: Address | None = None
    birth_date: dt.date | None = None
    gender: str = ""
    relationship: str = ""
    military_status: str = ""
    birth_order: str = ""
    rejections: "tuple[Rejection, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A number by which a question and its answer find each other. `is_answered` is true in an answer for the
    asker's own number sent back."""

    number: str
    company: str = ""
    detail: str = ""
    is_answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A day or days with their `kind`: AAH event, 435 admission, 096 discharge, 439 accident, 472 service,
    007 certified, 036 end of the certification, 102 decision."""

    kind: str
    first: dt.date
    last: dt.date
    is_range: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """A diagnosis with its qualifier (ABK principal, ABF other, ABJ admitting, DR group, LOI a question by
    LOINC code)."""

    qualifier: str
    code: str
    known_since: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How much and how often: `quantity` of `unit` (VS visits, DY days, HS hours, MN months), `times` per
    `per`, over `spans` of `span_unit`, in a pattern."""

    unit: str = ""
    quantity: Decimal | None = None
    per: str = ""
    times: Decimal | None = None
    span_unit: str = ""
    spans: str = ""
    pattern: str = ""
    time_of_day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentNotice:
    """An attachment that is announced: what it is, how it comes, and the control number it will bear."""

    report_type: str
    transmission: str
    control_number: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tooth:
    """A tooth of the universal system and its surfaces."""

    number: str
    surfaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What kind of review: `category` (AR admission, HS services, SC specialty care, IN reservation),
    `action` (I initial, R renewal, S revision, 1 and 2 appeal, 3 cancellation, 4 extension), `service_type`,
    where (`facility` with its code set B place of service or A type of bill), how urgent (`urgency` U, E,
    03)."""

    category: str
    action: str = ""
    service_type: str = ""
    facility: str = ""
    facility_kind: str = ""
    causes: tuple[str, ...] = ()
    urgency: str = ""
    condition: str = ""
    prognosis: str = ""
    release: str = ""
    delay_reason: str = ""

    @property
    def is_urgent(self) -> bool:
        """True when the longer time limit may harm the patient: the expedited clock runs."""
        return self.urgency in ("03", "U")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Why something could not be reviewed at all (AAA): `reason` and what to do next (`follow_up` C correct
    and send again, N do not send again, ...). `is_valid` is true when the request was right and the fault
    lies with the receiver."""

    reason: str
    follow_up: str = ""
    is_valid: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided (HCR): `action` A1 certified in total, A2 certified in part, A3 not certified, A4
    pended, A6 modified, C cancelled, CT contact the plan, NA no action needed. `number` is the certification
    number, `reason` says why (every denial has one: CMS-0057-F)."""

    action: str
    number: str = ""
    reason: str = ""
    second_opinion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationService:
    """One service asked for, or answered. `form` is SV1 professional, SV2 institutional, SV3 dental, "" when
    only the review says what is wanted. `charge` in cents."""

    traces: tuple[Trace, ...] = ()
    review: Review | None = None
    previous_number: str = ""
    administrative_reference: str = ""
    periods: tuple[Period, ...] = ()
    form: str = ""
    procedure_qualifier: str = ""
    procedure: str = ""
    modifiers: tuple[str, ...] = ()
    description: str = ""
    last_procedure: str = ""
    revenue_code: str = ""
    charge: Cents | None = None
    unit: str = ""
    quantity: Decimal | None = None
    rate: Decimal | None = None
    pointers: tuple[str, ...] = ()
    oral_areas: tuple[str, ...] = ()
    prosthesis: str = ""
    teeth: tuple[Tooth, ...] = ()
    early_screening: str = ""
    level_of_care: str = ""
    nursing_home_status: str = ""
    delivery: Delivery | None = None
    attachments: tuple[AttachmentNotice, ...] = ()
    message: str = ""
    providers: tuple[Party, ...] = ()
    decision: Decision | None = None
    rejections: tuple[Rejection, ...] = ()
    questions: tuple[str, ...] = ()
    """LOINC codes of what the plan wants to see, in an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationRequest:
    """A request for one patient event. `reference` is the asker's number of the transaction; `clinical` are
    certifications and conditions (CRC, CL1, CR1, CR2, CR5, CR6) as sent, the segment's name first."""

    reference: str
    organization: Party
    requester: Party
    subscriber: Person
    dependent: Person | None = None
    traces: tuple[Trace, ...] = ()
    review: Review | None = None
    previous_number: str = ""
    administrative_reference: str = ""
    periods: tuple[Period, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    delivery: Delivery | None = None
    clinical: tuple[tuple[str, ...], ...] = ()
    attachments: tuple[AttachmentNotice, ...] = ()
    message: str = ""
    parties: tuple[Party, ...] = ()
    """Providers of the event, stops of a transport, other organizations that decided."""
    services: tuple[AuthorizationService, ...] = ()

    @property
    def patient(self) -> Person:
        """The dependent, else the subscriber."""
        return self.dependent or self.subscriber


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationAnswer:
    """The answer to a request. `event` repeats what was asked as far as it was read, its services bear their
    decisions and what was certified of them. `rejections` are of the whole transaction, `of_patient` of the
    patient's level, `of_event` of the event. `more_follows` is true when another answer will come."""

    event: AuthorizationRequest
    decision: Decision | None = None
    rejections: tuple[Rejection, ...] = ()
    of_patient: tuple[Rejection, ...] = ()
    of_event: tuple[Rejection, ...] = ()
    more_follows: bool = False
    has_event: bool = True
    """False when the request was rejected above the event."""


def answering(request: AuthorizationRequest) -> AuthorizationRequest:
    """The request as an answer repeats it: the asker's trace numbers marked as sent back, its attachments and
    the asker's address and contacts left out."""

    def back(traces: tuple[Trace, ...]) -> tuple[Trace, ...]:
        return tuple(replace(one, is_answered=True) for one in traces)

    return replace(
        request,
        requester=replace(request.requester, address=None, contacts=()),
        traces=back(request.traces),
        attachments=(),
        services=tuple(replace(one, traces=back(one.traces), attachments=()) for one in request.services),
    )
