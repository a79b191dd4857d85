"""Adding and changing many rows with one statement and one JSON parameter. PostgreSQL refuses COPY into
tables with row-level security; values bound one by one cost more than the decisions they are about.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from django.db import connection, models

_AT_ONCE = 5_000
"""Rows in one statement: far from the 256 MB that a JSON parameter may have."""

_TAKEN = frozenset(
    {
        "BigAutoField",
        "ForeignKey",
        "OneToOneField",
        "UUIDField",
        "CharField",
        "TextField",
        "GenericIPAddressField",
        "BooleanField",
        "BigIntegerField",
        "PositiveIntegerField",
        "PositiveSmallIntegerField",
        "DateField",
        "DateTimeField",
        "ArrayField",
        "JSONField",
    }
)
"""The kinds of columns that come out of JSON as they went in (arrays of texts and numbers)."""


class RowsOutOfReachError(Exception):
    """Fewer rows were changed than were given: some are not there, or not for this reader to change."""

    def __init__(self, table: str, given: int, changed: int) -> None:
        super().__init__(f"{changed} of {given} rows of {table} were changed")


def take_keys(model: type[models.Model], count: int) -> list[int]:
    """`count` primary keys from the table's sequence, ascending, for rows that point to each other before any
    is stored. Never given twice.
    """
    table, key = model._meta.db_table, model._meta.pk
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [table, key.column, count],
        )
        return sorted(int(number) for (number,) in cursor.fetchall())


def insert(rows: Sequence[models.Model]) -> None:
    """Add unsaved rows of one model, in the order given, in the running transaction.

    Either every row has its primary key or none has; then the keys are the table's to give and are not read
    back. None is NULL in every column. Raises TypeError for columns that JSON can't carry (bytes, floats).
    """
    for batch in _batches(rows):
        model = type(batch[0])
        has_keys = batch[0].pk is not None
        if any((row.pk is not None) != has_keys for row in batch):
            raise TypeError("some rows have their primary key and some have none")
        names, statement = _insertion(model, has_keys)
        with connection.cursor() as cursor:
            cursor.execute(statement, [_json(model, batch, names)])
        for row in batch:
            row._state.adding, row._state.db = False, connection.alias


def update(rows: Sequence[models.Model], columns: Sequence[str]) -> None:
    """Write the named columns of stored rows of one model, found by primary key.

    Raises `RowsOutOfReachError` unless every row was changed.
    """
    for batch in _batches(rows):
        model = type(batch[0])
        names, statement = _change(model, tuple(columns))
        with connection.cursor() as cursor:
            cursor.execute(statement, [_json(model, batch, names)])
            if cursor.rowcount != len(batch):
                raise RowsOutOfReachError(model._meta.db_table, len(batch), cursor.rowcount)


_Names = tuple[tuple[str, str], ...]
"""(column, attribute) of each column that is written."""


def _batches(rows: Sequence[models.Model]) -> Iterator[Sequence[models.Model]]:
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]


def _json(model: type[models.Model], rows: Sequence[models.Model], names: _Names) -> str:
    if any(type(row) is not model for row in rows):
        raise TypeError("rows of one statement are of one model")
    values: list[dict[str, Any]] = [{column: row.__dict__[name] for column, name in names} for row in rows]
    return msgspec.json.encode(values).decode()


def _names(model: type[models.Model], *, with_key: bool) -> _Names:
    fields = [one for one in model._meta.concrete_fields if with_key or not one.primary_key]
    for one in fields:
        if one.get_internal_type() not in _TAKEN:
            raise TypeError(f"{model._meta.label}.{one.name} is no column for JSON")
    return tuple((str(one.column), one.attname) for one in fields)


def _list(names: _Names, form: str = "{}") -> str:
    return ", ".join(form.format(connection.ops.quote_name(column)) for column, _ in names)


@lru_cache(maxsize=100)
def _insertion(model: type[models.Model], with_key: bool) -> tuple[_Names, str]:
    table = connection.ops.quote_name(model._meta.db_table)
    names = _names(model, with_key=with_key)
    listed = _list(names)
    return names, (
        f"INSERT INTO {table} ({listed}) "  # noqa: S608 -- names of our own tables and columns, quoted
        f"SELECT {listed} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)"
    )


@lru_cache(maxsize=100)
def _change(model: type[models.Model], columns: tuple[str, ...]) -> tuple[_Names, str]:
    table, attribute = connection.ops.quote_name(model._meta.db_table), model._meta.pk.attname
    every = _names(model, with_key=True)
    (key,) = (pair for pair in every if pair[1] == attribute)
    written = tuple(pair for pair in every if pair[1] in columns and pair != key)
    if len(written) != len(columns):
        raise TypeError(f"{model._meta.label} has not all of the columns {', '.join(columns)}")
    found = connection.ops.quote_name(key[0])
    return (key, *written), (
        f"UPDATE {table} AS old SET {_list(written, '{0} = new.{0}')} "  # noqa: S608 -- as above
        f"FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb) AS new WHERE old.{found} = new.{found}"
    )
