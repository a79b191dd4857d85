"""What journeys through the apps share: people signed in already, the database's truth, a worker asleep."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from playwright.sync_api import Browser, BrowserContext, Page, StorageState
from tests.journeys.support import (
    NARROW,
    WIDE,
    ZOOMED,
    Portal,
    assert_accessible,
    assert_no_sideways_scroll,
    sign_in,
    take_pictures,
)

from payerport.demo.sign_ins import PASSWORD
from payerport.demo.world import DEFAULT_SEED, world

TESTWOOD, SAMPLEFIELD = (practice.npi for practice in world(DEFAULT_SEED).practices[:2])
"""The group NPIs of the demo's leading two practices."""


class People:
    """Contexts of people who are signed in; each signs in once a run, since a password takes its time."""

    def __init__(self, browser: Browser, portal: Portal) -> None:
        self.browser = browser
        self.portal = portal
        self.signed_in: dict[str, StorageState] = {}
        self.opened: list[BrowserContext] = []
        self.wrong: list[str] = []

    def page(self, username: str, *, script: bool = True, size: dict[str, int] = WIDE) -> Page:
        """A new page of this person, who is at no page yet."""
        if username not in self.signed_in:
            with self._context() as context:
                door = context.new_page()
                sign_in(door, username, PASSWORD)
                self.signed_in[username] = context.storage_state()
        context = self._open(storage_state=self.signed_in[username], java_script_enabled=script)
        self.opened.append(context)
        page = context.new_page()
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda said: self._hear(said.type, said.text))
        return page

    def close(self) -> None:
        """Close all that was opened; fails when a script of any page had failed."""
        for context in self.opened:
            context.close()
        self.opened.clear()
        wrong, self.wrong = self.wrong, []
        assert not wrong, wrong

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.wrong.append(text)

    @contextmanager
    def _context(self) -> Iterator[BrowserContext]:
        context = self._open()
        try:
            yield context
        finally:
            context.close()

    def _open(self, **more: Any) -> BrowserContext:
        return self.browser.new_context(
            base_url=self.portal.address, locale="en-US", timezone_id="America/New_York", **more
        )


def ask(portal: Portal, question: str, *values: object) -> list[tuple[Any, ...]]:
    """The database's truth: the rows of a SELECT, read as the plan."""
    with psycopg.connect(portal.environment["DATABASE_URL"]) as connection:
        connection.execute("SELECT set_config('payerport.reader', 'plan', true)")
        return connection.execute(question, values).fetchall()


def one(portal: Portal, question: str, *values: object) -> Any:
    """The first column of the first row; fails when there is none."""
    rows = ask(portal, question, *values)
    assert rows, question
    return rows[0][0]


@contextmanager
def worker_asleep(portal: Portal) -> Iterator[None]:
    """The worker does nothing inside; what is queued waits for it, and it goes on afterwards."""
    os.kill(portal.worker.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(portal.worker.pid, signal.SIGCONT)


def read_files(portal: Portal) -> None:
    """Read the files received, as the worker would, and decide nothing."""
    portal.command(
        "django",
        "shell",
        "-c",
        "from payerport.audit.actor import core\n"
        "from payerport.audit.lock import acting\n"
        "from payerport.edi.actions import read_file\n"
        "from payerport.files.models import InboundFile\n"
        "with acting(core('worker')) as actor:\n"
        "    for one in InboundFile.objects.filter(progress='received').values_list('pk', flat=True):\n"
        "        read_file(actor, one)\n",
    )


def wait_until_decided(portal: Portal, seconds: float = 60.0) -> None:
    """Wait until no file waits to be read and no claim to be decided."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        unread = one(portal, "SELECT count(*) FROM files_inboundfile WHERE progress = 'received'")
        undecided = one(portal, "SELECT count(*) FROM claims_claim WHERE state = 'received'")
        if not unread and not undecided:
            return
        time.sleep(0.2)
    raise AssertionError("The worker has not come to an end of its work.")


def claim_file(portal: Portal, to: Path, *, practice: str, count: int, seed: int, bad: float = 0) -> Path:
    """Write a practice's 837P file."""
    portal.command(
        *("demo", "claims", "--organization", practice, "--count", str(count)),
        *("--seed", str(seed), "--bad", str(bad), "--out", str(to)),
    )
    return to


def upload(page: Page, file: Path) -> None:
    """Send a file on the page and wait for what comes of it."""
    page.goto("/claims/send/")
    page.get_by_label("Claim file").set_input_files(file)
    page.get_by_role("main").get_by_role("button", name="Send").click()


def mark(page: Page) -> None:
    """Leave a mark that a reload would wipe away."""
    page.evaluate("window.stillTheSamePage = true")


def is_marked(page: Page) -> bool:
    """Whether the page was not reloaded since it was marked."""
    return bool(page.evaluate("window.stillTheSamePage === true"))


def assert_well_made(page: Page, name: str, *, on_a_phone: bool = False) -> None:
    """Accessible, and without sideways scroll wide, narrow and at 400 % zoom; `on_a_phone`: accessible there
    too. With PAYERPORT_PICTURES set pictures are taken (they cost as much time as the rest)."""
    before = page.viewport_size
    assert_accessible(page)
    for size in (WIDE, NARROW, ZOOMED):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        assert_no_sideways_scroll(page)
        if on_a_phone and size is NARROW:
            assert_accessible(page)
    if before:
        page.set_viewport_size(before)
    if os.environ.get("PAYERPORT_PICTURES"):
        take_pictures(page, name)
