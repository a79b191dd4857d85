"""Is the record as it was sealed? Names each row that was changed, removed or inserted, and each seal that
is not what was signed. Reads only.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection
from django.utils import timezone

from payerport.audit.actor import Actor
from payerport.audit.encoding import COLUMNS, FIRST, leaf_hash, root
from payerport.audit.lock import acting
from payerport.audit.roots import Roots, Signed, stored
from payerport.audit.sealing import plain_text, texts

LATE: Final = dt.timedelta(hours=1)
"""A row that says it is older than the last seal but one by more than this was not there when it says."""
PATIENCE: Final = dt.timedelta(minutes=5)
"""How long a row may wait for its seal before it is spoken of."""
NAMED: Final = 1_000
"""At most so many unsealed rows are named one by one."""
_ROWS_AT_ONCE: Final = 20_000


class Wrong(StrEnum):
    """What can be wrong."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    SEAL = "seal"
    """A seal itself, its leaves, or the chain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not as it was sealed. `row` is the audit row's id; empty when its id is not known."""

    wrong: Wrong
    seal: int | None
    row: str = ""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a verification saw. `oldest_unsealed` is the age of the oldest row that waits for its seal."""

    seals: int
    rows: int
    unsealed: int
    oldest_unsealed: dt.timedelta | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """Which part is verified: seals, and unsealed rows, from `start` to before `end`. None: no limit."""

    start: dt.datetime | None = None
    end: dt.datetime | None = None

    def sql(self, column: str) -> tuple[str, list[dt.datetime]]:
        """A condition on `column`, and its parameters."""
        limits = [(f"{column} >= %s", self.start), (f"{column} < %s", self.end)]
        given = [(text, value) for text, value in limits if value is not None]
        return " AND ".join(["true", *(text for text, _ in given)]), [value for _, value in given]


@dataclass(slots=True)
class _Look:
    """A verification under way."""

    public_keys: Mapping[str, bytes]
    known: Roots
    findings: list[Finding] = field(default_factory=list)

    def note(self, wrong: Wrong, seal: int | None, text: str, row: str = "") -> None:
        self.findings.append(Finding(wrong=wrong, seal=seal, row=row, text=text))


def verify(
    actor: Actor,
    public_keys: Mapping[str, bytes],
    *,
    period: Period | None = None,
    known: Roots | None = None,
    tell: Callable[[int, int], object] = lambda done, total: None,
) -> Report:
    """Verify the record. `known` are exported roots: what they say stands above what the database says.

    `tell` is called with rows done and rows in all.
    """
    known, period = known or Roots(), period or Period()
    look = _Look(dict(public_keys) | dict(known.public_keys), known)
    with acting(actor):
        plain_text()
        chain = stored()
        wanted = _in_period(period)
        _check_keys(look, public_keys)
        _check_chain(look, chain)
        _check_known(look, chain)
        asked = [one for one in chain if one.header.number in wanted]
        total, done = sum(one.header.rows for one in asked), 0
        before = _run_before(chain)
        for batch in _batches(asked):
            done += _check_rows(look, batch, before)
            tell(done, total)
        unsealed, oldest = _check_unsealed(look, period, chain)
        if period == Period():
            _check_strays(look)
    return Report(
        seals=len(asked),
        rows=done,
        unsealed=unsealed,
        oldest_unsealed=oldest,
        findings=tuple(look.findings),
    )


def _in_period(period: Period) -> set[int]:
    condition, limits = period.sql("at")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM audit_seal WHERE {condition}", limits)  # noqa: S608
        return {number for (number,) in cursor.fetchall()}


# -- seals ------------------------------------------------------------------------------------------------


def _check_keys(look: _Look, public_keys: Mapping[str, bytes]) -> None:
    for key_id, public in sorted(look.known.public_keys.items()):
        if public_keys.get(key_id, public) != public:
            look.note(Wrong.SEAL, None, f"the public key {key_id} here is not the exported one")


def _check_chain(look: _Look, chain: Sequence[Signed]) -> None:
    previous, number = FIRST, 0
    for one in chain:
        says = one.header
        if says.number != number + 1:
            look.note(Wrong.SEAL, says.number, f"seals {number + 1} to {says.number - 1} are missing")
        elif says.previous != previous:
            look.note(Wrong.SEAL, says.number, "it does not name the seal before it: the chain is broken")
        if says.hash() != one.hash:
            look.note(Wrong.SEAL, says.number, "the seal was changed: it does not give its hash")
        if not _is_signed(look, one):
            look.note(Wrong.SEAL, says.number, f"no valid signature by {says.key_id}")
        if says.version not in COLUMNS:
            look.note(Wrong.SEAL, says.number, f"rows encoded in version {says.version}, unknown here")
        previous, number = one.hash, says.number


def _is_signed(look: _Look, one: Signed) -> bool:
    public = look.public_keys.get(one.header.key_id)
    if public is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(one.signature, one.header.hash())
    except (InvalidSignature, ValueError):
        return False
    return True


def _check_known(look: _Look, chain: Sequence[Signed]) -> None:
    here = {one.header.number: one for one in chain}
    for number, exported in sorted(look.known.seals.items()):
        if exported.header.hash() != exported.hash or not _is_signed(look, exported):
            look.note(Wrong.SEAL, number, "the exported file itself was changed at this seal")
        elif number not in here:
            look.note(Wrong.SEAL, number, "it was exported and is gone")
        elif here[number].header.hash() != exported.hash:
            look.note(Wrong.SEAL, number, "it is not the one that was exported: history was rewritten")


# -- rows -------------------------------------------------------------------------------------------------


def _run_before(chain: Sequence[Signed]) -> dict[int, str]:
    """For each seal the time (text) of the last sealing before its own; none for those of the first."""
    found: dict[int, str] = {}
    run, before = "", ""
    for one in chain:
        if one.header.at != run:
            run, before = one.header.at, run
        found[one.header.number] = before
    return {number: at for number, at in found.items() if at}


def _batches(seals: Sequence[Signed]) -> Iterator[list[Signed]]:
    """Seals of one version, so many that their rows fit into memory; what is unknown is passed over."""
    batch: list[Signed] = []
    rows = 0
    for one in (one for one in seals if one.header.version in COLUMNS):
        if batch and (
            rows + one.header.rows > _ROWS_AT_ONCE or batch[0].header.version != one.header.version
        ):
            yield batch
            batch, rows = [], 0
        batch.append(one)
        rows += one.header.rows
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class _Row:
    """A leaf with its event: `now` is the hash that the event gives today; None when it is gone."""

    id: str
    place: int
    leaf: bytes
    now: bytes | None
    is_late: bool


def _check_rows(look: _Look, batch: Sequence[Signed], before: Mapping[int, str]) -> int:
    found = _rows_of(batch, before)
    for one in batch:
        _check_seal(look, one, found.get(one.header.number, []))
    return sum(one.header.rows for one in batch)


def _rows_of(batch: Sequence[Signed], before: Mapping[int, str]) -> dict[int, list[_Row]]:
    version = batch[0].header.version
    numbers = [one.header.number for one in batch]
    statement = (
        "SELECT s.id, l.id::text, l.place, l.hash, e.id IS NULL, "  # noqa: S608
        f"coalesce(e.at < s.before - make_interval(secs => %s), false), {texts(version)} "
        "FROM unnest(%s::bigint[], %s::timestamptz[]) AS s(id, before) "
        "JOIN audit_leaf l ON l.seal_id = s.id LEFT JOIN audit_event e ON e.id = l.id "
        "ORDER BY s.id, l.place"
    )
    found: dict[int, list[_Row]] = {number: [] for number in numbers}
    with connection.cursor() as cursor:
        cursor.execute(statement, [LATE.total_seconds(), numbers, [before.get(number) for number in numbers]])
        for number, row_id, place, leaf, is_gone, is_late, *values in cursor:
            now = None if is_gone else leaf_hash(values, version)
            found[number].append(_Row(row_id, place, bytes(leaf), now, is_late))
    return found


def _check_seal(look: _Look, one: Signed, rows: Sequence[_Row]) -> None:
    number = one.header.number
    missing = sorted(set(range(one.header.rows)) - {row.place for row in rows})
    for place in missing:
        look.note(
            Wrong.REMOVED, number, f"the row at place {place} is gone with its leaf; its id is not known"
        )
    for row in rows:
        if row.place >= one.header.rows:
            look.note(Wrong.INSERTED, number, "the row was put under a seal that does not hold it", row.id)
        elif row.now is None:
            look.note(Wrong.REMOVED, number, "the row was sealed and is gone", row.id)
        elif row.now != row.leaf:
            look.note(Wrong.CHANGED, number, "the row is not as it was sealed", row.id)
        elif row.is_late:
            look.note(
                Wrong.INSERTED, number, "the row says it is older than a sealing that did not see it", row.id
            )
    leaves = [row.leaf for row in rows]
    if not missing and (not leaves or root(leaves) != one.header.root):
        look.note(Wrong.SEAL, number, _leaves_differ(one, rows))


def _leaves_differ(one: Signed, rows: Sequence[_Row]) -> str:
    today = [row.now for row in rows if row.now is not None]
    if today and len(today) == len(rows) and root(today) == one.header.root:
        return "its leaves were changed; the rows themselves are as sealed"
    return f"its leaves were rewritten: of its {one.header.rows} rows, one or more are not as sealed"


# -- rows without a seal ----------------------------------------------------------------------------------


def _check_unsealed(look: _Look, period: Period, chain: Sequence[Signed]) -> tuple[int, dt.timedelta | None]:
    """Count the rows that wait; name those that an earlier sealing should have seen."""
    last = chain[-1].header.at if chain else None
    condition, limits = period.sql("e.at")
    unsealed = f"NOT EXISTS (SELECT FROM audit_leaf l WHERE l.id = e.id) AND {condition}"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), extract(epoch FROM %s - min(e.at) FILTER (WHERE isfinite(e.at)))::float8 "  # noqa: S608
            f"FROM audit_event e WHERE {unsealed}",
            [timezone.now(), *limits],
        )
        count, age = cursor.fetchone()
        cursor.execute(  # the condition is the code's own; values are parameters
            f"SELECT e.id::text FROM audit_event e WHERE {unsealed} "  # noqa: S608
            "AND e.at < %s::timestamptz - make_interval(secs => %s) ORDER BY e.at, e.id LIMIT %s",
            [*limits, last, PATIENCE.total_seconds(), NAMED],
        )
        for (row_id,) in cursor.fetchall():
            look.note(
                Wrong.INSERTED,
                None,
                "the row says it is older than the last sealing, and has no seal",
                row_id,
            )
    return count, None if age is None else dt.timedelta(seconds=max(age, 0.0))


def _check_strays(look: _Look) -> None:
    """Leaves under a seal that is not there would hide an inserted row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.id::text, l.seal_id FROM audit_leaf l "
            "WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s.id = l.seal_id) ORDER BY 2, 1 LIMIT %s",
            [NAMED],
        )
        for row_id, number in cursor.fetchall():
            look.note(Wrong.INSERTED, number, "the row stands under a seal that is not there", row_id)
