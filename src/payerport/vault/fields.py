"""Columns that are encrypted where they lie, and their blind index (docs/adr/0013-fields-at-rest.md).

AES-256-GCM; the ciphertext is bound to its table, column, row and key: moved elsewhere it can't be read.
Stored: 0x01, the key id's length (one byte), the key id, 12 bytes nonce, ciphertext with tag.
"""

import hashlib
import hmac
import re
import secrets
from typing import TYPE_CHECKING, Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from payerport.vault.keyring import Key, Purpose
from payerport.vault.keys import ring

if TYPE_CHECKING:
    _TextField = models.Field[str | None, str]
    _CharField = models.CharField[str, str]
else:
    _TextField, _CharField = models.Field, models.CharField

_FORM: Final = b"\x01"
_NONCE_BYTES: Final = 12
_NOT_COMPARED: Final = re.compile(r"[^0-9A-Za-z]")


class UnreadableError(Exception):
    """A ciphertext was changed, moved from another row or column, or is none. Names the place, no value."""


class Sealed:
    """A value as it is stored. What comes from `.values()` is this, never the plain text."""

    __slots__ = ("content",)

    def __init__(self, content: bytes) -> None:
        self.content = content

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and other.content == self.content

    def __hash__(self) -> int:
        return hash(self.content)

    def __repr__(self) -> str:
        return "<Sealed>"


def prefix_of(key: Key) -> bytes:
    """How everything that this key encrypted begins."""
    name = key.key_id.encode()
    return _FORM + bytes([len(name)]) + name


def lock(plain: str, key: Key, place: str) -> Sealed:
    """Encrypt `plain` for one place (table, column and row)."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    cipher = AESGCM(key.secret).encrypt(nonce, plain.encode(), _bound_to(place, key.key_id))
    return Sealed(prefix_of(key) + nonce + cipher)


def unlock(sealed: Sealed, place: str) -> str:
    """The plain text. Raises `UnreadableError` at any other place than the one it was locked for, and
    `KeyringError` when its key is gone.
    """
    content = sealed.content
    if content[:1] != _FORM or len(content) < 2 or len(content) < 2 + content[1] + _NONCE_BYTES:
        raise UnreadableError(f"{place} does not hold an encrypted value")
    start = 2 + content[1]
    key = ring().by_id(content[2:start].decode(errors="replace"))
    nonce, cipher = content[start : start + _NONCE_BYTES], content[start + _NONCE_BYTES :]
    try:
        return AESGCM(key.secret).decrypt(nonce, cipher, _bound_to(place, key.key_id)).decode()
    except InvalidTag:
        raise UnreadableError(f"{place} was changed, or belongs elsewhere") from None


def _bound_to(place: str, key_id: str) -> bytes:
    return b"\x00".join((b"payerport.field", _FORM, place.encode(), key_id.encode()))


class _Plain(DeferredAttribute):
    """Decrypts at each reading; keeps what was set as it was set until it is saved."""

    field: "EncryptedTextField"

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = instance.__dict__.get(self.field.attname, self)
        if value is self:
            value = super().__get__(instance, cls)
        return unlock(value, self.field.place(instance)) if isinstance(value, Sealed) else value

    def __set__(self, instance: models.Model, value: str | Sealed | None) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(_TextField):
    """A text that is stored encrypted. Its row has its primary key before it is saved (no serial number).

    Not to be searched, compared or set by `update`: look it up by a `BlindIndexField`, write it by `save` (of
    both columns).
    """

    descriptor_class = _Plain

    def get_internal_type(self) -> str:
        return "BinaryField"

    def place(self, instance: models.Model) -> str:
        """What the value of this row is bound to."""
        if instance.pk is None:
            raise TypeError(f"a row of {instance._meta.label} has its primary key before it is saved")
        return f"{instance._meta.db_table}.{self.column}.{instance.pk}"

    def from_db_value(self, value: Any, *_: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        value = model_instance.__dict__.get(self.attname)
        if isinstance(value, str):
            return lock(value, ring().current(Purpose.FIELD), self.place(model_instance))
        return value

    def get_prep_value(self, value: Any) -> Any:
        if value is not None and not isinstance(value, Sealed):
            raise TypeError(f"{self.name} is encrypted: look it up by its index, write it by save()")
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = self.get_prep_value(value)
        return None if value is None else connection.Database.Binary(value.content)


class BlindIndexField(_CharField):
    """The HMAC-SHA256 of the encrypted column named by `of`, by a key of its own: `NUMBER:HEX`. Blanks,
    hyphens and case do not count. Set by itself when the row is saved.
    """

    def __init__(self, *args: Any, of: str = "", **options: Any) -> None:
        self.of = of
        options = {"max_length": 80, "db_index": True, "editable": False, "blank": True} | options
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        plain = getattr(model_instance, self.of)
        made = "" if plain is None else self.of_value(ring().current(Purpose.INDEX), plain)
        setattr(model_instance, self.attname, made)
        return made

    def of_value(self, key: Key, plain: str) -> str:
        """The index of a value by one key. The same value has another index in another column."""
        message = f"{self.model._meta.db_table}.{self.of}\x00{_NOT_COMPARED.sub('', plain).upper()}"
        return f"{key.number}:{hmac.new(key.secret, message.encode(), hashlib.sha256).hexdigest()}"


def matching(model: type[models.Model], index: str, plain: str) -> models.Q:
    """The rows whose encrypted column holds `plain`, whichever key of the ring made their index."""
    field = model._meta.get_field(index)
    if not isinstance(field, BlindIndexField):
        raise TypeError(f"{model._meta.label}.{index} is no blind index")
    return models.Q(**{f"{index}__in": [field.of_value(key, plain) for key in ring().all_of(Purpose.INDEX)]})
