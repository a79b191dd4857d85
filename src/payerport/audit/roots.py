"""Seals as a file, to be kept where the database's administrators can't reach it: one line of JSON for each
public key and each seal.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection

from payerport.audit.encoding import Header


class RootsError(Exception):
    """The file of exported roots can't be read. The text is for a person."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A seal as it is stored: what it says, the hash stored beside it, the signature."""

    header: Header
    hash: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Roots:
    """What an exported file says: seals by number, public keys by id."""

    seals: Mapping[int, Signed] = field(default_factory=dict)
    public_keys: Mapping[str, bytes] = field(default_factory=dict)


def stored(first: int = 1) -> list[Signed]:
    """The seals in the database from number `first` on, in order; reads as the running transaction may."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, version, at::text, rows, root, previous, key_id, hash, signature "
            "FROM audit_seal WHERE id >= %s ORDER BY id",
            [first],
        )
        return [
            Signed(
                Header(
                    number=number,
                    version=version,
                    at=at,
                    rows=rows,
                    root=bytes(root),
                    previous=bytes(previous),
                    key_id=key_id,
                ),
                bytes(hash_),
                bytes(signature),
            )
            for number, version, at, rows, root, previous, key_id, hash_, signature in cursor.fetchall()
        ]


def lines(seals: Iterable[Signed], public_keys: Mapping[str, bytes]) -> Iterator[str]:
    """The lines of the file."""
    for key_id, public in sorted(public_keys.items()):
        yield json.dumps({"key": key_id, "public": public.hex()}) + "\n"
    for one in seals:
        says = one.header
        yield (
            json.dumps(
                {
                    "seal": says.number,
                    "version": says.version,
                    "at": says.at,
                    "rows": says.rows,
                    "root": says.root.hex(),
                    "previous": says.previous.hex(),
                    "key": says.key_id,
                    "hash": one.hash.hex(),
                    "signature": one.signature.hex(),
                }
            )
            + "\n"
        )


def read(path: Path) -> Roots:
    """An exported file. Raises `RootsError`."""
    seals: dict[int, Signed] = {}
    public_keys: dict[str, bytes] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            said = json.loads(line)
            if "seal" in said:
                seals[int(said["seal"])] = _signed(said)
            else:
                public_keys[str(said["key"])] = bytes.fromhex(said["public"])
        except (ValueError, KeyError, TypeError):
            raise RootsError(f"{path.name}, line {number}: not a line of exported roots.") from None
    return Roots(seals, public_keys)


def _signed(said: Mapping[str, Any]) -> Signed:
    header = Header(
        number=int(said["seal"]),
        version=int(said["version"]),
        at=str(said["at"]),
        rows=int(said["rows"]),
        root=bytes.fromhex(said["root"]),
        previous=bytes.fromhex(said["previous"]),
        key_id=str(said["key"]),
    )
    return Signed(header, bytes.fromhex(said["hash"]), bytes.fromhex(said["signature"]))
