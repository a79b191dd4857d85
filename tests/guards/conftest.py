"""The world that the guards knock at: made and committed once for each module, in a database of its own."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from django.conf import settings
from django.db import connections, transaction
from pytest_django.plugin import DjangoDbBlocker
from tests.clock import NOW

from payerport.config.templates import TestServer

if TYPE_CHECKING:
    from tests.guards.world import World


def _use(database: str, url: str) -> None:
    connections.close_all()
    connections["default"].settings_dict["NAME"] = database
    connections.settings["default"]["NAME"] = database
    settings.DATABASE_URL = url


@pytest.fixture(scope="module")
def committed_world(
    database_server: TestServer,
    database_template: str,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator["World"]:
    """The module's database, with the world in it."""
    from tests.guards.world import build

    before, url_before = connections.settings["default"]["NAME"], settings.DATABASE_URL
    name = database_server.copy(database_template, "world")
    try:
        with django_db_blocker.unblock(), mock.patch("django.utils.timezone.now", return_value=NOW):
            _use(name, database_server.url(name))
            with transaction.atomic():
                made = build()
        yield made
    finally:
        with django_db_blocker.unblock():
            _use(before, url_before)
        database_server.drop(name)


@pytest.fixture
def world(committed_world: "World", db: None, clock: object) -> "World":
    """A practice with everything in it, another with nothing; nobody reads until a test says who does. What
    a test changes is undone."""
    return committed_world


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many cells of the access table were tried."""
    cells = {
        how: sum("::test_it_answers_as_the_table_says" in report.nodeid for report in reports)
        for how, reports in terminalreporter.stats.items()
        if how in ("passed", "failed", "error")
    }
    if sum(cells.values()):
        tried, right = sum(cells.values()), cells.get("passed", 0)
        terminalreporter.write_line(f"access table: {tried} cells tried, {right} as the table says")
