"""A decision can be made again from what was kept of its inputs, and differs nowhere."""

import datetime as dt
from dataclasses import replace

import msgspec
import pytest

from plancore.claims import Decision, adjudicate
from plancore.claims.record import Inputs, NotPublished, Published, inputs_of, replay
from plancore.claims.tests import worlds
from plancore.claims.types import ClaimSubmission

PUBLISHED = Published(
    plans={"test-plan": worlds.TEST_DESIGN},
    schedules={"test": worlds.schedule(worlds.PRICES)},
    codes=worlds.TABLES,
)
CLAIM = worlds.claim(worlds.line(), worlds.line(2, "G0260", 50_000), worlds.line(3, "G0008", 4_000))
EARLIER = worlds.claim(worlds.line(day=worlds.DAY - dt.timedelta(days=7)))
SNAPSHOT = worlds.snapshot(
    balances={("deductible", "in", 2026, "01"): 12_345, ("deductible", "in", 2026, ""): 22_345},
    history=worlds.prior_lines(EARLIER, adjudicate(EARLIER, worlds.snapshot())),
    released=frozenset({"pend.duplicate.suspect"}),
)


def test_it_decides_again_from_json_to_the_same_bytes() -> None:
    decision = adjudicate(CLAIM, SNAPSHOT)
    kept = [msgspec.json.encode(one) for one in (CLAIM, inputs_of(SNAPSHOT), decision)]
    claim = msgspec.json.decode(kept[0], type=ClaimSubmission)
    inputs = msgspec.json.decode(kept[1], type=Inputs)
    recorded = msgspec.json.decode(kept[2], type=Decision)
    assert (claim, recorded) == (CLAIM, decision)
    again, differences = replay(claim, recorded, inputs, PUBLISHED)
    assert differences == []
    assert msgspec.json.encode(again) == kept[2]


def test_it_says_where_a_decision_differs() -> None:
    decision = adjudicate(CLAIM, SNAPSHOT)
    line = replace(decision.lines[0], paid=decision.lines[0].paid - 1)
    _, differences = replay(
        CLAIM, replace(decision, lines=(line, *decision.lines[1:])), inputs_of(SNAPSHOT), PUBLISHED
    )
    assert [(one.where, one.recorded, one.replayed) for one in differences] == [
        ("line 1, paid", "9499", "9500")
    ]


def test_it_does_not_decide_again_without_the_tables_of_that_time() -> None:
    decision = adjudicate(CLAIM, SNAPSHOT)
    with pytest.raises(NotPublished):
        replay(CLAIM, decision, inputs_of(SNAPSHOT), replace(PUBLISHED, schedules={}))
