"""The ground floor: money in integer cents, dates and periods, identifiers, findings. Imports nothing of
ours.
"""

from plancore.kernel.dates import Period, parse_iso_date
from plancore.kernel.finding import Finding, Severity, has_errors
from plancore.kernel.identifiers import (
    MemberId,
    is_tax_id,
    is_valid_npi,
    npi_from,
)
from plancore.kernel.money import Cents, dollars, money_words, parse_dollars, percent, rounded

__all__ = [
    "Cents",
    "Finding",
    "MemberId",
    "Period",
    "Severity",
    "dollars",
    "has_errors",
    "is_tax_id",
    "is_valid_npi",
    "money_words",
    "npi_from",
    "parse_dollars",
    "parse_iso_date",
    "percent",
    "rounded",
]
