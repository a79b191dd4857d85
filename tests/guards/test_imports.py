"""Which package may import which: the contracts of .importlinter hold, and each bites on a planted breach."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLANTED = sorted((Path(__file__).parent / "planted" / "imports").glob("*.py"))
LEFT_OUT = shutil.ignore_patterns(
    "tests", "data", "static", "templates", "theme", "__pycache__", "*.egg-info"
)


def contracts() -> set[str]:
    """The names of the contracts."""
    lines = (ROOT / ".importlinter").read_text(encoding="utf-8").splitlines()
    start = "[importlinter:contract:"
    return {line.removeprefix(start).rstrip("]") for line in lines if line.startswith(start)}


def lint(folder: Path, contract: str) -> subprocess.CompletedProcess[str]:
    """Check one contract of the source tree under `folder`."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--contract", contract],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder / "src"), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the source in which faults can be planted."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "src", folder / "src", ignore=LEFT_OUT)
    shutil.copy(ROOT / ".importlinter", folder)
    return folder


@pytest.mark.parametrize("contract", sorted(contracts()))
def test_it_keeps_the_contract(copy: Path, contract: str) -> None:
    done = lint(copy, contract)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("fault", PLANTED, ids=lambda path: path.stem)
def test_it_bites_on_a_planted_breach(copy: Path, fault: Path) -> None:
    """The first line names the contract, the second where the file is planted."""
    lines = fault.read_text(encoding="utf-8").splitlines()
    contract, place = lines[0].removeprefix("# breaks: "), lines[1].removeprefix("# as: ")
    planted = copy / "src" / place
    shutil.copy(fault, planted)
    try:
        done = lint(copy, contract)
    finally:
        planted.unlink()
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout
    assert place.removesuffix(".py").replace("/", ".") in done.stdout


def test_it_has_a_planted_breach_for_each_contract() -> None:
    broken = {path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# breaks: ") for path in PLANTED}
    assert broken == contracts()
