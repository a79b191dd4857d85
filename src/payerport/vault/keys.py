"""The key ring that the settings name. Outside of production a missing key is made at first need."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from payerport.vault import keyring
from payerport.vault.keyring import Keyring


def ring() -> Keyring:
    """The key ring of this process. A key that is added later is seen after a restart.

    Raises `KeyringError`.
    """
    return _ring(Path(settings.KEYS_DIR), may_make=not settings.IN_PRODUCTION)


def forget() -> None:
    """Read the folder again at the next need."""
    _ring.cache_clear()


@lru_cache(maxsize=4)
def _ring(folder: Path, *, may_make: bool) -> Keyring:
    if may_make:
        for purpose in keyring.missing(folder):
            keyring.make(folder, purpose)
    return keyring.read(folder)
