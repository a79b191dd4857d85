"""What one person of a family sees of another."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payerport.registration.privacy import Facts, Sight, sight, years_old

TODAY = dt.date(2026, 3, 10)
PRIVATE_FROM = 13


def person(number: str, relationship: str, age: int, family: str = "1234567") -> Facts:
    """Somebody who became so old yesterday."""
    return Facts(family, number, relationship, TODAY.replace(year=TODAY.year - age) - dt.timedelta(days=1))


PARENT, SPOUSE = person("01", "18", 45), person("02", "01", 44)
SMALL, TEEN, GROWN = person("03", "19", 8), person("04", "19", 15), person("05", "19", 22)
FAMILY = (PARENT, SPOUSE, SMALL, TEEN, GROWN)


def sees(viewer: Facts, other: Facts, *, is_protected: bool = False) -> Sight:
    return sight(viewer, other, TODAY, PRIVATE_FROM, is_protected)


@pytest.mark.parametrize("viewer", [PARENT, SPOUSE])
def test_it_shows_parents_their_children_by_age(viewer: Facts) -> None:
    assert [sees(viewer, child) for child in (SMALL, TEEN, GROWN)] == [
        Sight.ALL,
        Sight.COVERAGE,
        Sight.NOTHING,
    ]


def test_it_shows_spouses_nothing_of_each_other() -> None:
    assert sees(PARENT, SPOUSE) is sees(SPOUSE, PARENT) is Sight.NOTHING


def test_it_shows_children_and_grown_children_themselves_alone() -> None:
    for viewer in (SMALL, TEEN, GROWN):
        assert [sees(viewer, one) is not Sight.NOTHING for one in FAMILY] == [one is viewer for one in FAMILY]


def test_it_shows_nobody_else_where_somebody_needs_protection() -> None:
    for viewer in FAMILY:
        shown = [one for one in FAMILY if sees(viewer, one, is_protected=True)]
        assert shown == [viewer]


def test_it_shows_nobody_of_another_family() -> None:
    assert sees(PARENT, person("03", "19", 8, family="7654321")) is Sight.NOTHING


PEOPLE = st.builds(
    person,
    st.sampled_from(["01", "02", "03"]),
    st.sampled_from(["18", "01", "19", "53", "G8"]),
    st.integers(0, 90),
    st.sampled_from(["1234567", "7654321"]),
)


@given(PEOPLE, PEOPLE)
def test_it_never_shows_an_adult_to_another(viewer: Facts, other: Facts) -> None:
    is_self = (viewer.family, viewer.person) == (other.family, other.person)
    if not is_self and years_old(other.birth_date, TODAY) >= 18:
        assert sees(viewer, other) is Sight.NOTHING


@given(st.integers(0, 17))
def test_it_changes_on_the_birthday(age: int) -> None:
    child = person("03", "19", age)
    wanted = Sight.COVERAGE if age >= PRIVATE_FROM else Sight.ALL
    assert sees(PARENT, child) is wanted
    grown = Facts("1234567", "03", "19", TODAY.replace(year=TODAY.year - 18))
    day_before = Facts("1234567", "03", "19", grown.birth_date + dt.timedelta(days=1))
    assert (sees(PARENT, grown), sees(PARENT, day_before)) == (Sight.NOTHING, Sight.COVERAGE)


def test_it_counts_a_leap_day_as_older_on_the_first_of_march() -> None:
    born = dt.date(2008, 2, 29)
    assert years_old(born, dt.date(2026, 2, 28)) == 17
    assert years_old(born, dt.date(2026, 3, 1)) == 18
