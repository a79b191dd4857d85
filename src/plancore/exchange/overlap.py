"""Where the check of a file and the check at receipt say the same thing, so that a claim is told it once."""

from collections.abc import Iterable
from typing import Final

from plancore.kernel import Finding, Severity

SAME: Final[dict[str, str]] = {
    "x12.npi.check_digit": "claim.npi.check_digit",
    "x12.balance.claim_total": "claim.total.mismatch",
    "x12.claim.date_order": "claim.date.order",
    "x12.claim.date_future": "claim.date.future",
    "x12.claim.pointer": "claim.diagnosis.pointer",
    "x12.claim.units": "claim.units.none",
    "x12.claim.charge_negative": "claim.charge.negative",
    "x12.element.amount_length": "claim.charge.too_large",
    "x12.claim.line_order": "claim.line.number",
    "x12.claim.original_reference": "claim.frequency.original_missing",
    "x12.claim.frequency": "claim.frequency.unknown",
}
"""The file's finding, and the rule of `plancore.claims.intake` that means the same."""


def said_already(findings: Iterable[Finding]) -> frozenset[str]:
    """The intake rules that these findings of the file say already. A finding lowered to a warning says
    nothing: then the rule speaks for itself."""
    return frozenset(
        SAME[one.code] for one in findings if one.severity is Severity.ERROR and one.code in SAME
    )
