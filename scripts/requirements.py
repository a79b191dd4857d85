"""Print which requirement of docs/requirements.md is shown by which tests, and which by none.

    .venv/bin/python scripts/requirements.py             every requirement with the number of its tests
    .venv/bin/python scripts/requirements.py --tests     and the tests by name

Exit code 1: a test carries an id that is not in the list.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r"^\| (R-\d\d) \| (.+?) \| (.*?) ?\|$")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of the list. `not_yet` is what no test shows today; `all`: nothing is there."""

    id: str
    words: str
    not_yet: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One test that says which requirement it shows."""

    requirement: str
    path: Path
    line: int
    test: str


def read_list(path: Path) -> dict[str, Requirement]:
    """The requirements by id, in order. Raises ValueError for an id that stands twice."""
    found: dict[str, Requirement] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = ROW.match(line)
        if row:
            one = Requirement(row[1], row[2], row[3].strip())
            if one.id in found:
                raise ValueError(f"{one.id} stands twice in {path.name}")
            found[one.id] = one
    return found


def marks(folders: Sequence[Path]) -> list[Mark]:
    """Every `@pytest.mark.req(...)` of the tests under these folders; planted ones are left out."""
    files = sorted(path for folder in folders for path in folder.rglob("test_*.py"))
    return [mark for path in files if "planted" not in path.parts for mark in marks_of(path)]


def marks_of(path: Path) -> Iterator[Mark]:
    """The marks of one file: on a test, on its class, or on the whole file (`pytestmark`)."""
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                for decorator in node.decorator_list:
                    yield from (Mark(one, path, node.lineno, name) for one in _ids(decorator))
            case ast.Assign(targets=[ast.Name(id="pytestmark")], value=value):
                yield from (Mark(one, path, node.lineno, "(whole file)") for one in _ids(value))


def _ids(node: ast.AST) -> Iterator[str]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("mark.req"):
            for argument in call.args:
                if isinstance(argument, ast.Constant):
                    yield str(argument.value)


def report(wanted: Mapping[str, Requirement], found: Sequence[Mark], *, with_tests: bool) -> list[str]:
    """The lines to print: each requirement, how far it is shown, and the totals."""
    by_id: dict[str, list[Mark]] = defaultdict(list)
    for mark in found:
        by_id[mark.requirement].append(mark)
    lines, counts = [], {"shown": 0, "in part": 0, "not shown": 0}
    for one in wanted.values():
        its = by_id.get(one.id, [])
        state = "not shown" if not its else "in part" if one.not_yet else "shown"
        counts[state] += 1
        lines.append(f"{one.id}  {state:9}  {len(its):3d} tests  {one.words}")
        if its and one.not_yet:
            lines.append(f"{'':28}not yet: {one.not_yet}")
        if with_tests:
            lines += [f"{'':28}{mark.path.relative_to(ROOT)}:{mark.line} {mark.test}" for mark in its]
    lines.append("")
    lines.append(", ".join(f"{count} {state}" for state, count in counts.items()))
    return lines


def unknown(wanted: Mapping[str, Requirement], found: Sequence[Mark]) -> list[str]:
    """A line for each mark whose id is not in the list."""
    return [
        f"{mark.path}:{mark.line} {mark.test} carries {mark.requirement}, which is not in the list"
        for mark in found
        if mark.requirement not in wanted
    ]


def main(arguments: Sequence[str]) -> int:
    """Print the report; 1 when a mark is unknown."""
    wanted = read_list(ROOT / "docs" / "requirements.md")
    found = marks([ROOT / "src", ROOT / "tests"])
    lines = report(wanted, found, with_tests="--tests" in arguments)
    wrong = unknown(wanted, found)
    sys.stdout.write("\n".join([*lines, *wrong]) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
