"""A finding is a value; only an error keeps something from being accepted."""

import dataclasses

import pytest

from plancore.kernel import Finding, Severity, has_errors


def finding(severity: Severity) -> Finding:
    return Finding(code="claim.units.none", severity=severity, where="line 1, units", message="No units.")


def test_it_counts_only_errors() -> None:
    assert not has_errors([])
    assert not has_errors([finding(Severity.INFO), finding(Severity.WARNING)])
    assert has_errors([finding(Severity.INFO), finding(Severity.ERROR)])


def test_it_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        finding(Severity.INFO).severity = Severity.ERROR  # type: ignore[misc]
