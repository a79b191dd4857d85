"""The second lock: PostgreSQL row-level security, told per transaction who reads. No word from us means no
rows.

The first lock is each app's `access.py`. Nothing here decides; policies in the migrations do, made by
`reader_policy`.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from payerport.audit.actor import Actor, Reader

_SET = "SELECT set_config('payerport.reader', %s, true), set_config('payerport.org', %s, true)"
_GET = "SELECT current_setting('payerport.reader', true), current_setting('payerport.org', true)"


def open_for(actor: Actor) -> None:
    """Let the running transaction read the rows that `actor` may read. Ends with the transaction.

    Raises `TransactionManagementError` outside a transaction, where the setting would be lost at once.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the row lock is opened inside a transaction")
    organization = actor.organization_id if actor.reader is Reader.ORGANIZATION else None
    with connection.cursor() as cursor:
        cursor.execute(_SET, [actor.reader.value, "" if organization is None else str(organization)])


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """A transaction in which `actor` reads and writes; the outermost frame of each job and command."""
    with transaction.atomic():
        open_for(actor)
        yield actor


@contextmanager
def as_core() -> Iterator[None]:
    """Within a transaction, let the payer core read the plan's own records (enrolment, contracts, history)
    for one decision, then go back to the reader before. Only actions and stores do this: what they return is
    the answer, not rows.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_GET)
        before = cursor.fetchone()
        cursor.execute(_SET, [Reader.PLAN.value, ""])
        yield
        cursor.execute(_SET, [before[0] or "", before[1] or ""])


def reader_policy(table: str, organization_column: str | None) -> tuple[str, str]:
    """SQL that locks `table` (and SQL that unlocks it), for `migrations.RunSQL`.

    The plan reads all; an organization the rows whose `organization_column` names it (None: no rows at all).
    Reading and writing follow the same rule.
    """
    plan = "(SELECT current_setting('payerport.reader', true)) = 'plan'"
    own = (
        f" OR ((SELECT current_setting('payerport.reader', true)) = 'org' AND {organization_column} = "
        "(SELECT nullif(current_setting('payerport.org', true), '')::bigint))"
        if organization_column
        else ""
    )
    lock = (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"CREATE POLICY reader ON {table} USING ({plan}{own}) WITH CHECK ({plan}{own});"
    )
    unlock = f"DROP POLICY reader ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"
    return lock, unlock
