"""A house to put to the test: a database of its own with the demo in it, and real processes that work on it.

All goes through the command line, as an operator would; what came of it is read by the tables' owner.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from payerport.config.databases import parse

IS_LONG = os.environ.get("PAYERPORT_DRILL") == "long"
"""The long form (`make drill`): 500 claims, more deaths, the worker's own patience. The short one: 60 claims,
a worker that gives up a dead colleague after a second."""
CLAIMS = 500 if IS_LONG else 60
PATIENCE_SECONDS = 120.0

_QUICK_WORKER = """
import asyncio
from payerport.cli import set_up_django
set_up_django()
from payerport.config import worker
worker.HEARTBEAT_SECONDS, worker.GIVEN_UP_AFTER_SECONDS = 0.2, 1.2
worker.work()
"""
_CLAIMS = """
    SELECT patient_control_number || ' ' || count(*) OVER w, state, allowed, paid, member_share,
           (SELECT count(*) FROM claims_decision d WHERE d.claim_id = c.id),
           (SELECT string_agg(s.state, ' ' ORDER BY s.id) FROM claims_statechange s WHERE s.claim_id = c.id),
           (SELECT count(*) FROM claims_claimfinding f WHERE f.claim_id = c.id)
      FROM claims_claim c WINDOW w AS (PARTITION BY patient_control_number ORDER BY id)
"""
_BALANCES = """
    SELECT family, kind, tier, year, person, sum(amount)::bigint FROM claims_accumulatorentry
     GROUP BY family, kind, tier, year, person
"""
_COUNTS = """
    SELECT (SELECT count(*) FROM files_inboundfile), (SELECT count(*) FROM files_outboundfile),
           (SELECT count(*) FROM claims_decision), (SELECT count(DISTINCT claim_id) FROM claims_decision),
           (SELECT count(*) FROM audit_event WHERE action = 'claim.received'),
           (SELECT count(*) FROM audit_event WHERE action = 'claim.decided')
"""


class TooSlowError(AssertionError):
    """Something that should have come did not."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of everything: each claim, each balance, and how many rows tell of it."""

    claims: Mapping[str, tuple[Any, ...]]
    """By patient control number and its how-manieth: state, cents, decisions, states passed, findings."""
    balances: Mapping[tuple[Any, ...], int]
    files: int
    answers: int
    decisions: int
    claims_decided: int
    received_events: int
    decided_events: int

    @property
    def states(self) -> dict[str, int]:
        """How many claims stand in each state."""
        found: dict[str, int] = {}
        for state, *_ in self.claims.values():
            found[state] = found.get(state, 0) + 1
        return dict(sorted(found.items()))

    @property
    def cents(self) -> int:
        """What the plan pays for them all."""
        return sum(row[2] or 0 for row in self.claims.values())

    def __str__(self) -> str:
        states = ", ".join(f"{number} {state}" for state, number in self.states.items())
        return f"{len(self.claims)} claims ({states}), {self.cents} cents, {len(self.balances)} balances"


def say(text: str) -> None:
    """One line of the drill's report (seen with `make drill`)."""
    sys.stdout.write(f"\n  {text}")


def wait_until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Look again and again until it is so. Raises `TooSlowError`."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TooSlowError(f"waited {seconds:g} s in vain: {what}")
        time.sleep(0.02)


@dataclass
class House:
    """One database and the processes that were started on it."""

    url: str
    environment: dict[str, str]
    port: int = 0
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    # -- processes --------------------------------------------------------------------------------------

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """Start `payerport ...`; it runs on."""
        return self._start([sys.executable, "-m", "payerport", *arguments])

    def run(self, *arguments: str, codes: tuple[int, ...] = (0,)) -> str:
        """Run `payerport ...` to its end; gives what it printed. Fails on any other exit code."""
        process = self.begin(*arguments)
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
        assert process.returncode in codes, said
        return said

    def start_worker(self) -> subprocess.Popen[str]:
        """Another worker."""
        own = [sys.executable, "-m", "payerport", "worker"]
        return self._start(own if IS_LONG else [sys.executable, "-c", _QUICK_WORKER])

    def _start(self, command: list[str]) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.processes.append(process)
        return process

    @staticmethod
    def kill(process: subprocess.Popen[str]) -> None:
        """kill -9: no word of farewell."""
        process.send_signal(signal.SIGKILL)
        process.wait()

    def end(self) -> None:
        """End what still runs of what was started here."""
        for process in self.processes:
            with suppress(ProcessLookupError):
                process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()

    # -- looking ----------------------------------------------------------------------------------------

    @contextmanager
    def connected(self) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        """A connection of the owner's, past the row lock."""
        where = parse(self.url)
        with psycopg.connect(
            dbname=where.name,
            user=where.user,
            password=where.password or None,
            host=where.host,
            port=where.port or None,
        ) as found:
            yield found

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self.connected() as database:
            return database.execute(query.encode()).fetchall()

    def number(self, query: str) -> int:
        """The one number that a query gives."""
        ((found,),) = self.ask(query)
        return int(found)

    def undecided(self) -> int:
        """Claims that wait, and files that wait to be read."""
        return self.number(
            "SELECT (SELECT count(*) FROM claims_claim WHERE state = 'received')"
            " + (SELECT count(*) FROM files_inboundfile WHERE progress = 'received')"
        )

    def wait_until_settled(self) -> None:
        """Wait until every file is read and every claim decided."""
        wait_until(lambda: self.undecided() == 0, "everything decided")

    def figures(self) -> Figures:
        """What became of everything."""
        ((files, answers, decisions, claims_decided, received, decided),) = self.ask(_COUNTS)
        return Figures(
            claims={row[0]: row[1:] for row in self.ask(_CLAIMS)},
            balances={row[:-1]: row[-1] for row in self.ask(_BALANCES)},
            files=files,
            answers=answers,
            decisions=decisions,
            claims_decided=claims_decided,
            received_events=received,
            decided_events=decided,
        )

    # -- holding ----------------------------------------------------------------------------------------

    @contextmanager
    def holding(self, table: str) -> Iterator[Callable[[int], None]]:
        """Who writes to `table` stops there until the end; gives a function that waits until so many do."""
        with self.connected() as database:
            database.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.Identifier(table)))
            yield lambda number: wait_until(
                lambda: self._waiting_at(table) >= number, f"{number} who write to {table}"
            )

    def _waiting_at(self, table: str) -> int:
        return self.number(
            "SELECT count(DISTINCT l.pid) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
            f" WHERE NOT l.granted AND c.relname = '{table}'"
        )

    def wait_until_somebody_waits(self, number: int = 1) -> None:
        """Wait until so many server processes wait for a lock of any kind."""
        wait_until(
            lambda: (
                self.number(
                    "SELECT count(*) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
                )
                >= number
            ),
            f"{number} who wait for a lock",
        )
