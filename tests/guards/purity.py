"""Finds what the payer core must not have: hidden inputs (files, clock, chance, network), floats, others."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ALLOWED_MODULES: Final = frozenset(
    {
        "__future__",
        "abc",
        "array",
        "bisect",
        "collections",
        "collections.abc",
        "contextlib",
        "dataclasses",
        "datetime",
        "decimal",
        "difflib",
        "enum",
        "fractions",
        "functools",
        "hashlib",
        "heapq",
        "importlib",
        "itertools",
        "json",
        "operator",
        "re",
        "string",
        "types",
        "typing",
    }
)
"""The standard library's part without files, clock, chance, network, environment or float. `importlib` only
reaches modules of plancore itself (the guides, loaded when first used); a test says so."""

FORBIDDEN_NAMES: Final = frozenset(
    {"open", "float", "complex", "print", "input", "eval", "exec", "compile", "__import__", "breakpoint"}
)
FORBIDDEN_ATTRIBUTES: Final = frozenset(
    {"now", "utcnow", "today", "fromtimestamp", "utcfromtimestamp", "time_ns", "getenv", "environ"}
)


@dataclass(frozen=True, slots=True)
class Impurity:
    """One hidden input or float, and where it stands."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.what}"


def impurities(path: Path) -> list[Impurity]:
    """Everything impure in one file of Python."""
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    return [Impurity(path, line, what) for line, what in _found(tree)]


def _found(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                yield from ((node.lineno, f"imports {a.name}") for a in node.names if not _allowed(a.name))
            case ast.ImportFrom(module=str(module)) if node.level == 0 and not _allowed(module):
                yield node.lineno, f"imports {module}"
            case ast.Name(id=name) if name in FORBIDDEN_NAMES:
                yield node.lineno, f"uses {name}"
            case ast.Attribute(attr=name) if name in FORBIDDEN_ATTRIBUTES:
                yield node.lineno, f"uses .{name}"
            case ast.Constant(value=float() | complex()):
                yield node.lineno, f"writes the float {node.value!r}"
            case ast.BinOp(op=ast.Div(), left=left) if not _is_exact(left):
                yield node.lineno, "divides by /, which makes a float of integers"
            case ast.AugAssign(op=ast.Div()):
                yield node.lineno, "divides by /=, which makes a float of integers"
            case ast.Global():
                yield node.lineno, "changes a module's variable"


def _is_exact(node: ast.expr) -> bool:
    """True for `Decimal(...)` and `Fraction(...)`: what is divided says that it is exact."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) in ("Decimal", "Fraction")


def _allowed(module: str) -> bool:
    return module in ALLOWED_MODULES or module.partition(".")[0] == "plancore"
