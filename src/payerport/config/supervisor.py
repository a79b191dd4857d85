"""`payerport run`: database, web server and worker as one program that starts, watches and stops them all."""

import ctypes
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import typer
from django.conf import settings

from payerport.cli import is_offered
from payerport.config import env
from payerport.config.postgres import Cluster, cluster_in

READY_SECONDS = 90.0
STOP_SECONDS = 25.0
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 60.0
"""A child that ran this long had a good start: its next restart waits briefly again."""
WATCH_SECONDS = 0.25
LOOK_AT_DATABASE_SECONDS = 2.0
_PR_SET_PDEATHSIG = 1


def say(text: str) -> None:
    """One line for the person at the terminal."""
    typer.echo(text)
    sys.stdout.flush()


def _die_with_parent() -> None:
    """In the child: if the supervisor is killed, be told to stop too (Linux)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(slots=True)
class Child:
    """One process that is kept running. Each restart waits twice as long, half a minute at most."""

    name: str
    command: list[str]
    environment: dict[str, str]
    clock: Callable[[], float] = time.monotonic
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause: float = 0.5
    restart_at: float | None = None
    exits: list[int] = field(default_factory=list)

    def start(self) -> None:
        """Start it, out of reach of the terminal's Ctrl-C: the supervisor passes on what it should know."""
        self.started_at = self.clock()
        self.restart_at = None
        self.process = subprocess.Popen(  # noqa: S603
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - one thread only
        )

    def watch(self) -> None:
        """Note that it died, or start it again when its pause is over."""
        if self.restart_at is not None:
            if self.clock() >= self.restart_at:
                say(f"Starting the {self.name} again.")
                self.start()
            return
        code = self.process.poll() if self.process else None
        if code is None:
            return
        self.exits.append(code)
        if self.clock() - self.started_at > STEADY_SECONDS:
            self.pause = 0.5
        say(f"The {self.name} ended by itself (exit code {code}); starting it again in {self.pause:g} s.")
        self.restart_at = self.clock() + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE_SECONDS)

    def tell(self, number: signal.Signals) -> None:
        """Send a signal to the process and all it started."""
        if self.process and self.process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def is_over(self) -> bool:
        """Whether nothing of it runs."""
        return self.process is None or self.process.poll() is not None


def stop_all(children: list[Child], seconds: float = STOP_SECONDS) -> None:
    """Ask every child to stop, and after `seconds` make them."""
    for child in children:
        if child.process and child.process.poll() is None:
            child.process.terminate()
    end = time.monotonic() + seconds
    while time.monotonic() < end and not all(child.is_over() for child in children):
        time.sleep(0.05)
    for child in children:
        if not child.is_over():
            say(f"The {child.name} did not stop in {seconds:g} s and is ended.")
        child.tell(signal.SIGKILL)
        if child.process:
            child.process.wait()


def refuse_taken_port(host: str, port: int) -> str | None:
    """A sentence when nothing can listen at `host`:`port`, else None."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return f"Port {port} needs more rights than this user has. Take another: make run PORT=8001"
        except OverflowError:
            return f"{port} is no port: 1 to 65535. For example: make run PORT=8001"
        except OSError as error:
            if error.errno and "in use" in os.strerror(error.errno):
                return f"Port {port} is taken by another program. Take another: make run PORT={port + 1}"
            return f"The portal cannot listen at {host}: {error.strerror}."
    return None


# -- preparing what the processes need --------------------------------------------------------------------


def sources_fingerprint() -> str:
    """A fingerprint of the files that preparing the database depends on: names, sizes, times of change."""
    digest = hashlib.sha256()
    for top in (settings.SOURCE_DIR, settings.BASE_DIR / "plans"):
        for directory, folders, files in os.walk(top):
            folders[:] = sorted(
                one for one in folders if one not in {"__pycache__", "static", "templates", "tests"}
            )
            for name in sorted(files):
                path = Path(directory) / name
                if path.suffix != ".pyc":
                    found = path.stat()
                    digest.update(f"{path}:{found.st_size}:{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do before the portal can start: a sentence for the person, and the command."""

    sentence: str
    arguments: tuple[str, ...]


def steps(*, demo: bool) -> list[Step]:
    """The steps there are; those of parts that are not installed are left out."""
    found = [Step("Bringing the tables up to date", ("db", "migrate", "--quiet"))]
    if settings.IN_PRODUCTION:
        collect = ("django", "collectstatic", "--noinput", "--verbosity=0")
        found.append(Step("Collecting static files", collect))
    if demo and is_offered("demo"):
        found.append(Step("Loading the demo plan and its people", ("demo", "load")))
    return found


def _run_step(step: Step, stopped: Callable[[], bool]) -> bool:
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "payerport", *step.arguments], stdin=subprocess.DEVNULL
    )
    while process.poll() is None:
        if stopped():
            process.terminate()
        time.sleep(0.05)
    return process.returncode == 0


def prepare(*, demo: bool, cluster: Cluster | None, stopped: Callable[[], bool]) -> bool:
    """Run the steps, unless they were run for these sources on this database. False: one failed."""
    stamp = cluster.home / "prepared.json" if cluster else None
    fingerprint = f"{sources_fingerprint()}:{demo}"
    if stamp and stamp.exists() and json.loads(stamp.read_text()).get("sources") == fingerprint:
        return True
    for step in steps(demo=demo):
        say(f"{step.sentence} ...")
        began = time.monotonic()
        if not _run_step(step, stopped):
            if not stopped():
                say(f"This failed: payerport {' '.join(step.arguments)}")
            return False
        say(f"  done in {time.monotonic() - began:.1f} s")
    if stamp:
        stamp.write_text(json.dumps({"sources": fingerprint}))
    return True


