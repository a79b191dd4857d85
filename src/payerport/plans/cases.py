"""Cases beside the plan data: a family, its claims in order, and what must come out. Read from YAML, run by
pytest and by `payerport plan cases`. Amounts as in plan files (`$30.00`). The written form:
docs/reference/plan-cases.md."""

import copy
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from payerport.codes import tables
from payerport.plans import case_facts, case_parts
from payerport.plans.case_compare import CaseError, amount, compare
from payerport.plans.loading import CASES, Document, LoadedPlans, read_yaml
from plancore.benefits import PlanDesign, build_design
from plancore.claims import (
    RULES,
    ClaimForm,
    ClaimSubmission,
    Contract,
    Coverage,
    Decision,
    FeeSchedule,
    Member,
    PriorLine,
    ProviderRecord,
    Rate,
    ServiceLine,
    Snapshot,
    adjudicate,
    intake,
    reversal,
)
from plancore.claims.snapshot import BalanceKey
from plancore.claims.states import ClaimState
from plancore.claims.types import Diagnosis, OtherPayment, Person, Provider
from plancore.kernel import Cents, Finding, MemberId, Period, npi_from

Part = TypeVar("Part")
FAMILY = "1234567"
_EVER = Period(dt.date(2020, 1, 1))
_NPI = npi_from("155512345")
_TAX_ID = "555010100"


@dataclass(frozen=True, slots=True)
class Case:
    """One case as written, with the file it stands in."""

    name: str
    file: str
    data: Document
    plan: str


