"""Eligibility as two partners exchange it (270 and 271): whole messages, with everything a partner said. The
plan's own answer is `plancore.eligibility.types.Answer`; these are for what comes from other payers, and for
questions the plan asks itself. Codes are X12's own, amounts in cents."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from plancore.claims.people import NOWHERE, Address, Contact, Reference
from plancore.claims.supplement import ClaimDate, Detail
from plancore.kernel import Cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a request could not be answered (AAA): the reason's code and what to do next. `is_valid` is Y when
    the request itself was in order."""

    is_valid: str
    reason: str
    follow_up: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Anybody named: `role` PR payer, 1P provider, IL subscriber, 03 dependent, P3 primary care provider.
    `specialty` is (role, kind, code), `location` (kind, code); `relation` as in NM110."""

    role: str
    entity: str = "2"
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    id_kind: str = ""
    id: str = ""
    relation: str = ""
    references: tuple[Reference, ...] = ()
    address: Address = NOWHERE
    location: tuple[str, str] = ("", "")
    contacts: tuple[Contact, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    specialty: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked (EQ): service types, or a procedure as (kind, code, modifiers...), with pointers to the
    diagnoses; spend-down amounts by kind; where, under which authorization, and when."""

    service_types: tuple[str, ...] = ()
    procedure: tuple[str, ...] = ()
    scope: str = ""
    pointers: tuple[str, ...] = ()
    amounts: tuple[tuple[str, Cents], ...] = ()
    references: tuple[Reference, ...] = ()
    dates: tuple[ClaimDate, ...] = ()
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One benefit a payer tells (EB): `code` 1 active, 6 inactive, A coinsurance, B copay, C deductible,
    G out of pocket; `share` is a fraction of one, `period` 23 calendar year, 29 remaining; `network` Y in,
    N out. `details` are deliveries of service (HSD) and diagnoses or places (III), as sent."""

    code: str
    scope: str = ""
    service_types: tuple[str, ...] = ()
    insurance: str = ""
    plan: str = ""
    period: str = ""
    amount: Cents | None = None
    share: Decimal | None = None
    quantity_kind: str = ""
    quantity: Decimal | None = None
    authorization: str = ""
    network: str = ""
    procedure: tuple[str, ...] = ()
    pointers: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    dates: tuple[ClaimDate, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    messages: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    entities: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The subscriber or the dependent. `traces` are (kind, number, company, more); `has_changed` is true when
    the payer corrected what was asked; `diagnoses` are (kind, code)."""

    name: Named
    traces: tuple[tuple[str, str, str, str], ...] = ()
    birth_date: dt.date | None = None
    gender: str = ""
    relationship: str = ""
    has_changed: bool = False
    birth_order: str = ""
    diagnoses: tuple[tuple[str, str], ...] = ()
    dates: tuple[ClaimDate, ...] = ()
    details: tuple[Detail, ...] = ()
    questions: tuple[Question, ...] = ()
    benefits: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The beginning of a set (BHT): `purpose` 13 request, 11 response, 01 cancellation; date, and time as
    sent."""

    purpose: str
    reference: str
    created: dt.date
    time: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One person of a message with who asks whom. Without a subscriber it is a refusal at the level of the
    source or the receiver. `dependent` is the person when it is set, else the subscriber."""

    head: Head
    source: Named
    source_refusals: tuple[Refusal, ...] = ()
    """Refusals at the source's level itself, before its name."""
    receiver: Named | None = None
    subscriber: Subject | None = None
    dependent: Subject | None = None

    @property
    def person(self) -> Subject | None:
        """Whom the case is about."""
        return self.dependent or self.subscriber