def sign_ins() -> list[str]:
    """The lines that tell who can sign in to the demo, from the demo itself."""
    from importlib.util import find_spec

    if not is_offered("demo") or find_spec("payerport.demo.sign_ins") is None:
        return []
    from payerport.demo import sign_ins as demo

    return list(demo.lines())


# -- running ----------------------------------------------------------------------------------------------


class Supervisor:
    """Starts the children, watches them and the database, and stops all in the end."""

    def __init__(self, children: list[Child], cluster: Cluster | None, address: str) -> None:
        self.children = children
        self.cluster = cluster
        self.address = address
        self.told_to_stop = 0
        self._looked_at_database = 0.0

    def hear(self, number: int, frame: FrameType | None) -> None:
        """A signal to stop; the second one is impatient."""
        self.told_to_stop += 1
        if self.told_to_stop > 1:
            for child in self.children:
                child.tell(signal.SIGKILL)

    def is_ready(self) -> bool:
        """Whether the portal says that it can serve."""
        request = urllib.request.Request(  # noqa: S310 - our own address
            f"{self.address}/health/ready", headers={"X-Forwarded-Proto": "https"}
        )
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def wait_until_ready(self, seconds: float = READY_SECONDS) -> bool:
        """True once the portal answers; False when it does not in time or we are told to stop."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.told_to_stop:
            if self.is_ready():
                return True
            if any(len(child.exits) >= 3 for child in self.children):
                return False
            self._watch_once()
        return False

    def watch(self) -> None:
        """Keep everything running until told to stop."""
        while not self.told_to_stop:
            self._watch_once()

    def _watch_once(self) -> None:
        time.sleep(WATCH_SECONDS)
        for child in self.children:
            if not self.told_to_stop:
                child.watch()
        now = time.monotonic()
        if self.cluster and now - self._looked_at_database > LOOK_AT_DATABASE_SECONDS:
            self._looked_at_database = now
            if not self.cluster.is_running() and not self.told_to_stop:
                say("The database ended by itself; starting it again.")
                self.cluster.start()


def _children(*, reload: bool) -> list[Child]:
    environment: dict[str, str] = os.environ | ({"PAYERPORT_RELOAD": "1"} if reload else {})
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "python:payerport.config.gunicorn"]
    web = Child("web server", [*gunicorn, "payerport.config.wsgi"], environment)
    count = env.number("PAYERPORT_WORKERS", 1)
    workers = [
        Child(
            "worker" if count == 1 else f"worker {number}",
            [sys.executable, "-m", "payerport", "worker"],
            environment,
        )
        for number in range(1, count + 1)
    ]
    return [web, *workers]


def _mark(cluster: Cluster) -> Path:
    """Says that a supervisor started this database: the next one may stop it if the first was killed."""
    return cluster.home / "started-by-run"


def run_everything(*, reload: bool, demo: bool) -> int:
    """Start everything, serve until told to stop, stop everything. Returns the exit code."""
    host, port = env.text("HOST", "127.0.0.1"), env.number("PORT", 8000)
    taken = refuse_taken_port(host, port)
    if taken:
        say(taken)
        return 1
    cluster = cluster_in(settings.DATA_DIR, settings.PAYERPORT_ENV) if settings.EMBEDDED_DATABASE else None
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound
    supervisor = Supervisor(_children(reload=reload), cluster, f"http://{shown}:{port}")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, supervisor.hear)
    try:
        if cluster:
            _start_database(cluster)
        return _serve(supervisor, demo=demo and bool(settings.PAYERPORT_DEMO))
    finally:
        say("Stopping ...")
        stop_all(supervisor.children)
        if cluster and _mark(cluster).exists():
            _mark(cluster).unlink()
            cluster.stop()
        say("Stopped.")


def _start_database(cluster: Cluster) -> None:
    began = time.monotonic()
    if cluster.start():
        _mark(cluster).touch()
        say(f"Database started in {time.monotonic() - began:.1f} s ({cluster.home})")
    if cluster.moved_from:
        say(f"  (not in {cluster.moved_from}: the database's user may not enter there)")


def _serve(supervisor: Supervisor, *, demo: bool) -> int:
    if not prepare(demo=demo, cluster=supervisor.cluster, stopped=lambda: supervisor.told_to_stop > 0):
        return 0 if supervisor.told_to_stop else 1
    if supervisor.told_to_stop:
        return 0
    for child in supervisor.children:
        child.start()
    if not supervisor.wait_until_ready():
        if supervisor.told_to_stop:
            return 0
        say("The portal did not come up. The lines above say why.")
        return 1
    _greet(supervisor.address, sign_ins() if demo else [])
    supervisor.watch()
    return 0


def _greet(address: str, lines: list[str]) -> None:
    say(f"\nPayerport answers at {address}")
    if lines:
        say("\nSign in as:")
        for line in lines:
            say(f"  {line}")
    say("\nCtrl-C stops everything.\n")
