"""The estimate is the decision, asked before there is a claim."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancore.claims import ClaimState, adjudicate, intake
from plancore.claims.estimate import Planned, PlannedService, check_before, estimate
from plancore.claims.tests import worlds

services = st.lists(
    st.builds(
        PlannedService,
        procedure=st.sampled_from(["T1015", "G0260", "J3301", "G0008", "99213"]),
        units=st.integers(1, 3).map(Decimal),
        charge=st.integers(1, 90_000),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda one: one.procedure,
)


@pytest.mark.req("R-06")
@settings(max_examples=60, deadline=None)
@given(services, st.integers(0, 50_000))
def test_it_equals_the_claim_when_nothing_changed(wanted: list[PlannedService], used: int) -> None:
    balances = {("deductible", "in", 2026, "01"): used, ("deductible", "in", 2026, ""): used}
    snapshot = worlds.snapshot(balances=balances)
    lines = [
        worlds.line(number, one.procedure, one.charge or 0, units=one.units, place_of_service="11")
        for number, one in enumerate(wanted, start=1)
    ]
    planned = Planned(day=worlds.DAY, services=wanted, diagnoses=("I10",))
    assert estimate(planned, snapshot).decision == adjudicate(worlds.claim(*lines), snapshot)


def test_it_takes_the_contract_price_where_no_charge_is_given() -> None:
    planned = Planned(day=worlds.DAY, services=[PlannedService(procedure="T1015")], diagnoses=("I10",))
    found = estimate(planned, worlds.snapshot())
    assert (found.decision.allowed, found.decision.member_share, found.findings) == (12_500, 3_000, ())


def test_it_says_that_a_service_without_a_price_is_not_in_it() -> None:
    planned = Planned(day=worlds.DAY, services=[PlannedService(procedure="99213")], diagnoses=("I10",))
    found = estimate(planned, worlds.snapshot())
    assert found.decision.outcome is ClaimState.PENDED
    assert [one.code for one in found.findings] == ["estimate.charge.needed"]


def test_it_checks_a_claim_before_it_is_sent() -> None:
    snapshot = worlds.snapshot()
    facts = intake.IntakeFacts(received_on=worlds.DAY, member=snapshot.member, provider=snapshot.provider)
    fine = check_before(worlds.claim(), facts, snapshot)
    assert (fine.rejects, fine.decision) == ((), adjudicate(worlds.claim(), snapshot))
    early = worlds.claim(worlds.line(day=worlds.DAY + dt.timedelta(days=1)))
    assert [one.code for one in check_before(early, facts, snapshot).rejects] == ["claim.date.future"]
    assert check_before(early, facts, snapshot).decision is None
