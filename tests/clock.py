"""A clock that stands still: what the calendar decides (coverage, filing limits) is the same on every day."""

import datetime as dt
from collections.abc import Iterator
from unittest import mock

import pytest

NOW = dt.datetime(2026, 3, 10, 15, 0, tzinfo=dt.UTC)
"""Tuesday, March 10, 2026, 11:00 in the plan's zone."""


@pytest.fixture
def clock() -> Iterator[dt.datetime]:
    """Actions and pages ask Django for the time; during the test the answer is `NOW`."""
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield NOW
