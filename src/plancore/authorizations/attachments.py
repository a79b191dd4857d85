"""Attachments to claims and the plan's requests for them, as values. The bytes of an attachment are never
part of the value: it says how many there are and what their SHA-256 is."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from plancore.authorizations.types import Address, AttachmentNotice, Contact, Party, Person
from plancore.kernel import Cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for, by LOINC code, under a category (R0 to R9) of the claim status lists."""

    category: str
    loinc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedTo:
    """The claim that attachments belong to, who sends them and to whom. `is_answer`: the plan had asked.
    `patient_control_number` is the practice's, `claim_number` the plan's number of the claim."""

    reference: str
    is_answer: bool
    created: dt.date
    time: str = ""
    payer: Party
    payer_contact: Contact | None = None
    submitter: Party
    provider: Party
    patient: Person
    patient_control_number: str = ""
    claim_number: str = ""
    other_numbers: tuple[tuple[str, str], ...] = ()
    service_from: dt.date | None = None
    service_to: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One attachment. `control_number` is that of the claim's PWK06, or of the plan's request in an answer.

    `encoding` says how the bytes are written (B64, ASC; "" in the 005010 form); `length` counts the bytes as
    written, and `sha256` is of these. `kind` HL clinical document, IA image, TX text, MB a MIME body."""

    to: AttachedTo
    number: int
    control_number: str
    questions: tuple[Question, ...] = ()
    references: tuple[tuple[str, str], ...] = ()
    """Line number (FJ), procedure (CPT), revenue code (RB), as (qualifier, value)."""
    line_from: dt.date | None = None
    line_to: dt.date | None = None
    submitted: dt.date
    kind: str
    version: str = ""
    object_marks: tuple[str, ...] = ("1", "47", "ATTACHMENT")
    encoding: str = "B64"
    length: int
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question with the day it was put."""

    question: Question
    on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationLine:
    """A service line that is asked about. `charge` in cents."""

    procedure_qualifier: str
    procedure: str
    modifiers: tuple[str, ...] = ()
    charge: Cents = 0
    revenue_code: str = ""
    units: Decimal | None = None
    questions: tuple[AskedQuestion, ...] = ()
    line_control_number: str = ""
    service_from: dt.date | None = None
    service_to: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationRequest:
    """What the plan wants to know about one claim. `control_number` comes back with the answer (TRN02 of the
    275); `due` is the day by which it is wanted; `charge` in cents."""

    reference: str
    created: dt.date
    time: str
    payer: Party
    receiver: Party
    provider: Party
    patient: Person
    control_number: str
    questions: tuple[AskedQuestion, ...]
    charge: Cents | None = None
    patient_control_number: str = ""
    claim_number: str = ""
    other_numbers: tuple[tuple[str, str], ...] = ()
    service_from: dt.date | None = None
    service_to: dt.date | None = None
    due: dt.date | None = None
    answer: AttachmentNotice | None = None
    """What is wanted and how it may come."""
    answer_contact: Contact | None = None
    answer_to: str = ""
    answer_address: Address | None = None
    lines: tuple[InformationLine, ...] = ()
