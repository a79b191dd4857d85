"""The supervisor: children come back after a pause that grows, and everything ends when it is told to."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from payerport.config import supervisor
from payerport.config.postgres import Cluster
from payerport.config.supervisor import (
    LONGEST_PAUSE_SECONDS,
    STEADY_SECONDS,
    Child,
    refuse_taken_port,
    stop_all,
)


def _child(command: str, clock: Callable[[], float] = time.monotonic) -> Child:
    return Child("helper", [sys.executable, "-c", command], dict(os.environ), clock)


def _wait(child: Child) -> None:
    assert child.process is not None
    child.process.wait(30)


def test_it_starts_a_dead_child_again_after_a_pause_that_grows_and_is_bounded(
    capsys: pytest.CaptureFixture[str],
) -> None:
    now = 0.0
    child = _child("raise SystemExit(3)", lambda: now)
    child.start()
    pauses = []
    for _ in range(9):
        _wait(child)
        child.watch()
        assert child.restart_at is not None
        pauses.append(child.restart_at - now)
        child.watch()
        assert child.restart_at is not None, "the pause is kept"
        now = child.restart_at
        child.watch()
        assert child.restart_at is None
    _wait(child)
    assert pauses == [
        0.5,
        1,
        2,
        4,
        8,
        16,
        LONGEST_PAUSE_SECONDS,
        LONGEST_PAUSE_SECONDS,
        LONGEST_PAUSE_SECONDS,
    ]
    assert child.exits == [3] * 9
    assert "The helper ended by itself (exit code 3)" in capsys.readouterr().out


def test_it_forgets_old_failures_after_a_steady_run() -> None:
    now = 0.0
    child = _child("pass", lambda: now)
    child.pause = 16
    child.start()
    _wait(child)
    now = STEADY_SECONDS + 1
    child.watch()
    assert child.restart_at == now + 0.5


def test_it_leaves_a_running_child_alone() -> None:
    child = _child("import time; time.sleep(60)")
    child.start()
    first = child.process
    child.watch()
    assert child.process is first
    stop_all([child])
    assert child.is_over()


def test_it_ends_a_child_that_does_not_listen_with_all_that_it_started(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    child = _child(
        f"""if True:
        import pathlib, signal, subprocess, sys, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        pathlib.Path({str(note)!r}).write_text(str(grandchild.pid))
        time.sleep(60)
        """
    )
    child.start()
    while not (note.exists() and note.read_text()):
        time.sleep(0.02)
    stop_all([child], seconds=0.3)
    assert child.is_over()
    _wait_until_gone(int(note.read_text()))


def _wait_until_gone(process: int, seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return
        if state == "Z":
            return
        time.sleep(0.05)
    pytest.fail(f"process {process} is still there after {seconds:g} s")


def test_it_says_which_port_is_taken_and_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        sentence = refuse_taken_port("127.0.0.1", port)
    assert sentence is not None
    assert f"Port {port} is taken" in sentence
    assert f"make run PORT={port + 1}" in sentence
    assert refuse_taken_port("127.0.0.1", port) is None


def test_it_says_that_a_number_is_no_port_and_an_address_not_ours() -> None:
    assert "is no port" in str(refuse_taken_port("127.0.0.1", 70_000))
    assert "cannot listen at 192.0.2.1" in str(refuse_taken_port("192.0.2.1", 8000))


def test_it_prepares_again_only_when_something_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []

    def run(step: supervisor.Step, stopped: Callable[[], bool]) -> bool:
        ran.append(" ".join(step.arguments))
        return True

    monkeypatch.setattr(supervisor, "_run_step", run)
    cluster = Cluster(tmp_path / "pg")
    cluster.home.mkdir(parents=True, exist_ok=True)
    for sources, times in (("first", 1), ("first", 1), ("second", 2)):
        monkeypatch.setattr(supervisor, "sources_fingerprint", lambda sources=sources: sources)
        assert supervisor.prepare(demo=False, cluster=cluster, stopped=lambda: False)
        assert ran == ["db migrate --quiet"] * times
    cluster.destroy()


# -- the whole, once --------------------------------------------------------------------------------------


@pytest.fixture
def running() -> Iterator[tuple[subprocess.Popen[str], str, Cluster]]:
    """`payerport run` with a database of its own at a free port, ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="pp-") as directory:
        Path(directory).chmod(0o755)
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"PAYERPORT_DATA_DIR": directory, "PORT": str(port), "PAYERPORT_ENV": "test"}
        process = subprocess.Popen(
            [sys.executable, "-m", "payerport", "run", "--no-demo"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        cluster = Cluster(Path(directory) / "postgres-test", durable=False)
        try:
            assert process.stdout is not None
            said = []
            for line in process.stdout:
                said.append(line)
                if "Ctrl-C stops everything" in line:
                    break
            assert process.poll() is None, "".join(said)
            yield process, f"http://127.0.0.1:{port}", cluster
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()
            cluster.destroy()


def _health(address: str) -> dict[str, str]:
    with urllib.request.urlopen(f"{address}/health/ready", timeout=10) as answer:
        found: dict[str, str] = json.loads(answer.read())
        return found


def _until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if condition():
                return
        except OSError:
            pass
        time.sleep(0.1)
    pytest.fail(f"it did not come about in {seconds:g} s")


def _children_of(process: int) -> dict[int, str]:
    """Process ids and command lines of the direct children."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            command = (stat.parent / "cmdline").read_text().replace("\0", " ")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == process:
            found[int(stat.parent.name)] = command
    return found


def test_it_runs_everything_mends_what_dies_and_leaves_nothing_behind(
    running: tuple[subprocess.Popen[str], str, Cluster],
) -> None:
    process, address, cluster = running
    _until(lambda: _health(address)["worker"] == "beating")

    worker = next(
        pid for pid, command in _children_of(process.pid).items() if command.rstrip().endswith("worker")
    )
    os.kill(worker, signal.SIGKILL)
    _until(
        lambda: any(
            c.rstrip().endswith("worker") and p != worker for p, c in _children_of(process.pid).items()
        )
    )

    server = cluster.status().process
    assert server is not None
    os.kill(server, signal.SIGKILL)
    _until(lambda: cluster.is_running() and cluster.status().process != server)
    _until(lambda: _health(address)["status"] == "ready")

    children = list(_children_of(process.pid))
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=60)
    assert process.returncode == 0, rest
    assert rest.rstrip().endswith("Stopped.")
    assert not cluster.is_running()
    for child in children:
        _wait_until_gone(child)


def test_it_takes_its_processes_with_it_when_it_is_killed(
    running: tuple[subprocess.Popen[str], str, Cluster],
) -> None:
    process, address, _ = running
    children = list(_children_of(process.pid))
    assert len(children) == 2
    process.kill()
    for child in children:
        _wait_until_gone(child, seconds=30)
    with pytest.raises(OSError, match="refused"):
        _health(address)
