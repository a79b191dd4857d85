"""Signing in and the home page with 100,000 accounts: milliseconds of server time, and SQL statements.

    python benchmarks/people.py [--accounts 100000] [--rounds 30]

A fresh copy of the database with the demo plan's people and so many accounts more, each with its app. Every
round another person of each audience signs in (password, then code) and sees the home page, through Django
with all middleware, in this process: the wall clock's time. The network and the web server are not in it.
"""
# ruff: noqa: E402 -- the settings are named before anything reads them

import argparse
import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "benchmarks")]
os.environ["PAYERPORT_ENV"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "payerport.config.settings"

import django

django.setup()

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from house import machine, say, using

from payerport.accounts.models import Audience, Membership, Organization, User
from payerport.audit.actor import core
from payerport.audit.lock import acting
from payerport.cli import start_database
from payerport.config.database import address_in_use, migrations_fingerprint
from payerport.config.templates import TestServer, migrate_in_child
from payerport.demo import load as loading
from payerport.factors.actions import PERIOD, code_of, new_secret
from payerport.factors.sealing import owned_by, seal

PASSWORD = "Bench-lantern-42"  # noqa: S105
BOUND = 150
"""Milliseconds at the median (issue 4)."""
AT_ONCE = 5_000
STEPS = ("password", "code", "home")


def _person(number: int, password: str) -> User:
    audience = list(Audience)[number % len(Audience)]
    return User(
        username=f"bench{number}",
        password=password,
        audience=audience,
        staff_role="operations" if audience == Audience.STAFF else "",
        first_name="Sam",
        last_name=f"Sample{number}",
    )


def fill(accounts: int) -> None:
    """Load the demo's people, then make so many accounts: each with an app, those of providers and facilities
    with a role."""
    loading.load()
    password, secret = make_password(PASSWORD), new_secret()
    with acting(core("benchmark")):
        places = list(Organization.objects.all())
        for first in range(0, accounts, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, accounts))
            people = User.objects.bulk_create(_person(number, password) for number in numbers)
            Membership.objects.bulk_create(
                Membership(
                    user=one, organization=places[one.pk % len(places)], role="biller", since=timezone.now()
                )
                for one in people
                if one.audience in (Audience.PROVIDER, Audience.FACILITY)
            )
            Authenticator.objects.bulk_create(_app(one, secret) for one in people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE accounts_user, accounts_membership, mfa_authenticator")
    _SECRET.append(secret)


_SECRET: list[str] = []


def _app(person: User, secret: str) -> Authenticator:
    with owned_by(person.pk):
        return Authenticator(user=person, type="totp", data={"secret": seal(secret), "used": []})


def measure(audience: Audience, rounds: int, accounts: int) -> dict[str, list[float]]:
    """Milliseconds of each step, another person of the audience in each round, from another address."""
    found: dict[str, list[float]] = {name: [] for name in STEPS}
    place = list(Audience).index(audience)
    each = accounts // len(Audience)
    for turn in range(rounds + 2):
        number = (turn * max(each // (rounds + 2), 1) % each) * len(Audience) + place
        spent = [cost for cost, _ in steps(f"bench{number}", f"192.0.{turn % 250}.{place + 1}", count=False)]
        if turn >= 2:
            for name, cost in zip(STEPS, spent, strict=True):
                found[name].append(cost)
    return found


def steps(username: str, address: str, *, count: bool) -> Iterator[tuple[float, int]]:
    """Milliseconds and statements of one person's password, code and home page; what counts them costs time,
    so that it is either the one or the other."""
    client = Client(REMOTE_ADDR=address)
    digits = code_of(_SECRET[0], int(time.time()) // PERIOD)
    for path, body, status in (
        ("/sign-in/", {"login": username, "password": PASSWORD}, 302),
        ("/sign-in/second-step/", {"code": digits}, 302),
        ("/", None, 200),
    ):
        with CaptureQueriesContext(connection) if count else nullcontext([]) as statements:
            began = time.perf_counter()
            answer: Any = client.get(path) if body is None else client.post(path, body)
            spent = (time.perf_counter() - began) * 1000
        assert answer.status_code == status, (path, answer.status_code, answer.content[:300])
        yield spent, len(statements)
    connection.queries_log.clear()


def main() -> int:
    """Print the medians; 1 when one of them is over the bound."""
    options = argparse.ArgumentParser()
    options.add_argument("--accounts", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=30)
    chosen = options.parse_args()
    start_database()
    server = TestServer(address_in_use())
    template = server.template(migrations_fingerprint(), migrate_in_child)
    slowest = 0.0
    with using(server, server.copy(template, "people")):
        began = time.perf_counter()
        fill(chosen.accounts)
        say(f"{machine()}")
        say(f"{User.objects.count():,} accounts, made in {time.perf_counter() - began:.0f} s")
        say(f"{'':<22}{'password':>20}{'code':>20}{'home':>20}")
        for audience in Audience:
            last = chosen.accounts // len(Audience) - 1
            name = f"bench{last * len(Audience) + list(Audience).index(audience)}"
            counted = [number for _, number in steps(name, "198.51.100.1", count=True)]
            found = measure(audience, chosen.rounds, chosen.accounts)
            cells = ""
            for figures, number in zip(found.values(), counted, strict=True):
                median = statistics.median(figures)
                slowest = max(slowest, median)
                cells += f"{f'{median:.0f} ms, {number} SQL':>20}"
            say(f"{audience.label!s:<22}{cells}")
    say(f"The slowest median: {slowest:.0f} ms (bound: {BOUND} ms).")
    return 0 if slowest < BOUND else 1


if __name__ == "__main__":
    sys.exit(main())
