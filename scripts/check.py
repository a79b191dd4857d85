"""Run the checks and the tests, part after part, and say how long each took.

    .venv/bin/python scripts/check.py                all parts
    .venv/bin/python scripts/check.py lint types     some of them

The last line is `N passed, N failed`; a check that is no test counts as one failure when it fails.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
RESULTS = ROOT / "test-results"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NOTHING_COLLECTED = 5


@dataclass(slots=True)
class Outcome:
    """How one part went."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    note: str = ""


def say(text: str) -> None:
    """One line."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _run(*command: str | Path) -> int:
    done = subprocess.run(list(map(str, command)), cwd=ROOT, stdin=subprocess.DEVNULL, check=False)
    return done.returncode


def commands(name: str, outcome: Outcome, *each: Sequence[str | Path]) -> None:
    """Checks that are no tests: all are run, and any that fails fails the part."""
    broken = [str(Path(command[0]).name) for command in each if _run(*command) != 0]
    if broken:
        outcome.failed = 1
        outcome.note = f"failed: {', '.join(broken)}"


def tests(name: str, outcome: Outcome, where: Sequence[str], *options: str) -> None:
    """A part of the tests; what pytest reports is counted from its own record."""
    present = [path for path in where if (ROOT / path).exists()]
    if not present:
        outcome.note = "none yet"
        return
    record = RESULTS / f"{name}.xml"
    record.unlink(missing_ok=True)
    code = _run(BIN / "python", "-m", "pytest", "-q", f"--junitxml={record}", *options, *present)
    if code == NOTHING_COLLECTED:
        outcome.note = "none yet"
        return
    if record.exists():
        for suite in ElementTree.parse(record).getroot().iter("testsuite"):
            count = {key: int(suite.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")}
            outcome.failed += count["failures"] + count["errors"]
            outcome.skipped += count["skipped"]
            outcome.passed += count["tests"] - count["failures"] - count["errors"] - count["skipped"]
    if code != 0 and not outcome.failed:
        outcome.failed = 1
        outcome.note = f"pytest ended with code {code}"


def lint(outcome: Outcome) -> None:
    """Style and slips."""
    paths = ["src", "tests", "scripts", "benchmarks", "conftest.py"]
    present = [path for path in paths if (ROOT / path).exists()]
    commands(
        "lint",
        outcome,
        [BIN / "ruff", "check", "--output-format=concise", *present],
        [BIN / "ruff", "format", "--check", *present],
        [BIN / "djlint", "--lint", "--quiet", "src"],
    )


def types(outcome: Outcome) -> None:
    """Every name has its type, tests included."""
    commands("types", outcome, [BIN / "mypy"])


def imports(outcome: Outcome) -> None:
    """Which package may import which."""
    if (ROOT / ".importlinter").exists():
        commands("imports", outcome, [BIN / "lint-imports", "--no-cache"])
    else:
        outcome.note = "none yet"


def unit(outcome: Outcome) -> None:
    """Unit and database tests, which stand beside the code."""
    tests("unit", outcome, ["src"], "-n", "auto", "--maxprocesses=8")


def contracts(outcome: Outcome) -> None:
    """Published samples and other programs' opinions."""
    tests("contracts", outcome, ["tests/contracts"], "-n", "auto", "--maxprocesses=8")


def guards(outcome: Outcome) -> None:
    """Tests about the code, and the planted faults they must find."""
    tests("guards", outcome, ["tests/guards"], "-n", "auto", "--maxprocesses=8")


def journeys(outcome: Outcome) -> None:
    """A real browser, by role."""
    browser = os.environ.get("PAYERPORT_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser:
        os.environ["PAYERPORT_CHROMIUM"] = browser
    else:
        say("There is no Chromium: `apt-get install chromium`, or name one in PAYERPORT_CHROMIUM.")
    tests("journeys", outcome, ["tests/journeys"])


def drills(outcome: Outcome) -> None:
    """Processes killed and doubled, the short form."""
    tests("drills", outcome, ["tests/drills"])


PARTS = {part.__name__: part for part in (lint, types, imports, unit, contracts, guards, journeys, drills)}


def stop_database(ran_before: bool) -> None:
    """Stop the tests' database if these tests started it and nobody else uses it."""
    if ran_before or os.environ.get("DATABASE_URL"):
        return
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([BIN / "payerport", "db", "stop", "--unless-used"], cwd=ROOT, check=False, **quiet)


def database_runs() -> bool:
    """Whether the tests' database runs already."""
    done = subprocess.run([BIN / "payerport", "db", "status"], cwd=ROOT, capture_output=True, check=False)
    return done.returncode == 0


def main(chosen: Sequence[str]) -> int:
    """Run the chosen parts, or all; 1 when anything failed."""
    unknown = [name for name in chosen if name not in PARTS]
    if unknown:
        say(f"Not a part: {', '.join(unknown)}. Parts: {', '.join(PARTS)}.")
        return 2
    RESULTS.mkdir(exist_ok=True)
    os.environ["PAYERPORT_ENV"] = "test"
    ran_before = database_runs()
    outcomes = []
    for name in chosen or PARTS:
        say(f"\n== {name}: {PARTS[name].__doc__}")
        outcome = Outcome(name)
        began = time.monotonic()
        PARTS[name](outcome)
        outcome.seconds = time.monotonic() - began
        outcomes.append(outcome)
    stop_database(ran_before)
    say("\npart        seconds   passed   failed  skipped")
    for one in outcomes:
        counts = f"{one.passed:8d} {one.failed:8d} {one.skipped:8d}"
        say(f"{one.name:10s} {one.seconds:8.1f} {counts}  {one.note}".rstrip())
    failed = sum(one.failed for one in outcomes)
    say(f"{'total':10s} {sum(one.seconds for one in outcomes):8.1f}")
    say(f"{sum(one.passed for one in outcomes)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
