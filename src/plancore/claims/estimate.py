"""The estimate at the front desk and the check before submission: the same decision, asked before there is
a claim."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from plancore.claims import intake
from plancore.claims.decide import adjudicate
from plancore.claims.decision import Decision, LineDecision
from plancore.claims.listing import listed_amount
from plancore.claims.snapshot import Snapshot
from plancore.claims.states import ClaimState
from plancore.claims.types import ClaimForm, ClaimSubmission, Diagnosis, Person, Provider, ServiceLine
from plancore.kernel import Cents, Finding, Severity

_PROBES = (10**10, 2 * 10**10)
"""Charges in cents beyond every price: what comes out alike with both does not depend on the charge."""
_TAKEN_OFF = ("pricing.multiple", "pricing.authorization")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedService:
    """A service that may be given. `charge` in cents; None: the plan's price is taken for it, where that does
    not depend on the charge."""

    procedure: str
    units: Decimal = Decimal(1)
    modifiers: tuple[str, ...] = ()
    charge: Cents | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What is planned for one patient on a day, by a billing provider and who renders it."""

    day: dt.date
    services: Sequence[PlannedService]
    diagnoses: tuple[str, ...]
    place: str = "11"
    form: ClaimForm = ClaimForm.PROFESSIONAL
    rendering: Provider | None = None
    prior_authorization: str = ""
    referral_number: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """The decision there would be, and what to know about it. A pended one has no amounts to show."""

    decision: Decision
    findings: tuple[Finding, ...]


def estimate(planned: Planned, snapshot: Snapshot) -> Estimate:
    """What would be decided if the services were billed so and nothing else came before: the engine's own
    answer.

    The snapshot is as for a claim; its `received_on` should not be before the day. Raises ValueError
    without a service.
    """
    claim = claim_of(planned, snapshot)
    missing = [
        line.number
        for line, service in zip(claim.lines, planned.services, strict=True)
        if service.charge is None and not line.charge
    ]
    return Estimate(adjudicate(claim, snapshot), tuple(_no_price(number) for number in missing))


def _no_price(number: int) -> Finding:
    return Finding(
        code="estimate.charge.needed",
        severity=Severity.WARNING,
        where=f"line {number}, charge",
        message="The price of this service depends on its charge, or there is none, so its cost is not in "
        "the estimate.",
        mend="Give the charge to estimate it.",
    )


def _priced(claim: ClaimSubmission, open_: Sequence[int], snapshot: Snapshot) -> ClaimSubmission:
    """The claim with the plan's price as the charge of each line in `open_` (numbers): decided with two
    charges beyond every price, a line that comes out alike has a price of its own. What waits, is denied or
    goes by the charge keeps what the contract lists for it, 0 where that is nothing.
    """
    first, second = (adjudicate(_charged(claim, open_, probe), snapshot) for probe in _PROBES)
    if ClaimState.PENDED in (first.outcome, second.outcome):
        return claim
    prices = {
        one.number: _whole_price(one)
        for one, other in zip(first.lines, second.lines, strict=True)
        if one.number in open_ and one.allowed and _whole_price(one) == _whole_price(other)
    }
    return _with_total(
        claim, [replace(line, charge=prices.get(line.number, line.charge)) for line in claim.lines]
    )


def _charged(claim: ClaimSubmission, open_: Sequence[int], charge: Cents) -> ClaimSubmission:
    lines = [replace(line, charge=charge) if line.number in open_ else line for line in claim.lines]
    return _with_total(claim, lines)


def _with_total(claim: ClaimSubmission, lines: Sequence[ServiceLine]) -> ClaimSubmission:
    return replace(claim, lines=tuple(lines), total_charge=sum(line.charge for line in lines))


def _whole_price(line: LineDecision) -> Cents:
    """What the line would have been allowed by itself: with what other procedures or an authorization took
    off."""
    return line.allowed + sum(one.amount for one in line.adjustments if one.rule in _TAKEN_OFF)


def claim_of(planned: Planned, snapshot: Snapshot) -> ClaimSubmission:
    """The claim that the planned services would be."""
    lines = tuple(
        _line(number, one, planned, snapshot) for number, one in enumerate(planned.services, start=1)
    )
    member, record = snapshot.member, snapshot.provider
    patient = Person(
        member_id=member.family + member.person if member is not None else "",
        birth_date=member.birth_date if member is not None else None,
    )
    claim = ClaimSubmission(
        form=planned.form,
        patient_control_number="ESTIMATE",
        total_charge=sum(line.charge for line in lines),
        billing=Provider(npi=record.npi, tax_id=record.tax_id) if record is not None else Provider(),
        subscriber=patient,
        patient=patient,
        patient_relationship=member.relationship if member is not None else "18",
        diagnoses=tuple(
            Diagnosis(qualifier="ABF" if place else "ABK", code=code)
            for place, code in enumerate(planned.diagnoses)
        ),
        lines=lines,
        facility_code=planned.place,
        rendering=planned.rendering,
        prior_authorization=planned.prior_authorization,
        referral_number=planned.referral_number,
    )
    open_ = [
        line.number for line, service in zip(lines, planned.services, strict=True) if service.charge is None
    ]
    return _priced(claim, open_, snapshot) if open_ else claim


def _line(number: int, service: PlannedService, planned: Planned, snapshot: Snapshot) -> ServiceLine:
    line = ServiceLine(
        number=number,
        procedure=service.procedure,
        charge=service.charge or 0,
        units=service.units,
        service_from=planned.day,
        service_to=planned.day,
        modifiers=service.modifiers,
        place_of_service=planned.place,
        diagnosis_pointers=tuple(range(1, len(planned.diagnoses) + 1)),
    )
    if service.charge is not None:
        return line
    place = snapshot.codes.place_of_service.lookup(planned.place, planned.day)
    facility = place is not None and place.facility
    contracts = snapshot.provider.contracts if snapshot.provider is not None else ()
    prices = [
        listed_amount(contract.fee_schedule, line, facility)
        for contract in contracts
        if planned.day in contract.period
    ]
    known = [price for price in prices if price is not None]
    return replace(line, charge=max(known, default=0))


@dataclass(frozen=True, slots=True)
class CheckedBefore:
    """What would happen to a claim if it were sent now: why it would come back, else the decision it would
    get."""

    rejects: tuple[Finding, ...]
    decision: Decision | None


def check_before(claim: ClaimSubmission, facts: intake.IntakeFacts, snapshot: Snapshot) -> CheckedBefore:
    """The check before submission: intake, then the whole adjudication, with nothing recorded."""
    rejects = tuple(intake.check(claim, facts))
    return CheckedBefore(rejects, None if rejects else adjudicate(claim, snapshot))
