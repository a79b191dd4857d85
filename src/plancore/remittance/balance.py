"""The proof that a remittance balances, at line, claim and payment level (835 TR3 section 1.10.2.1)."""

from collections.abc import Iterator

from plancore.kernel import Cents, Finding, Severity, dollars
from plancore.remittance.build import patient_share
from plancore.remittance.types import Remittance, RemittanceClaim, RemittanceLine


def balance(remittance: Remittance) -> list[Finding]:
    """Everything that does not add up; empty when the remittance balances to the cent."""
    findings: list[Finding] = []
    for place, claim in enumerate(remittance.claims, start=1):
        findings += _claim(claim, f"claim {place}")
    findings += _payment(remittance)
    return findings


def _unequal(code: str, where: str, what: str, expected: Cents, found: Cents) -> Finding:
    return Finding(
        code=code,
        severity=Severity.ERROR,
        where=where,
        message=f"{what} should be {dollars(expected)} and is {dollars(found)}.",
        mend="Do not send this payment; the amounts have to add up first.",
        rule="835 balancing",
    )


def _claim(claim: RemittanceClaim, where: str) -> Iterator[Finding]:
    for place, line in enumerate(claim.lines, start=1):
        yield from _line(line, f"{where}, line {place}")
    if claim.lines:
        charges = sum(line.charge for line in claim.lines)
        if charges != claim.charge:
            yield _unequal(
                "remittance.claim.charge", where, "The claim's charge (CLP03)", charges, claim.charge
            )
    adjustments = [*claim.adjustments, *(one for line in claim.lines for one in line.adjustments)]
    expected = claim.charge - sum(one.amount for one in adjustments)
    if expected != claim.paid:
        yield _unequal("remittance.claim.balance", where, "The claim's payment (CLP04)", expected, claim.paid)
    share = patient_share(adjustments)
    if share != claim.patient_responsibility:
        yield _unequal(
            "remittance.claim.patient_share",
            where,
            "The patient's share (CLP05)",
            share,
            claim.patient_responsibility,
        )


def _line(line: RemittanceLine, where: str) -> Iterator[Finding]:
    expected = line.charge - sum(one.amount for one in line.adjustments)
    if expected != line.paid:
        yield _unequal("remittance.line.balance", where, "The line's payment (SVC03)", expected, line.paid)


def _payment(remittance: Remittance) -> Iterator[Finding]:
    paid = sum(claim.paid for claim in remittance.claims)
    expected = paid - sum(one.amount for one in remittance.provider_adjustments)
    where = "payment"
    if expected != remittance.total:
        yield _unequal("remittance.payment.balance", where, "The payment (BPR02)", expected, remittance.total)
    if remittance.total < 0:
        yield _unequal("remittance.payment.negative", where, "The payment (BPR02)", 0, remittance.total)
    if (remittance.total == 0) != (remittance.method == "NON"):
        yield Finding(
            code="remittance.payment.method",
            severity=Severity.ERROR,
            where=where,
            message="A payment of nothing is sent as NON, and only that.",
            mend="Set the method (BPR04) to fit the amount.",
            rule="835 balancing",
        )
