"""What is used and left of a family's figures, and what each line adds."""

import datetime as dt
from dataclasses import replace

import pytest

from plancore.benefits import Balances, Ceiling, Counting, Limit, LimitPer, LimitUnit, Terms
from plancore.benefits.balances import DEDUCTIBLE, LIFETIME, MAXIMUM, months_before
from plancore.benefits.cost_share import UNLIMITED
from plancore.claims.tests.worlds import design

TERMS = design().terms[0]
DAY = dt.date(2026, 3, 2)
CEILING = Ceiling(counting=Counting.EMBEDDED, individual=500, family=1_000, pool="in")
LIMIT = Limit(id="l", title="Ten", unit=LimitUnit.VISITS, amount=10, categories=frozenset({"visit"}))


def _with(ceiling: Ceiling, other: Ceiling, kind: str = DEDUCTIBLE) -> Terms:
    """Terms whose two tiers have these figures."""
    first, second = TERMS.tiers
    if kind == DEDUCTIBLE:
        tiers = (replace(first, deductible=ceiling), replace(second, deductible=other))
    else:
        tiers = (replace(first, out_of_pocket=ceiling), replace(second, out_of_pocket=other))
    return replace(TERMS, tiers=tiers)


def test_it_leaves_the_lesser_of_the_persons_and_the_familys() -> None:
    used = {(DEDUCTIBLE, "in", 2026, "01"): 100, (DEDUCTIBLE, "in", 2026, ""): 700}
    assert Balances(used).ceiling_left(DEDUCTIBLE, CEILING, 2026, "01") == 300
    assert Balances(used).ceiling_left(DEDUCTIBLE, CEILING, 2026, "02") == 300
    assert (
        Balances({**used, (DEDUCTIBLE, "in", 2026, ""): 100}).ceiling_left(DEDUCTIBLE, CEILING, 2026, "01")
        == 400
    )
    assert Balances(used).ceiling_left(DEDUCTIBLE, CEILING, 2025, "01") == 500
    assert Balances(used).ceiling_left(DEDUCTIBLE, None, 2026, "01") == UNLIMITED


def test_it_never_leaves_less_than_nothing() -> None:
    used = {(DEDUCTIBLE, "in", 2026, "01"): 600}
    assert Balances(used).ceiling_left(DEDUCTIBLE, CEILING, 2026, "01") == 0


def test_it_leaves_the_family_out_for_self_only_coverage() -> None:
    used = {(DEDUCTIBLE, "in", 2026, ""): 900}
    assert Balances(used, self_only=True).ceiling_left(DEDUCTIBLE, CEILING, 2026, "01") == 500
    alone = replace(CEILING, counting=Counting.AGGREGATE)
    assert Balances(used, self_only=True).ceiling_left(DEDUCTIBLE, alone, 2026, "01") == 500
    assert Balances(used).ceiling_left(DEDUCTIBLE, alone, 2026, "01") == 100


def test_it_has_no_deductible_room_where_the_tier_has_none() -> None:
    tier = replace(TERMS.tiers[0], deductible=None, out_of_pocket=None)
    room = Balances({}).room(tier, 2026, "01")
    assert (room.deductible, room.maximum) == (0, UNLIMITED)


def test_it_counts_for_the_person_and_the_family() -> None:
    balances = Balances({})
    terms = _with(CEILING, CEILING)
    moved = balances.count(DEDUCTIBLE, CEILING, terms, "01", 1)
    assert moved == [((DEDUCTIBLE, "in", 2026, "01"), 1), ((DEDUCTIBLE, "in", 2026, ""), 1)]
    balances.count(DEDUCTIBLE, CEILING, terms, "01", 40)
    balances.count(DEDUCTIBLE, CEILING, terms, "02", 50)
    assert balances.used(DEDUCTIBLE, "in", 2026, "01") == 41
    assert balances.used(DEDUCTIBLE, "in", 2026, "") == 91
    assert balances.used(DEDUCTIBLE, "in", 2026, "03") == 0


@pytest.mark.parametrize(("ceiling", "amount"), [(None, 100), (CEILING, 0), (CEILING, -5)])
def test_it_counts_nothing_where_there_is_nothing_to_count(ceiling: Ceiling | None, amount: int) -> None:
    assert Balances({}).count(DEDUCTIBLE, ceiling, TERMS, "01", amount) == []


