"""Reading settings from the environment: four small helpers, used by the settings alone.

Each name read here is documented in docs/reference/settings.md; a test holds the two together.
"""

import os

from django.core.exceptions import ImproperlyConfigured

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """The value of `name` without surrounding blanks; an empty one counts as absent."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    """A yes or no. Raises ImproperlyConfigured for anything else than 1/0, true/false, yes/no, on/off."""
    value = text(name).lower()
    if not value:
        return default
    if value in _YES | _NO:
        return value in _YES
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int) -> int:
    """A whole number of zero or more. Raises ImproperlyConfigured for anything else."""
    value = text(name)
    if not value:
        return default
    if value.isascii() and value.isdigit():
        return int(value)
    raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list, separated by commas; blanks around an entry and empty entries are left out."""
    found = [word.strip() for word in text(name).split(",")]
    return [word for word in found if word] or list(default)
