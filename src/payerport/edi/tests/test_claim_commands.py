"""`payerport claims submit`: what a person at the terminal gets."""

import datetime as dt
from pathlib import Path

import pytest
from tests import factories as make
from typer.testing import CliRunner, Result

from payerport.audit.actor import core
from payerport.audit.lock import as_core
from payerport.claims.models import Claim
from payerport.edi import actions, claim_commands
from payerport.files.models import InboundFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    make.published_plan()
    practice, people = make.organization(), make.family()
    sent = [make.submission(practice, one) for one in people]
    path = tmp_path / "claims.837"
    path.write_bytes(make.x12_837p(*sent, make.with_member_id(sent[0], "999999999")))
    return path


def submit(*arguments: object) -> Result:
    return CliRunner().invoke(claim_commands.app, ["submit", *map(str, arguments)], catch_exceptions=False)


def work() -> None:
    """What the worker does."""
    with as_core():
        actions.read_file(core("worker"), InboundFile.objects.get().pk)
    make.decide(*_waiting())


def _waiting() -> list[Claim]:
    with as_core():
        return list(Claim.objects.filter(state="received"))


def test_it_prints_the_receipt_and_does_not_wait_when_told_so(file: Path) -> None:
    said = submit(file, "--no-wait")
    assert said.exit_code == 0
    assert said.stdout.startswith("Receipt R20260310-")
    assert "SHA-256 " in said.stdout


@pytest.mark.req("R-08")
def test_it_sums_up_what_became_of_the_claims_and_writes_the_acknowledgements(
    file: Path, tmp_path: Path
) -> None:
    submit(file, "--no-wait")
    work()
    said = submit(file, "--ack", tmp_path / "answers")
    assert said.exit_code == 1, "a claim was rejected"
    lines = {line.split()[0]: line.split()[1:] for line in said.stdout.splitlines() if line.split()}
    assert (lines["accepted"], lines["rejected"], lines["pended"]) == (["2"], ["1"], ["0"])
    assert lines["paid"][0] == "2"
    assert "nothing was taken in again" in said.stdout
    assert sorted(one.suffix for one in (tmp_path / "answers").iterdir()) == [".277CA", ".999"]


def test_it_says_so_when_no_worker_is_at_work(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claim_commands, "_NOBODY_WORKS_AFTER", 0.3)
    said = submit(file)
    assert said.exit_code == 3
    assert "No worker is at work" in said.stdout


def test_it_waits_as_long_as_a_worker_is_heard_of(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    watch = claim_commands._Watch()
    beat = dt.datetime(2026, 3, 10, tzinfo=dt.UTC)
    for minute in range(9):
        now = minute * 39.0
        assert not watch.is_over((False, 0), beat + dt.timedelta(minutes=minute))
    now += 41
    assert watch.is_over((False, 0), beat + dt.timedelta(minutes=8))


def test_it_does_not_wait_for_ever_when_nothing_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    watch = claim_commands._Watch()
    beat = dt.datetime(2026, 3, 10, tzinfo=dt.UTC)
    seconds = 0
    while not watch.is_over((True, 3), beat + dt.timedelta(seconds=seconds)):
        seconds += 30
        now = float(seconds)
    assert 600 < seconds <= 660
