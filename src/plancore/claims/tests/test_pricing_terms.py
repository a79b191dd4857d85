"""What holds for every contract: sums are exact, charges raise no price, more units cost no less."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancore.claims import Contract, Decision, adjudicate
from plancore.claims.contract_reading import read_contract
from plancore.claims.grouper import grouped
from plancore.claims.pricing_facility import shared_out
from plancore.claims.tests import worlds
from plancore.claims.types import ClaimForm, ClaimSubmission, Institutional

MANY = settings(max_examples=60, deadline=None)
CHARGES = st.lists(st.integers(0, 900_000), min_size=1, max_size=6)

METHODS: dict[str, dict[str, Any]] = {
    "case": {"case_rate": "$900.00"},
    "day": {"per_diem": {"levels": [{"revenue_codes": ["0120"], "days": [{"each": "$700.00"}]}]}},
    "group": {"drg": {"base": "$5000.00", "weights": [{"drg": "470", "weight": "1.25"}]}},
    "schedule": {"schedule": "100%"},
}


def contract(term: dict[str, Any], *, lesser_of: bool = True) -> Contract:
    """A contract of one term."""
    parts, findings = read_contract({"terms": [{"id": "one", **term}]})
    assert findings == ()
    prices = worlds.schedule({"T1015": 12_500, "G0260": 40_000, "J3301": 2_000})
    return Contract(
        network="ppo", period=worlds.EVER, fee_schedule=prices, terms=parts.terms, lesser_of=lesser_of
    )


def stay(charges: list[int], drg: str = "470") -> ClaimSubmission:
    """A stay with a room line and others beside it."""
    codes = ("", "T1015", "G0260", "J3301")
    lines = tuple(
        worlds.line(
            number, codes[min(number - 1, 3)], charge, revenue_code="0120" if number == 1 else f"025{number}"
        )
        for number, charge in enumerate(charges, start=1)
    )
    return worlds.claim(
        *lines,
        form=ClaimForm.INSTITUTIONAL,
        facility_code="11",
        institutional=Institutional(diagnosis_related_group=drg),
        statement_from=worlds.DAY,
        statement_to=worlds.DAY + dt.timedelta(days=3),
    )


def decide(submitted: ClaimSubmission, terms: Contract) -> Decision:
    """The decision by this contract."""
    provider = replace(worlds.practice(), contracts=(terms,))
    return adjudicate(submitted, worlds.snapshot(provider=provider, codes=worlds.TABLES))


@MANY
@given(st.integers(0, 10_000_000), CHARGES)
def test_it_shares_an_amount_out_to_the_cent(amount: int, charges: list[int]) -> None:
    parts = shared_out(amount, charges)
    assert sum(parts) == amount
    assert len(parts) == len(charges)
    total = sum(charges)
    for part, charge in zip(parts, charges, strict=True):
        assert part >= 0
        if total:
            assert abs(part * total - amount * charge) < total


@pytest.mark.parametrize(
    ("amount", "charges", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (101, [1, 1, 1], [34, 34, 33]),
        (100, [0, 0], [100, 0]),
        (100, [0, 1], [0, 100]),
        (10, [1, 5], [2, 8]),
        (7, [3], [7]),
    ],
)
def test_it_gives_the_cents_that_are_left_to_the_largest_remainders(
    amount: int, charges: list[int], parts: list[int]
) -> None:
    assert shared_out(amount, charges) == parts


@pytest.mark.parametrize("method", ["case", "day", "group"])
@MANY
@given(charges=st.lists(st.integers(1, 900_000), min_size=1, max_size=4))
def test_it_allows_a_whole_claim_no_more_than_its_charges_and_no_more_than_its_price(
    method: str, charges: list[int]
) -> None:
    decision = decide(stay(charges), contract(METHODS[method]))
    assert decision.pends == ()
    price = {"case": 90_000, "day": 70_000, "group": 625_000}[method]
    assert decision.allowed == min(price, sum(charges))
    assert all(line.allowed <= line.charge for line in decision.lines)


@pytest.mark.parametrize("method", ["case", "day", "group", "schedule"])
@MANY
@given(more=st.integers(0, 900_000), which=st.integers(0, 2))
def test_it_pays_no_more_when_a_charge_is_raised(method: str, more: int, which: int) -> None:
    charges = [700_000, 300_000, 400_000]
    if method == "schedule":
        charges = charges[:2]
    raised = [charge + (more if place == which % len(charges) else 0) for place, charge in enumerate(charges)]

    def outcome(given: list[int]) -> tuple[int, int]:
        terms = contract(METHODS[method], lesser_of=False)
        if method == "schedule":
            lines = [
                worlds.line(number, ("G0260", "J3301")[number - 1], charge)
                for number, charge in enumerate(given, 1)
            ]
            found = decide(worlds.claim(*lines), terms)
        else:
            found = decide(stay(given), terms)
        assert found.pends == ()
        return found.allowed, found.paid if method == "schedule" else 0

    assert outcome(raised) == outcome(charges)


UNIT_TERMS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "drugs": ({"drugs": {"rates": {"G0260": "$1.2345"}}}, {}),
    "miles": ({"ambulance": {"bases": {"T1015": "$1.00"}, "miles": {"G0260": "$8.9412"}}}, {}),
    "minutes": (
        {"anesthesia": {"factor": "$22.0512", "base_units": [{"codes": ["G0260"], "units": 5}]}},
        {"unit_basis": "MJ", "modifiers": ("AA",)},
    ),
    "rent": ({"equipment": {"prices": {"G0260": "$123.45"}}}, {"modifiers": ("RR",)}),
}


@pytest.mark.parametrize("method", UNIT_TERMS)
@MANY
@given(tenths=st.integers(1, 900), more=st.integers(0, 300))
def test_it_prices_more_units_no_lower(method: str, tenths: int, more: int) -> None:
    term, rest = UNIT_TERMS[method]
    known = worlds.TABLES.modifiers
    rows = {code: f"\t0\t{code}" for code in ("AA", "RR")}
    codes = replace(worlds.TABLES, modifiers=type(known)(known.release, lambda: rows, known._read))
    provider = replace(worlds.practice(), contracts=(contract(term),))

    def allowed(units: int) -> int:
        line = worlds.line(1, "G0260", 90_000_000, units=Decimal(units).scaleb(-1), **rest)
        decision = adjudicate(worlds.claim(line), worlds.snapshot(provider=provider, codes=codes))
        assert decision.pends == ()
        return decision.allowed

    assert 0 < allowed(tenths + 1) <= allowed(tenths + 1 + more)


def test_it_takes_the_group_of_the_plans_grouper_and_records_it() -> None:
    class Always:
        def group(self, claim: ClaimSubmission) -> str:
            return "470"

    submitted = stay([800_000], drg="999")
    terms = contract(METHODS["group"])
    provider = replace(worlds.practice(), contracts=(terms,))
    snapshot = grouped(submitted, worlds.snapshot(provider=provider), Always())
    assert adjudicate(submitted, snapshot).allowed == 625_000
    assert grouped(worlds.claim(), snapshot, Always()) is snapshot
    assert grouped(submitted, snapshot, None) is snapshot
    assert [one.reason for one in decide(submitted, terms).pends] == ["pend.pricing"]


@pytest.mark.parametrize(
    ("days", "amount"),
    [(1, 100_000), (2, 200_000), (3, 250_000), (5, 350_000), (6, 351_000)],
)
def test_it_pays_each_day_at_its_step(days: int, amount: int) -> None:
    steps = [
        {"through": 2, "each": "$1000.00"},
        {"through": 5, "each": "$500.00"},
        {"each": "$10.00"},
    ]
    terms = contract({"per_diem": {"levels": [{"revenue_codes": ["0120"], "days": steps}]}})
    line = worlds.line(1, "", 9_000_000, revenue_code="0120", units=Decimal(days))
    submitted = worlds.claim(line, form=ClaimForm.INSTITUTIONAL, institutional=Institutional())
    assert decide(submitted, terms).allowed == amount
    rooms = [
        worlds.line(number, "", 9_000_000 + number, revenue_code="0120", units=Decimal(1))
        for number in range(1, days + 1)
    ]
    apart = [replace(one, modifiers=("76",)) for one in rooms]
    codes = replace(
        worlds.TABLES,
        modifiers=type(worlds.TABLES.modifiers)(
            worlds.TABLES.modifiers.release, lambda: {"76": "\t0\tRepeat"}, worlds.TABLES.modifiers._read
        ),
    )
    provider = replace(worlds.practice(), contracts=(terms,))
    submitted = worlds.claim(*apart, form=ClaimForm.INSTITUTIONAL, institutional=Institutional())
    assert adjudicate(submitted, worlds.snapshot(provider=provider, codes=codes)).allowed == amount


def test_it_counts_a_stay_from_admission_when_that_is_within_the_statement() -> None:
    terms = contract(
        {
            "per_diem": {
                "count": "statement",
                "levels": [{"revenue_codes": ["0120"], "days": [{"each": "$100.00"}]}],
            }
        }
    )

    def allowed(admitted: int | None, first: int, last: int, status: str = "01") -> int:
        day = worlds.DAY
        line = worlds.line(1, "", 9_000_000, revenue_code="0120")
        submitted = worlds.claim(
            line,
            form=ClaimForm.INSTITUTIONAL,
            institutional=Institutional(
                admitted_on=None if admitted is None else day + dt.timedelta(days=admitted),
                patient_status=status,
            ),
            statement_from=day + dt.timedelta(days=first),
            statement_to=day + dt.timedelta(days=last),
        )
        return decide(submitted, terms).allowed

    assert allowed(0, 0, 4) == 40_000
    assert allowed(None, 0, 4) == 40_000
    assert allowed(-3, 0, 4) == 40_000
    assert allowed(1, 0, 4) == 30_000
    assert allowed(0, 0, 4, "30") == 50_000
    assert allowed(0, 0, 0) == 10_000
