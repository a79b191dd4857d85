"""The command line: parts are loaded only when used, and a refusal is one sentence."""

import os
import subprocess
import sys

import pytest

from payerport.cli import PARTS, is_offered


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "payerport", *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_lists_the_parts_without_loading_django() -> None:
    program = "\n".join(
        [
            "import sys; from payerport.cli import app",
            "try: app(['--help'])",
            "except SystemExit: pass",
            "print('django' in sys.modules)",
        ]
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("False")
    for name in filter(is_offered, PARTS):
        assert f" {name} " in done.stdout


def test_it_names_an_unknown_part() -> None:
    done = _run("clams")
    assert done.returncode == 2
    assert "No such command 'clams'" in done.stderr


def test_it_offers_no_part_whose_module_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    part = PARTS["db"]
    monkeypatch.setitem(PARTS, "gone", type(part)("payerport.gone.commands:app", part.needs, "Nothing."))
    assert is_offered("db")
    assert not is_offered("gone")
    assert not is_offered("never")


def test_it_answers_a_wrong_setting_with_one_sentence() -> None:
    done = _run("db", "status", PAYERPORT_ENV="staging")
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "PAYERPORT_ENV must be one of development, test, production, not 'staging'."
    )


def test_it_does_not_start_or_stop_a_database_elsewhere() -> None:
    done = _run("db", "stop", DATABASE_URL="postgresql://me@db.example.org/plan")
    assert done.returncode == 1
    assert "does not start or stop that one" in done.stderr


def test_it_says_when_a_database_cannot_be_reached() -> None:
    done = _run("db", "migrate", DATABASE_URL="postgresql://me:secret@127.0.0.1:1/plan?connect_timeout=2")
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith("The database cannot be reached.")
    assert "secret" not in done.stderr


def test_it_is_the_owner_only_where_it_migrates() -> None:
    done = _run("django", "shell", "-c", "from django.conf import settings; print(settings.DB_AS_OWNER)")
    assert done.stdout.split()[-1] == "False"
