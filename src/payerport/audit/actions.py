"""Writing the record. `record` is called by every action and every page that shows protected data."""

from collections.abc import Iterable, Mapping

from django.db import connection, transaction
from django.utils import timezone

from payerport.audit import rows
from payerport.audit.actor import Actor
from payerport.audit.models import Event

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
    """Add one audit row for each (record id, family), alike in all else, in one statement; as `record` does
    for one.
    """
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
) -> Event:
    return Event(
        at=timezone.now(),
        action=action,
        outcome=outcome,
        record_kind=record_kind,
        record_id=record_id,
        family=family,
        user_id=actor.user_id,
        organization_id=actor.organization_id,
        process=actor.process,
        role=actor.role,
        request_id=actor.request_id,
        address=actor.address,
        detail={**(detail or {}), **({"through": actor.through} if actor.through else {})},
    )


def _insert(events: list[Event]) -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an audit row is written in the transaction of its deed")
    rows.insert(events)
