"""What came out of a case, held against what it says must come out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from plancore.claims import Decision
from plancore.claims.snapshot import BalanceKey
from plancore.kernel import Cents, Finding, parse_dollars


class CaseError(ValueError):
    """A case that cannot be run as it is written; the text says where and why."""


def amount(text: object) -> Cents:
    """`$12.50`, `-$1.27`, or a plain whole number (what a limit counts) as it is. Raises CaseError."""
    if isinstance(text, int):
        return text
    found = parse_dollars(str(text).replace("$", "").replace(",", ""))
    if found is None:
        raise CaseError(f"`{text}` is no amount; write it like `$30.00`")
    return found


def compare(
    expected: Mapping[str, Any],
    decision: Decision | None,
    rejects: Sequence[Finding],
    balances: Mapping[BalanceKey, Cents],
) -> Iterator[str]:
    """What is otherwise than expected. Only what the case states is compared; a case that states nothing is
    at fault."""
    if not expected:
        yield "the case says nothing of what must come out"
    wanted = sorted(expected.get("rejects", []))
    if wanted != sorted({finding.code for finding in rejects}):
        yield f"rejected for {sorted({finding.code for finding in rejects})}, expected {wanted}"
    if decision is None:
        return
    facts: dict[str, object] = {
        "outcome": decision.outcome.value,
        "charge": decision.charge,
        "allowed": decision.allowed,
        "paid": decision.paid,
        "member": decision.member_share,
        "pends": sorted(pend.reason for pend in decision.pends),
    }
    yield from _differences("", expected, facts, ignored=("rejects", "lines", "balances", "notes"))
    notes = {finding.code for finding in decision.findings}
    for code in expected.get("notes", []):
        if code not in notes:
            yield f"no finding {code} among {sorted(notes)}"
    yield from _compare_lines(expected, decision)
    for row in expected.get("balances", []):
        key = (row["kind"], row.get("tier", "in"), int(row.get("year", 2026)), str(row.get("person", "")))
        if balances.get(key, 0) != amount(row["used"]):
            yield f"balance {key} is {balances.get(key, 0)}, expected {amount(row['used'])}"


def _compare_lines(expected: Mapping[str, Any], decision: Decision) -> Iterator[str]:
    wanted = expected.get("lines")
    if wanted is None:
        return
    if len(wanted) != len(decision.lines):
        yield f"{len(decision.lines)} lines, expected {len(wanted)}"
        return
    for row, line in zip(wanted, decision.lines, strict=True):
        facts: dict[str, object] = {
            "charge": line.charge,
            "allowed": line.allowed,
            "deductible": line.deductible,
            "copay": line.copay,
            "coinsurance": line.coinsurance,
            "not_covered": line.not_covered,
            "paid": line.paid,
            "other_paid": line.other_paid,
            "member": line.member_share,
            "category": line.category,
            "tier": line.network_tier,
            "rules": sorted(one.rule for one in line.adjustments),
            "reasons": sorted(f"{one.group}-{one.carc} {one.amount}" for one in line.adjustments),
        }
        yield from _differences(f"line {line.number} ", row, facts)


def _differences(
    where: str, expected: Mapping[str, Any], facts: Mapping[str, object], ignored: tuple[str, ...] = ()
) -> Iterator[str]:
    for name, value in expected.items():
        if name in ignored:
            continue
        if name not in facts:
            yield f"{where}`{name}` is nothing a case can expect"
        elif _wanted(name, value) != facts[name]:
            yield f"{where}{name} is {facts[name]}, expected {_wanted(name, value)}"


def _wanted(name: str, value: object) -> object:
    if name == "reasons" and isinstance(value, list):
        return sorted(_reason(str(one)) for one in value)
    if isinstance(value, list):
        return sorted(str(one) for one in value)
    return amount(value) if isinstance(value, str) and value.lstrip("-").startswith("$") else value


def _reason(text: str) -> str:
    """`CO-45 $25.00` with its amount in cents."""
    code, _, figure = text.partition(" ")
    return f"{code} {amount(figure)}"
