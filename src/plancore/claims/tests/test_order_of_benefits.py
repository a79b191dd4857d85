"""Who pays first is settled by the first rule that can, and left open where facts are missing."""

import datetime as dt
from dataclasses import replace

import pytest

from plancore.claims.order_of_benefits import (
    Custody,
    First,
    MedicareFacts,
    MedicareReason,
    Order,
    PlanFacts,
    Status,
    order,
    with_medicare,
)

HOLDER = PlanFacts(is_holder=True, since=dt.date(2020, 1, 1))
CHILD = PlanFacts(is_holder=False, since=dt.date(2020, 1, 1), holder_birth_date=dt.date(1990, 3, 5))
_OPPOSITE = {First.OURS: First.OTHER, First.OTHER: First.OURS, First.OPEN: First.OPEN}


def _order(ours: PlanFacts, other: PlanFacts, *, is_child: bool = False) -> Order:
    """The order, which must be the opposite seen from the other plan."""
    found = order(ours, other, is_child=is_child)
    assert order(other, ours, is_child=is_child).first is _OPPOSITE[found.first]
    return found


def test_it_puts_the_holder_before_the_dependent() -> None:
    assert _order(HOLDER, replace(HOLDER, is_holder=False, since=dt.date(2000, 1, 1))).first is First.OURS


@pytest.mark.parametrize(
    ("birthday", "first"),
    [
        (dt.date(1970, 3, 4), First.OTHER),
        (dt.date(1995, 3, 6), First.OURS),
        (dt.date(1970, 12, 31), First.OURS),
    ],
    ids=["a day earlier in the year", "a day later", "older, but later in the year"],
)
def test_it_goes_by_the_birthday_in_the_year_and_not_by_age(birthday: dt.date, first: First) -> None:
    assert _order(CHILD, replace(CHILD, holder_birth_date=birthday), is_child=True).first is first


def test_it_goes_by_the_longer_coverage_on_the_same_birthday() -> None:
    longer = replace(CHILD, holder_birth_date=dt.date(1988, 3, 5), since=dt.date(2019, 1, 1))
    assert _order(CHILD, longer, is_child=True).first is First.OTHER


def test_it_goes_by_custody_when_parents_live_apart() -> None:
    custodial = replace(CHILD, custody=Custody.CUSTODIAL, holder_birth_date=dt.date(1990, 12, 1))
    other_parent = replace(CHILD, custody=Custody.OTHER_PARENT, holder_birth_date=dt.date(1990, 1, 1))
    assert _order(custodial, other_parent, is_child=True).first is First.OURS
    ordered = replace(other_parent, custody=Custody.COURT_ORDER)
    assert _order(custodial, ordered, is_child=True).first is First.OTHER


def test_it_puts_active_work_before_retirement_and_continuation_last() -> None:
    retired = replace(HOLDER, status=Status.RETIRED, since=dt.date(1990, 1, 1))
    assert _order(HOLDER, retired).first is First.OURS
    assert _order(retired, replace(HOLDER, status=Status.CONTINUATION)).first is First.OURS


def test_it_leaves_open_what_the_facts_do_not_settle() -> None:
    assert _order(HOLDER, HOLDER).first is First.OPEN
    assert _order(HOLDER, replace(HOLDER, since=None)).first is First.OPEN
    assert _order(CHILD, replace(CHILD, holder_birth_date=None), is_child=True).first is First.OPEN
    assert _order(CHILD, replace(CHILD, custody=Custody.CUSTODIAL), is_child=True).first is First.OPEN


@pytest.mark.parametrize(
    ("reason", "employees", "works", "first"),
    [
        (MedicareReason.AGE, 20, True, First.OURS),
        (MedicareReason.AGE, 19, True, First.OTHER),
        (MedicareReason.AGE, 500, False, First.OTHER),
        (MedicareReason.DISABILITY, 100, True, First.OURS),
        (MedicareReason.DISABILITY, 99, True, First.OTHER),
        (MedicareReason.AGE, None, True, First.OPEN),
        (MedicareReason.AGE, 20, None, First.OPEN),
    ],
)
def test_it_orders_medicare_by_the_employer(
    reason: MedicareReason, employees: int | None, works: bool | None, first: First
) -> None:
    facts = MedicareFacts(reason=reason, employees=employees, is_current_employment=works)
    assert with_medicare(facts, dt.date(2026, 3, 2)).first is first


@pytest.mark.parametrize(
    ("day", "first"), [(dt.date(2026, 6, 30), First.OURS), (dt.date(2026, 7, 1), First.OTHER)]
)
def test_it_counts_thirty_months_of_renal_disease(day: dt.date, first: First) -> None:
    facts = MedicareFacts(reason=MedicareReason.RENAL, renal_since=dt.date(2024, 1, 1))
    assert with_medicare(facts, day).first is first
    assert with_medicare(replace(facts, renal_since=None), day).first is First.OPEN
