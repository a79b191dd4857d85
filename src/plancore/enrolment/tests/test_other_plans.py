"""Other plans as a sponsor tells them become what the order of benefits looks at."""

import datetime as dt
from dataclasses import replace

import pytest

from plancore.claims.order_of_benefits import First, order_with
from plancore.enrolment.other_plans import other_plans_of
from plancore.enrolment.types import ChangeDate, CoverageChange, Enrollee, MemberChange, OtherInsurance
from plancore.kernel import Period

DAY = dt.date(2026, 3, 2)
TOLD = OtherInsurance(
    responsibility="P",
    dates=(ChangeDate(kind="344", first=dt.date(2025, 1, 1)), ChangeDate(kind="345", first=DAY)),
    entities=(
        Enrollee(role="36", entity="2", last_name="SAMPLE WORKS"),
        Enrollee(role="IN", entity="2", last_name="SAMPLE MUTUAL", id_kind="FI", id="555010199"),
    ),
)


def _change(*told: OtherInsurance) -> MemberChange:
    coverage = CoverageChange(maintenance="021", line="HLT", other_insurance=told)
    return MemberChange(
        is_subscriber=True,
        relationship="18",
        maintenance="021",
        subscriber_number="1234567",
        person=Enrollee(last_name="SAMPLE"),
        coverages=(coverage, replace(coverage, line="DEN")),
    )


def test_it_names_the_insurer_and_the_days_once_for_all_coverages() -> None:
    (plan,) = other_plans_of(_change(TOLD))
    assert (plan.payer_name, plan.payer_id) == ("SAMPLE MUTUAL", "555010199")
    assert plan.period == Period(dt.date(2025, 1, 1), DAY)


@pytest.mark.parametrize(
    ("responsibility", "coordinated", "first"),
    [
        ("P", "1", First.OTHER),
        ("S", "1", First.OURS),
        ("T", "1", First.OURS),
        ("U", "1", First.OPEN),
        ("P", "5", First.OPEN),
    ],
)
def test_it_takes_the_place_the_sponsor_is_sure_of(
    responsibility: str, coordinated: str, first: First
) -> None:
    told = replace(TOLD, responsibility=responsibility, is_coordinated=coordinated)
    (plan,) = other_plans_of(_change(told))
    assert order_with(plan, DAY, "18").first is first


def test_it_takes_no_plan_that_is_not_coordinated() -> None:
    assert other_plans_of(_change(replace(TOLD, is_coordinated="6"))) == ()
    assert other_plans_of(_change()) == ()


def test_it_leaves_open_what_the_sponsor_does_not_say() -> None:
    (plan,) = other_plans_of(_change(replace(TOLD, dates=(), entities=())))
    assert (plan.payer_name, plan.period.end) == ("", None)
    assert DAY in plan.period


def test_it_takes_an_end_before_the_begin_for_none() -> None:
    backwards = (ChangeDate(kind="344", first=DAY), ChangeDate(kind="345", first=dt.date(2025, 1, 1)))
    (plan,) = other_plans_of(_change(replace(TOLD, dates=backwards)))
    assert plan.period == Period(DAY)
