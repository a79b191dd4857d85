"""Later claims of a family are decided again when an earlier one is taken back, or when the world behind them
changed."""

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from plancore.claims import ClaimState, adjudicate, reversal
from plancore.claims.decision import Decision
from plancore.claims.resequence import (
    Change,
    Decided,
    add_movements,
    balances_without,
    prior_lines,
    resequence,
    same_result,
)
from plancore.claims.tests import worlds
from plancore.claims.tests.test_properties import MANY, Event, Year, _submitted, events, plans
from plancore.kernel import Cents, Period

DEDUCTIBLE = ("deductible", "in", 2026, "01")


def _play(*claims: Any, **world: Any) -> tuple[list[Decided], dict[tuple[str, str, int, str], Cents]]:
    """Decide the claims in order; what was decided, and the balances afterwards."""
    used: dict[tuple[str, str, int, str], Cents] = {}
    history: list[Any] = []
    decided: list[Decided] = []
    for number, claim in enumerate(claims, start=1):
        person = claim.patient.member_id[-2:]
        snapshot = worlds.snapshot(
            member=worlds.member(person), balances=dict(used), history=tuple(history), **world
        )
        decision = adjudicate(claim, snapshot)
        decided.append(
            Decided(control_number=f"C{number}", claim=claim, decision=decision, snapshot=snapshot)
        )
        add_movements(used, decision)
        history += prior_lines(f"C{number}", claim, decision, person)
    return decided, used


def _big(day: int, person: str = "01") -> Any:
    """A claim for 400.00 that the deductible of 500.00 takes."""
    on = dt.date(2026, 3, day)
    return worlds.claim(worlds.line(1, "G0260", 40_000, day=on), person=person)


def _after_void(decided: list[Decided], used: dict[Any, Cents], place: int) -> list[Change]:
    """Take the claim at `place` back; what changes of those after it."""
    undone = dict(used)
    add_movements(undone, reversal.reverse(decided[place].decision))
    later = decided[place + 1 :]
    history = [
        line
        for one in decided[:place]
        for line in prior_lines(one.control_number, one.claim, one.decision, one.claim.patient.member_id[-2:])
    ]
    return resequence(later, balances_without(undone, [one.decision for one in later]), history)


def test_it_moves_the_deductible_to_the_next_claim_when_the_first_is_voided() -> None:
    decided, used = _play(_big(2), _big(9))
    assert [one.decision.member_share for one in decided] == [40_000, 16_000]
    (change,) = _after_void(decided, used, 0)
    assert (change.control_number, change.after.member_share) == ("C2", 40_000)
    assert (change.paid, change.member_share) == (-24_000, 24_000)


def test_it_finds_no_change_where_the_voided_claim_used_nothing() -> None:
    decided, used = _play(worlds.claim(worlds.line(1, "G0439", 17_000)), _big(9))
    assert _after_void(decided, used, 0) == []


def test_it_goes_on_through_the_family_in_order() -> None:
    decided, used = _play(_big(2), _big(9), _big(10, person="02"), _big(16), _big(17, person="02"))
    changes = _after_void(decided, used, 0)
    assert [(one.control_number, one.member_share) for one in changes] == [
        ("C2", 24_000),
        ("C4", 8_000),
    ]


def test_it_lets_a_claim_that_would_wait_stand_as_it_was() -> None:
    decided, used = _play(_big(2), _big(9))
    nowhere = replace(decided[1], snapshot=replace(decided[1].snapshot, provider=worlds.practice({})))
    third = adjudicate(_big(16), worlds.snapshot(balances=used))
    later = [
        nowhere,
        Decided(control_number="C3", claim=_big(16), decision=third, snapshot=worlds.snapshot()),
    ]
    changes = resequence(later, {}, [])
    assert changes[0].after.outcome is ClaimState.PENDED
    assert [one.control_number for one in changes] == ["C2", "C3"]
    assert changes[1].after.lines[0].deductible == 50_000 - 10_000, "what stands goes on counting"


def test_it_denies_what_a_coverage_that_ended_earlier_no_longer_holds() -> None:
    decided, _ = _play(_big(2), _big(9), _big(16))
    ended = worlds.member(period=Period(dt.date(2020, 1, 1), dt.date(2026, 3, 10)))
    now = [replace(one, snapshot=replace(one.snapshot, member=ended)) for one in decided]
    (change,) = resequence(now, {}, [])
    assert (change.control_number, change.after.outcome) == ("C3", ClaimState.DENIED)
    assert change.paid == -decided[2].decision.paid < 0


def test_it_gives_the_difference_that_a_changed_plan_makes() -> None:
    decided, _ = _play(worlds.claim(), _big(9))
    document = worlds.plan_document()
    document["categories"][0]["share"]["in"]["copay"] = "$35.00"
    changed = {"test-plan": worlds.design(document)}
    now = [replace(one, snapshot=replace(one.snapshot, plans=changed)) for one in decided]
    (change,) = resequence(now, {}, [])
    assert (change.control_number, change.paid, change.member_share) == ("C1", -500, 500)


def test_it_does_not_take_a_new_version_of_the_same_terms_for_a_change() -> None:
    decided, _ = _play(worlds.claim())
    renamed = {"test-plan": worlds.design(worlds.plan_document(name="Renamed"))}
    again = adjudicate(decided[0].claim, replace(decided[0].snapshot, plans=renamed))
    assert again.versions != decided[0].decision.versions
    assert same_result(decided[0].decision, again)
    assert not same_result(decided[0].decision, replace(again, movements=again.movements[:-1]))


def _lives(year: Year, happened: list[Event]) -> list[tuple[Event, Decision, Any]]:
    lived = []
    for event in happened:
        world = year.world(event)
        lived.append((event, year.decide(event), world))
    return lived


@MANY
@given(plans(), events, st.data())
def test_it_ends_where_a_year_without_the_voided_claim_ends(
    document: dict[str, Any], happened: list[Event], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(happened) - 1))
    design = worlds.design(document)
    year, without = Year(design), Year(design)
    lived = _lives(year, happened)
    expected = [without.decide(event) for number, event in enumerate(happened) if number != place]
    decided = [
        Decided(control_number=f"C{number}", claim=_submitted(event), decision=decision, snapshot=world)
        for number, (event, decision, world) in enumerate(lived)
    ]
    changes = {one.control_number: one.after for one in _after_void(decided, year.balances, place)}
    found = [
        changes.get(one.control_number, one.decision) for number, one in enumerate(decided) if number != place
    ]
    assert all(same_result(one, other) for one, other in zip(found, expected, strict=True))
