"""Sealing: each minute the rows that no seal covers yet get one (docs/adr/0012-sealed-record.md).

Which rows are sealed is asked of the leaves, row by row, never of a highest number or time: a row whose
transaction commits late is sealed a minute later.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from payerport.audit.actor import Actor
from payerport.audit.encoding import COLUMNS, FIRST, VERSION, Header, leaf_hash, root
from payerport.audit.lock import acting
from payerport.vault.keyring import Key, Purpose
from payerport.vault.keys import ring

_LOCK: Final = 5_047_223_012
AT_ONCE: Final = 10_000
"""Rows under one seal at most."""
LOOK_BACK: Final = dt.timedelta(hours=2)
"""How long before the last seal a row may have been written that commits only now. What is older is found
once a day, when all rows are looked through."""

_PLAIN_TEXT: Final = "SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'"
_UNSEALED: Final = "NOT EXISTS (SELECT FROM audit_leaf l WHERE l.id = e.id)"


def texts(version: int, alias: str = "e") -> str:
    """The SQL list of a version's columns, each as PostgreSQL's text."""
    return ", ".join(f"{alias}.{column}::text" for column in COLUMNS[version])


def plain_text() -> None:
    """For the rest of the transaction, PostgreSQL writes values as text in the one form that is hashed."""
    with connection.cursor() as cursor:
        cursor.execute(_PLAIN_TEXT)


def seal(actor: Actor, *, whole: bool = False, tell: Callable[[int], object] = lambda rows: None) -> int:
    """Seal the rows that are committed and not sealed; returns how many. `whole` looks through all rows, else
    those since `LOOK_BACK` before the last seal. `tell` is called with the rows sealed so far.

    One seals at a time: when another does, nothing is done. All seals of one call bear the same time.
    Raises `KeyringError` without a key.
    """
    now, since, done = timezone.now(), None if whole else _since(actor), 0
    while True:
        with acting(actor):
            if not _alone():
                return done
            count = _seal_once(ring().current(Purpose.SEAL), now, since)
        done += count
        tell(done)
        if count < AT_ONCE:
            return done


def _since(actor: Actor) -> dt.datetime | None:
    with acting(actor), connection.cursor() as cursor:
        cursor.execute("SELECT at FROM audit_seal ORDER BY id DESC LIMIT 1")
        last = cursor.fetchone()
    return None if last is None else last[0] - LOOK_BACK


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True)
class _Last:
    number: int
    hash: bytes


def _seal_once(key: Key, now: dt.datetime, since: dt.datetime | None) -> int:
    plain_text()
    rows = _unsealed(since)
    if not rows:
        return 0
    leaves = [leaf_hash(row) for row in rows]
    last = _last()
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz::text", [now])
        (at,) = cursor.fetchone()
    header = Header(
        number=last.number + 1,
        version=VERSION,
        at=at,
        rows=len(rows),
        root=root(leaves),
        previous=last.hash,
        key_id=key.key_id,
    )
    _add(header, key.sign(header.hash()), [str(row[0]) for row in rows], leaves)
    return len(rows)


def _unsealed(since: dt.datetime | None) -> list[tuple[str | None, ...]]:
    recent = "" if since is None else "e.at >= %s AND "
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {texts(VERSION)} FROM audit_event e WHERE {recent}{_UNSEALED} "  # noqa: S608
            "ORDER BY e.at, e.id LIMIT %s",
            [AT_ONCE] if since is None else [since, AT_ONCE],
        )
        found: list[tuple[str | None, ...]] = cursor.fetchall()
        return found


def _last() -> _Last:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, hash FROM audit_seal ORDER BY id DESC LIMIT 1")
        found: tuple[Any, ...] | None = cursor.fetchone()
    return _Last(0, FIRST) if found is None else _Last(found[0], bytes(found[1]))


def _add(header: Header, signature: bytes, ids: Sequence[str], leaves: Sequence[bytes]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_seal (id, version, at, rows, root, previous, hash, key_id, signature) "
            "VALUES (%s, %s, %s::timestamptz, %s, %s, %s, %s, %s, %s)",
            [
                header.number,
                header.version,
                header.at,
                header.rows,
                header.root,
                header.previous,
                header.hash(),
                header.key_id,
                signature,
            ],
        )
        cursor.execute(
            "INSERT INTO audit_leaf (id, seal_id, place, hash) "
            "SELECT id, %s, place - 1, hash "
            "FROM unnest(%s::uuid[], %s::bytea[]) WITH ORDINALITY AS t(id, hash, place)",
            [header.number, list(ids), list(leaves)],
        )
