"""What other procedures of a day take off: by family, part and unit, whatever the order of the lines."""

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal

import pytest

from plancore.claims import Contract, Rbrvs, Reductions, adjudicate
from plancore.claims.contract_terms import Term, When
from plancore.claims.decision import Decision
from plancore.claims.snapshot import Component
from plancore.claims.tests import worlds
from plancore.codes import GpciTable, PlaceKey, RelativeValues, Release
from plancore.kernel import Period

PLACE = PlaceKey("10112", "00")
RELEASE = Release("test", worlds.DAY)
CODES = ("T1015", "G0260", "J3301")
PRICES = {"T1015": 10_000, "G0260": 20_000, "J3301": 3_000}


def _row(multiple: str, base: str = "", work: int = 100, expense: int = 100, parts: str = "1") -> str:
    numbers = ["A", str(work), str(expense), str(expense), "0", "10000", "0", "0", "0", "0", "0"]
    return "\t".join([*numbers, parts, "XXX", multiple, "0", "0", "0", "0", base])


def _decided(
    rows: dict[str, str], *services: tuple[str, int], contract: Contract | None = None, charge: int = 90_000
) -> Decision:
    tables = replace(
        worlds.TABLES,
        relative_values=RelativeValues(RELEASE, lambda: rows),
        gpci=GpciTable(RELEASE, lambda: {"10112 00": "AL\tAlabama\t1000\t3000\t1000"}),
    )
    lines = [
        worlds.line(number, code, charge, units=Decimal(units))
        for number, (code, units) in enumerate(services, start=1)
    ]
    provider = replace(worlds.practice(), contracts=(contract or _contract(),))
    return adjudicate(worlds.claim(*lines), worlds.snapshot(provider=provider, codes=tables))


def _contract(**parts: object) -> Contract:
    contract = Contract(
        network="ppo",
        period=worlds.EVER,
        fee_schedule=worlds.schedule(PRICES),
        reductions=Reductions(),
    )
    return replace(contract, **parts)  # type: ignore[arg-type]


def _allowed(decision: Decision) -> list[int]:
    return [line.allowed for line in decision.lines]


def test_it_takes_the_bases_price_off_at_the_terms_percentage() -> None:
    """Two scopes of the base J3301, at twice the schedule: 400.00 whole, 200.00 - 60.00."""
    rows = {"T1015": _row("3", "J3301"), "G0260": _row("3", "J3301")}
    term = Term(id="twice", period=worlds.EVER, when=When(), covers=When(), schedule=20_000)
    decision = _decided(rows, ("T1015", 1), ("G0260", 1), contract=_contract(terms=(term,)))
    assert _allowed(decision) == [14_000, 40_000]


def test_it_never_takes_more_off_a_scope_than_its_price() -> None:
    rows = {"J3301": _row("3", "T1015"), "G0260": _row("3", "T1015")}
    assert _allowed(_decided(rows, ("J3301", 1), ("G0260", 1))) == [0, 20_000]


def test_it_ranks_a_base_that_names_itself_as_surgery() -> None:
    rows = {"T1015": _row("3", "T1015"), "G0260": _row("3", "G0260")}
    assert _allowed(_decided(rows, ("T1015", 1), ("G0260", 1))) == [5_000, 20_000]


def test_it_weighs_parts_by_the_place_where_the_contract_prices_by_relative_values() -> None:
    """Work 1 and expense 1 at three times: three quarters of 4.00 are expense, halved on the second unit."""
    rows = {"T1015": _row("5", parts="7")}
    by_values = _contract(
        fee_schedule=worlds.schedule({}), rbrvs=Rbrvs(place=PLACE, conversion_factor=10_000)
    )
    assert _allowed(_decided(rows, ("T1015", 2), contract=by_values)) == [400 + 250]
    assert _allowed(_decided(rows, ("T1015", 2))) == [10_000 + 7_500], "a schedule: half is expense"


def test_it_weighs_work_expense_and_malpractice_evenly_where_the_contract_has_a_schedule() -> None:
    """Work 1, expense 2, malpractice 5: of 10,000.00 a quarter is expense, of which half is taken."""
    row = _row("5", work=100, expense=200, parts="7").split("\t")
    rows = {"T1015": "\t".join([*row[:4], "500", *row[5:]])}
    dear = _contract(fee_schedule=worlds.schedule({"T1015": 1_000_000}))
    allowed = _allowed(_decided(rows, ("T1015", 2), contract=dear, charge=9_000_000))
    assert allowed == [1_000_000 + 875_000]


def test_it_leaves_the_dearest_unit_whole_not_the_dearest_line() -> None:
    """Ten units of 30.00 are more than one of 200.00, whose expense is the dearest all the same."""
    rows = {code: _row("5", parts="7") for code in CODES}
    decision = _decided(rows, ("J3301", 10), ("G0260", 1))
    assert _allowed(decision) == [30_000 - 10 * 750, 20_000]


def test_it_holds_the_reduced_amount_to_the_charge_not_before() -> None:
    rows = {code: _row("7", parts="3") for code in CODES}
    decision = _decided(rows, ("T1015", 1), ("G0260", 1), charge=9_000)
    assert _allowed(decision) == [8_000, 9_000], "80 percent of 100.00 is below the charge of 90.00"


@pytest.mark.parametrize("period", [Period(worlds.DAY), Period(worlds.DAY + dt.timedelta(days=1))])
def test_it_takes_the_factor_of_the_day(period: Period) -> None:
    rows = {code: _row("6", parts="3") for code in CODES}
    factors = Reductions(components=(Component("6", "technical", 4_000, period),))
    decision = _decided(rows, ("T1015", 1), ("G0260", 1), contract=_contract(reductions=factors))
    assert _allowed(decision) == [4_000 if worlds.DAY in period else 10_000, 20_000]


def test_it_leaves_what_is_of_no_kind_alone() -> None:
    rows = {code: _row("0") for code in CODES}
    assert _allowed(_decided(rows, ("T1015", 3), ("G0260", 1), ("J3301", 1))) == [30_000, 20_000, 3_000]


def test_it_takes_nothing_off_without_reductions_in_the_contract() -> None:
    rows = {code: _row("7", parts="3") for code in CODES}
    decision = _decided(rows, ("T1015", 1), ("G0260", 1), contract=_contract(reductions=None))
    assert _allowed(decision) == [10_000, 20_000]


@pytest.mark.parametrize("seed", range(60))
def test_it_gives_the_same_amounts_in_any_order_of_lines(seed: int) -> None:
    """Any mix of kinds: each line between nothing and its price, one at least whole, and the order of lines
    says nothing."""
    chance = random.Random(seed)
    kinds = {code: chance.choice("0234567") for code in CODES}
    rows = {code: _row(kind, "T1015") for code, kind in kinds.items()}
    rows |= {f"{code} TC": _row("0", work=chance.randrange(100), expense=50) for code in CODES}
    services = [(code, chance.choice([1, 1, 2]) if kinds[code] == "5" else 1) for code in CODES]
    chance.shuffle(services)
    decision = _decided(rows, *services)
    first = {line.procedure: line.allowed for line in decision.lines}
    again = {line.procedure: line.allowed for line in _decided(rows, *reversed(services)).lines}
    assert first == again
    whole = {code: PRICES[code] * units for code, units in services}
    assert all(0 <= first[code] <= whole[code] for code in CODES)
    assert any(first[code] == whole[code] for code in CODES) or max(units for _, units in services) > 1
    reduced = {line.procedure for line in decision.lines if "59" in {one.carc for one in line.adjustments}}
    assert reduced == {code for code in CODES if first[code] < whole[code]}
