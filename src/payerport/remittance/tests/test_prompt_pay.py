"""The shipped table of prompt-pay terms."""

import datetime as dt

import pytest

from payerport.remittance import prompt_pay
from plancore.remittance.interest import interest, terms_for

RECEIVED = dt.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("state", "electronic", "days", "amount"),
    [
        ("NY", True, 30, 329),
        ("NY", False, 45, 329),
        ("AK", True, 30, 411),
        ("AR", True, 30, 329),
        ("AR", False, 45, 329),
        ("FL", True, 20, 329),
        ("FL", False, 40, 329),
        ("HI", True, 15, 411),
        ("HI", False, 30, 411),
        ("IL", True, 30, 247),
    ],
)
def test_it_knows_the_days_and_the_rate_of_each_state(
    state: str, electronic: bool, days: int, amount: int
) -> None:
    """Interest of ten days on 1,000.00."""
    terms = terms_for(prompt_pay.table(), state, RECEIVED, electronic=electronic)
    assert terms is not None
    due = RECEIVED + dt.timedelta(days=days)
    assert interest(100_000, RECEIVED, due, terms).amount == 0
    assert interest(100_000, RECEIVED, due + dt.timedelta(days=10), terms).amount == amount


def test_it_has_no_terms_for_a_state_that_is_not_in_the_table() -> None:
    assert terms_for(prompt_pay.table(), "XX", RECEIVED, electronic=True) is None


def test_it_says_of_each_row_whether_its_first_day_is_the_laws() -> None:
    """What is not looked up begins on one day for all, before any day of service that the plan takes; what is
    looked up names where."""
    for terms in prompt_pay.table():
        assert terms.begins_with_period or terms.period.start == dt.date(2020, 1, 1)
        assert terms.source
    assert {one.jurisdiction for one in prompt_pay.table() if one.begins_with_period} == {"AR", "medicare"}


@pytest.mark.parametrize(
    ("received", "amount"),
    [(dt.date(2021, 6, 30), 24), (dt.date(2021, 7, 1), 31), (dt.date(2024, 12, 31), 134), (RECEIVED, None)],
)
def test_it_has_medicares_rate_of_each_half_year_as_far_as_it_is_known(
    received: dt.date, amount: int | None
) -> None:
    """Interest of ten days on 1,000.00; after the last half-year in the table none, rather than a guess."""
    terms = terms_for(prompt_pay.table(), "medicare", received, electronic=True)
    found = interest(100_000, received, received + dt.timedelta(days=40), terms).amount if terms else None
    assert found == amount


def test_it_owes_less_than_a_dollar_in_illinois_to_nobody() -> None:
    terms = terms_for(prompt_pay.table(), "IL", RECEIVED, electronic=True)
    assert terms is not None
    due = RECEIVED + dt.timedelta(days=30)
    assert interest(100_000, RECEIVED, due + dt.timedelta(days=4), terms).amount == 0, "0.99"
    assert interest(100_000, RECEIVED, due + dt.timedelta(days=5), terms).amount == 123
