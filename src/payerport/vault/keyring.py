"""The key ring: a folder with one file for each key, `PURPOSE.NUMBER.key`. Needs no Django.

The highest number of a purpose is in use; lower ones are kept to read what was made with them. A seal's
private key may be deleted when its successor is in use: its `.pub` file stays and proves what it signed.
"""

import base64
import binascii
import os
import re
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_BYTES: Final = 32
_NAME: Final = re.compile(r"(seal|field|index)\.([1-9][0-9]{0,5})\.(key|pub)")


class Purpose(StrEnum):
    """What a key is for. No key serves two purposes."""

    SEAL = "seal"
    """Ed25519: signs the seals of the audit record."""
    FIELD = "field"
    """AES-256-GCM: encrypts columns."""
    INDEX = "index"
    """HMAC-SHA256: makes the blind index by which an encrypted column is looked up."""


class KeyringError(Exception):
    """A key is missing or its file can't be used. The text is for a person and holds no key."""


@dataclass(frozen=True, slots=True)
class Key:
    """One secret of 32 bytes. `key_id` is `PURPOSE.NUMBER`, as in the file's name."""

    purpose: Purpose
    number: int
    secret: bytes = field(repr=False)

    @property
    def key_id(self) -> str:
        return f"{self.purpose}.{self.number}"

    def public(self) -> bytes:
        """The 32 bytes by which others check a seal's signature."""
        return Ed25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature (64 bytes) of `message`."""
        return Ed25519PrivateKey.from_private_bytes(self.secret).sign(message)


@dataclass(frozen=True)
class Keyring:
    """All keys of one folder. Raises `KeyringError` when one that is needed is not there."""

    keys: Mapping[str, Key]
    retired: Mapping[str, bytes]
    """Public keys by key id, from the `.pub` files."""

    def current(self, purpose: Purpose) -> Key:
        """The key in use for new work."""
        found = self.all_of(purpose)
        if not found:
            raise KeyringError(f"There is no key for {purpose}. Run: payerport keys make")
        return found[0]

    def all_of(self, purpose: Purpose) -> list[Key]:
        """The keys of one purpose, the one in use first."""
        found = [key for key in self.keys.values() if key.purpose is purpose]
        return sorted(found, key=lambda key: -key.number)

    def by_id(self, key_id: str) -> Key:
        """The key that something old was made with."""
        if key_id not in self.keys:
            raise KeyringError(f"The key {key_id} is not in the key folder; what it made can't be read.")
        return self.keys[key_id]

    @cached_property
    def public_keys(self) -> dict[str, bytes]:
        """Public keys of seals by key id. A `.pub` file that contradicts its `.key` is refused by `read`."""
        return dict(self.retired) | {key.key_id: key.public() for key in self.all_of(Purpose.SEAL)}


def read(folder: Path) -> Keyring:
    """The key ring in `folder` (an absent folder is an empty ring).

    Raises `KeyringError` for a file that others may read, that is no key, or that contradicts another.
    """
    keys: dict[str, Key] = {}
    retired: dict[str, bytes] = {}
    for path in sorted(folder.glob("*.*.*")) if folder.is_dir() else []:
        name = _NAME.fullmatch(path.name)
        if name is None:
            continue
        key_id = f"{name[1]}.{name[2]}"
        if name[3] == "pub":
            retired[key_id] = _bytes_in(path)
            continue
        if stat.S_IMODE(path.stat().st_mode) & 0o007:
            raise KeyringError(f"The key file {path.name} may be read by everybody. Run: chmod 600 on it.")
        keys[key_id] = Key(Purpose(name[1]), int(name[2]), _bytes_in(path))
    ring = Keyring(keys, retired)
    for key in ring.all_of(Purpose.SEAL):
        if retired.get(key.key_id, key.public()) != key.public():
            raise KeyringError(f"The files of {key.key_id} contradict each other.")
    return ring


def missing(folder: Path) -> list[Purpose]:
    """The purposes that have no key yet. Raises as `read`."""
    ring = read(folder)
    return [purpose for purpose in Purpose if not ring.all_of(purpose)]


def make(folder: Path, purpose: Purpose) -> str:
    """Write the next key of a purpose; from then on it is the one in use. Returns its id.

    When another process makes the same number at the same time, that one stands.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    numbers = [key.number for key in read(folder).all_of(purpose)]
    numbers += [
        int(key_id.partition(".")[2]) for key_id in read(folder).retired if key_id.startswith(purpose)
    ]
    key = Key(purpose, max(numbers, default=0) + 1, secrets.token_bytes(KEY_BYTES))
    if _write_once(folder / f"{key.key_id}.key", key.secret) and purpose is Purpose.SEAL:
        _write_once(folder / f"{key.key_id}.pub", key.public())
    return key.key_id


def _write_once(path: Path, content: bytes) -> bool:
    """Whole or not at all, readable by its owner alone; False when the file is there already."""
    half = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(content) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(half)
    except FileExistsError:
        return False
    finally:
        half.unlink()
    return True


def _bytes_in(path: Path) -> bytes:
    try:
        content = base64.b64decode(path.read_bytes().strip(), validate=True)
    except (binascii.Error, OSError):
        content = b""
    if len(content) != KEY_BYTES:
        raise KeyringError(f"The file {path.name} in the key folder does not hold a key.")
    return content
