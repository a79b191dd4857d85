"""The second lock: PostgreSQL row-level security, told per transaction who reads. No word from us means no
rows.

The first lock is each app's `access.py`. Nothing here decides; policies in the migrations do, made by
`reader_policy`.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone

from payerport.audit.actor import Actor, Reader

_SETTINGS = ("payerport.reader", "payerport.org", "payerport.person", "payerport.at")
_LIMITS = (
    "payerport.may",
    "payerport.limited",
    "payerport.places",
    "payerport.tax_ids",
    "payerport.payees",
)
"""Of an organization's reader alone: its permissions, and what it is limited to (see `organizations`)."""
_SET = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in _SETTINGS)
_SET_ALL = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in (*_SETTINGS, *_LIMITS))
_GET = "SELECT " + ", ".join(f"current_setting('{name}', true)" for name in _SETTINGS)
_NO_PERSON = ("", "")


def open_for(actor: Actor) -> None:
    """Let the running transaction read the rows that `actor` may read. Ends with the transaction.

    Raises `TransactionManagementError` outside a transaction, where the setting would be lost at once.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the row lock is opened inside a transaction")
    organization = actor.organization_id if actor.reader is Reader.ORGANIZATION else None
    with connection.cursor() as cursor:
        own = "" if organization is None else str(organization)
        cursor.execute(_SET_ALL, [actor.reader.value, own, *_person(actor), *_limits(actor)])


def _person(actor: Actor) -> tuple[str, str]:
    """A person of the plan's staff, and the moment: what restricted records ask for (see `restricted`)."""
    if actor.reader is not Reader.PLAN or actor.user_id is None:
        return _NO_PERSON
    return str(actor.user_id), timezone.now().isoformat()


def _limits(actor: Actor) -> tuple[str, str, str, str, str]:
    may = ",".join(sorted(actor.permissions))
    if actor.limits is None:
        return may, "", "", "", ""
    limits = actor.limits
    return (
        may,
        str(actor.user_id or 0),
        ",".join(sorted(limits.npis)),
        ",".join(sorted(limits.tax_numbers)),
        ",".join(sorted(limits.payees)),
    )


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
        cursor.execute(_SET, [Reader.PLAN.value, "", *_NO_PERSON])
        yield
        cursor.execute(_SET, [value or "" for value in before])


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
