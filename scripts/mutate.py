"""Changes the rules that reckon money, one small fault at a time, and shows which faults no test notices.

    PYTHONPATH=src python scripts/mutate.py src/plancore/benefits/cost_share.py [FILE ...]

A fault is one comparison, operator, whole number, truth value, condition, `min` or `max`, `and` or `or`, or
returned value turned into another. Each lives in a process of its own, in which the module is replaced
while all else is loaded already; it is noticed by a case beside the plans, else by the core's own tests,
else by their random ones, or by not coming to an end. Prints the survivors and the figures; ends with 1
when there are any. Nothing on disk changes. How each survivor was answered: docs/reference/mutation.md.
"""

import argparse
import ast
import contextlib
import importlib
import io
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

from payerport.codes import tables
from payerport.plans.cases import Case, faults_of, read_cases, run
from payerport.plans.loading import LoadedPlans, load_plans

ROOT = Path(__file__).resolve().parents[1]
TESTS = ("src/plancore/benefits/tests", "src/plancore/claims/tests")
SLOW = "src/plancore/claims/tests/test_properties.py"
SECONDS = 120
"""After so long a fault counts as noticed: it made something run on."""

_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
}


@dataclass(frozen=True)
class Fault:
    """One change: where, what it was and what it became, and the module's text with it."""

    line: int
    before: str
    after: str
    source: str


def faults_in(source: str) -> Iterator[Fault]:
    """Every fault of a module's text, one at a time."""
    tree = ast.parse(source)
    skipped = _not_rules(tree)
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        for change in _changes(node):
            before = ast.unparse(node)
            undo = change()
            after = ast.unparse(node)
            yield Fault(getattr(node, "lineno", 0), before, after, ast.unparse(tree))
            undo()


def _not_rules(tree: ast.Module) -> set[int]:
    """Docstrings, annotations and imports: what no case can be about."""
    found: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            parts = [node]
        elif isinstance(node, ast.AnnAssign | ast.arg):
            parts = [node.annotation]
        elif isinstance(node, ast.FunctionDef):
            parts = [node.returns, *node.decorator_list]
        elif isinstance(node, ast.ClassDef):
            parts = [*node.decorator_list, *node.bases]
        elif isinstance(node, ast.Raise):
            parts = [node]
        for part in parts:
            if part is not None:
                found |= {id(inner) for inner in ast.walk(part)}
    return found


Change = Callable[[], Callable[[], None]]


def _swap(node: Any, name: str, value: object) -> Change:
    def change() -> Callable[[], None]:
        old = getattr(node, name)
        setattr(node, name, value)
        return lambda: setattr(node, name, old)

    return change


