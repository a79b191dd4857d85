"""PostgreSQL is killed under a running house; database, web server and worker come back by themselves."""

import os
import shutil
import signal
import socket
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from tests.drills.house import Figures, House, say, wait_until

from payerport.config.postgres import Cluster, cluster_in


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A durable server of the test's own, in a directory that the server's user may enter."""
    home = Path(tempfile.mkdtemp(prefix="pp-"))
    home.chmod(0o755)
    made = cluster_in(home, "development")
    yield made
    made.destroy()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def running(cluster: Cluster) -> Iterator[House]:
    """`payerport run`, answering."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {
        "PAYERPORT_ENV": "development",
        "PAYERPORT_DATA_DIR": str(cluster.home.parent),
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "PAYERPORT_LOG_LEVEL": "ERROR",
    }
    house = House(cluster.url(), {**os.environ, **own})
    house.environment.pop("DATABASE_URL", None)
    everything = house.begin("run")
    try:
        wait_until(lambda: everything.poll() is not None or answers(port), "the portal answers")
        assert everything.poll() is None, everything.communicate()[0]
        house.port = port
        yield house
    finally:
        everything.terminate()
        everything.wait(60)
        house.end()


def answers(port: int) -> bool:
    """Whether the portal says that it can serve."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def kill_server(cluster: Cluster) -> None:
    """kill -9 of PostgreSQL's first process."""
    number = int((cluster.data / "postmaster.pid").read_text().split()[0])
    os.kill(number, signal.SIGKILL)


def test_it_comes_back_when_the_database_is_killed(
    running: House, cluster: Cluster, claims_file: Path, undisturbed: Figures
) -> None:
    running.run("claims", "submit", str(claims_file), "--no-wait")
    with suppress(psycopg.OperationalError), running.holding("claims_accumulatorentry") as wait_for:
        wait_for(1)
        kill_server(cluster)

    def is_settled() -> bool:
        with suppress(psycopg.OperationalError):
            return running.undecided() == 0
        return False

    wait_until(is_settled, "everything decided by the worker that came back")
    found = running.figures()
    say(f"database killed: {found}")
    assert found == undisturbed
    wait_until(lambda: answers(running.port), "the portal answers again")
