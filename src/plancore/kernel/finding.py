"""A finding: one thing that is wrong or worth knowing in what was sent, as a value. Never an exception."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs. Only ERROR keeps what was sent from being accepted."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong, where, and how to mend it.

    `code` is stable and part of the interface (documented in docs/reference/messages). `where` names the
    field or the segment in words a biller reads (`line 2, procedure code`; `CLM02`); `message` and `mend`
    are whole plain sentences without personal data; `rule` names the source of the rule (guide section,
    regulation, plan setting).
    """

    code: str
    severity: Severity
    where: str
    message: str
    mend: str = ""
    rule: str = ""


def has_errors(findings: Iterable[Finding]) -> bool:
    """True when at least one finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
