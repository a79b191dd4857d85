"""Form fields that take what people type."""

from datetime import date

import pytest
from django import forms

from payerport.web.fields import DayField, MoneyField
from payerport.web.formatting import MINUS


@pytest.mark.parametrize(
    "typed", ["3/2/1985", "03/02/1985", "03021985", "1985-03-02", " 03-02-1985 ", "03.02.1985"]
)
def test_it_takes_a_day_the_way_it_is_typed(typed: str) -> None:
    assert DayField().clean(typed) == date(1985, 3, 2)


@pytest.mark.parametrize("typed", ["soon", "02/30/1985", "13131985", "1985"])
def test_it_refuses_what_is_no_day_with_an_example_of_right(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="for example 03/02/1985"):
        DayField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "cents"), [("12", 1200), ("$1,234.5", 123_450), (".05", 5), (" 7.00 ", 700), ("", None)]
)
def test_it_takes_an_amount_as_cents(typed: str, cents: int | None) -> None:
    assert MoneyField(required=False).clean(typed) == cents


@pytest.mark.parametrize("typed", ["a lot", "1.234", "1e3", "12 34"])
def test_it_refuses_what_is_no_amount(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="amount in dollars"):
        MoneyField().clean(typed)


@pytest.mark.parametrize("typed", ["-1", f"{MINUS}3.50"])
def test_it_refuses_an_amount_below_zero(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="zero or more"):
        MoneyField().clean(typed)


def test_it_shows_cents_as_dollars_and_keeps_what_was_typed() -> None:
    assert MoneyField().prepare_value(123_450) == "1234.50"
    assert MoneyField().prepare_value("a lot") == "a lot"
