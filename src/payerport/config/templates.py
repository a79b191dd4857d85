"""Databases for tests: one migrated template, and quick copies of it.

The template's name carries a fingerprint of the migrations, so a changed migration makes a new one and old
ones go. A copy's name carries the process that uses it, so that what a killed run left behind is swept away.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql

from payerport.config.database import connect_as_owner
from payerport.config.databases import Address

_TEMPLATE = "payerport_template_"
_COPY = "payerport_test_"
_TEMPLATES_KEPT = 3
_LOCK = 5_047_223_002


@dataclass(frozen=True, slots=True)
class TestServer:
    """The PostgreSQL server on which test databases are made; `address` is the owner's."""

    __test__ = False
    address: Address

    def url(self, database: str) -> str:
        """The address of one database on this server, for `DATABASE_URL`."""
        address = self.address
        user = quote(address.user, safe="")
        password = f":{quote(address.password, safe='')}" if address.password else ""
        parameters = (
            dict(address.options) | {"host": address.host} | ({"port": address.port} if address.port else {})
        )
        return f"postgresql://{user}{password}@/{quote(database)}?{urlencode(parameters)}"

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """A connection of the owner's to the maintenance database."""
        return connect_as_owner(self.address, "postgres")

    # -- the template -----------------------------------------------------------------------------------

    def template(self, fingerprint: str, build: Callable[[str], None]) -> str:
        """The name of the migrated template; `build(url)` makes it if none has this fingerprint."""
        name = _TEMPLATE + fingerprint
        with self.connect() as server:
            server.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            if not self._exists(server, name):
                half = f"{name}_half"
                self._drop(server, half)
                server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(half)))
                build(self.url(half))
                server.execute(
                    sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                        sql.Identifier(half), sql.Identifier(name)
                    )
                )
                self._drop_old_templates(server)
            server.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        return name

    @staticmethod
    def _exists(server: psycopg.Connection[tuple[object, ...]], name: str) -> bool:
        return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None

    @staticmethod
    def _drop(server: psycopg.Connection[tuple[object, ...]], name: str) -> None:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _drop_old_templates(self, server: psycopg.Connection[tuple[object, ...]]) -> None:
        rows = server.execute(
            "SELECT datname FROM pg_database WHERE datname ~ %s ORDER BY oid DESC",
            [f"^{_TEMPLATE}[0-9a-f]+$"],
        ).fetchall()
        for (name,) in rows[_TEMPLATES_KEPT:]:
            self._drop(server, str(name))

    # -- copies -----------------------------------------------------------------------------------------

    def copy(self, template: str, label: str) -> str:
        """Make a copy of `template` for this process; returns its name."""
        name = f"{_COPY}{os.getpid()}_{label}"
        with self.connect() as server:
            self._drop(server, name)
            server.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )
        return name

    def drop(self, name: str) -> None:
        """Drop a copy, whoever is still connected to it."""
        with self.connect() as server:
            self._drop(server, name)

    def sweep(self) -> list[str]:
        """Drop the copies of processes that are gone. Returns their names."""
        with self.connect() as server:
            rows = server.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{_COPY}%"]
            ).fetchall()
            left = [str(name) for (name,) in rows if not _is_alive(str(name))]
            for name in left:
                self._drop(server, name)
        return left

    def address_of(self, database: str) -> Address:
        """The owner's address of one database on this server."""
        return replace(self.address, name=database)


@dataclass(frozen=True, slots=True)
class CommittedDatabase:
    """A database that belongs to one test (fixture `committed_database`). `url` is its address."""

    name: str
    url: str

    def environment(self) -> dict[str, str]:
        """This process's environment with the database in it, for `subprocess`."""
        return os.environ | {"DATABASE_URL": self.url, "PAYERPORT_ENV": "test"}


def _is_alive(copy: str) -> bool:
    number = re.match(rf"{_COPY}(\d+)_", copy)
    if number is None:
        return False
    try:
        os.kill(int(number.group(1)), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def migrate_in_child(url: str) -> None:
    """Migrate the database at `url` as its owner, in a process of its own: this one stays the application."""
    done = subprocess.run(
        [sys.executable, "-m", "payerport", "db", "migrate", "--quiet"],
        env=os.environ | {"DATABASE_URL": url},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"The test database could not be migrated:\n{done.stdout}{done.stderr}")
