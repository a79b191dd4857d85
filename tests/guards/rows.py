"""What PostgreSQL itself says about locks and grants: facts to compare with the models."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, models

from payerport.config.databases import APPLICATION_ROLE

_TABLES = """
    SELECT c.relname, c.relrowsecurity AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
"""
_MAY_CHANGE = """
    SELECT c.relname
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relname = ANY(%s)
       AND (has_table_privilege(%s, c.oid, 'UPDATE') OR has_any_column_privilege(%s, c.oid, 'UPDATE')
            OR has_table_privilege(%s, c.oid, 'DELETE') OR has_table_privilege(%s, c.oid, 'TRUNCATE'))
"""


def rows_of(query: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
    """The rows of a raw query, as whoever the transaction reads for."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


@contextmanager
def as_owner() -> Iterator[None]:
    """What follows is done by the tables' owner, to plant a fault; undone with the test's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        yield
        cursor.execute(f"SET LOCAL ROLE {APPLICATION_ROLE}")


def tables() -> dict[str, bool]:
    """Each table, and whether it is locked: row-level security on, with at least one policy."""
    return dict(rows_of(_TABLES))


def our_models() -> list[type[models.Model]]:
    """Every model of the portal that has a table."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("payerport.")
    ]


def histories() -> list[str]:
    """The tables of models that say `append_only`."""
    return sorted(model._meta.db_table for model in our_models() if getattr(model, "append_only", False))


def changeable(names: list[str]) -> set[str]:
    """Which of these tables the application's role may change or empty."""
    return {row[0] for row in rows_of(_MAY_CHANGE, [names, *[APPLICATION_ROLE] * 4])}


def tables_with(column: str) -> list[str]:
    """The tables of our models that have this column."""
    return sorted(
        model._meta.db_table
        for model in our_models()
        if any(getattr(one, "column", None) == column for one in model._meta.get_fields())
    )
