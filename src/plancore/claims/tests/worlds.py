"""Small worlds for tests: a few codes, one plan that can be changed, a family, a practice."""

import copy
import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from plancore.benefits import PlanDesign, build_design
from plancore.claims import (
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
)
from plancore.claims.types import Diagnosis, Person, Provider
from plancore.codes import (
    AddOnCodes,
    AnesthesiaFactors,
    CcList,
    CodeSet,
    CodeTables,
    GpciTable,
    MueTable,
    ProcedureCodes,
    PtpEdits,
    RelativeValues,
    Release,
    ZipLocalities,
)
from plancore.codes.icd10 import read_diagnosis, tidy_diagnosis
from plancore.codes.rows import read_drg, read_modifier, read_named, read_place, read_procedure
from plancore.codes.words import WordedCode
from plancore.kernel import Cents, Period, npi_from

DAY = dt.date(2026, 3, 2)
EVER = Period(dt.date(2020, 1, 1))
NPI = npi_from("155512345")
TAX_ID = "555010100"
_RELEASE = Release("test", dt.date(2026, 1, 1), version="test")


def _worded(code: str, row: str) -> WordedCode:
    return WordedCode(code, row)


def _procedure_row(code: str) -> str:
    return "\t".join(["2000-01-01", "", "0", "", "", "", code, f"Service {code}", ""])


def code_tables() -> CodeTables:
    """Tables of a few codes. CPT and CDT are not loaded."""
    procedures = {
        code: _procedure_row(code) for code in ("T1015", "G0260", "J3301", "J1885", "G0439", "G0402")
    }
    procedures["G0008"] = "2000-01-01\t2025-12-31\t0\t\t\t\tG0008\tEnded\t"
    none: Mapping[str, str] = {}
    named = CodeSet(_RELEASE, lambda: none, read_named)
    worded = CodeSet(_RELEASE, lambda: none, _worded)
    diagnoses = {"I10": "\t\tb....\tHypertension", "E11": "\t\t-....\tDiabetes", "M1711": "\t\tbR...\tKnee"}
    modifiers = {"59": "\t1\tDistinct", "76": "\t0\tRepeat", "LT": "L\t1\tLeft", "RT": "R\t1\tRight"}
    return CodeTables(
        icd10cm=CodeSet(_RELEASE, lambda: diagnoses, read_diagnosis, tidy=tidy_diagnosis),
        procedures=ProcedureCodes(
            hcpcs=CodeSet(_RELEASE, lambda: procedures, read_procedure),
            cpt=CodeSet(_RELEASE, None, read_procedure),
            cdt=CodeSet(_RELEASE, None, read_procedure),
        ),
        modifiers=CodeSet(_RELEASE, lambda: modifiers, read_modifier),
        place_of_service=CodeSet(_RELEASE, lambda: {"11": "0\tOffice\t", "22": "1\tHospital\t"}, read_place),
        group=worded,
        carc=worded,
        rarc=worded,
        claim_status=worded,
        claim_status_category=worded,
        entity_id=named,
        service_type=named,
        states=named,
        countries=named,
        ptp_practitioner=PtpEdits(_RELEASE, lambda: {"G0402 G0439": "\t0\tpart of it"}),
        ptp_outpatient=PtpEdits(_RELEASE, lambda: none),
        mue_practitioner=MueTable(_RELEASE, lambda: {"J1885": "8\t3\tclinical", "G0439": "1\t2\tpolicy"}),
        mue_outpatient=MueTable(_RELEASE, lambda: none),
        mue_dme=MueTable(_RELEASE, lambda: none),
        add_on_codes=AddOnCodes(_RELEASE, lambda: none),
        zip_localities=ZipLocalities(_RELEASE, lambda: none),
        relative_values=RelativeValues(_RELEASE, lambda: none),
        gpci=GpciTable(_RELEASE, lambda: none),
        anesthesia=AnesthesiaFactors(_RELEASE, lambda: none),
        drg_titles=CodeSet(_RELEASE, lambda: none, read_drg),
        cc_list=CcList(_RELEASE, lambda: none),
    )


TABLES = code_tables()

PLAN: dict[str, Any] = {
    "plan": "test-plan",
    "name": "Test Plan",
    "payer": "Harbor Health Plan",
    "kind": "PPO",
    "source": "booklet",
    "period": {"start": "2026-01-01", "end": "2026-12-31"},
    "tiers": [
        {
            "id": "in",
            "title": "In network",
            "networks": ["ppo"],
            "deductible": {"counting": "embedded", "individual": "$500.00", "family": "$1000.00"},
            "out_of_pocket": {"counting": "embedded", "individual": "$2000.00", "family": "$4000.00"},
        },
        {
            "id": "out",
            "title": "Out of network",
            "networks": "any",
            "deductible": {"counting": "embedded", "individual": "$1000.00", "family": "$2000.00"},
            "out_of_pocket": {"counting": "embedded", "individual": "$4000.00", "family": "$8000.00"},
            "pricing": {"method": "percent_of_reference", "reference": "standard", "percent": "100%"},
        },
    ],
    "timely_filing": {"days": 365, "replacement_days": 545},
    "cost_sharing": {
        "order": "deductible_then_copay",
        "coinsurance_on": "after_copay",
        "copay_counts_to": ["out_of_pocket"],
        "copay_after_maximum": "waived",
    },
    "categories": [
        {
            "id": "visit",
            "title": "Office visit",
            "service_types": ["98"],
            "when": [{"codes": ["T1015"]}],
            "share": {
                "in": {"copay": "$30.00", "deductible": "waived"},
                "out": {"deductible": "applies", "coinsurance": "40%"},
            },
        },
        {
            "id": "wellness",
            "title": "Preventive care",
            "when": [{"codes": ["G0402", "G0439"]}],
            "share": {"in": "no charge", "out": "not covered"},
        },
        {
            "id": "other",
            "title": "Other medical care",
            "service_types": ["1"],
            "share": {
                "in": {"deductible": "applies", "coinsurance": "20%"},
                "out": {"deductible": "applies", "coinsurance": "40%"},
            },
        },
    ],
}


