"""Every case beside the plan data comes out as it says."""

from pathlib import Path

import pytest

from payerport.plans.cases import Case, faults_of, read_cases, run
from payerport.plans.loading import LoadedPlans, load_plans

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
