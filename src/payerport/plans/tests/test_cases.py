"""Every case beside the plan data comes out as it says."""

from pathlib import Path

import pytest

from payerport.plans.case_list import Told, never_fired, never_missed, page, told
from payerport.plans.cases import Case, faults_of, read_cases, run
from payerport.plans.loading import LoadedPlans, load_plans
from plancore.claims import RULES

PLANS = Path(__file__).parents[4] / "plans"


@pytest.fixture(scope="session")
def loaded() -> LoadedPlans:
    """The plans as they stand in the tree."""
    return load_plans(PLANS)


@pytest.mark.parametrize("case", read_cases(PLANS), ids=lambda case: f"{case.file}: {case.name}")
def test_it_decides_the_case_as_written(case: Case, loaded: LoadedPlans) -> None:
    assert faults_of(case, run(case, loaded)) == []


def test_it_finds_nothing_wrong_with_the_plans(loaded: LoadedPlans) -> None:
    assert loaded.findings == ()
    assert "harbor-ppo-1500" in loaded.designs


@pytest.fixture(scope="session")
def all_told(loaded: LoadedPlans) -> list[Told]:
    """Every case, run once for the tests on all of them."""
    return told(read_cases(PLANS), loaded)


def test_it_has_for_each_rule_a_case_that_fires_and_one_that_just_misses(all_told: list[Told]) -> None:
    assert never_fired(all_told) == []
    assert never_missed(all_told) == []


def test_it_would_name_a_rule_that_has_no_case(all_told: list[Told]) -> None:
    rules = [*RULES, "edit.planted"]
    assert never_fired(all_told, rules) == ["edit.planted"]
    assert never_missed(all_told, rules) == ["edit.planted"]
    without = [one for one in all_told if one.case.file != "edits-surgery.yaml"]
    assert {"edit.global_package", "edit.bundle"} <= set(never_fired(without))
    assert {"edit.global_package", "edit.bundle"} <= set(never_missed(without))


def test_it_has_enough_cases_each_with_a_sentence_of_its_own(all_told: list[Told]) -> None:
    assert len(all_told) >= 300
    names = [(one.case.file, one.case.name) for one in all_told]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_it_has_the_page_of_cases_as_the_cases_make_it(all_told: list[Told]) -> None:
    kept = (PLANS.parent / "docs/reference/cases.md").read_text(encoding="utf-8")
    assert kept == page(all_told), "run `payerport plan cases --list` into docs/reference/cases.md"


def test_it_says_so_when_a_rule_fires_that_a_case_is_to_miss(loaded: LoadedPlans) -> None:
    line = {"code": "J3301", "charge": "$20.00", "price": "$15.00"}
    data = {
        "near": ["pricing.contract", "edit.unknown"],
        "claim": {"lines": [line], "then": {"charge": "$20.00"}},
    }
    case = Case("wrong", "x", data, "harbor-ppo-1500")
    assert faults_of(case, run(case, loaded)) == [
        "`pricing.contract` fired, which the case is to miss just so",
        "`edit.unknown` in `near` is no rule",
    ]


def test_it_says_so_when_a_case_does_not_hold(loaded: LoadedPlans) -> None:
    line = {"code": "J3301", "charge": "$20.00", "price": "$20.00"}
    wrong = {"claim": {"lines": [line], "then": {"paid": "$1.00", "colour": "blue"}}}
    empty = {"claim": {"lines": [line]}}
    found = [Case("wrong", "x", one, "harbor-ppo-1500") for one in (wrong, empty)]
    assert faults_of(found[0], run(found[0], loaded)) == [
        "claim 1: paid is 0, expected 100",
        "claim 1: `colour` is nothing a case can expect",
    ]
    assert faults_of(found[1], run(found[1], loaded)) == [
        "claim 1: the case says nothing of what must come out"
    ]
