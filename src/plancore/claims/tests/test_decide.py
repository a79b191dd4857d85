"""What a decision is made with, and what it refuses to be asked."""

import datetime as dt
from dataclasses import replace

import pytest

from plancore.claims import ClaimState, Frequency, adjudicate, intake, reversal
from plancore.claims.decide import check_line
from plancore.claims.tests import worlds
from plancore.kernel import Period


def test_it_names_the_data_it_was_made_with() -> None:
    versions = adjudicate(worlds.claim(), worlds.snapshot()).versions
    assert versions.plan == worlds.TEST_DESIGN.terms[0].version
    assert (versions.engine, versions.fee_schedule) == ("5", "test")
    assert "hcpcs=test" in versions.codes


def test_it_fails_closed_without_member_provider_or_plan() -> None:
    submitted = worlds.claim()
    for change, rule in (
        ({"member": None}, "edit.member.unknown"),
        ({"provider": None}, "edit.provider.unknown"),
        ({"member": worlds.member(period=Period(dt.date(2027, 1, 1)))}, "edit.coverage.before"),
    ):
        decision = adjudicate(submitted, worlds.snapshot(**change))
        assert (decision.outcome, decision.paid) == (ClaimState.DENIED, 0)
        assert decision.lines[0].adjustments[0].rule == rule
    assert adjudicate(submitted, worlds.snapshot(plans={})).outcome is ClaimState.PENDED


def test_it_moves_nothing_while_a_claim_waits() -> None:
    submitted = worlds.claim(worlds.line(), worlds.line(2, "99213"))
    decision = adjudicate(submitted, worlds.snapshot())
    assert (decision.outcome, decision.movements, decision.paid, decision.member_share) == (
        ClaimState.PENDED,
        (),
        0,
        0,
    )
    assert all(line.charge == sum(one.amount for one in line.adjustments) for line in decision.lines)


def test_it_lets_a_void_wait_and_refuses_a_claim_without_lines() -> None:
    void = worlds.claim(frequency=Frequency.VOID, original_reference="C1")
    assert [one.reason for one in adjudicate(void, worlds.snapshot()).pends] == ["pend.void"]
    with pytest.raises(ValueError, match="lines"):
        adjudicate(replace(worlds.claim(), lines=()), worlds.snapshot())


def test_it_lets_a_replacement_wait_until_the_earlier_claim_is_taken_back() -> None:
    first = worlds.claim()
    decision = adjudicate(first, worlds.snapshot())
    again = worlds.claim(frequency=Frequency.REPLACEMENT, original_reference="C1")
    history = worlds.prior_lines(first, decision, "C1")
    waits = adjudicate(again, worlds.snapshot(history=history))
    assert [one.reason for one in waits.pends] == ["pend.replacement"]
    assert adjudicate(again, worlds.snapshot()).paid == decision.paid


def test_it_stops_at_a_line_that_does_not_add_up() -> None:
    line = adjudicate(worlds.claim(), worlds.snapshot()).lines[0]
    check_line(line)
    with pytest.raises(AssertionError):
        check_line(replace(line, paid=line.paid + 1))
    with pytest.raises(AssertionError):
        check_line(replace(line, copay=line.copay + line.allowed))


def test_it_leaves_the_snapshot_as_it_was() -> None:
    balances = {("deductible", "in", 2026, "01"): 100}
    adjudicate(worlds.claim(worlds.line(code="G0260", charge=50_000)), worlds.snapshot(balances=balances))
    assert balances == {("deductible", "in", 2026, "01"): 100}


def test_it_reverses_twice_to_what_it_was() -> None:
    decision = adjudicate(worlds.claim(), worlds.snapshot())
    twice = reversal.reverse(reversal.reverse(decision))
    assert (twice.lines[0].adjustments, twice.movements) == (
        decision.lines[0].adjustments,
        decision.movements,
    )


def test_it_tells_the_same_claim_from_another_visit() -> None:
    first = intake.fingerprint(worlds.claim())
    assert first == intake.fingerprint(worlds.claim())
    later = worlds.claim(worlds.line(day=worlds.DAY + dt.timedelta(days=7)))
    assert first != intake.fingerprint(later)
    assert len(first) == 64
