"""The estimate is the decision, asked before there is a claim."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancore.claims import ClaimState, Contract, ProviderRecord, Rbrvs, adjudicate, intake
from plancore.claims.contract_reading import read_contract
from plancore.claims.estimate import Planned, PlannedService, check_before, estimate
from plancore.claims.tests import worlds
from plancore.claims.tests.test_pricing import PLACE, TABLES

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


def practice_with(**contract: Any) -> ProviderRecord:
    """The practice by a contract without a schedule's price for anything."""
    made = Contract(network="ppo", period=worlds.EVER, fee_schedule=worlds.schedule({}), **contract)
    return replace(worlds.practice(), contracts=(made,))


def test_it_takes_a_case_rate_which_does_not_depend_on_the_charge() -> None:
    parts, findings = read_contract({"terms": [{"id": "visit", "case_rate": "$90.00"}]})
    assert findings == ()
    snapshot = worlds.snapshot(provider=practice_with(terms=parts.terms))
    planned = Planned(day=worlds.DAY, services=[PlannedService(procedure="T1015")], diagnoses=("I10",))
    found = estimate(planned, snapshot)
    assert (found.decision.allowed, found.decision.charge, found.findings) == (9_000, 9_000, ())


def test_it_takes_a_price_by_relative_values() -> None:
    provider = practice_with(rbrvs=Rbrvs(place=PLACE, conversion_factor=10_000))
    snapshot = worlds.snapshot(provider=provider, codes=TABLES)
    planned = Planned(day=worlds.DAY, services=[PlannedService(procedure="T1015")], diagnoses=("I10",))
    assert estimate(planned, snapshot).decision.allowed == 10_000


def test_it_asks_for_the_charge_where_the_price_goes_by_it() -> None:
    snapshot = worlds.snapshot(provider=practice_with(percent_of_charge=5_000))
    planned = Planned(day=worlds.DAY, services=[PlannedService(procedure="T1015")], diagnoses=("I10",))
    found = estimate(planned, snapshot)
    assert [one.code for one in found.findings] == ["estimate.charge.needed"]
    assert found.decision.allowed == 0
    given = replace(planned, services=[PlannedService(procedure="T1015", charge=20_000)])
    assert estimate(given, snapshot).decision.allowed == 10_000


def test_it_takes_the_price_outside_the_network() -> None:
    provider = replace(worlds.practice(), contracts=())
    planned = Planned(day=worlds.DAY, services=[PlannedService(procedure="G0260")], diagnoses=("I10",))
    found = estimate(planned, worlds.snapshot(provider=provider))
    assert (found.decision.allowed, found.findings) == (40_000, ())


def test_it_takes_the_price_of_some_services_beside_the_charge_of_others() -> None:
    services = [PlannedService(procedure="T1015", charge=11_000), PlannedService(procedure="G0260")]
    found = estimate(Planned(day=worlds.DAY, services=services, diagnoses=("I10",)), worlds.snapshot())
    assert [line.allowed for line in found.decision.lines] == [11_000, 40_000]


def test_it_checks_a_claim_before_it_is_sent() -> None:
    snapshot = worlds.snapshot()
    facts = intake.IntakeFacts(received_on=worlds.DAY, member=snapshot.member, provider=snapshot.provider)
    fine = check_before(worlds.claim(), facts, snapshot)
    assert (fine.rejects, fine.decision) == ((), adjudicate(worlds.claim(), snapshot))
    early = worlds.claim(worlds.line(day=worlds.DAY + dt.timedelta(days=1)))
    assert [one.code for one in check_before(early, facts, snapshot).rejects] == ["claim.date.future"]
    assert check_before(early, facts, snapshot).decision is None
