"""No limit is ever passed, whatever it counts, over which time, and in whatever order claims come in."""

import calendar
import datetime as dt
from collections import defaultdict
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from plancore.benefits import PlanDesign
from plancore.claims import PriorLine, adjudicate
from plancore.claims.tests import worlds

PRICE = 2_500
"""Cents a unit."""

NEW_YEAR = dt.date(2026, 1, 1)
PERIODS = ("benefit_year", "calendar_year", "lifetime", "rolling")

limits = st.fixed_dictionaries(
    {
        "counts": st.sampled_from(["visits", "units", "dollars", "days"]),
        "amount": st.integers(1, 12),
        "per": st.sampled_from(PERIODS),
        "months": st.integers(1, 6),
    }
)
claims = st.lists(
    st.tuples(st.sampled_from(["01", "02"]), st.integers(0, 330), st.integers(1, 6), st.integers(0, 3)),
    min_size=1,
    max_size=12,
    unique_by=lambda one: one[:2],
)
"""Person, day of the year, units, further days of the same line; in any order."""


def design(limit: dict[str, Any]) -> PlanDesign:
    written = {"id": "most", "title": "The most", "categories": ["all"], "unit": limit["counts"]}
    written["amount"] = f"${limit['amount'] * 25}.00" if limit["counts"] == "dollars" else limit["amount"]
    written["per"] = f"{limit['months']} months" if limit["per"] == "rolling" else limit["per"]
    return worlds.design(
        worlds.plan_document(
            categories=[{"id": "all", "title": "All", "share": {"in": "no charge", "out": "not covered"}}],
            limits=[written],
        )
    )


def used(limit: dict[str, Any], paid: int, price: int, days: int) -> int:
    """What a line used at least, from what was paid for it alone."""
    if limit["counts"] == "dollars":
        return paid
    if limit["counts"] == "units":
        return paid // PRICE
    if limit["counts"] == "days":
        return -(-paid * days // price)
    return 1 if paid else 0


def back(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier, the month's last day where there is none."""
    place = day.year * 12 + day.month - 1 - months
    year, month = place // 12, place % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def most_in_any_period(limit: dict[str, Any], by_day: dict[dt.date, int]) -> int:
    if limit["per"] != "rolling":
        return sum(by_day.values())
    return max(
        sum(amount for day, amount in by_day.items() if back(end, limit["months"]) < day <= end)
        for end in by_day
    )


@settings(max_examples=150, deadline=None)
@given(limits, claims)
def test_it_never_passes_a_limit(limit: dict[str, Any], happened: list[tuple[str, int, int, int]]) -> None:
    plans = {"test-plan": design(limit)}
    balances: dict[tuple[str, str, int, str], int] = {}
    history: tuple[PriorLine, ...] = ()
    by_person: dict[str, dict[dt.date, int]] = defaultdict(lambda: defaultdict(int))
    for number, (person, at, units, more) in enumerate(happened):
        day = NEW_YEAR + dt.timedelta(days=at)
        until = day + dt.timedelta(days=more if limit["counts"] == "days" else 0)
        line = worlds.line(
            1, "T1015", PRICE * units, units=Decimal(units), service_from=day, service_to=until
        )
        world = worlds.snapshot(
            member=worlds.member(person),
            provider=worlds.practice({"T1015": PRICE}),
            plans=plans,
            balances=balances,
            history=history,
            received_on=until + dt.timedelta(days=1),
        )
        submitted = worlds.claim(line, person=person)
        decision = adjudicate(submitted, world)
        paid = decision.lines[0].paid
        assert paid <= PRICE * units
        by_person[person][day] += used(limit, paid, PRICE * units, more + 1)
        balances = worlds.after(balances, decision)
        history += worlds.prior_lines(submitted, decision, f"C{number}")
    most = limit["amount"] * (2_500 if limit["counts"] == "dollars" else 1)
    assert all(most_in_any_period(limit, by_day) <= most for by_day in by_person.values())
