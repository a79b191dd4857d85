"""Reads plan designs and fee schedules from their folder (`plans/<payer>/<year>/`) into plancore values. No Django.

A plan is one YAML file a year; a fee schedule is one TSV a year under `fee-schedules/`. Files of one name belong
together over the years.
"""

import csv
import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from plancore.benefits import PlanDesign, build_design
from plancore.claims import FeeSchedule, Rate
from plancore.kernel import Finding, Period, Severity, parse_iso_date

_CASES = "cases"
_SCHEDULES = "fee-schedules"

Rates = dict[tuple[str, str], list[tuple[dt.date, int, int]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedPlans:
    """Designs by plan id, fee schedules by file name without `.tsv`, each over all years found, and what is wrong.

    A design with an error is left out: nothing is decided by a plan that is not whole. `documents` are the plain data
    by plan id and year folder, as they were checked.
    """

    designs: Mapping[str, PlanDesign]
    schedules: Mapping[str, FeeSchedule]
    findings: tuple[Finding, ...]
    documents: Mapping[str, Mapping[str, Mapping[str, object]]]


def load_plans(folder: Path) -> LoadedPlans:
    """All plans and fee schedules under `folder` (its year folders may be at any depth). Raises OSError if it cannot
    be read; anything wrong inside a file is a finding that names the file."""
    findings: list[Finding] = []
    documents: dict[str, dict[str, dict[str, object]]] = defaultdict(dict)
    for path in sorted(folder.rglob("*.yaml")):
        if _CASES in path.parent.parts:
            continue
        document = _document(path, findings)
        if document is not None:
            documents[str(document.get("plan", path.stem))][path.parent.name] = document
    designs: dict[str, PlanDesign] = {}
    for plan_id, years in documents.items():
        design, found = build_design([years[year] for year in sorted(years)])
        findings += [_in_file(finding, plan_id) for finding in found]
        if design is not None:
            designs[plan_id] = design
    return LoadedPlans(
        designs=designs,
        schedules=load_schedules(folder, findings),
        findings=tuple(findings),
        documents={plan_id: dict(years) for plan_id, years in documents.items()},
    )


def _in_file(finding: Finding, plan_id: str) -> Finding:
    return Finding(
        code=finding.code,
        severity=finding.severity,
        where=f"{plan_id}: {finding.where}",
        message=finding.message,
        mend=finding.mend,
    )


def _document(path: Path, findings: list[Finding]) -> dict[str, object] | None:
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        mark = getattr(fault, "problem_mark", None)
        place = f" near line {mark.line + 1}" if mark is not None else ""
        findings.append(_wrong("plan.yaml", path.name, f"The file is not YAML{place}.", "Check indents and quotes."))
        return None
    if not isinstance(document, dict):
        findings.append(_wrong("plan.yaml", path.name, "The file holds no named parts.", "Begin with `plan: ...`."))
        return None
    return {str(key): value for key, value in document.items()}


def _wrong(code: str, where: str, message: str, mend: str) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, where=where, message=message, mend=mend)


def load_schedules(folder: Path, findings: list[Finding]) -> dict[str, FeeSchedule]:
    """The fee schedules under `folder` by name; rates hold from their effective day until the next one of the code."""
    rates: dict[str, Rates] = defaultdict(lambda: defaultdict(list))
    digests: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.rglob(f"{_SCHEDULES}/*.tsv")):
        content = path.read_bytes()
        digests[path.stem].append(f"{path.parent.parent.name}@{hashlib.sha256(content).hexdigest()[:12]}")
        for key, row in _rows(path.name, content.decode("utf-8"), findings):
            rates[path.stem][key].append(row)
    return {
        name: FeeSchedule(
            version=f"{name}/{'+'.join(digests[name])}",
            rates={key: _periods(rows) for key, rows in by_code.items()},
        )
        for name, by_code in rates.items()
    }


def _rows(
    name: str, text: str, findings: list[Finding]
) -> Iterator[tuple[tuple[str, str], tuple[dt.date, int, int]]]:
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    for number, row in enumerate(csv.DictReader(lines, delimiter="\t"), start=2):
        effective = parse_iso_date(row.get("effective") or "")
        facility, nonfacility = row.get("facility_cents") or "", row.get("nonfacility_cents") or ""
        if not row.get("code") or effective is None or not (facility.isdigit() and nonfacility.isdigit()):
            said = f"Row {number} needs a code, whole cents and an effective day."
            findings.append(_wrong("plan.schedule.row", name, said, "Compare with the rows above it."))
            continue
        yield (row["code"], row.get("modifier") or ""), (effective, int(nonfacility), int(facility))


def _periods(rows: list[tuple[dt.date, int, int]]) -> tuple[Rate, ...]:
    """Newest first: the look-up is mostly for the newest."""
    rows = sorted(rows)
    ends = [row[0] - dt.timedelta(days=1) for row in rows[1:]]
    found = [
        Rate(nonfacility=nonfacility, facility=facility, period=Period(start, end))
        for (start, nonfacility, facility), end in zip(rows, [*ends, None], strict=True)
        if end is None or end >= start
    ]
    return tuple(reversed(found))
