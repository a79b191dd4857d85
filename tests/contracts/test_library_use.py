"""The examples of docs/reference/x12-library.md run as they stand, where neither Django nor the portal can be
imported."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "x12-library.md"
ALONE = """
import sys
class Closed:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("django", "payerport", "yaml", "msgspec"):
            raise ImportError("closed: " + name)
sys.meta_path.insert(0, Closed())
"""


def run(code: str) -> subprocess.CompletedProcess[str]:
    path = f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r})"
    return subprocess.run(
        [sys.executable, "-I", "-c", f"{ALONE}\n{path}\n{code}"], capture_output=True, text=True, check=False
    )


def examples() -> list[str]:
    return re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_it_runs_the_examples_of_the_page_without_django() -> None:
    found = examples()
    assert len(found) == 3
    done = run("\n".join(found))
    assert done.returncode == 0, done.stderr
    assert "counts 5 segments" in done.stdout


@pytest.mark.parametrize("code", ["import django", "import payerport", "assert False"])
def test_it_would_notice_an_example_that_needs_more_or_is_wrong(code: str) -> None:
    assert run("\n".join([*examples(), code])).returncode == 1


def test_it_imports_all_of_the_exchange_without_django() -> None:
    modules = sorted(one.stem for one in (ROOT / "src" / "plancore" / "exchange").glob("[a-z]*.py"))
    assert "x837" in modules
    done = run("\n".join(f"import plancore.exchange.{one}" for one in modules))
    assert done.returncode == 0, done.stderr
