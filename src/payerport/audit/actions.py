"""Writing the record. `record` is called by every action and every page that shows protected data."""

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Mapping

from django.db import connection, transaction
from django.utils import timezone

from payerport.audit.actor import Actor

_INSERT = """
INSERT INTO audit_event (id, at, action, outcome, record_kind, record_id, family, user_id, organization_id,
                         process, role, request_id, address, detail)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""

Cell = uuid.UUID | dt.datetime | str | int | None
Detail = Mapping[str, str | int | bool | list[str] | list[int] | None]


def record(
    actor: Actor,
    action: str,
    record_kind: str,
    record_id: object = "",
    *,
    family: str = "",
    outcome: str = "done",
    detail: Detail | None = None,
) -> None:
    """Add one audit row in the running transaction.

    Raises `TransactionManagementError` outside a transaction: a record that could stay while its deed is
    rolled back (or the other way round) is no record. A plain INSERT, since the writer need not be allowed
    to read the row back.
    """
    _insert([_row(actor, action, record_kind, str(record_id), family=family, outcome=outcome, detail=detail)])


def record_each(actor: Actor, action: str, record_kind: str, records: Iterable[tuple[object, str]]) -> None:
    """Add one audit row for each (record id, family), alike in all else; as `record` does for one."""
    _insert(
        [
            _row(actor, action, record_kind, str(record_id), family=family, outcome="done", detail=None)
            for record_id, family in records
        ]
    )


def _row(
    actor: Actor,
    action: str,
    record_kind: str,
    record_id: str,
    *,
    family: str,
    outcome: str,
    detail: Detail | None,
) -> list[Cell]:
    return [
        uuid.uuid4(),
        timezone.now(),
        action,
        outcome,
        record_kind,
        record_id,
        family,
        actor.user_id,
        actor.organization_id,
        actor.process,
        actor.role,
        actor.request_id,
        actor.address,
        json.dumps(dict(detail or {})),
    ]


def _insert(rows: list[list[Cell]]) -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an audit row is written in the transaction of its deed")
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT, rows)
