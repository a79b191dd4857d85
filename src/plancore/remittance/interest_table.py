"""Reads the table of prompt-pay terms: one row for a jurisdiction, period and way in. What is wrong with a
row is a finding; a row that has one is left out."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

from plancore.kernel import Finding, Period, Severity, parse_dollars, parse_iso_date
from plancore.remittance.interest import InterestTerms

_RATE = re.compile(r"(\d{1,2}(?:\.\d{1,4})?)%")
_DOORS = {"electronic": True, "any": False}
_BASES = {"law": True, "in_force": False}
_DIVISORS = (360, 365)


def read_terms(rows: Iterable[Mapping[str, str]]) -> tuple[list[InterestTerms], list[Finding]]:
    """The terms in the table's order, and what is wrong with it.

    Columns: `jurisdiction`, `from`, `to` (or nothing), `basis` of the first day (`law`: the terms' own, by
    the source; `in_force`: they held already on that day, since when is not looked up), `door`
    (`electronic`, or `any`), `days`, `rate` (`12%` a year), `divisor`, `least`, `source`.
    """
    terms: list[InterestTerms] = []
    findings: list[Finding] = []
    for number, row in enumerate(rows, start=1):
        wrong = [*_wrong(row)]
        findings += [_finding(number, column, mend) for column, mend in wrong]
        if not wrong:
            terms.append(_terms(row))
    findings += _overlaps(terms)
    return terms, findings


def _wrong(row: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    yield from _wrong_when(row)
    yield from _wrong_terms(row)


def _wrong_when(row: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    first, last = parse_iso_date(row["from"]), parse_iso_date(row["to"])
    if not row["jurisdiction"]:
        yield "jurisdiction", "Name a state by two letters, or `medicare`."
    if first is None:
        yield "from", "Write a day like `2026-01-01`."
    if (row["to"] and last is None) or (first is not None and last is not None and last < first):
        yield "to", "Write a day that is not before `from`, or nothing."
    if row["basis"] not in _BASES:
        yield "basis", "Write `law` when `from` is the first day by the source, else `in_force`."


def _wrong_terms(row: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    if row["door"] not in _DOORS:
        yield "door", "Write `electronic` or `any`."
    if not row["days"].isdigit():
        yield "days", "Write a whole number."
    if _RATE.fullmatch(row["rate"]) is None:
        yield "rate", "Write it like `12%` or `4.625%`."
    if row["divisor"] not in map(str, _DIVISORS):
        yield "divisor", "Write 365 or 360."
    if not row["least"].startswith("$") or parse_dollars(row["least"][1:]) is None:
        yield "least", "Write it like `$2.00`; `$0.00` when there is none."
    if not row["source"]:
        yield "source", "Name the law or manual."


def _terms(row: Mapping[str, str]) -> InterestTerms:
    return InterestTerms(
        jurisdiction=row["jurisdiction"],
        period=Period(dt.date.fromisoformat(row["from"]), parse_iso_date(row["to"])),
        days=int(row["days"]),
        rate=Fraction(row["rate"].rstrip("%")) * 100,
        divisor=int(row["divisor"]),
        source=row["source"],
        least=parse_dollars(row["least"][1:]) or 0,
        electronic_only=_DOORS[row["door"]],
        begins_with_period=_BASES[row["basis"]],
    )


def _finding(number: int, column: str, mend: str) -> Finding:
    return Finding(
        code="interest.table",
        severity=Severity.ERROR,
        where=f"row {number}, {column}",
        message=f"The {column} of row {number} can't be read.",
        mend=mend,
    )


def _overlaps(terms: list[InterestTerms]) -> list[Finding]:
    """Two rows of one jurisdiction and door never hold on the same day."""
    found = []
    for place, one in enumerate(terms):
        for other in terms[:place]:
            alike = (one.jurisdiction, one.electronic_only) == (other.jurisdiction, other.electronic_only)
            if alike and one.period.overlaps(other.period):
                found.append(
                    Finding(
                        code="interest.table",
                        severity=Severity.ERROR,
                        where=one.jurisdiction,
                        message=f"Two rows of {one.jurisdiction} hold on {one.period.start}.",
                        mend="End the earlier row before the later one begins.",
                    )
                )
    return found