def _changes(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        for place, kind in enumerate(node.ops):
            if type(kind) in _COMPARE:
                ops = list(node.ops)
                ops[place] = _COMPARE[type(kind)]()
                yield _swap(node, "ops", ops)
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _OPERATORS:
        yield _swap(node, "op", _OPERATORS[type(node.op)]())
    elif isinstance(node, ast.BoolOp):
        yield _swap(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.If | ast.IfExp):
        yield _swap(node, "test", ast.UnaryOp(ast.Not(), node.test))
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("min", "max"):
        yield _swap(node.func, "id", "max" if node.func.id == "min" else "min")
    elif isinstance(node, ast.Return) and node.value is not None and not _is_nothing(node.value):
        yield _swap(node, "value", ast.Constant(None))


def _constants(node: ast.Constant) -> Iterator[Change]:
    if isinstance(node.value, bool):
        yield _swap(node, "value", not node.value)
    elif isinstance(node.value, int):
        yield _swap(node, "value", node.value + 1)


def _is_nothing(node: ast.expr) -> bool:
    """True for None and what counts as false like it."""
    return isinstance(node, ast.Constant) and (node.value is False or node.value in (None, ""))


def replace_module(module: ModuleType, source: str) -> None:
    """Run the module's text anew. Its functions keep their identity and get the new code, so that tables of
    functions change too; every loaded module that took another name from it gets the new value."""
    before = dict(vars(module))
    exec(compile(source, str(module.__file__), "exec"), vars(module))  # the tree's own text with one change
    changed: dict[int, object] = {}
    for name, old in before.items():
        new = vars(module)[name]
        if isinstance(old, FunctionType) and isinstance(new, FunctionType) and old is not new:
            old.__code__, old.__defaults__, old.__kwdefaults__ = (
                new.__code__,
                new.__defaults__,
                new.__kwdefaults__,
            )
            setattr(module, name, old)
        elif new is not old:
            changed[id(old)] = new
    for other in list(sys.modules.values()):
        if not getattr(other, "__name__", "").startswith(("plancore", "payerport")):
            continue
        for name, value in list(vars(other).items()):
            if id(value) in changed and other is not module and not name.startswith("__"):
                setattr(other, name, changed[id(value)])


class Runner:
    """All that is loaded once, and one process for each fault."""

    def __init__(self) -> None:
        self.loaded: LoadedPlans = load_plans(ROOT / "plans")
        self.cases: list[Case] = read_cases(ROOT / "plans")
        tables().load()

    def noticed_by(self) -> int:
        """What fails as the code is now: 0 nothing, 1 a test, 2 and on a case (by the place of its file)."""
        files = sorted({case.file for case in self.cases})
        for case in self.cases:
            try:
                fails = bool(faults_of(case, run(case, self.loaded)))
            except Exception:  # noqa: BLE001 - whatever a fault raises, it is noticed
                fails = True
            if fails:
                return 2 + files.index(case.file)
        return int(any(_fails(arguments) for arguments in ([*TESTS, f"--ignore={SLOW}"], [SLOW])))

    def judge(self, module: ModuleType, fault: Fault) -> bool:
        """True when the fault is noticed. Runs in a process of its own. The file of cases that noticed it is
        the first to be asked about the next one."""
        pid = os.fork()
        if pid == 0:
            signal.alarm(SECONDS)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(1, 2)
            with contextlib.suppress(BaseException):
                replace_module(module, fault.source)
                os._exit(self.noticed_by())
            os._exit(1)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        if code > 1:
            first = sorted({case.file for case in self.cases})[code - 2]
            self.cases.sort(key=lambda case: case.file != first)
        return code != 0


def _fails(arguments: list[str]) -> bool:
    options = ["-x", "-q", "-c", os.devnull, "--rootdir", str(ROOT), "--noconftest"]
    plugins = ["-p", "no:django", "-p", "no:xdist", "-p", "no:cacheprovider"]
    with contextlib.redirect_stdout(io.StringIO()):
        return pytest.main([*options, *plugins, *arguments]) != 0


def survivors(runner: Runner, path: Path, *, show: Callable[[str], object]) -> tuple[int, int]:
    """Tries every fault of a file; (how many, how many of them nobody noticed)."""
    name = ".".join(path.resolve().relative_to(ROOT / "src").with_suffix("").parts)
    module, tried, left = importlib.import_module(name), 0, 0
    for fault in faults_in(path.read_text(encoding="utf-8")):
        tried += 1
        if not runner.judge(module, fault):
            left += 1
            show(f"{path}:{fault.line}: {fault.before}  ->  {fault.after}\n")
    return tried, left


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    given = parser.parse_args()
    os.chdir(ROOT)
    runner = Runner()
    if runner.noticed_by():
        sys.stderr.write("The tests fail without any fault; mend that first.\n")
        return 2
    total = 0
    for path in given.files:
        begun = time.monotonic()
        tried, left = survivors(runner, path, show=_say)
        total += left
        seconds = int(time.monotonic() - begun)
        _say(f"{path}: {tried} faults, {tried - left} noticed, {left} not, {seconds} s\n")
    return 1 if total else 0


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
