"""Journeys drive a real Chromium against a real portal: gunicorn and a worker on a database of their own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import ConsoleMessage, Page
from tests.journeys.support import BROWSER_FLAGS, NO_BROWSER, WIDE, Portal, find_browser, running_portal

from payerport.cli import is_offered
from payerport.config.templates import TestServer

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a journey, and one process runs them all: they share one portal."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium; without one, plain words on how to get it."""
    browser = find_browser()
    if browser is None:
        pytest.fail(NO_BROWSER, pytrace=False)
    return {**browser_type_launch_args, "executable_path": browser, "args": BROWSER_FLAGS}


@pytest.fixture(scope="module")
def browser_context_args(browser_context_args: dict[str, Any], portal: Portal) -> dict[str, Any]:
    """A wide window of somebody in the plan's zone; addresses are the portal's."""
    return {
        **browser_context_args,
        "base_url": portal.address,
        "viewport": WIDE,
        "locale": "en-US",
        "timezone_id": "America/New_York",
    }


@pytest.fixture(scope="session")
def demo_database(
    database_server: TestServer, database_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A database with the demo plan and its people, loaded once; nobody works on it, the journeys copy it."""
    name = database_server.copy(database_template, "journeys")
    try:
        with running_portal(database_server.url(name), tmp_path_factory.mktemp("loading")) as running:
            if is_offered("demo"):
                running.command("demo", "load")
        yield name
    finally:
        database_server.drop(name)


@pytest.fixture(scope="module")
def portal(
    database_server: TestServer, demo_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    """The portal of one file of journeys: who changes a password there changes it for nobody elsewhere."""
    name = database_server.copy(demo_database, "journeys_here")
    try:
        with running_portal(database_server.url(name), tmp_path_factory.mktemp("portal")) as running:
            yield running
    finally:
        database_server.drop(name)


@pytest.fixture(autouse=True)
def no_tries_before(portal: Portal) -> None:
    """All journeys come from one network address: what one typed wrong is not held against the next, and no
    journey waits half a minute for a code because the one before it used those of the moment."""
    with psycopg.connect(portal.environment["DATABASE_URL"], autocommit=True) as database:
        database.execute("DELETE FROM payerport_cache")
        database.execute(
            "UPDATE mfa_authenticator SET data = jsonb_set(data, '{used}', '[]')"
            " WHERE type = 'totp' AND data ? 'used'"
        )


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page on which no script fails and the content security policy blocks nothing."""
    wrong: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # An answer of 4xx or 5xx is logged by the browser too; the journey itself says which it expects.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            wrong.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    assert not wrong, wrong
