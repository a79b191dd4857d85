"""The parts of a case that contracts price by: the contract's own terms, and what a stay, a drug or a ride
says on the claim. The written form: docs/reference/plan-cases.md and contracts.md."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from payerport.plans.case_parts import provider_of
from plancore.claims.contract_reading import ContractParts, read_contract
from plancore.claims.intake_forms import is_bill_of_stay
from plancore.claims.order_of_benefits import OtherPlan
from plancore.claims.order_reading import read_other_plans
from plancore.claims.types import Address, Institutional, Provider, ValueCode
from plancore.codes import CodeTables, GpciTable, RelativeValues

CONTRACT_KEYS = ("lesser_of", "rbrvs", "reductions", "timely_filing_days", "terms")


class FactsError(ValueError):
    """A part of a case that cannot be read; the text says where and why."""


def contract_parts(given: Mapping[str, Any]) -> ContractParts:
    """The contract's parts among the provider's. Raises FactsError with the first thing that is wrong."""
    parts, findings = read_contract({key: given[key] for key in CONTRACT_KEYS if given.get(key) is not None})
    if findings:
        raise FactsError(f"{findings[0].message} {findings[0].mend}")
    return parts


def other_plans(given: Mapping[str, Any]) -> tuple[OtherPlan, ...]:
    """A person's `other_plans`. Raises FactsError with the first thing that is wrong."""
    entries = [{"payer": "Other plan", **one} for one in given.get("other_plans", [])]
    found, findings = read_other_plans(entries)
    if findings:
        raise FactsError(f"{findings[0].message} {findings[0].mend}")
    return found


def _day(value: object) -> dt.date | None:
    return dt.date.fromisoformat(str(value)) if value else None


def institutional(data: Mapping[str, Any], place: str, day: dt.date) -> Institutional | None:
    """The stay: `stay: {drg, admitted, type, source, status, conditions, pickup_zip}`; also for a claim of
    that form without one (`none` leaves it out). What is not said of an admission is an ordinary one."""
    stay = data.get("stay", {})
    if stay == "none" or (data.get("form") != "institutional" and "patient_status" not in data):
        return None
    pickup, inpatient = stay.get("pickup_zip"), data.get("form") == "institutional" and is_bill_of_stay(place)
    return Institutional(
        admitted_on=_day(stay.get("admitted", stay.get("from", day) if inpatient else None)),
        admission_type=str(stay.get("type", "3" if inpatient else "")),
        admission_source=str(stay.get("source", "1" if inpatient else "")),
        patient_status=str(stay.get("status", data.get("patient_status", "01" if inpatient else ""))),
        diagnosis_related_group=str(stay.get("drg", "")),
        conditions=tuple(str(one) for one in stay.get("conditions", [])),
        values=(ValueCode(code="A0", amount=int(pickup) * 100),) if pickup else (),
    )


def statement(data: Mapping[str, Any]) -> tuple[dt.date | None, dt.date | None]:
    """The statement's first and last day: `bill: {from, to}` or `stay: {from, to}`."""
    stay = data.get("stay", {})
    given = data.get("bill", {} if stay == "none" else stay)
    return _day(given.get("from")), _day(given.get("to"))


def facility(data: Mapping[str, Any]) -> Provider | None:
    """Where it was done: `at: {npi, zip, networks}`, or a name that stands for an NPI, `facility`."""
    given = data.get("at")
    if given is None:
        return provider_of(data, "facility")
    return Provider(npi=str(given.get("npi", "")), address=Address(postal_code=str(given.get("zip", ""))))


def facility_networks(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The networks of the facility: `at: {networks: [harbor-ppo]}`."""
    return tuple(str(one) for one in data.get("at", {}).get("networks", []))


def drug(row: Mapping[str, Any]) -> dict[str, Any]:
    """A line's drug, `drug: {ndc, quantity, basis}`, and its `minutes`, as parts of a service line."""
    found: dict[str, Any] = {}
    if "minutes" in row:
        found |= {"units": Decimal(str(row["minutes"])), "unit_basis": "MJ"}
    if "drug" in row:
        given = row["drug"]
        quantity = given.get("quantity")
        found |= {
            "drug_code": str(given["ndc"]),
            "drug_units": None if quantity is None else Decimal(str(quantity)),
            "drug_unit_basis": str(given.get("basis", "ML")),
        }
    return found


def codes(given: Any, shipped: CodeTables) -> CodeTables:
    """The code tables, with the case's own relative values at a place `["99999", "00"]`, for one code or a
    list of them: `relative_values: {code, modifier, work, nonfacility, facility, malpractice, indices,
    multiple, endoscopy_base, parts, team}`; the last four are CMS's indicators.
    """
    if given is None:
        return shipped
    entries = given if isinstance(given, list) else [given]
    rows = {f"{one['code']} {one.get('modifier', '')}".rstrip(): _values(one) for one in entries}
    indices = next((one["indices"] for one in entries if "indices" in one), (1, 1, 1))
    place = "\t".join(["", "of the case", *(_exact(one, 1_000) for one in indices)])
    return replace(
        shipped,
        relative_values=RelativeValues(shipped.relative_values.release, lambda: rows),
        gpci=GpciTable(shipped.gpci.release, lambda: {"99999 00": place}),
    )


def _exact(value: object, scale: int) -> str:
    return str(int(Decimal(str(value)) * scale))


def _values(given: Mapping[str, Any]) -> str:
    """A row as the shipped table has it."""
    numbers = [_exact(given.get(key, 0), 100) for key in ("work", "nonfacility", "facility", "malpractice")]
    team, base = str(given.get("team", "0")), str(given.get("endoscopy_base", ""))
    marks = [str(given.get("parts", "")), "XXX", str(given.get("multiple", "0")), "0", "0", "0", team, base]
    return "\t".join(["A", *numbers, "0", "0", "0", "0", "0", "0", *marks])
