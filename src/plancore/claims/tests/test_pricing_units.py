"""Months of rent, the ZIP of pickup: what is counted and what is not."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from plancore.claims.contract_terms import Equipment
from plancore.claims.pricing_units import equipment, pickup_zip, rental_month
from plancore.claims.snapshot import PriorLine
from plancore.claims.tests import worlds
from plancore.claims.types import Address, Provider, ServiceLine
from plancore.claims.work import ClaimWork, verdict

BED = "E0260"
FIRST = dt.date(2026, 1, 5)


def rented(number: int, day: dt.date, code: str = BED, *modifiers: str) -> ServiceLine:
    return worlds.line(number, code, 20_000, day=day, modifiers=modifiers or ("RR",))


def work_on(*lines: ServiceLine, history: Sequence[PriorLine] = (), **claim: Any) -> ClaimWork:
    return ClaimWork(worlds.claim(*lines, **claim), worlds.snapshot(history=tuple(history)))


def month_of(*lines: ServiceLine, history: Sequence[PriorLine] = ()) -> int:
    """The month of rent of the last line."""
    work = work_on(*lines, history=history)
    return rental_month(work, work.lines[-1])


PRIOR = PriorLine(
    claim="C1",
    person="01",
    billing_npi=worlds.NPI,
    procedure=BED,
    modifiers=("RR",),
    units="1",
    service_from=FIRST,
    service_to=FIRST,
    charge=20_000,
    allowed=20_000,
    paid=20_000,
    state="processed",
)


def test_it_counts_a_month_of_rent_on_an_earlier_claim() -> None:
    assert month_of(rented(1, worlds.DAY)) == 1
    assert month_of(rented(1, worlds.DAY), history=[PRIOR]) == 2
    assert month_of(rented(1, worlds.DAY), history=[PRIOR, PRIOR]) == 3


@pytest.mark.parametrize(
    "other",
    [
        {"person": "02"},
        {"procedure": "E0601"},
        {"modifiers": ("NU",)},
        {"service_from": worlds.DAY},
        {"service_from": worlds.DAY + dt.timedelta(days=1)},
        {"state": "voided"},
        {"denied": True},
    ],
    ids=["another person", "another thing", "bought", "the same day", "later", "voided", "denied"],
)
def test_it_counts_no_month_that_is_none_of_this_rent(other: dict[str, Any]) -> None:
    assert month_of(rented(1, worlds.DAY), history=[replace(PRIOR, **other)]) == 1


def test_it_counts_the_months_of_earlier_lines_of_the_claim() -> None:
    days = [FIRST, dt.date(2026, 2, 5), worlds.DAY]
    assert month_of(*(rented(number, day) for number, day in enumerate(days, start=1))) == 3


@pytest.mark.parametrize(
    "other",
    [rented(1, FIRST, "E0601"), rented(1, FIRST, BED, "NU"), rented(1, worlds.DAY)],
    ids=["another thing", "bought", "the same day"],
)
def test_it_counts_no_line_that_is_none_of_this_rent(other: ServiceLine) -> None:
    assert month_of(other, rented(2, worlds.DAY)) == 1


def test_it_counts_no_line_that_is_denied() -> None:
    work = work_on(rented(1, FIRST), rented(2, worlds.DAY))
    work.deny(work.lines[0], verdict("edit.timely_filing"))
    assert rental_month(work, work.lines[1]) == 1


@pytest.mark.parametrize(
    ("modifiers", "month"),
    [(("RR", "KH"), 1), (("RR", "KI"), 2), (("RR", "KJ"), 4), (("RR", "KI", "KJ"), 4)],
    ids=lambda one: "-".join(one) if isinstance(one, tuple) else str(one),
)
def test_it_is_at_least_the_month_that_the_modifier_says(modifiers: tuple[str, ...], month: int) -> None:
    assert month_of(rented(1, worlds.DAY, BED, *modifiers)) == month


def test_it_believes_the_count_where_the_modifier_says_less() -> None:
    assert month_of(rented(1, worlds.DAY, BED, "RR", "KH"), history=[PRIOR] * 4) == 5


def test_it_pays_no_rent_after_the_last_month_and_says_how_many_there_were() -> None:
    terms = Equipment(prices=((BED, 120_000),), rent=((3, 1_000), (13, 750)))
    work = work_on(rented(1, worlds.DAY), history=[PRIOR] * 12)
    assert equipment(work, terms, work.lines[0]) == 9_000
    work = work_on(rented(1, worlds.DAY), history=[PRIOR] * 13)
    assert equipment(work, terms, work.lines[0]) == 0
    assert work.lines[0].denial is not None
    assert work.lines[0].denial.params == {"months": "13"}


def test_it_takes_five_digits_of_the_place_of_service_or_of_the_suppliers_address() -> None:
    here = Address(postal_code="041011234")
    billing = Provider(npi=worlds.NPI, tax_id=worlds.TAX_ID, address=here)
    assert pickup_zip(work_on(worlds.line(), billing=billing)) == "04101"
    there = Provider(npi="", address=Address(postal_code="046099876"))
    assert pickup_zip(work_on(worlds.line(), billing=billing, service_facility=there)) == "04609"
