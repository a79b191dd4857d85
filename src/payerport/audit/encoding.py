"""A row of the record as bytes, and the tree of hashes over many rows. No database here.

**Row, version 1.** `payerport.audit.event`, 0x00, the version as one byte, then each column of `COLUMNS[1]`
in that order: 0x00 for NULL; else 0x01, the length in bytes (8 bytes, big-endian), and PostgreSQL's own text
of the value in UTF-8 (times in UTC, DateStyle ISO; `jsonb` as it prints itself). Text, so that any value a
column can hold has one form, and no two have the same.

**Tree.** As RFC 6962 section 2.1: a leaf is SHA-256(0x00 row), a node SHA-256(0x01 left right), the left part
the largest power of two below the whole. **Seal.** SHA-256(0x02 header), where the header is the fields of
`Header` in order, each with its length before it.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

HASH_BYTES: Final = 32
FIRST: Final = bytes(HASH_BYTES)
"""What the first seal names as the one before it."""

COLUMNS: Final = {
    1: (
        "id",
        "at",
        "action",
        "outcome",
        "record_kind",
        "record_id",
        "family",
        "user_id",
        "organization_id",
        "process",
        "role",
        "request_id",
        "address",
        "detail",
    )
}
"""By version. A version is never changed; a new column needs a new one."""
VERSION: Final = 1
_DOMAIN: Final = b"payerport.audit.event\x00"
_SEAL_DOMAIN: Final = b"payerport.audit.seal\x00"


def row_bytes(values: Sequence[str | None], version: int = VERSION) -> bytes:
    """The canonical bytes of one row, given PostgreSQL's text of each column of that version."""
    if len(values) != len(COLUMNS[version]):
        raise ValueError(f"version {version} has {len(COLUMNS[version])} columns, not {len(values)}")
    parts = [_DOMAIN, bytes([version])]
    for value in values:
        if value is None:
            parts.append(b"\x00")
        else:
            content = value.encode()
            parts += [b"\x01", len(content).to_bytes(8, "big"), content]
    return b"".join(parts)


def leaf_hash(values: Sequence[str | None], version: int = VERSION) -> bytes:
    """The leaf of one row (32 bytes)."""
    return hashlib.sha256(b"\x00" + row_bytes(values, version)).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The Merkle tree hash of at least one leaf (32 bytes)."""
    if not leaves:
        raise ValueError("a tree has at least one leaf")
    # Pairing from the left, an odd last one going up as it is, gives RFC 6962's tree without recursion.
    level = list(leaves)
    while len(level) > 1:
        pairs = [
            hashlib.sha256(b"\x01" + level[at] + level[at + 1]).digest() for at in range(0, len(level) - 1, 2)
        ]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a seal says and signs. `at` is PostgreSQL's text in UTC; `previous` the hash of the one before."""

    number: int
    version: int
    at: str
    rows: int
    root: bytes
    previous: bytes
    key_id: str

    def hash(self) -> bytes:
        """The seal's hash (32 bytes): what is signed, and what the next seal names."""
        fields = (
            str(self.number).encode(),
            str(self.version).encode(),
            self.at.encode(),
            str(self.rows).encode(),
            self.root,
            self.previous,
            self.key_id.encode(),
        )
        content = b"".join(len(one).to_bytes(8, "big") + one for one in fields)
        return hashlib.sha256(b"\x02" + _SEAL_DOMAIN + content).digest()
