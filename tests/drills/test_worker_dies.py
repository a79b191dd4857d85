"""The worker is killed in the middle of reading and of deciding; another one takes over."""

import random
import subprocess
from pathlib import Path

import pytest
from tests.drills.house import IS_LONG, Figures, House, say, wait_until

from payerport.audit.actor import core
from payerport.audit.lock import acting
from payerport.claims import queries

DOORS = {
    "claims half stored": ("claims_statechange", "claims_claim"),
    "acknowledgements not written": ("files_outboundfile", "claims_claim"),
    "decisions half stored": ("claims_accumulatorentry", "claims_decision"),
    "decided and not yet on record": ("audit_event", "claims_decision"),
}
"""Where the worker is when it dies: at the door of a table, with what it put into another not committed."""

AT_WORK = """
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
       AND now() - xact_start > interval '60 ms' AND pid <> pg_backend_pid()
"""
"""Somebody is in a transaction that is longer than a look."""


def settle(house: House, expected: Figures, note: str) -> None:
    """Wait until all is decided, and see that nothing tells of what happened."""
    house.wait_until_settled()
    found = house.figures()
    say(f"{note}: {found}")
    assert found == expected
    assert found.decisions == found.claims_decided == found.decided_events
    with acting(core("test")):
        assert queries.disagreements() == []


def test_it_has_something_worth_comparing_with(undisturbed: Figures) -> None:
    say(f"undisturbed: {undisturbed}")
    assert set(undisturbed.states) >= {"processed", "rejected"}
    assert undisturbed.decisions == undisturbed.claims_decided == undisturbed.decided_events
    assert undisturbed.files == 1
    assert undisturbed.answers == 2, "a 999 and a 277CA"
    assert len(undisturbed.balances) > 10
    assert undisturbed.cents > 0


def test_it_ends_alike_when_worker_after_worker_is_killed(
    house: House, claims_file: Path, undisturbed: Figures
) -> None:
    house.run("claims", "submit", str(claims_file), "--no-wait")
    for moment, (door, before_it) in DOORS.items():
        with house.holding(door) as wait_for:
            worker = house.start_worker()
            wait_for(1)
            house.kill(worker)
            kept = house.number(f"SELECT count(*) FROM {before_it}")
            say(f"killed with {moment}: {kept} rows in {before_it}")
            assert kept < len(undisturbed.claims), "it died with something done that was not yet committed"
            assert kept == 0 or before_it == "claims_decision", "a file is read whole or not at all"
    house.start_worker()
    settle(house, undisturbed, f"killed {len(DOORS)} times")


@pytest.mark.skipif(not IS_LONG, reason="the long form: make drill")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_ends_alike_when_workers_are_killed_at_random_moments(
    house: House, claims_file: Path, undisturbed: Figures, seed: int
) -> None:
    """The real worker with its real patience, and the command that waits for the end. The first dies in
    reading, the others in deciding."""
    dice = random.Random(seed)
    submit = house.begin("claims", "submit", str(claims_file))
    wait_until(lambda: house.number("SELECT count(*) FROM files_inboundfile") == 1, "the file taken in")
    deaths = []
    for place in range(3):
        worker = house.start_worker()
        if place:
            wait_until(lambda: house.number("SELECT count(*) FROM claims_claim") > 0, "the file read")
        wait_until(lambda: not house.undecided() or house.number(AT_WORK) > 0, "a worker at work")
        at = dice.uniform(0.0, 1.2)
        with pytest.raises(subprocess.TimeoutExpired):
            worker.wait(at)
        house.kill(worker)
        deaths.append(f"after {at:.2f} s with {house.undecided()} undecided")
    house.start_worker()
    settle(house, undisturbed, f"killed {'; '.join(deaths)}")
    said, _ = submit.communicate(timeout=60)
    assert submit.returncode == 1, said
    assert "No worker" not in said
