"""A clock that stands still: what the calendar decides (coverage, filing limits) is the same on every day."""

import datetime as dt

import pytest

NOW = dt.datetime(2026, 3, 10, 15, 0, tzinfo=dt.UTC)
"""Tuesday, March 10, 2026, 11:00 in the plan's zone."""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dt.datetime:
    """Actions and pages ask Django for the time; during the test the answer is `NOW`. Set by `monkeypatch`,
    so that a test that sets the time anew in the same way never leaves this one behind."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return NOW
