"""Every case beside the plan data comes out as it says."""

from pathlib import Path

import pytest

from payerport.plans.cases import Case, faults_of, read_cases, run
from payerport.plans.loading import LoadedPlans, load_plans
from plancore.claims import RULES

NOT_IN_CASES = {
    "claim.lines.none": "a case without lines cannot be written; see the core's tests",
    "claim.provider.not_yours": "who sends is known at the door only; see the portal's tests",
    "edit.member.unknown": "intake sends such claims back first; see the core's tests",
    "edit.provider.unknown": "intake sends such claims back first; see the core's tests",
    "pend.void": "the runner takes back as the portal does; see the core's tests",
    "pend.replacement": "the runner takes back as the portal does; see the core's tests",
}
"""Rules that no case can make fire, and why."""

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


def test_it_has_a_case_in_which_each_rule_fires(loaded: LoadedPlans) -> None:
    fired: set[str] = set()
    for case in read_cases(PLANS):
        for step in run(case, loaded):
            fired |= {finding.code for finding in step.rejects}
            if step.decision is not None:
                fired |= {finding.code for finding in step.decision.findings}
                fired |= {pend.reason for pend in step.decision.pends}
                fired |= {one.rule for line in step.decision.lines for one in line.adjustments}
    assert sorted(RULES.keys() - fired - NOT_IN_CASES.keys()) == []
    assert sorted(NOT_IN_CASES.keys() & fired) == []


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
