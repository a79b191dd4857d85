"""The command line: what a person at the plan types and reads. No database, no Django."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from payerport.codes import tables
from payerport.codes.commands import app


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> "Run":
    monkeypatch.setenv("PAYERPORT_DATA_DIR", str(tmp_path))
    tables.cache_clear()
    return Run()


class Run:
    """Calls the app with words."""

    def __call__(self, *words: str) -> Result:
        return CliRunner().invoke(app, list(words))


def test_it_lists_every_set_with_its_day(run: Run) -> None:
    lines = run("list", "--on", "2026-05-01").stdout.splitlines()
    assert any(line.startswith("icd10cm ") and "98147  2026-04-01" in line for line in lines)
    assert any(line.startswith("cpt ") and "not loaded" in line for line in lines)
    assert any(line.startswith("hcpcs ") and "due for a newer one" in line for line in lines)


def test_it_shows_a_code_and_what_the_plan_knows_of_it(run: Run) -> None:
    shown = run("show", "icd10cm", "M17.11", "--on", "2026-03-02").stdout
    assert "M17.11" in shown and "right knee" in shown and "right\n" in shown and "yes" in shown
    assert (
        "in force:     2011-01-01 to now" in run("show", "procedures", "G0438", "--on", "2026-03-02").stdout
    )
    assert "for members:" in run("show", "carc", "97").stdout


def test_it_says_why_a_code_is_not_shown(run: Run) -> None:
    ended = run("show", "carc", "15", "--on", "2026-03-02")
    assert ended.exit_code == 1 and "ended on 2018-04-30" in ended.output
    licensed = run("show", "procedures", "99213")
    assert licensed.exit_code == 1 and "no CPT table loaded" in licensed.output


def test_it_searches_and_says_when_nothing_is_found(run: Run) -> None:
    found = run("search", "icd10cm", "right", "knee", "pain", "--on", "2026-03-02").stdout
    assert found == "M25.561  Pain in right knee\n"
    billable = run("search", "icd10cm", "M17", "--billable", "--limit", "3").stdout.splitlines()
    assert [line.split()[0] for line in billable] == ["M17.0", "M17.10", "M17.11"]
    assert run("search", "icd10cm", "xyzzy").exit_code == 1


def test_it_loads_a_table_and_refuses_a_wrong_one(run: Run, tmp_path: Path) -> None:
    good, wrong = tmp_path / "good.csv", tmp_path / "wrong.csv"
    good.write_text("code,short,long,effective,termination\n99213,made-up visit,,2020-01-01,\n")
    wrong.write_text("code,short,long,effective,termination\nnothing,x,,,\n")
    assert "1 CPT entries loaded" in run("load", "cpt", str(good)).stdout
    refused = run("load", "cpt", str(wrong))
    assert refused.exit_code == 1
    assert "line 2" in refused.output and "what was there before stays" in refused.output
    tables.cache_clear()
    assert "made-up visit" in run("show", "procedures", "99213", "--on", "2026-03-02").stdout
    assert "2020-01-01" in run("list").stdout


def test_it_checks_the_shipped_files(run: Run) -> None:
    checked = run("check", "--on", "2026-05-01")
    assert checked.exit_code == 0
    assert "files agree with the manifest" in checked.stdout
    assert "HCPCS Level II table is of 2024-07-01" in checked.stdout
    assert "ICD-10-CM" not in checked.stdout


def test_it_helps_with_a_wrong_set_or_day(run: Run) -> None:
    assert run("show", "nothing", "1").exit_code == 2
    assert run("show", "carc", "1", "--on", "yesterday").exit_code == 2


def test_it_needs_no_django() -> None:
    code = "import payerport.codes.commands, sys; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
