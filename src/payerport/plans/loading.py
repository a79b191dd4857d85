"""Reads plan designs and fee schedules from their folder (`plans/<payer>/<year>/`) into plain documents and
plancore values. No Django.

A plan is one YAML file a year; a fee schedule is one TSV a year under `fee-schedules/`. Files of one name
belong together over the years.
"""

import csv
import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from plancore.benefits import PlanDesign, build_design
from plancore.claims import FeeSchedule, Rate
from plancore.kernel import Finding, Period, Severity, has_errors, parse_iso_date

CASES = "cases"
"""The folder beside a plan's files in which its cases stand."""
SCHEDULES = "fee-schedules"
PAYER_RULES = "payer-rules.yaml"
"""What a payer asks of the files it is sent; `payerport.edi.payer_rules` reads it."""

Document = dict[str, Any]
"""Plain data as JSON has it: what is published, hashed and kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedPlans:
    """Designs by plan id, fee schedules by file name without `.tsv`, each over all years found, and what is
    wrong.

    A design with an error is left out: nothing is decided by a plan that is not whole. The documents are
    what to publish: `plan_from` and `fee_schedule_from` make the same values of them.
    """

    designs: Mapping[str, PlanDesign]
    schedules: Mapping[str, FeeSchedule]
    findings: tuple[Finding, ...]
    plan_documents: Mapping[str, Document]
    schedule_documents: Mapping[str, Document]


def load_plans(folder: Path) -> LoadedPlans:
    """All plans and fee schedules under `folder` (its year folders may be at any depth). Raises OSError if
    it cannot be read; anything wrong inside a file is a finding that names the file."""
    findings: list[Finding] = []
    plan_documents = read_plans(folder, findings)
    schedule_documents = read_schedules(folder, findings)
    designs: dict[str, PlanDesign] = {}
    for plan_id, document in plan_documents.items():
        design, found = build_design(document["years"])
        findings += [replace(finding, where=f"{plan_id}: {finding.where}") for finding in found]
        if design is not None:
            designs[plan_id] = design
    return LoadedPlans(
        designs=designs,
        schedules={
            name: fee_schedule_from(document, version_of(document))
            for name, document in schedule_documents.items()
        },
        findings=tuple(findings),
        plan_documents=plan_documents,
        schedule_documents=schedule_documents,
    )


def version_of(document: Mapping[str, Any]) -> str:
    """SHA-256 (hexadecimal) of the document's canonical JSON."""
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def plan_from(document: Mapping[str, Any], version: str = "") -> PlanDesign:
    """The design of a published plan document (`years`: one document a year). Raises ValueError when it
    does not build: it was checked before it was published. Its years carry their own versions, whatever
    `version` says."""
    design, findings = build_design(document["years"])
    if design is None:
        first = next(finding for finding in findings if has_errors([finding]))
        raise ValueError(f"plan document {version[:12]} does not build: {first.message}")
    return design


def fee_schedule_from(document: Mapping[str, Any], version: str) -> FeeSchedule:
    """The schedule of a published document: `name`, and `rates` as rows of code, modifier, effective day,
    cents outside a facility, cents in a facility. A rate holds until the next one of the same code and
    modifier."""
    rows: dict[tuple[str, str], list[tuple[dt.date, int, int]]] = defaultdict(list)
    for code, modifier, effective, nonfacility, facility in document["rates"]:
        rows[code, modifier].append((dt.date.fromisoformat(effective), nonfacility, facility))
    return FeeSchedule(
        version=f"{document['name']}@{version[:12]}",
        rates={key: _periods(of_key) for key, of_key in rows.items()},
    )


def _periods(rows: Sequence[tuple[dt.date, int, int]]) -> tuple[Rate, ...]:
    """Newest first: most look-ups are for the newest."""
    rows = sorted(rows)
    ends = [row[0] - dt.timedelta(days=1) for row in rows[1:]]
    found = [
        Rate(nonfacility=nonfacility, facility=facility, period=Period(start, end))
        for (start, nonfacility, facility), end in zip(rows, [*ends, None], strict=True)
        if end is None or end >= start
    ]
    return tuple(reversed(found))


def read_plans(folder: Path, findings: list[Finding]) -> dict[str, Document]:
    """The plan documents under `folder` by plan id: `{plan, years: [document, ...]}`, years in order."""
    years: dict[str, list[tuple[str, Document]]] = defaultdict(list)
    for path in sorted(folder.rglob("*.yaml")):
        if CASES in path.relative_to(folder).parts or path.name == PAYER_RULES:
            continue
        document = read_yaml(path, findings)
        if document is not None:
            years[str(document.get("plan", path.stem))].append((path.parent.name, document))
    return {
        plan_id: {
            "plan": plan_id,
            "years": [document for _, document in sorted(found, key=lambda one: one[0])],
        }
        for plan_id, found in years.items()
    }


def read_yaml(path: Path, findings: list[Finding]) -> Document | None:
    """A YAML file as plain data, dates as ISO text; None with a finding when it holds none."""
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, ValueError) as fault:  # ValueError: bytes that are no text, a day that is none
        mark = getattr(fault, "problem_mark", None)
        place = f" near line {mark.line + 1}" if mark is not None else ""
        findings.append(
            _wrong("plan.yaml", path.name, f"The file is not YAML{place}.", "Check indents, quotes and days.")
        )
        return None
    if not isinstance(document, dict):
        findings.append(
            _wrong("plan.yaml", path.name, "The file holds no named parts.", "Begin with `plan: ...`.")
        )
        return None
    plain: Document = json.loads(json.dumps(document, default=str))
    return plain


def _wrong(code: str, where: str, message: str, mend: str) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, where=where, message=message, mend=mend)


def read_schedules(folder: Path, findings: list[Finding]) -> dict[str, Document]:
    """The fee schedule documents under `folder` by name."""
    rates: dict[str, list[list[str | int]]] = defaultdict(list)
    for path in sorted(folder.rglob(f"{SCHEDULES}/*.tsv")):
        rates[path.stem] += _rows(path, findings)
    return {name: {"name": name, "rates": rows} for name, rows in rates.items()}


def _rows(path: Path, findings: list[Finding]) -> list[list[str | int]]:
    found: list[list[str | int]] = []
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    for number, row in enumerate(csv.DictReader(lines, delimiter="\t"), start=2):
        effective = parse_iso_date(row.get("effective") or "")
        facility, nonfacility = row.get("facility_cents") or "", row.get("nonfacility_cents") or ""
        if not row.get("code") or effective is None or not (facility.isdigit() and nonfacility.isdigit()):
            said = f"Row {number} needs a code, whole cents and an effective day."
            findings.append(_wrong("plan.schedule.row", path.name, said, "Compare with the rows above it."))
            continue
        found.append(
            [row["code"], row.get("modifier") or "", effective.isoformat(), int(nonfacility), int(facility)]
        )
    return found
