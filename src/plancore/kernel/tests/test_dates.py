"""Periods count both ends; dates are read strictly."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancore.kernel import Period, parse_iso_date

DAYS = st.dates(min_value=dt.date(1900, 1, 2), max_value=dt.date(2199, 12, 30))
ONE_DAY = dt.timedelta(days=1)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(DAYS)
    end = draw(st.none() | st.dates(min_value=start, max_value=dt.date(2199, 12, 31)))
    return Period(start, end)


@given(periods())
def test_it_counts_both_ends(period: Period) -> None:
    assert period.start in period
    assert period.start - ONE_DAY not in period
    if period.end is not None:
        assert period.end in period
        assert period.end + ONE_DAY not in period


@given(DAYS)
def test_it_goes_on_when_it_is_open(start: dt.date) -> None:
    assert dt.date(9999, 12, 31) in Period(start)


@given(periods(), periods())
def test_it_overlaps_alike_from_both_sides(one: Period, other: Period) -> None:
    assert one.overlaps(other) == other.overlaps(one)


@given(periods(), periods(), DAYS)
def test_it_overlaps_whenever_a_day_is_in_both(one: Period, other: Period, day: dt.date) -> None:
    if day in one and day in other:
        assert one.overlaps(other)


@given(periods(), periods())
def test_it_overlaps_only_when_the_later_start_is_in_both(one: Period, other: Period) -> None:
    later = max(one.start, other.start)
    assert one.overlaps(other) == (later in one and later in other)


def test_it_does_not_overlap_the_day_after() -> None:
    year = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    assert not year.overlaps(Period(dt.date(2026, 1, 1)))
    assert year.overlaps(Period(dt.date(2025, 12, 31)))


@given(DAYS)
def test_it_refuses_an_end_before_the_start(start: dt.date) -> None:
    with pytest.raises(ValueError, match="ends on or after"):
        Period(start, start - ONE_DAY)


@given(DAYS)
def test_it_reads_a_date_in_both_forms(day: dt.date) -> None:
    assert parse_iso_date(day.isoformat()) == parse_iso_date(f"{day:%Y%m%d}") == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-02-30",
        "20261301",
        "2026-3-02",
        "03/02/2026",
        "2026-03-02T00:00",
        "202603",
        "٢٠٢٦٠٣٠٢",
        "2026_03_02",
    ],
)
def test_it_reads_nothing_else_as_a_date(text: str) -> None:
    assert parse_iso_date(text) is None


@given(st.text(max_size=12))
def test_it_never_raises_on_a_text(text: str) -> None:
    found = parse_iso_date(text)
    assert found is None or isinstance(found, dt.date)
