"""The embedded PostgreSQL's life: real servers in throw-away directories."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from payerport.config import postgres
from payerport.config.postgres import Cluster, PostgresError

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root drops privileges")


@contextmanager
def _open_directory() -> Iterator[Path]:
    """A directory that the server's user may enter; pytest's own are closed to it."""
    made = Path(tempfile.mkdtemp(prefix="pp-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory for one test."""
    with _open_directory() as made:
        yield made


@pytest.fixture
def cluster_at() -> Iterator[Callable[[Path], Cluster]]:
    """Makes clusters that are destroyed after the test."""
    made: list[Cluster] = []

    def make(home: Path) -> Cluster:
        cluster = Cluster(home, durable=False)
        made.append(cluster)
        return cluster

    yield make
    for cluster in made:
        cluster.destroy()


@pytest.fixture(scope="module")
def shared_cluster() -> Iterator[Cluster]:
    """One cluster for the tests that leave it as it was."""
    with _open_directory() as made:
        cluster = Cluster(made / "pg", durable=False)
        yield cluster
        cluster.destroy()


@pytest.fixture
def cluster(shared_cluster: Cluster) -> Cluster:
    """The shared cluster, running."""
    shared_cluster.start()
    return shared_cluster


def _ask(cluster: Cluster, question: str) -> object:
    with psycopg.connect(cluster.url("postgres"), connect_timeout=5) as connection:
        row = connection.execute(question.encode()).fetchone()
        assert row is not None
        return row[0]


def test_it_starts_once_and_stops_once(cluster: Cluster) -> None:
    assert cluster.is_running()
    assert cluster.start() is False
    assert _ask(cluster, "SELECT 1") == 1
    assert cluster.stop() is True
    assert not cluster.is_running()
    assert cluster.stop() is False


def test_it_keeps_its_data_over_a_restart(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("postgres")) as connection:
        connection.execute("CREATE TABLE kept_calm AS SELECT 42 AS answer")
    cluster.stop()
    cluster.start()
    assert _ask(cluster, "SELECT answer FROM kept_calm") == 42


def test_it_listens_at_a_private_socket_and_nowhere_else(cluster: Cluster) -> None:
    assert _ask(cluster, "SHOW listen_addresses") == ""
    for directory in (cluster.socket_directory, cluster.data):
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert _ask(cluster, "SHOW data_checksums") == "on"
    rules = {line.split()[3] for line in (cluster.data / "pg_hba.conf").read_text().splitlines()}
    assert rules == {"peer"}


