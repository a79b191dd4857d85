"""The table of prompt-pay terms is read as it is written, and what is wrong is said with its row."""

import datetime as dt
from fractions import Fraction

import pytest

from plancore.remittance.interest import interest, terms_for
from plancore.remittance.interest_table import read_terms

ROW = {
    "jurisdiction": "NY",
    "from": "2010-01-01",
    "to": "",
    "basis": "in_force",
    "door": "electronic",
    "days": "30",
    "rate": "12%",
    "divisor": "365",
    "least": "$2.00",
    "source": "NY Ins. Law 3224-a",
}


def test_it_reads_a_row() -> None:
    (terms,), findings = read_terms([ROW])
    assert findings == []
    assert (terms.days, terms.rate, terms.divisor, terms.least) == (30, 1_200, 365, 200)
    assert terms.electronic_only
    assert terms.period.end is None
    assert not terms.begins_with_period


def test_it_tells_the_first_day_by_law_from_a_day_on_which_terms_held_already() -> None:
    (terms,), _ = read_terms([ROW | {"basis": "law"}])
    assert terms.begins_with_period


def test_it_keeps_a_rate_of_thousandths_of_a_percent_exact() -> None:
    medicare = ROW | {"jurisdiction": "medicare", "door": "any", "rate": "4.625%", "least": "$0.00"}
    (terms,), _ = read_terms([medicare])
    assert terms.rate == Fraction(925, 2)
    late = interest(1_000_000, dt.date(2023, 1, 1), dt.date(2023, 2, 10), terms)
    assert (late.days, late.amount) == (10, 1_267), "10,000.00 x 0.04625 / 365 x 10 is 12.671..."


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("jurisdiction", ""),
        ("from", "2010-13-01"),
        ("to", "2009-12-31"),
        ("to", "soon"),
        ("basis", "perhaps"),
        ("door", "paper"),
        ("days", "thirty"),
        ("rate", "12"),
        ("divisor", "364"),
        ("least", "2.00"),
        ("source", ""),
    ],
)
def test_it_says_which_column_of_which_row_is_wrong(column: str, value: str) -> None:
    terms, findings = read_terms([ROW, ROW | {"jurisdiction": "XX", column: value}])
    assert len(terms) == 1
    assert [one.where for one in findings] == [f"row 2, {column}"]
    assert findings[0].mend


def test_it_refuses_two_rows_that_hold_on_one_day() -> None:
    _, findings = read_terms([ROW | {"to": "2020-12-31"}, ROW | {"from": "2020-12-31"}])
    assert [one.where for one in findings] == ["NY"]
    _, findings = read_terms(
        [ROW | {"to": "2020-12-30"}, ROW | {"from": "2020-12-31"}, ROW | {"door": "any"}]
    )
    assert findings == []


def test_it_takes_the_rate_of_the_day_of_receipt() -> None:
    table, _ = read_terms([ROW | {"to": "2020-12-31"}, ROW | {"from": "2021-01-01", "rate": "9%"}])
    for day, rate in ((dt.date(2020, 12, 31), 1_200), (dt.date(2021, 1, 1), 900)):
        found = terms_for(table, "NY", day, electronic=True)
        assert found is not None
        assert found.rate == rate
