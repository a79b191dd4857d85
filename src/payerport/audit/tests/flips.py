"""Faults for the record: one byte of one column of one row, changed past every trigger and grant."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DataError, connection, transaction

from payerport.audit.encoding import COLUMNS, VERSION
from payerport.config.databases import APPLICATION_ROLE

_TYPES = {"id": "uuid", "at": "timestamptz", "user_id": "bigint", "organization_id": "bigint"} | {
    "address": "inet",
    "detail": "jsonb",
}


@contextmanager
def past_the_triggers() -> Iterator[None]:
    """What follows is done as an administrator of the database would who is out to change the record."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute(f"SET LOCAL ROLE {APPLICATION_ROLE}")


def execute(statement: str, parameters: list[Any] | None = None) -> int:
    """One statement past the triggers. Returns how many rows it touched."""
    with past_the_triggers(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)


def flip_a_byte(row_id: str, dice: random.Random, column: str = "") -> str:
    """Change one byte of the text of one column (a NULL or an empty value becomes another), so that
    PostgreSQL takes it and the column's value is another. Returns the column.
    """
    for _ in range(10_000):
        chosen = column or dice.choice(COLUMNS[VERSION])
        kind = _TYPES.get(chosen, "text")
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {chosen}::text FROM audit_event WHERE id = %s", [row_id])
            (before,) = cursor.fetchone()
        after = _flipped(before, kind, dice)
        if after is not None and _takes(row_id, chosen, kind, after):
            return chosen
    raise AssertionError(f"no byte of {column} could be changed")


def _flipped(before: str | None, kind: str, dice: random.Random) -> str | None:
    if before is None:
        return {"bigint": "7", "inet": "192.0.2.1"}.get(kind, "x")
    if not before:
        return "x"
    if before == "{}":
        return '{"": 0}'
    content = bytearray(before.encode())
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(7)
    after = bytes(content).decode(errors="replace")
    return None if "\x00" in after else after


def _takes(row_id: str, column: str, kind: str, after: str) -> bool:
    try:
        with transaction.atomic():
            return (
                execute(
                    f"UPDATE audit_event SET {column} = %s::{kind} "
                    f"WHERE id = %s AND {column} IS DISTINCT FROM %s::{kind}",
                    [after, row_id, after],
                )
                == 1
            )
    except DataError:
        return False