def test_it_keeps_statements_and_their_values_out_of_the_servers_log(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE TABLE people (id text PRIMARY KEY)")
        connection.execute("INSERT INTO people VALUES ('1234567*01')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO people VALUES ('1234567*01')")
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("SELECT '1234567*01'::int")
    assert "1234567" not in (cluster.data / "server.log").read_text()


def test_it_makes_one_server_out_of_four_simultaneous_starts(
    place: Path, cluster_at: Callable[[Path], Cluster]
) -> None:
    cluster = cluster_at(place / "pg")
    starts = [
        subprocess.Popen(
            [sys.executable, "-m", "payerport.config.postgres", str(cluster.home), "start"],
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    said = [start.communicate(timeout=120)[0].split()[0] for start in starts]
    assert [start.returncode for start in starts] == [0, 0, 0, 0]
    assert sorted(said) == ["runs", "runs", "runs", "started"]
    assert cluster.is_running()


def test_it_comes_back_after_its_server_was_killed(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("postgres")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    process = cluster.status().process
    assert process is not None
    os.kill(process, signal.SIGKILL)
    began = time.monotonic()
    while cluster.is_running():
        time.sleep(0.01)
    assert cluster.start() is True
    assert time.monotonic() - began < 30
    assert cluster.status().process != process
    assert _ask(cluster, "SELECT answer FROM kept") == 42


def test_it_does_not_take_a_half_made_cluster_for_a_whole_one(
    place: Path, cluster_at: Callable[[Path], Cluster]
) -> None:
    cluster = cluster_at(place / "pg")
    half = cluster.home / "data.half"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("15\n")
    cluster.start()
    assert _ask(cluster, "SELECT 1") == 1


def test_it_finds_a_short_private_socket_for_a_long_path(
    place: Path, cluster_at: Callable[[Path], Cluster]
) -> None:
    deep = place / ("a-long-name-" * 8) / "pg"
    cluster = cluster_at(deep)
    cluster.start()
    assert len(str(cluster.socket_directory)) < 60
    assert stat.S_IMODE(cluster.socket_directory.stat().st_mode) == 0o700
    assert _ask(cluster, "SELECT 1") == 1


def test_it_copes_with_blanks_and_commas_in_the_path(
    place: Path, cluster_at: Callable[[Path], Cluster]
) -> None:
    cluster = cluster_at(place / "my plan, it's here" / "pg")
    cluster.start()
    assert _ask(cluster, "SELECT 1") == 1


def test_it_refuses_a_socket_directory_that_somebody_else_put_there(
    place: Path, cluster_at: Callable[[Path], Cluster]
) -> None:
    cluster = cluster_at(place / ("a-long-name-" * 8) / "pg")
    cluster.socket_directory.symlink_to(place)
    try:
        with pytest.raises(PostgresError, match="in the way"):
            cluster.start()
    finally:
        cluster.socket_directory.unlink()


@needs_root
def test_it_never_runs_the_server_as_root(cluster: Cluster) -> None:
    process = cluster.status().process
    assert process is not None
    assert Path(f"/proc/{process}").stat().st_uid != 0
    assert cluster.data.stat().st_uid != 0


@needs_root
def test_it_lives_elsewhere_when_the_servers_user_may_not_enter(
    place: Path, cluster_at: Callable[[Path], Cluster]
) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    cluster = cluster_at(closed / "project" / ".data" / "pg")
    assert cluster.moved_from == closed / "project" / ".data" / "pg"
    assert not cluster.home.is_relative_to(place)
    cluster.start()
    assert _ask(cluster, "SELECT 1") == 1
    again = Cluster(closed / "project" / ".data" / "pg", durable=False)
    assert again.home == cluster.home
    assert again.is_running()


@needs_root
def test_it_gives_the_server_a_copy_of_programs_it_cannot_reach(
    place: Path, cluster_at: Callable[[Path], Cluster], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = postgres.find_binaries()
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    shutil.copytree(found.directory.parent, closed / "programs", symlinks=True)
    monkeypatch.setenv("PAYERPORT_PG_BIN", str(closed / "programs" / "bin"))
    cluster = cluster_at(place / "pg")
    cluster.start()
    assert (cluster.home / f"programs-{found.major}" / "bin" / "postgres").exists()
    assert _ask(cluster, "SELECT 1") == 1


@needs_root
def test_it_serves_an_ordinary_user_as_that_user(place: Path) -> None:
    user = pwd.getpwnam("nobody")
    home = place / "mine"
    home.mkdir()
    os.chown(home, user.pw_uid, user.pw_gid)
    package = place / "src" / "payerport" / "config"
    package.mkdir(parents=True)
    for directory in (package, package.parent):
        (directory / "__init__.py").touch()
    shutil.copy(postgres.__file__, package)
    python = shutil.which("python3", path="/usr/bin")
    if python is None:
        pytest.skip("there is no python3 of the operating system for another user to run")

    def as_nobody(action: str) -> str:
        return subprocess.run(
            [python, "-m", "payerport.config.postgres", str(home / "pg"), action],
            cwd=place / "src",
            env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"},
            user=user.pw_uid,
            group=user.pw_gid,
            extra_groups=[],
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert as_nobody("start").startswith("started")
    try:
        process = Cluster(home / "pg").status().process
        assert process is not None
        assert Path(f"/proc/{process}").stat().st_uid == user.pw_uid
        # Root may start, look at and stop what another user made; it stays that user's.
        assert _ask(Cluster(home / "pg"), "SELECT 1") == 1
    finally:
        assert as_nobody("stop").startswith("stopped")


def test_it_refuses_programs_that_are_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PAYERPORT_PG_BIN", str(tmp_path))
    with pytest.raises(PostgresError, match="holds no PostgreSQL 15"):
        postgres.find_binaries()


def test_it_says_what_to_do_when_there_are_no_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAYERPORT_PG_BIN", raising=False)
    monkeypatch.setattr(postgres, "system_binaries", list)
    monkeypatch.setattr(postgres, "_packaged_binaries", list)
    with pytest.raises(PostgresError, match="apt-get install postgresql"):
        postgres.find_binaries()


def test_it_says_which_version_made_a_cluster_that_nothing_here_can_open() -> None:
    with pytest.raises(PostgresError, match="made by PostgreSQL 9"):
        postgres.find_binaries(9)


def test_it_destroys_everything(place: Path, cluster_at: Callable[[Path], Cluster]) -> None:
    cluster = cluster_at(place / "pg")
    cluster.start()
    cluster.destroy()
    assert not cluster.home.exists()
    assert not cluster.is_running()
