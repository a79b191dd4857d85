"""How money, dates and identifiers are written."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from payerport.web import formatting
from plancore.kernel.money import parse_dollars


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (0, "$0.00"),
        (5, "$0.05"),
        (123_456, "$1,234.56"),
        (100_000_000, "$1,000,000.00"),
        (-5, f"{formatting.MINUS}$0.05"),
    ],
)
def test_it_writes_cents_as_grouped_dollars(cents: int, text: str) -> None:
    assert formatting.money_text(cents) == text


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_it_writes_every_amount_so_that_it_can_be_read_back(cents: int) -> None:
    text = formatting.money_text(cents).replace(formatting.MINUS, "-").replace("$", "").replace(",", "")
    assert parse_dollars(text) == cents


def test_it_writes_figures_the_way_of_the_active_language() -> None:
    with translation.override("es"):
        assert formatting.money_text(123_456_789) == "$1\xa0234\xa0567,89"


def test_it_writes_a_day_with_a_short_month() -> None:
    assert formatting.day_text(date(2026, 3, 2)) == "Mar 2, 2026"


def test_it_shows_a_moment_in_the_plans_zone() -> None:
    moment = datetime(2026, 3, 3, 1, 4, 5, tzinfo=UTC)
    with timezone.override("America/New_York"):
        assert formatting.moment_text(moment) == "Mar 2, 2026, 8:04\u00a0PM"
        assert formatting.exact_text(moment) == "Mar 2, 2026, 20:04:05 EST"


@pytest.mark.parametrize(
    ("due", "text"),
    [
        (date(2026, 3, 2), "due today"),
        (date(2026, 3, 3), "due tomorrow, Mar 3"),
        (date(2026, 3, 5), "due in 3 days, Mar 5"),
        (date(2027, 1, 1), "due in 305 days, Jan 1, 2027"),
        (date(2026, 3, 1), "1 day late, was due Mar 1"),
        (date(2026, 2, 28), "2 days late, was due Feb 28"),
    ],
)
def test_it_says_what_is_left_until_a_day(due: date, text: str) -> None:
    assert formatting.due_text(due, date(2026, 3, 2)) == text


def test_it_writes_a_member_id_as_on_the_card() -> None:
    assert formatting.member_id_text("123456701") == "1234567*01"


def test_it_leaves_what_is_no_member_id_as_it_is() -> None:
    assert formatting.member_id_text("W12345") == "W12345"


def test_it_writes_a_tax_id_with_its_hyphen() -> None:
    assert formatting.tax_id_text("123456789") == "12-3456789"


@pytest.mark.parametrize(
    ("size", "text"), [(1, "1 byte"), (512, "512 bytes"), (12_595, "12.3 KB"), (4 * 1024**2, "4.0 MB")]
)
def test_it_writes_a_files_size_in_words(size: int, text: str) -> None:
    assert formatting.bytes_text(size) == text
