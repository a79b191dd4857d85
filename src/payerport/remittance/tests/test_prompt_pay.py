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
