"""Money: whole cents, half up, and the same amount in print and back."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancore.kernel import dollars, money_words, parse_dollars, percent, rounded

CENTS = st.integers(min_value=-(10**12), max_value=10**12)
RATES = st.integers(min_value=0, max_value=10_000)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6))
def test_it_rounds_half_up_as_the_decimal_module_does(amount: Decimal) -> None:
    assert rounded(amount) == int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@given(st.fractions())
def test_it_rounds_to_the_nearest_cent_and_never_further_than_half(amount: Fraction) -> None:
    assert abs(Fraction(rounded(amount)) - amount) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("exact", "cents"),
    [("0.5", 1), ("1.5", 2), ("2.5", 3), ("-0.5", -1), ("-2.5", -3), ("2.4999", 2), ("0", 0)],
)
def test_it_rounds_a_half_away_from_zero(exact: str, cents: int) -> None:
    assert rounded(Decimal(exact)) == cents


@given(CENTS)
def test_it_leaves_whole_cents_as_they_are(amount: int) -> None:
    assert rounded(amount) == amount


@given(CENTS)
def test_it_takes_a_take_back_as_the_mirror_of_a_payment(amount: int) -> None:
    assert percent(-amount, 1_250) == -percent(amount, 1_250)


@given(st.integers(min_value=0, max_value=10**12), RATES)
def test_it_takes_a_share_between_nothing_and_all(amount: int, rate: int) -> None:
    assert 0 <= percent(amount, rate) <= amount


@given(CENTS, RATES)
def test_it_splits_an_amount_so_that_the_parts_differ_from_it_by_a_cent_at_most(
    amount: int, rate: int
) -> None:
    """Each part is rounded by itself: who splits takes one part as the rest of the other."""
    assert abs(percent(amount, rate) + percent(amount, 10_000 - rate) - amount) <= 1


@given(CENTS)
def test_it_prints_and_reads_back_the_same_amount(amount: int) -> None:
    assert parse_dollars(dollars(amount)) == amount


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12", 1_200),
        ("12.5", 1_250),
        (".50", 50),
        ("-3.00", -300),
        ("0", 0),
        ("100.", 10_000),
        (" 7.25 ", 725),
        ("12.500", 1_250),
        ("-0.05", -5),
    ],
)
def test_it_reads_decimal_dollars(text: str, cents: int) -> None:
    assert parse_dollars(text) == cents


@pytest.mark.parametrize(
    "text", ["", ".", "-", "1,000.00", "$5", "1.005", "1e3", "12.5.0", "+4", "--1", "٣", "1 0", "NaN"]
)
def test_it_reads_nothing_else_as_an_amount(text: str) -> None:
    assert parse_dollars(text) is None


@given(st.text(max_size=12))
def test_it_never_raises_on_a_text(text: str) -> None:
    found = parse_dollars(text)
    assert found is None or isinstance(found, int)


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (0, "$0.00"),
        (5, "$0.05"),
        (99_999, "$999.99"),
        (100_000, "$1,000.00"),
        (123_456_789, "$1,234,567.89"),
        (-5, "-$0.05"),
    ],
)
def test_it_writes_money_as_a_sentence_has_it(cents: int, words: str) -> None:
    assert money_words(cents) == words
