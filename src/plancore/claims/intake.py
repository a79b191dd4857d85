"""Checks at receipt: what is wrong enough that the claim goes back without being adjudicated. Gives
findings, never raises.

Every finding's code is the id of a rejecting rule in `rules`; 277CA and pages map those codes.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from plancore.claims.intake_forms import form_faults
from plancore.claims.rules import RULES
from plancore.claims.snapshot import Member, ProviderRecord
from plancore.claims.states import ClaimState
from plancore.claims.types import ClaimForm, ClaimSubmission, Frequency, ServiceLine
from plancore.kernel import Cents, Finding, Severity, is_valid_npi

LARGEST_CHARGE: Cents = 9_999_999_999
"""The HIPAA guides hold every amount to ten digits, cents included (appendix B.1.1.3.1.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalClaim:
    """The earlier claim that a replacement or void names, as the plan holds it."""

    control_number: str
    billing_npi: str
    member_id: str
    state: ClaimState
    form: ClaimForm | None = None
    """None: the plan did not keep it, and any form is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeFacts:
    """What the plan knows at receipt. `received_on` is the day in the plan's zone. `already_received` is
    True when a claim with the same `fingerprint` was accepted before."""

    received_on: dt.date
    member: Member | None
    provider: ProviderRecord | None
    is_senders_provider: bool = True
    """False when the billing provider is known, and the one who sends the claim may not bill for it."""
    original: OriginalClaim | None = None
    already_received: bool = False


def check(claim: ClaimSubmission, facts: IntakeFacts) -> list[Finding]:
    """Everything that makes the claim unprocessable, in the order of the claim; empty when it is accepted."""
    return [
        *_provider(claim, facts),
        *_member(claim, facts),
        *_lines(claim, facts),
        *(_reject(code, where) for code, where in form_faults(claim)),
        *_totals(claim),
        *_frequency(claim, facts),
    ]


def fingerprint(claim: ClaimSubmission) -> str:
    """64 hexadecimal digits that are equal for the same claim sent twice: practice, patient, numbers,
    lines, amounts.

    A claim with the same patient control number for another visit differs.
    """
    parts = [
        claim.billing.npi,
        claim.patient.member_id or claim.subscriber.member_id,
        claim.patient_control_number,
        claim.frequency,
        claim.original_reference,
        str(claim.total_charge),
        *(diagnosis.code for diagnosis in claim.diagnoses),
    ]
    for line in claim.lines:
        parts += [line.procedure, *line.modifiers, str(line.units.normalize()), str(line.charge)]
        parts += [line.service_from.isoformat(), line.service_to.isoformat()]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _reject(code: str, where: str) -> Finding:
    rule = RULES[code]
    return Finding(
        code=code, severity=Severity.ERROR, where=where, message=rule.words, mend=rule.mend, rule=rule.source
    )


def _provider(claim: ClaimSubmission, facts: IntakeFacts) -> Iterator[Finding]:
    npi = claim.billing.npi
    if not is_valid_npi(npi):
        yield _reject("claim.npi.check_digit", "billing provider, NPI")
    elif facts.provider is None:
        yield _reject("claim.provider.unknown", "billing provider, NPI")
    elif not facts.is_senders_provider:
        yield _reject("claim.provider.not_yours", "billing provider, NPI")
    elif claim.billing.tax_id and _digits(claim.billing.tax_id) != _digits(facts.provider.tax_id):
        yield _reject("claim.provider.tax_id", "billing provider, Tax ID")
    if claim.rendering is not None and claim.rendering.npi and not is_valid_npi(claim.rendering.npi):
        yield _reject("claim.npi.check_digit", "rendering provider, NPI")
    for line in claim.lines:
        if line.rendering is not None and line.rendering.npi and not is_valid_npi(line.rendering.npi):
            yield _reject("claim.npi.check_digit", f"line {line.number}, rendering provider, NPI")


def _digits(text: str) -> str:
    return text.replace("-", "")


def _member(claim: ClaimSubmission, facts: IntakeFacts) -> Iterator[Finding]:
    if facts.member is None:
        yield _reject("claim.member.unknown", "patient, member number")
    elif claim.patient.birth_date is not None and claim.patient.birth_date != facts.member.birth_date:
        yield _reject("claim.member.mismatch", "patient, birth date")


def _lines(claim: ClaimSubmission, facts: IntakeFacts) -> Iterator[Finding]:
    if not claim.lines:
        yield _reject("claim.lines.none", "claim, lines")
    if not claim.diagnoses and claim.form is not ClaimForm.DENTAL:
        yield _reject("claim.diagnosis.none", "claim, diagnoses")
    if [line.number for line in claim.lines] != list(range(1, len(claim.lines) + 1)):
        yield _reject("claim.line.number", "claim, lines")
    for line in claim.lines:
        for code, field in _line(line, len(claim.diagnoses), facts.received_on):
            yield _reject(code, f"line {line.number}, {field}")


def _line(line: ServiceLine, diagnoses: int, received_on: dt.date) -> Iterator[tuple[str, str]]:
    if line.charge < 0:
        yield "claim.charge.negative", "charge"
    elif line.charge > LARGEST_CHARGE:
        yield "claim.charge.too_large", "charge"
    if line.units <= 0:
        yield "claim.units.none", "units"
    if line.service_to < line.service_from:
        yield "claim.date.order", "dates of service"
    elif line.service_to > received_on:
        yield "claim.date.future", "dates of service"
    if any(not 0 < pointer <= diagnoses for pointer in line.diagnosis_pointers):
        yield "claim.diagnosis.pointer", "diagnosis pointers"


def _totals(claim: ClaimSubmission) -> Iterator[Finding]:
    if claim.lines and claim.total_charge != sum(line.charge for line in claim.lines):
        yield _reject("claim.total.mismatch", "claim, total charge")
    if claim.total_charge > LARGEST_CHARGE:
        yield _reject("claim.charge.too_large", "claim, total charge")


def _frequency(claim: ClaimSubmission, facts: IntakeFacts) -> Iterator[Finding]:
    where = "claim, frequency"
    if claim.frequency not in tuple(Frequency):
        yield _reject("claim.frequency.unknown", where)
    elif claim.frequency != Frequency.ORIGINAL:
        code = _original_fault(claim, facts)
        if code:
            yield _reject(code, "claim, original reference number")
    if facts.already_received:
        yield _reject("claim.duplicate.received", "claim")


def _original_fault(claim: ClaimSubmission, facts: IntakeFacts) -> str:
    original, member = facts.original, facts.member
    if not claim.original_reference:
        return "claim.frequency.original_missing"
    if original is None or original.billing_npi != claim.billing.npi:
        return "claim.frequency.original_unknown"
    if member is not None and original.member_id != member.family + member.person:
        return "claim.frequency.original_unknown"
    if original.state in (ClaimState.VOIDED, ClaimState.REJECTED):
        return "claim.frequency.original_final"
    if original.form is not None and original.form is not claim.form:
        return "claim.frequency.original_form"
    return ""
