"""Prices by relative values as CMS's formula gives them, and what modifiers do to a price."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from plancore.claims import Contract, Rbrvs, Reductions, adjudicate
from plancore.claims.pricing_rbrvs import amount
from plancore.claims.tests import worlds
from plancore.codes import Gpci, GpciTable, PlaceKey, RelativeValue, RelativeValues, Release
from plancore.kernel import rounded

PLACE = PlaceKey("10112", "00")
RELEASE = Release("test", worlds.DAY)


def _value(**parts: int) -> RelativeValue:
    base = RelativeValues(
        RELEASE, lambda: {"X": "A\t0\t0\t0\t0\t323465\t0\t0\t0\t0\t0\t0\tXXX\t0\t0\t0\t0\t0\t"}
    )
    found = base.lookup("X")
    assert found is not None
    return replace(found, **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(("facility", "cents"), [(False, 10_073), (True, 7_483)])
def test_it_prices_the_published_example(facility: bool, cents: int) -> None:
    """RVU calculator guide: work 1.30, expense 1.26 / 0.55, malpractice 0.10; indices 1.000, .919, .799;
    39.69."""
    value = _value(
        work_hundredths=130,
        nonfacility_pe_hundredths=126,
        facility_pe_hundredths=55,
        malpractice_hundredths=10,
    )
    gpci = Gpci(PLACE, "AL", "Alabama", 1_000, 919, 799)
    exact = amount(value, gpci, 396_900, facility=facility)
    assert rounded(exact) == cents
    assert isinstance(exact, Fraction)


def _row(multiple: str = "0", bilateral: str = "0", assistant: str = "0", co_surgeon: str = "0") -> str:
    """100 work units of a hundredth and nothing else: one dollar at a factor of one."""
    numbers = ["A", "10000", "0", "0", "0", "10000", "0", "0", "0", "0", "0", "0", "000"]
    return "\t".join([*numbers, multiple, bilateral, assistant, co_surgeon, "0", ""])


TABLES = replace(
    worlds.TABLES,
    relative_values=RelativeValues(
        RELEASE,
        lambda: {"T1015": _row("2", "1", "2", "1"), "G0260": _row("2"), "J3301": _row("0", "0", "1", "0")},
    ),
    gpci=GpciTable(RELEASE, lambda: {"10112 00": "AL\tAlabama\t1000\t1000\t1000"}),
)


def _contract(reductions: Reductions | None = None, rbrvs: Rbrvs | None = None) -> Contract:
    prices = {"T1015": 10_000, "G0260": 20_000, "J3301": 3_000}
    return Contract(
        network="ppo",
        period=worlds.EVER,
        fee_schedule=worlds.schedule({} if rbrvs else prices),
        reductions=reductions,
        rbrvs=rbrvs,
    )


def _allowed(contract: Contract, *services: tuple[str, tuple[str, ...]]) -> list[int]:
    lines = [
        worlds.line(number, code, 90_000, modifiers=modifiers, units=Decimal(1))
        for number, (code, modifiers) in enumerate(services, start=1)
    ]
    provider = replace(worlds.practice(), contracts=(contract,))
    decision = adjudicate(worlds.claim(*lines), worlds.snapshot(provider=provider, codes=MODIFIERS))
    return [line.allowed for line in decision.lines]


MODIFIERS = replace(
    TABLES,
    modifiers=type(TABLES.modifiers)(
        RELEASE,
        lambda: {code: f"\t0\tModifier {code}" for code in ("50", "62", "80")},
        TABLES.modifiers._read,
    ),
)


def test_it_prices_by_relative_values_what_the_schedule_does_not_list() -> None:
    assert _allowed(_contract(rbrvs=Rbrvs(place=PLACE, conversion_factor=10_000)), ("T1015", ())) == [10_000]
    assert _allowed(_contract(rbrvs=Rbrvs(place=PLACE, percent=12_500)), ("T1015", ())) == [12_500]


def test_it_waits_where_the_file_has_no_value() -> None:
    provider = replace(worlds.practice(), contracts=(_contract(rbrvs=Rbrvs(place=PLACE)),))
    decision = adjudicate(
        worlds.claim(worlds.line(code="J1885")), worlds.snapshot(provider=provider, codes=TABLES)
    )
    assert [one.reason for one in decision.pends] == ["pend.pricing"]


@pytest.mark.parametrize(
    ("modifier", "allowed"),
    [("50", 15_000), ("80", 1_600), ("62", 6_250)],
    ids=["bilateral", "assistant", "two"],
)
def test_it_changes_the_price_by_modifier_where_the_contract_says_so(modifier: str, allowed: int) -> None:
    assert _allowed(_contract(Reductions()), ("T1015", (modifier,))) == [allowed]
    assert _allowed(_contract(), ("T1015", (modifier,))) == [10_000]


def test_it_changes_the_price_by_any_factor_that_the_contract_has_for_a_modifier() -> None:
    reductions = Reductions(others=(("50", 20_000),))
    assert _allowed(_contract(reductions), ("G0260", ("50",))) == [40_000]


def test_it_pays_both_sides_once_where_the_procedure_is_not_marked_for_it() -> None:
    assert _allowed(_contract(Reductions()), ("G0260", ("50",))) == [20_000]


def test_it_pays_the_dearest_procedure_of_a_day_whole_and_the_next_by_half() -> None:
    assert _allowed(_contract(Reductions()), ("T1015", ()), ("G0260", ()), ("J3301", ())) == [
        5_000,
        20_000,
        3_000,
    ]


def test_it_names_what_several_procedures_take_off() -> None:
    lines = (worlds.line(1, "T1015", 12_000), worlds.line(2, "G0260", 25_000))
    provider = replace(worlds.practice(), contracts=(_contract(Reductions()),))
    first, dearest = adjudicate(worlds.claim(*lines), worlds.snapshot(provider=provider, codes=TABLES)).lines
    assert "multiple:5000:5000" in first.trace
    assert not any(step.startswith("multiple") for step in dearest.trace)
    assert [(one.carc, one.amount) for one in first.adjustments] == [
        ("45", 2_000),
        ("59", 5_000),
        ("3", 3_000),
    ]


def test_it_denies_an_assistant_where_there_is_never_one() -> None:
    assert _allowed(_contract(Reductions()), ("J3301", ("80",))) == [0]
