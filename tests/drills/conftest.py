"""Drills: real processes on a database of their own, killed at the worst moments. What came of it must be the
same as if nothing had happened.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.drills.house import CLAIMS, Figures, House

from payerport.config.templates import CommittedDatabase, TestServer

SEED = 11


@pytest.fixture(scope="session")
def database_template(database_template: str, database_server: TestServer) -> Iterator[str]:
    """The migrated template with the demo plan and its people in it."""
    name = database_server.copy(database_template, "demo")
    _house(database_server.url(name)).run("demo", "load")
    yield name
    database_server.drop(name)


def _house(url: str) -> House:
    return House(url, os.environ | {"DATABASE_URL": url, "PAYERPORT_ENV": "test"})


@pytest.fixture(scope="session")
def claims_file(
    database_template: str, database_server: TestServer, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A file of demo claims for all practices; some are wrong on purpose."""
    path = tmp_path_factory.mktemp("drill") / "claims.837"
    house = _house(database_server.url(database_template))
    house.run("demo", "claims", "--count", str(CLAIMS), "--seed", str(SEED), "--out", str(path))
    return path


@pytest.fixture(scope="session")
def undisturbed(database_template: str, database_server: TestServer, claims_file: Path) -> Figures:
    """What becomes of the file on a twin database where nothing happens."""
    name = database_server.copy(database_template, "twin")
    house = _house(database_server.url(name))
    try:
        house.start_worker()
        house.run("claims", "submit", str(claims_file), codes=(1,))
        return house.figures()
    finally:
        house.end()
        database_server.drop(name)


@pytest.fixture
def house(committed_database: CommittedDatabase) -> Iterator[House]:
    """A fresh house with the demo in it; its processes end with the test."""
    made = _house(committed_database.url)
    yield made
    made.end()