def plan_document(**changes: Any) -> dict[str, Any]:
    """The test plan's document with top-level parts changed."""
    return {**copy.deepcopy(PLAN), **changes}


def design(document: Mapping[str, Any] = PLAN) -> PlanDesign:
    """The design of a document that is right."""
    built, findings = build_design([document])
    if built is None:
        raise AssertionError(findings)
    return built


def schedule(prices: Mapping[str, Cents]) -> FeeSchedule:
    """A schedule with one price everywhere for each code."""
    return FeeSchedule(
        version="test",
        rates={
            (code, ""): (Rate(nonfacility=price, facility=price, period=EVER),)
            for code, price in prices.items()
        },
    )


PRICES = {"T1015": 12_500, "G0260": 40_000, "J3301": 2_000, "J1885": 100, "G0439": 17_000, "G0402": 16_000}


def member(person: str = "01", period: Period = EVER, level: str = "family") -> Member:
    """A member of the test family."""
    return Member(
        family="1234567",
        person=person,
        birth_date=dt.date(1985, 6, 15),
        gender="F",
        relationship="18",
        coverages=(Coverage(plan_id="test-plan", period=period, level=level),),
    )


def practice(prices: Mapping[str, Cents] = PRICES, networks: tuple[str, ...] = ("ppo",)) -> ProviderRecord:
    """A practice under contract by these prices."""
    contracts = tuple(Contract(network=one, period=EVER, fee_schedule=schedule(prices)) for one in networks)
    return ProviderRecord(npi=NPI, tax_id=TAX_ID, contracts=contracts, taxonomy="207Q00000X")


def line(number: int = 1, code: str = "T1015", charge: Cents = 18_000, **rest: Any) -> ServiceLine:
    """A service line on the test day."""
    day = rest.pop("day", DAY)
    return ServiceLine(
        **{
            "number": number,
            "procedure": code,
            "charge": charge,
            "units": Decimal(1),
            "service_from": day,
            "service_to": day,
            "diagnosis_pointers": (1,),
            **rest,
        }
    )


def claim(*lines: ServiceLine, person: str = "01", **rest: Any) -> ClaimSubmission:
    """A claim of the test practice for a member of the test family."""
    lines = lines or (line(),)
    patient = Person(member_id="1234567" + person, last_name="Testa", birth_date=dt.date(1985, 6, 15))
    return ClaimSubmission(
        **{
            "form": ClaimForm.PROFESSIONAL,
            "patient_control_number": "P1",
            "total_charge": sum(one.charge for one in lines),
            "billing": Provider(npi=NPI, tax_id=TAX_ID),
            "subscriber": patient,
            "patient": patient,
            "patient_relationship": "18",
            "diagnoses": (Diagnosis(qualifier="ABK", code="I10"),),
            "lines": lines,
            "facility_code": "11",
            **rest,
        }
    )


def snapshot(**changes: Any) -> Snapshot:
    """What a decision sees: the family, the practice, the plan, nothing used yet."""
    base = Snapshot(
        received_on=DAY + dt.timedelta(days=3),
        member=member(),
        provider=practice(),
        plans={"test-plan": TEST_DESIGN},
        codes=TABLES,
        schedules={"standard": schedule(PRICES)},
    )
    return replace(base, **changes)


TEST_DESIGN = design()


def prior_lines(submitted: ClaimSubmission, decision: Decision, number: str = "C1") -> tuple[PriorLine, ...]:
    """The decided lines as history."""
    person = submitted.patient.member_id[-2:]
    return tuple(
        PriorLine(
            claim=number,
            person=person,
            billing_npi=submitted.billing.npi,
            procedure=decided.procedure,
            modifiers=decided.modifiers,
            units=str(submitted.lines[decided.number - 1].units),
            service_from=submitted.lines[decided.number - 1].service_from,
            service_to=submitted.lines[decided.number - 1].service_to,
            charge=decided.charge,
            allowed=decided.allowed,
            paid=decided.paid,
            state=decision.outcome,
            category=decided.category,
            copay=decided.copay,
            free_visit=decided.free_visit,
            denied=not decided.allowed and bool(decided.charge),
        )
        for decided in decision.lines
    )


def after(
    balances: Mapping[tuple[str, str, int, str], Cents], decision: Decision
) -> dict[tuple[str, str, int, str], Cents]:
    """The balances once the decision's movements are counted."""
    found = dict(balances)
    for movement in decision.movements:
        key = (movement.kind, movement.tier, movement.year, movement.person)
        found[key] = found.get(key, 0) + movement.amount
    return found