@dataclass(slots=True)
class World:
    """What carries over from claim to claim of a case."""

    plans: Mapping[str, PlanDesign]
    schedules: Mapping[str, FeeSchedule]
    balances: dict[BalanceKey, Cents] = field(default_factory=dict)
    history: list[PriorLine] = field(default_factory=list)
    decided: list[tuple[ClaimSubmission, Decision]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One claim of a case, run: what it was, what came out (no decision when it was rejected), what was
    expected."""

    claim: ClaimSubmission
    snapshot: Snapshot
    rejects: tuple[Finding, ...]
    decision: Decision | None
    expected: Mapping[str, Any]
    faults: tuple[str, ...]


def read_cases(folder: Path) -> list[Case]:
    """Every case under `folder`. Raises CaseError for a file that cannot be read or has no cases."""
    found: list[Case] = []
    for path in sorted(folder.rglob("*.yaml")):
        if CASES in path.relative_to(folder).parts:
            found += read_case_file(path)
    return found


def read_case_file(path: Path) -> list[Case]:
    """The cases of one file."""
    findings: list[Finding] = []
    document = read_yaml(path, findings)
    if document is None:
        raise CaseError(f"{path.name}: {findings[0].message}")
    cases = document.get("cases", [document] if "claims" in document or "claim" in document else [])
    if not cases:
        raise CaseError(f"{path.name}: no `cases:` in it")
    plan = str(document.get("plan", ""))
    return [
        Case(str(one.get("case", path.stem)), path.name, one, str(one.get("plan", plan))) for one in cases
    ]


def run(case: Case, loaded: LoadedPlans) -> list[Step]:
    """Decide the case's claims in order and compare. Raises CaseError when it cannot be run as written."""
    world = World(_plans(case, loaded), loaded.schedules)
    for row in case.data.get("balances", []):
        key = (row["kind"], row.get("tier", "in"), int(row.get("year", 2026)), str(row.get("person", "")))
        world.balances[key] = amount(row["used"])
    claims = case.data.get("claims", [case.data.get("claim")])
    return [_step(case, one, world) for one in claims]


def faults_of(case: Case, steps: Sequence[Step]) -> list[str]:
    """What came out otherwise than expected, each with the claim's place; a rule that the case is to miss
    just so (`near`), and that fired or is none."""
    found = [f"claim {place}: {fault}" for place, step in enumerate(steps, start=1) for fault in step.faults]
    fired = fired_in(steps)
    for rule in case.data.get("near", []):
        if rule not in RULES:
            found.append(f"`{rule}` in `near` is no rule")
        elif rule in fired:
            found.append(f"`{rule}` fired, which the case is to miss just so")
    return found


def fired_in(steps: Iterable[Step]) -> set[str]:
    """The ids of all rules that said something in these claims."""
    fired: set[str] = set()
    for step in steps:
        fired |= {finding.code for finding in step.rejects}
        if step.decision is not None:
            fired |= {finding.code for finding in step.decision.findings}
            fired |= {pend.reason for pend in step.decision.pends}
            fired |= {one.rule for line in step.decision.lines for one in line.adjustments}
    return fired


def _plans(case: Case, loaded: LoadedPlans) -> Mapping[str, PlanDesign]:
    """The plans as published, or the case's own with its changes."""
    changes = case.data.get("change")
    if not changes:
        return loaded.designs
    document = copy.deepcopy(loaded.plan_documents[case.plan])
    for path, value in changes.items():
        for year in document["years"]:
            _change(year, path, value)
    design, findings = build_design(document["years"])
    if design is None:
        raise CaseError(f"{case.name}: {findings[0].message}")
    return {**loaded.designs, case.plan: design}


def _change(node: Any, path: str, value: Any) -> None:
    """Set `value` at a path such as `tiers.in.deductible.individual`; list entries are named by their id."""
    *way, last = path.split(".")
    for part in way:
        if isinstance(node, list):
            node = next((one for one in node if one.get("id") == part), None)
        else:
            node = node.setdefault(part, {}) if node is not None else None
        if node is None:
            raise CaseError(f"`{path}` is not in the plan")
    if isinstance(node, list):
        place = next((number for number, one in enumerate(node) if one.get("id") == last), len(node))
        node[place : place + 1] = [] if value is None else [{"id": last, **value}]
    elif value is None:
        node.pop(last, None)
    else:
        node[last] = value


def _step(case: Case, data: Mapping[str, Any], world: World) -> Step:
    claim, snapshot = _claim(case, data, world), _snapshot(case, data, world)
    facts = intake.IntakeFacts(
        received_on=snapshot.received_on,
        member=snapshot.member,
        provider=snapshot.provider,
        is_senders_provider=not data.get("provider", {}).get("of_another_sender"),
        original=_original(claim, world),
        already_received=any(
            intake.fingerprint(earlier) == intake.fingerprint(claim) for earlier, _ in world.decided
        )
        and not data.get("sent_again"),
    )
    straight = bool(data.get("straight"))
    rejects = () if straight else tuple(intake.check(claim, facts))
    if rejects:
        decision = None
    elif straight:
        decision = adjudicate(claim, snapshot)
    elif claim.frequency == "8":
        decision = _taken_back(claim, world)
    else:
        if claim.frequency == "7":
            _taken_back(claim, world)
            snapshot = _snapshot(case, data, world)
        decision = adjudicate(claim, snapshot)
        _record(claim, decision, snapshot, world)
    expected = data.get("then", {})
    faults = tuple(compare(expected, decision, rejects, world.balances))
    return Step(
        claim=claim, snapshot=snapshot, rejects=rejects, decision=decision, expected=expected, faults=faults
    )


def _number(place: int) -> str:
    return f"C{place:04d}"


def _original(claim: ClaimSubmission, world: World) -> intake.OriginalClaim | None:
    for place, (earlier, decision) in enumerate(world.decided, start=1):
        if _number(place) == claim.original_reference:
            return intake.OriginalClaim(
                control_number=_number(place),
                billing_npi=earlier.billing.npi,
                form=earlier.form,
                member_id=earlier.patient.member_id,
                state=decision.outcome,
            )
    return None


def _taken_back(claim: ClaimSubmission, world: World) -> Decision:
    """Reverse the claim named: its amounts leave the balances, its lines the history."""
    place = int(claim.original_reference.removeprefix("C"))
    earlier, decision = world.decided[place - 1]
    undone = reversal.reverse(decision)
    _post(undone, world)
    world.history = [prior for prior in world.history if prior.claim != claim.original_reference]
    world.decided[place - 1] = (earlier, undone)
    return undone


def _post(decision: Decision, world: World) -> None:
    for movement in decision.movements:
        key = (movement.kind, movement.tier, movement.year, movement.person)
        world.balances[key] = world.balances.get(key, 0) + movement.amount


def _record(claim: ClaimSubmission, decision: Decision, snapshot: Snapshot, world: World) -> None:
    world.decided.append((claim, decision))
    _post(decision, world)
    person = snapshot.member.person if snapshot.member is not None else ""
    for line in decision.lines:
        submitted = claim.lines[line.number - 1]
        world.history.append(
            PriorLine(
                claim=_number(len(world.decided)),
                person=person,
                billing_npi=claim.billing.npi,
                procedure=line.procedure,
                modifiers=line.modifiers,
                units=str(submitted.units),
                service_from=submitted.service_from,
                service_to=submitted.service_to,
                charge=line.charge,
                allowed=line.allowed,
                paid=line.paid,
                state=decision.outcome,
                category=line.category,
                copay=line.copay,
                free_visit=line.free_visit,
                form=claim.form,
                revenue_code=submitted.revenue_code,
                bill_type=claim.facility_code if claim.institutional is not None else "",
                teeth=submitted.teeth,
                denied=decision.outcome is not ClaimState.PENDED and not line.allowed and bool(line.charge),
            )
        )


def _day(value: object, otherwise: dt.date) -> dt.date:
    return dt.date.fromisoformat(str(value)) if value else otherwise


def _claim_day(data: Mapping[str, Any]) -> dt.date:
    return _day(data.get("day"), dt.date(2026, 3, 2))


def _claim(case: Case, data: Mapping[str, Any], world: World) -> ClaimSubmission:
    day = _claim_day(data)
    person = str(data.get("person", "01"))
    diagnoses = [str(code).replace(".", "") for code in data.get("diagnoses", ["I10"])]
    lines = tuple(_line(number, row, day, diagnoses) for number, row in enumerate(data["lines"], start=1))
    provider = data.get("provider", {})
    replaces = data.get("replaces") or data.get("voids")
    frequency = "8" if data.get("voids") else "7" if data.get("replaces") else str(data.get("frequency", "1"))
    member_id = str(data.get("member_id", FAMILY + person))
    billing = Provider(
        npi=str(provider.get("npi", _npi(provider.get("name", "")))),
        tax_id=str(provider.get("tax_id", _TAX_ID)),
        taxonomy=str(provider.get("specialty", "")),
    )
    birth = _people(case).get(person, {}).get("born")
    patient = Person(member_id=member_id, birth_date=_day(data.get("born") or birth, dt.date(1985, 6, 15)))
    form, place = ClaimForm(data.get("form", "professional")), str(data.get("place", "11"))
    first, last = case_facts.statement(data)
    return ClaimSubmission(
        form=form,
        patient_control_number=str(data.get("control_number", f"P{len(world.decided) + 1}")),
        total_charge=amount(data["total"]) if "total" in data else sum(line.charge for line in lines),
        billing=billing,
        subscriber=patient,
        patient=patient,
        patient_relationship="18",
        diagnoses=tuple(
            Diagnosis(qualifier="ABK" if place == 0 else "ABF", code=code)
            for place, code in enumerate(diagnoses)
        ),
        lines=lines,
        frequency=frequency,
        original_reference=_number(int(replaces)) if replaces else str(data.get("original", "")),
        facility_code=place,
        rendering=case_parts.provider_of(data, "rendering"),
        service_facility=case_facts.facility(data),
        statement_from=first,
        statement_to=last,
        institutional=case_facts.institutional(data, place, day),
        dental=case_parts.dental_of(form),
        other_payments=_other_payments(data),
        payer_responsibility=str(data.get("responsibility", "P")),
        prior_authorization=str(data.get("authorization", "")),
        referral_number=str(data.get("referral", "")),
    )


def _npi(name: str) -> str:
    return case_parts.npi_of(name) if name else _NPI


def _line(number: int, row: Mapping[str, Any], day: dt.date, diagnoses: list[str]) -> ServiceLine:
    first = _day(row.get("day"), day)
    pointers = [diagnoses.index(str(code).replace(".", "")) + 1 for code in row.get("diagnoses", diagnoses)]
    line = ServiceLine(
        number=int(row.get("number", number)),
        procedure=str(row.get("code", "")),
        procedure_qualifier=str(row.get("qualifier", "HC")),
        charge=amount(row["charge"]),
        units=Decimal(str(row.get("units", 1))),
        service_from=first,
        service_to=_day(row.get("until"), first),
        modifiers=tuple(str(one) for one in row.get("modifiers", [])),
        place_of_service=str(row.get("place", "")),
        diagnosis_pointers=tuple(int(one) for one in row.get("pointers", pointers)),
        revenue_code=str(row.get("revenue_code", "")),
        rendering=case_parts.provider_of(row, "rendering"),
        teeth=case_parts.teeth_of(row),
        oral_cavities=tuple(str(one) for one in row.get("cavities", [])),
        other_payments=_other_payments(row),
    )
    return replace(line, **case_facts.drug(row))


def _other_payments(row: Mapping[str, Any]) -> tuple[OtherPayment, ...]:
    """What the plan before this one paid and left to the patient: `other: {paid: $120.00, left: $30.00}`; or
    that there is one: `other: named`."""
    given = row.get("other")
    if given is None:
        return ()
    if given == "named":
        return (OtherPayment(payer_id="OTHER", is_decided=False),)
    left = (("PR", "2", amount(given["left"])),)
    decided = _day(given["day"], dt.date.max) if "day" in given else None
    paid = amount(given["paid"])
    return (OtherPayment(payer_id="OTHER", paid=paid, adjustments=left, paid_on=decided),)


def _people(case: Case) -> dict[str, Mapping[str, Any]]:
    given: dict[str, Mapping[str, Any]] = case.data.get("people", {})
    return {str(number): one for number, one in given.items()} or {
        "01": {"born": "1985-06-15", "gender": "F"}
    }


def _member(case: Case, data: Mapping[str, Any]) -> Member | None:
    person = str(data.get("person", "01"))
    member_id = MemberId.parse(str(data.get("member_id", FAMILY + person)))
    if member_id is None or member_id.family != FAMILY or member_id.person not in _people(case):
        return None
    known = _people(case)[member_id.person]
    periods = known.get("covered", [{"from": "2020-01-01"}])
    return Member(
        family=FAMILY,
        person=member_id.person,
        birth_date=dt.date.fromisoformat(str(known.get("born", "1985-06-15"))),
        gender=str(known.get("gender", "F")),
        relationship=str(known.get("relationship", "18")),
        coverages=tuple(
            Coverage(
                plan_id=str(one.get("plan", case.plan)),
                period=Period(
                    dt.date.fromisoformat(one["from"]), _day(one["to"], dt.date.max) if "to" in one else None
                ),
                level=str(case.data.get("level", "family")),
                enrolled_on=_day(one["told"], dt.date.max) if "told" in one else None,
            )
            for one in periods
        ),
        other_plans=_read(case_facts.other_plans, known),
    )


def _provider(data: Mapping[str, Any], world: World) -> ProviderRecord | None:
    given = data.get("provider", {})
    if given.get("unknown"):
        return None
    own = _prices(data)
    parts = _read(case_facts.contract_parts, given)
    contracts = tuple(
        Contract(
            network=network,
            period=case_parts.period_of(given.get("contract")),
            fee_schedule=own or world.schedules[str(given.get("schedule", "harbor-standard"))],
            percent_of_charge=_basis_points(given.get("percent_of_charge")),
            rbrvs=parts.rbrvs,
            reductions=parts.reductions,
            lesser_of=parts.lesser_of,
            timely_filing_days=parts.timely_filing_days,
            terms=parts.terms,
        )
        for network in given.get("networks", ["harbor-ppo"])
    )
    return ProviderRecord(
        npi=str(given.get("npi", _npi(given.get("name", "")))),
        tax_id=_TAX_ID,
        contracts=contracts,
        taxonomy=str(given.get("specialty", "")),
        sanctioned=tuple(case_parts.period_of(one) for one in given.get("sanctioned", [])),
        practitioners=case_parts.practitioners_of(given),
        roster=case_parts.roster_of(given),
    )


def _read(read: Callable[[Mapping[str, Any]], Part], given: Mapping[str, Any]) -> Part:
    try:
        return read(given)
    except case_facts.FactsError as wrong:
        raise CaseError(str(wrong)) from wrong


def _basis_points(text: object) -> int | None:
    return None if text is None else int(Decimal(str(text).rstrip("%")) * 100)


def _prices(data: Mapping[str, Any]) -> FeeSchedule | None:
    """A schedule of the prices that the claim's lines state, if any does."""
    rates = {
        (str(row.get("code", "")), str(row.get("priced_modifier", ""))): (
            Rate(
                nonfacility=amount(row["price"]),
                facility=amount(row.get("facility_price", row["price"])),
                period=_EVER,
            ),
        )
        for row in data["lines"]
        if "price" in row
    }
    return FeeSchedule(version="case", rates=rates) if rates else None


def _snapshot(case: Case, data: Mapping[str, Any], world: World) -> Snapshot:
    day = _claim_day(data)
    own = _prices(data)
    return Snapshot(
        received_on=_day(data.get("received"), day + dt.timedelta(days=3)),
        member=_member(case, data),
        provider=_provider(data, world),
        plans=world.plans,
        codes=case_facts.codes(case.data.get("relative_values"), tables()),
        balances=dict(world.balances),
        history=tuple(world.history),
        schedules=dict.fromkeys((*world.schedules, "harbor-standard"), own) if own else world.schedules,
        authorizations=case_parts.authorizations_of(case.data),
        released=frozenset(data.get("released", [])),
        manual_prices={int(number): amount(price) for number, price in data.get("manual_prices", {}).items()},
        grouped_drg=str(data.get("grouped_drg", "")),
        facility_networks=case_facts.facility_networks(data),
        consents=tuple(data.get("consents", [])),
    )
