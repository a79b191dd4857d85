"""The secrets of factors as they lie in the database: encrypted by the key ring, each bound to its owner.

The sign-in package keeps them in a JSON column and knows no row when it encrypts: who it is about is said
around it, by `owned_by`. Without that nothing is encrypted and nothing is read.
"""

import base64
import binascii
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from payerport.vault.fields import Sealed, UnreadableError, lock, prefix_of, unlock
from payerport.vault.keyring import Purpose
from payerport.vault.keys import ring

_owner: ContextVar[int | None] = ContextVar("factors.owner", default=None)
SECRETS: Final = ("secret", "seed")
"""What is encrypted in a factor's data: an app's secret, the seed of recovery codes."""


@contextmanager
def owned_by(user_id: int) -> Iterator[None]:
    """What is encrypted or read inside belongs to this person."""
    token = _owner.set(user_id)
    try:
        yield
    finally:
        _owner.reset(token)


def _place() -> str:
    owner = _owner.get()
    if owner is None:
        raise UnreadableError("mfa_authenticator.data: nobody said whose it is")
    return f"mfa_authenticator.data.{owner}"


def seal(text: str) -> str:
    """The text, encrypted for the person named by `owned_by`. Raises `UnreadableError` for nobody."""
    return base64.b64encode(lock(text, ring().current(Purpose.FIELD), _place()).content).decode()


def unseal(sealed: str) -> str:
    """The text again. Raises `UnreadableError` when it is another person's, or was changed."""
    try:
        content = base64.b64decode(sealed, validate=True)
    except binascii.Error:
        raise UnreadableError(f"{_place()} does not hold an encrypted value") from None
    return unlock(Sealed(content), _place())


def is_stale(data: dict[str, Any]) -> bool:
    """Whether some secret of a factor is not by the key in use."""
    prefix = prefix_of(ring().current(Purpose.FIELD))
    return any(
        not base64.b64decode(data[name]).startswith(prefix)
        for name in SECRETS
        if isinstance(data.get(name), str)
    )


def sealed_anew(data: dict[str, Any]) -> dict[str, Any]:
    """The same data, its secrets by the key in use."""
    return data | {name: seal(unseal(data[name])) for name in SECRETS if isinstance(data.get(name), str)}
