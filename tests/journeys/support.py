"""What journeys share: signing in, the accessibility check, pictures, and the server they run against."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RESULTS = Path(__file__).resolve().parents[2] / "test-results"
WIDE = {"width": 1280, "height": 860}
NARROW = {"width": 375, "height": 812}
ZOOMED = {"width": 320, "height": 256}
"""What is left of a 1280 by 1024 window at 400 % zoom (WCAG 2.2, 1.4.10)."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_BROWSER = (
    "The journeys need Chromium and there is none on the PATH. "
    "`make test` installs it where it may; by hand: apt-get install chromium (or your system's package)."
)
AXE_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
READY_SECONDS = 60.0


def find_browser() -> str | None:
    """The Chromium that PAYERPORT_CHROMIUM names, else the system's, if there is one."""
    named = os.environ.get("PAYERPORT_CHROMIUM")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


@dataclass(frozen=True, slots=True)
class Portal:
    """A running portal: web server and worker on a database of their own, which `environment` names."""

    address: str
    environment: Mapping[str, str]
    worker: "subprocess.Popen[bytes]"
    worker_log: Path
    """What the worker wrote; outside production its mails too."""

    def command(self, *words: str) -> str:
        """Run `payerport WORDS` against the same database; what it printed. Raises when it fails."""
        done = subprocess.run(
            [sys.executable, "-m", "payerport", *words],
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"payerport {' '.join(words)}:\n{done.stdout}{done.stderr}")
        return done.stdout


def free_port() -> int:
    """A port of this machine that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(address: str, web: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and web.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health/ready", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"The portal did not come up:\n{log.read_text()[-4000:]}")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def running_portal(database_url: str, directory: Path) -> Iterator[Portal]:
    """Web server and worker on the database at that address until the block ends; logs into `directory`."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "PAYERPORT_ENV": "test",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "PAYERPORT_WEB_WORKERS": "2",
    }
    gunicorn = [
        sys.executable,
        "-m",
        "gunicorn",
        "-c",
        "python:payerport.config.gunicorn",
        "payerport.config.wsgi",
    ]
    log = directory / "web.log"
    with log.open("wb") as web_log, (directory / "worker.log").open("wb") as worker_log:
        web = subprocess.Popen(gunicorn, env=environment, stdout=web_log, stderr=subprocess.STDOUT)
        worker = subprocess.Popen(
            [sys.executable, "-m", "payerport", "worker"],
            env=environment,
            stdout=worker_log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_ready(address, web, log)
            yield Portal(address, environment, worker, directory / "worker.log")
        finally:
            _stop(worker)
            _stop(web)


def sign_in(page: Page, username: str, password: str) -> None:
    """Sign in at the door, from wherever the page is, and wait for the page behind it."""
    if "/sign-in/" not in page.url:
        page.goto("/sign-in/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    take_second_step(page)
    page.get_by_text("Sign out").wait_for(state="attached")
    page.wait_for_load_state()


def _code(secret: str, later: int) -> str:
    """What an app shows now, or so many periods later."""
    from payerport.factors.actions import PERIOD, code_of

    return code_of(secret, int(time.time()) // PERIOD + later)


def set_up_app(page: Page) -> str:
    """Set up an authenticator app where the portal leads to it after a first sign-in; its secret."""
    page.get_by_role("link", name="Set up an app").click()
    secret = page.locator("[data-secret]").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(_code(secret, 0))
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("link", name="I have kept them").click()
    return secret


def sign_in_with_app(page: Page, username: str, password: str, secret: str) -> None:
    """Sign in with an app of one's own; the code is the next one, in case this moment's was used."""
    page.goto("/sign-in/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code").fill(_code(secret, 1))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_text("Sign out").wait_for(state="attached")


def take_second_step(page: Page) -> None:
    """Type the code that the demo shows beside the field; three of a moment can be used, then it waits."""
    shown = page.locator("[data-demo-code]")
    for _ in range(12):
        shown.or_(page.get_by_text("Sign out")).first.wait_for(state="attached")
        if not shown.count():
            return
        code = shown.inner_text()
        if code.isdecimal():
            page.get_by_label("Code").fill(code)
            page.get_by_role("button", name="Sign in", exact=True).click()
            page.wait_for_load_state()
        else:
            time.sleep(5)
            page.reload()


def assert_accessible(page: Page) -> None:
    """No finding of axe by the rules of WCAG 2.2 A and AA."""
    found = Axe().run(page, options=AXE_RULES)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


def assert_no_sideways_scroll(page: Page) -> None:
    """The page fits the window's width: at 400 % zoom and on a phone nothing needs two directions."""
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert beyond <= 0, f"{page.url} is {beyond} px wider than the window of {page.viewport_size}"


def take_pictures(page: Page, name: str) -> list[Path]:
    """Save the whole page to test-results/NAME-1280.png and NAME-375.png; the window is put back."""
    RESULTS.mkdir(exist_ok=True)
    before, taken = page.viewport_size, []
    for size in (WIDE, NARROW):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        path = RESULTS / f"{name}-{size['width']}.png"
        page.screenshot(path=path, full_page=True)
        taken.append(path)
    if before:
        page.set_viewport_size(before)
    return taken