@pytest.mark.parametrize("kind", [DEDUCTIBLE, MAXIMUM])
def test_it_counts_to_a_further_pool_what_that_one_still_holds(kind: str) -> None:
    first = replace(CEILING, also_to=("out",))
    terms = _with(first, Ceiling(counting=Counting.EMBEDDED, individual=30, family=45, pool="out"), kind)
    balances = Balances({})
    further = [
        [
            (key[3], amount)
            for key, amount in balances.count(kind, first, terms, person, 25)
            if key[1] == "out"
        ]
        for person in ("01", "01", "02", "03")
    ]
    assert further == [[("01", 25), ("", 25)], [("01", 5), ("", 5)], [("02", 15), ("", 15)], []]
    assert balances.used(kind, "in", 2026, "01") == 50


def test_it_counts_limits_for_the_person_alone_by_year_or_ever() -> None:
    balances = Balances({})
    assert balances.count_limit(LIMIT, 2026, "01", DAY, 1) == (("limit:l", "all", 2026, "01"), 1)
    balances.count_limit(LIMIT, 2026, "01", DAY, 2)
    assert balances.limit_left(LIMIT, 2026, "01", DAY) == 7
    assert balances.limit_left(LIMIT, 2027, "01", DAY) == balances.limit_left(LIMIT, 2026, "02", DAY) == 10
    ever = replace(LIMIT, id="e", per=LimitPer.LIFETIME)
    balances.count_limit(ever, 2026, "01", DAY, 11)
    assert balances.limit_left(ever, 2027, "01", DAY) == 0
    assert balances.used("limit:e", "all", LIFETIME, "01") == 11
    assert LIFETIME == 0


def test_it_counts_a_calendar_year_by_the_day_and_not_by_the_benefit_year() -> None:
    balances, limit = Balances({}), replace(LIMIT, per=LimitPer.CALENDAR_YEAR)
    balances.count_limit(limit, 2025, "01", dt.date(2026, 1, 1), 4)
    assert balances.limit_left(limit, 2025, "01", dt.date(2026, 6, 30)) == 6
    assert balances.limit_left(limit, 2025, "01", dt.date(2025, 12, 31)) == 10


@pytest.mark.parametrize(
    ("used_on", "day", "left"),
    [
        ([dt.date(2025, 3, 2)], dt.date(2026, 3, 1), 9),
        ([dt.date(2025, 3, 2)], dt.date(2026, 3, 2), 10),
        ([dt.date(2026, 3, 2)], dt.date(2025, 3, 3), 9),
        ([dt.date(2026, 3, 3)], dt.date(2025, 3, 3), 10),
        ([dt.date(2025, 1, 1), dt.date(2026, 6, 1)], dt.date(2025, 12, 31), 9),
        ([dt.date(2025, 1, 2), dt.date(2025, 12, 30)], dt.date(2025, 12, 31), 8),
    ],
)
def test_it_counts_any_stretch_of_months_that_holds_the_day(
    used_on: list[dt.date], day: dt.date, left: int
) -> None:
    balances, limit = Balances({}), replace(LIMIT, per=LimitPer.ROLLING, months=12)
    for one in used_on:
        assert balances.count_limit(limit, 2026, "01", one, 1)[0] == (
            "limit:l",
            one.isoformat(),
            one.year,
            "01",
        )
    assert balances.limit_left(limit, 2026, "01", day) == left
    assert balances.limit_left(limit, 2026, "02", day) == 10


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (dt.date(2026, 3, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2024, 2, 29), 12, dt.date(2023, 2, 28)),
        (dt.date(2026, 1, 15), 1, dt.date(2025, 12, 15)),
        (dt.date(2026, 12, 31), 24, dt.date(2024, 12, 31)),
        (dt.date(2026, 1, 31), 2, dt.date(2025, 11, 30)),
    ],
)
def test_it_goes_back_by_months(day: dt.date, months: int, earlier: dt.date) -> None:
    assert months_before(day, months) == earlier


def test_it_counts_the_last_cent_that_a_further_pool_holds() -> None:
    other = replace(CEILING, pool="out", individual=1, family=None)
    moved = Balances({}).count(
        DEDUCTIBLE, replace(CEILING, also_to=("out",)), _with(CEILING, other), "01", 300
    )
    assert ((DEDUCTIBLE, "out", 2026, "01"), 1) in moved
