"""Interest runs from the day after the due day to the day of payment, on the net payment."""

import datetime as dt

from plancore.kernel import Period
from plancore.remittance.interest import InterestTerms, interest, terms_for

MEDICARE = InterestTerms(
    jurisdiction="medicare",
    period=Period(dt.date(2009, 1, 1), dt.date(2009, 12, 31)),
    days=30,
    rate=462,
    divisor=365,
    source="Claims Processing Manual ch. 1, 80.2.2",
)
NEW_YORK = InterestTerms(
    jurisdiction="NY",
    period=Period(dt.date(2020, 1, 1)),
    days=30,
    rate=1_200,
    divisor=365,
    least=200,
    source="NY Ins. Law 3224-a",
    electronic_only=True,
)
NEW_YORK_PAPER = InterestTerms(
    jurisdiction="NY",
    period=Period(dt.date(2020, 1, 1)),
    days=45,
    rate=1_200,
    divisor=365,
    least=200,
    source="NY Ins. Law 3224-a",
)
MARCH_1 = dt.date(2009, 3, 1)


def test_it_owes_nothing_up_to_the_due_day() -> None:
    on_time = interest(100_000, MARCH_1, dt.date(2009, 3, 31), MEDICARE)
    assert (on_time.due, on_time.days, on_time.amount) == (dt.date(2009, 3, 31), 0, 0)


def test_it_counts_from_the_day_after_the_due_day_to_the_day_of_payment() -> None:
    assert interest(100_000, MARCH_1, dt.date(2009, 4, 1), MEDICARE).days == 1
    late = interest(100_000, MARCH_1, dt.date(2009, 4, 10), MEDICARE)
    assert (late.days, late.amount) == (10, 127)


def test_it_owes_nothing_below_the_least_amount() -> None:
    received = dt.date(2026, 1, 1)
    paid = received + dt.timedelta(days=31)
    assert interest(608_300, received, paid, NEW_YORK).amount == 200
    assert interest(606_000, received, paid, NEW_YORK).amount == 0


def test_it_owes_nothing_on_a_take_back() -> None:
    assert interest(-100_000, MARCH_1, dt.date(2009, 12, 1), MEDICARE).amount == 0


def test_it_picks_terms_by_place_day_and_door() -> None:
    table = [MEDICARE, NEW_YORK, NEW_YORK_PAPER]
    assert terms_for(table, "NY", dt.date(2026, 1, 1), electronic=True) is NEW_YORK
    assert terms_for(table, "NY", dt.date(2026, 1, 1), electronic=False) is NEW_YORK_PAPER
    assert terms_for(table, "medicare", dt.date(2010, 1, 1), electronic=True) is None
