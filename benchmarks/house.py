"""The house as a whole: claims a second from a received 837P file to decisions and payments in the database.

    python benchmarks/house.py [--claims 500] [--rounds 5] [--profile]

One fixed file of demo claims goes into a fresh copy of the demo plan's database in each round, by the
actions that the worker runs. Times are processor time, this process's and its PostgreSQL server process's,
so that a busy machine changes little. Medians are printed; and how much dearer the same rows are when each
value is bound by itself (Django's `bulk_create`).
"""
# ruff: noqa: E402 -- the settings are named before anything reads them

import argparse
import cProfile
import datetime as dt
import json
import os
import platform
import pstats
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
os.environ["PAYERPORT_ENV"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "payerport.config.settings"

import django

django.setup()

from django.conf import settings
from django.db import connection, connections, transaction

from payerport.audit import rows
from payerport.audit.actor import core
from payerport.audit.lock import acting
from payerport.claims import actions as claims
from payerport.claims import queries
from payerport.claims.models import Decision, DecisionAdjustment, DecisionLine
from payerport.cli import start_database
from payerport.codes import tables
from payerport.config.database import address_in_use, migrations_fingerprint
from payerport.config.templates import TestServer, migrate_in_child
from payerport.demo import load as loading
from payerport.demo.claim_files import Cover, Written, write
from payerport.demo.traffic import Order, Traffic
from payerport.demo.world import DEFAULT_SEED, dice, world
from payerport.edi import actions as edi
from payerport.files.models import InboundFile
from payerport.remittance import actions as remittance

NOW = dt.datetime(2026, 3, 10, 15, 0, tzinfo=dt.UTC)
STEPS = ("read and store", "decide and store", "pay")


@dataclass(frozen=True, slots=True)
class Spent:
    """Processor seconds of one step: ours and the server's."""

    ours: float
    servers: float

    @property
    def all(self) -> float:
        """Both together."""
        return self.ours + self.servers


def say(text: str) -> None:
    """One line of the result."""
    sys.stdout.write(text + "\n")


def machine() -> str:
    """This machine in words."""
    model = platform.processor() or platform.machine()
    account = Path("/proc/cpuinfo")
    if account.exists():
        names = (line.partition(":")[2] for line in account.read_text().splitlines() if "model name" in line)
        model = next(names, model).strip()
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (version,) = cursor.fetchone()
    return f"{os.cpu_count()} x {model}, Python {platform.python_version()}, PostgreSQL {version.split()[0]}"


def server_seconds() -> float:
    """The processor time that this connection's server process has used so far (Linux); 0 elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (number,) = cursor.fetchone()
    account = Path(f"/proc/{number}/stat")
    if not account.exists():
        return 0.0
    fields = account.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def spent(work: Callable[[], object]) -> Spent:
    """What `work` takes."""
    servers, ours = server_seconds(), time.process_time()
    work()
    ours = time.process_time() - ours
    return Spent(ours, server_seconds() - servers)


@contextmanager
def using(server: TestServer, name: str) -> Iterator[None]:
    """This process speaks to the database `name`, which is dropped in the end."""
    connections.close_all()
    connections["default"].settings_dict["NAME"] = connections.settings["default"]["NAME"] = name
    settings.DATABASE_URL = server.url(name)
    try:
        yield
    finally:
        connections.close_all()
        server.drop(name)


def claims_file(count: int) -> bytes:
    """The fixed file: a clearinghouse's, for all practices of the demo, six in a hundred wrong on purpose."""
    people = world(DEFAULT_SEED)
    order = Order(
        count=count,
        seed=1,
        as_of=NOW.date(),
        bad=600,
        practices=people.practices,
        payer_id=settings.PAYER_ID,
        payer_name=settings.PLAN_NAME.upper(),
    )
    cover = Cover(
        sender_id="DEMOCLEARING",
        sender_name="EXAMPLE CLEARINGHOUSE",
        telephone="8135550199",
        receiver_id=settings.PAYER_ID,
        receiver_name=settings.PLAN_NAME.upper(),
        at=NOW,
        control_number=dice("bench").randint(1, 999_999_999),
    )
    return b"".join(write(Traffic(people, loading.prices(NOW.date()), order).by_practice(), cover, Written()))


def jobs() -> list[list[int]]:
    """The claims of each decision job that waits, in the queue's order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args -> 'claim_ids' FROM procrastinate_jobs WHERE task_name = 'claims.decide' ORDER BY id"
        )
        return [json.loads(row[0]) for row in cursor.fetchall()]


def one_round(content: bytes) -> tuple[dict[str, Spent], queries.Totals]:
    """The way of the file, in the database in use."""
    worker = core("worker")
    with acting(worker):
        receipt = edi.receive(core("command"), InboundFile.Channel.COMMAND, "bench.837", [content])
        tables().load()

    def read() -> None:
        with acting(worker):
            edi.read_file(worker, receipt.file.pk)

    def decide() -> None:
        for waiting in jobs():
            claims.decide_claims(worker, waiting)

    steps = (read, decide, lambda: remittance.run(worker))
    found = {name: spent(step) for name, step in zip(STEPS, steps, strict=True)}
    with acting(worker):
        return found, queries.totals_of_file(worker, receipt.file.pk)


def dearer() -> str:
    """How many times dearer the rows of the decisions in the database are by `bulk_create` than by ours."""
    found = []
    with acting(core("worker")):
        for model in (Decision, DecisionLine, DecisionAdjustment):
            again: list[Any] = list(model._default_manager.order_by("pk")[:1_000])
            keys = rows.take_keys(model, 2 * len(again))
            for place, row in enumerate(again):
                row.pk = keys[place]
                if isinstance(row, DecisionLine):
                    row.number += 1_000
            ours = spent(partial(rows.insert, again)).all
            for place, row in enumerate(again, start=len(again)):
                row.pk = keys[place]
                if isinstance(row, DecisionLine):
                    row.number += 1_000
            djangos = spent(partial(model._default_manager.bulk_create, again)).all
            found.append(f"{model.__name__} {djangos / ours:.1f}")
        transaction.set_rollback(True)
    return ", ".join(found)


def report(rounds: list[dict[str, Spent]], totals: queries.Totals) -> None:
    """Medians by step, and all together."""
    count = totals.accepted + totals.rejected
    say(
        f"{count} claims: {totals.rejected} rejected, {totals.paid} paid, {totals.denied} denied,"
        f" {totals.pended} pended; {len(rounds)} rounds, medians of processor time"
    )
    say(f"{'step':18}{'ours, s':>9}{'server, s':>11}{'claims/s':>10}")
    for name in STEPS:
        ours = statistics.median(one[name].ours for one in rounds)
        servers = statistics.median(one[name].servers for one in rounds)
        whole = statistics.median(one[name].all for one in rounds)
        say(f"{name:18}{ours:9.2f}{servers:11.2f}{count / whole:10.0f}")
    whole = statistics.median(sum(step.all for step in one.values()) for one in rounds)
    say(f"{'all':38}{count / whole:10.0f}")


def main(count: int, rounds: int, *, profile: bool) -> None:
    """Load the demo once, then measure on copies of it."""
    start_database()
    server = TestServer(address_in_use())
    server.sweep()
    base = server.copy(server.template(migrations_fingerprint(), migrate_in_child), "bench")
    measured, totals = [], queries.Totals()
    with mock.patch("django.utils.timezone.now", return_value=NOW), using(server, base):
        loading.load()
        content = claims_file(count)
        say(f"{machine()}; a file of {len(content) / 1000:.0f} kB")
        for number in range(rounds + 1):
            connections.close_all()
            with using(server, server.copy(base, "round")):
                profiler = cProfile.Profile()
                if profile and number:
                    profiler.enable()
                steps, totals = one_round(content)
                profiler.disable()
                if profile and number:
                    pstats.Stats(profiler).sort_stats("tottime").print_stats(45)
                if number:  # the first warms up
                    measured.append(steps)
                ratios = dearer() if number == rounds else ""
    report(measured, totals)
    say(f"the same rows by bulk_create, times dearer: {ratios}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    main(given.claims, given.rounds, profile=given.profile)
