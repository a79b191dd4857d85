"""Tests run on a real PostgreSQL as the application's own role: row security and grants bite as they will.

One migrated template database is kept between runs; each process that runs tests works on a copy of it.
`db`: the test's changes are undone. `committed_database`: a copy of its own with real commits, for tests
that need several connections, threads, processes or a server.
"""

import os
from collections.abc import Iterator

os.environ["PAYERPORT_ENV"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "payerport.config.settings"
# Tests are the application, never the owner, whatever the shell says.
os.environ.pop("PAYERPORT_DB_AS_OWNER", None)

import django
import pytest
from django.conf import settings
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from payerport.config.templates import CommittedDatabase, TestServer

pytest_plugins = ("tests.clock",)

_FLUSHING = "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback", "live_server"
_FLUSHING_TEXT = (
    "This test would empty every table, which the application's role may not do. "
    "Use the fixture `committed_database`: a database of the test's own, with real commits."
)


def pytest_configure(config: pytest.Config) -> None:
    """Load the apps, unless only the pure core is tested: that has no need of them and no time to wait."""
    if not all("plancore" in argument for argument in config.args):
        django.setup()
        from tests.signing_in import pass_the_second_step

        pass_the_second_step()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Refuse what would flush tables instead of letting it fail half-way."""
    marker = item.get_closest_marker("django_db")
    names = getattr(item, "fixturenames", ())
    if (marker and marker.kwargs.get("transaction")) or any(name in names for name in _FLUSHING):
        pytest.fail(_FLUSHING_TEXT, pytrace=False)


def _use(database: str, url: str) -> None:
    """Point this process's connection, and those opened later, at `database`."""
    connections.close_all()
    connections["default"].settings_dict["NAME"] = database
    connections.settings["default"]["NAME"] = database
    settings.DATABASE_URL = url


@pytest.fixture(scope="session")
def database_server() -> TestServer:
    """The server for test databases: the embedded one for tests, or the one DATABASE_URL names."""
    from payerport.cli import start_database
    from payerport.config.database import address_in_use

    start_database()
    server = TestServer(address_in_use())
    server.sweep()
    return server


@pytest.fixture(scope="session")
def database_template(database_server: TestServer) -> str:
    """The name of the migrated template."""
    from payerport.config.database import migrations_fingerprint
    from payerport.config.templates import migrate_in_child

    return database_server.template(migrations_fingerprint(), migrate_in_child)


@pytest.fixture(scope="session")
def django_db_setup(
    database_server: TestServer, database_template: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """This process's copy of the template, for all tests that undo what they do."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    name = database_server.copy(database_template, worker)
    with django_db_blocker.unblock():
        _use(name, database_server.url(name))
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    database_server.drop(name)


@pytest.fixture
def committed_database(
    database_server: TestServer,
    database_template: str,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    request: pytest.FixtureRequest,
) -> Iterator[CommittedDatabase]:
    """A database of the test's own. Commits are real; other connections and processes see them."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        pytest.fail(
            "`committed_database` replaces `db` and the mark `django_db`: ask for it alone.", pytrace=False
        )
    shared = connections.settings["default"]["NAME"]
    shared_url = settings.DATABASE_URL
    name = database_server.copy(database_template, "own")
    with django_db_blocker.unblock():
        _use(name, database_server.url(name))
        try:
            yield CommittedDatabase(name, database_server.url(name))
        finally:
            _use(shared, shared_url)
            database_server.drop(name)
