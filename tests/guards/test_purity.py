"""The payer core has no hidden inputs: values in, values out."""

import ast
from pathlib import Path

import pytest
from tests.guards.purity import impurities

ROOT = Path(__file__).resolve().parents[2]
CORE = sorted(path for path in (ROOT / "src" / "plancore").rglob("*.py") if "tests" not in path.parts)
PLANTED = sorted((Path(__file__).parent / "planted" / "purity").glob("*.py"))


def test_it_looks_at_the_whole_core() -> None:
    assert len(CORE) > 40


def test_it_finds_no_hidden_input_and_no_float() -> None:
    assert [str(one) for path in CORE for one in impurities(path)] == []


def test_it_imports_modules_by_name_only_from_itself() -> None:
    """What `import_module` is given begins with `plancore.`: nothing else comes in that way."""
    calls = [
        node.args[0]
        for path in CORE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module")
    ]
    for first in calls:
        begins = first.values[0] if isinstance(first, ast.JoinedStr) else first
        assert isinstance(begins, ast.Constant) and str(begins.value).startswith("plancore."), begins


@pytest.mark.parametrize("path", PLANTED, ids=lambda path: path.stem)
def test_it_would_notice(path: Path) -> None:
    """The first line of a planted file says what is to be found in it."""
    expected = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# finds: ")
    assert [one.what for one in impurities(path)] == [expected]


def test_it_lets_a_division_pass_that_says_it_is_exact(tmp_path: Path) -> None:
    path = tmp_path / "exact.py"
    path.write_text("share = Decimal(points) / 10_000\nhalf = Fraction(amount) / 2\n")
    assert impurities(path) == []


def test_it_has_a_planted_fault_for_each_kind() -> None:
    assert {path.stem for path in PLANTED} >= {
        "chance", "clock", "environment", "file", "float_call", "float_literal", "framework", "network",
        "true_division",
    }  # fmt: skip
