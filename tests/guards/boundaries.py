"""Finds an app that reads or writes another app's tables by itself, past that app's queries and actions.

Another app's model may stand in a type or give a choice (`State.PAID`); its rows may not be fetched or made.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reach:
    """One use of another app's table: which module, where, and the table's model."""

    module: str
    line: int
    model: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line} uses the table of {self.model}"


def reaches(path: Path, app: str, module: str) -> list[Reach]:
    """Each use, in one file of `app`, of a table that is not its own."""
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    foreign = dict(_foreign_models(tree, app))
    return [Reach(module, line, foreign[name]) for line, name in _uses(tree, set(foreign))]


def _foreign_models(tree: ast.AST, app: str) -> Iterator[tuple[str, str]]:
    """(name in this file, `app.Model`) of what is imported from other apps' models."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            parts = node.module.split(".")
            if parts[0] == "payerport" and parts[-1] == "models" and parts[1] != app:
                for alias in node.names:
                    yield alias.asname or alias.name, f"{parts[1]}.{alias.name}"


def _uses(tree: ast.AST, names: set[str]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(
                value=ast.Name(id=name), attr="objects" | "_default_manager" | "_base_manager"
            ):
                if name in names:
                    yield node.lineno, name
            case ast.Call(func=ast.Name(id=name)) if name in names:
                yield node.lineno, name
