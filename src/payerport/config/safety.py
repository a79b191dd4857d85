"""What production refuses: one clear sentence for each unsafe setting, at import and as a system check."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured

from payerport.vault import keyring

DEVELOPMENT_KEY = "development-only: production refuses to start with this key"
SHORTEST_KEY = 50
ENVIRONMENTS = ("development", "test", "production")

_owner_is_meant: list[bool] = []
"""Filled by `mean_owner`: this process is a `payerport db` command that must be the tables' owner."""


def mean_owner() -> None:
    """Say, before the settings are loaded, that this process is to be the tables' owner (to migrate)."""
    _owner_is_meant.append(True)


def one_of(name: str, value: str, choices: Sequence[str]) -> str:
    """The setting's value, once it is known to be one of the choices."""
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


AUDIENCES = ("member", "provider", "facility", "employer", "broker", "staff")
PROFILES = ("classic", "nist")


def sign_in_profiles(words: Sequence[str]) -> dict[str, str]:
    """The profile's name for each audience, of words like `member=nist`; what they do not name is classic,
    for staff nist."""
    found = {**dict.fromkeys(AUDIENCES, "classic"), "staff": "nist"}
    for word in words:
        audience, _sign, name = word.partition("=")
        if audience not in AUDIENCES or name not in PROFILES:
            raise ImproperlyConfigured(
                f"PAYERPORT_SIGN_IN_PROFILES must be words such as member=nist, not {word!r}: "
                f"one of {', '.join(AUDIENCES)}, then one of {', '.join(PROFILES)}."
            )
        found[audience] = name
    return found


def session_limits(idle_minutes: int, words: Sequence[str]) -> dict[str, tuple[int, int]]:
    """(minutes without a sign of the person, hours in all) for each audience, of words like `staff=15/8`;
    what they do not name is `idle_minutes` and twelve hours."""
    found = dict.fromkeys(AUDIENCES, (idle_minutes, 12))
    for word in words:
        parts = re.fullmatch(r"([a-z]+)=([1-9]\d{0,3})/([1-9]\d?)", word)
        if parts is None or parts[1] not in AUDIENCES:
            raise ImproperlyConfigured(
                "PAYERPORT_SESSION_LIMITS must be words such as staff=15/8 (minutes idle, hours in all), "
                f"not {word!r}."
            )
        found[parts[1]] = (int(parts[2]), int(parts[3]))
    return found


_SIGN_IN_LIMITS: Final = {
    "device": "5/5m+10/1h+20/1d",
    "place": "5/5m+10/1h+20/1d",
    "account": "30/1h+100/1d",
    "address": "20/5m+100/1h",
}


def sign_in_limits(words: Sequence[str]) -> dict[str, str]:
    """The sign-in's limits as allauth reads them, of words like `account=30/1h+100/1d` (so many wrong tries
    within that time, each of them); what they do not name is as above."""
    chosen = dict(_SIGN_IN_LIMITS)
    for word in words:
        name, _, limits = word.partition("=")
        each = limits.split("+")
        if name not in chosen or not all(
            re.fullmatch(r"[1-9]\d{0,3}/[1-9]\d{0,3}[smhd]", one) for one in each
        ):
            raise ImproperlyConfigured(
                "PAYERPORT_SIGN_IN_LIMITS must be words such as account=30/1h+100/1d for device, place, "
                f"account or address, not {word!r}."
            )
        chosen[name] = limits

    def told(name: str, per: str) -> str:
        return ",".join(f"{one}/{per}" for one in chosen[name].split("+"))

    return {
        "login": "",  # wrong tries are counted, not each look at the page: no neighbour shuts a known device
        "login_failed_device": told("device", "key"),
        "login_failed": f"{told('address', 'ip')},{told('place', 'key')}",
        "login_failed_account": told("account", "key"),
    }


def second_factor_optional(words: Sequence[str]) -> frozenset[str]:
    """The audiences that may do without a second factor: members by default, nobody for the word `none`, and
    never the plan's staff."""
    if list(words) == ["none"]:
        return frozenset()
    for word in words:
        if word not in AUDIENCES or word == "staff":
            raise ImproperlyConfigured(
                "PAYERPORT_SECOND_FACTOR_OPTIONAL must be `none`, or audiences other than staff "
                f"({', '.join(AUDIENCES[:-1])}), not {word!r}."
            )
    return frozenset(words or ("member",))


def fresh_minutes(minutes: int) -> int:
    """How long a proof counts for sensitive acts: from one minute to an hour."""
    if not 1 <= minutes <= 60:
        raise ImproperlyConfigured(f"PAYERPORT_FRESH_MINUTES must be from 1 to 60, not {minutes}.")
    return minutes


def time_zone(name: str) -> str:
    """A time zone's name, once it is known to exist."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ImproperlyConfigured(
            f"PAYERPORT_PLAN_TIME_ZONE must be a zone such as America/New_York, not {name!r}."
        ) from None
    return name


def dangers(settings: Mapping[str, Any]) -> list[str]:
    """What in these settings would be unsafe in production, as sentences that say what to do."""
    key = settings["SECRET_KEY"]
    hosts = settings["ALLOWED_HOSTS"]
    found = {
        "Set PAYERPORT_SECRET_KEY: the key of development is public.": key == DEVELOPMENT_KEY,
        f"PAYERPORT_SECRET_KEY must have at least {SHORTEST_KEY} characters, and be random.": (
            key != DEVELOPMENT_KEY and (len(key) < SHORTEST_KEY or len(set(key)) < 10)
        ),
        **({} if _owner_is_meant else _key_dangers(Path(settings["KEYS_DIR"]))),
        "Unset PAYERPORT_DEBUG: its error pages show protected data.": bool(settings["DEBUG"]),
        "Set DATABASE_URL: the embedded database is not for production.": bool(settings["EMBEDDED_DATABASE"]),
        "Unset PAYERPORT_DB_AS_OWNER: the portal must not run as the owner of its tables.": (
            bool(settings["DB_AS_OWNER"]) and not _owner_is_meant
        ),
        "Set PAYERPORT_ALLOWED_HOSTS to the names this portal answers to.": not hosts,
        "PAYERPORT_ALLOWED_HOSTS must not be '*': name the hosts.": "*" in hosts,
        "Set PAYERPORT_PUBLIC_URL to the https address people reach: links in e-mail begin with it.": (
            not settings["PUBLIC_URL"].startswith("https://")
        ),
        "Unset PAYERPORT_DEMO: demo people have public passwords.": bool(settings["PAYERPORT_DEMO"]),
        "Unset PAYERPORT_SECURE_COOKIES=0: cookies must travel by https only.": not settings[
            "SECURE_COOKIES"
        ],
    }
    return [sentence for sentence, is_so in found.items() if is_so]


def _key_dangers(folder: Path) -> dict[str, bool]:
    try:
        lacking = ", ".join(keyring.missing(folder))
    except (keyring.KeyringError, OSError) as error:
        return {f"PAYERPORT_KEYS_DIR: {error}": True}
    return {f"Set PAYERPORT_KEYS_DIR and run `payerport keys make`: no key for {lacking}.": bool(lacking)}


def refuse_unsafe(settings: Mapping[str, Any]) -> None:
    """Raise ImproperlyConfigured with every danger at once."""
    found = dangers(settings)
    if found:
        raise ImproperlyConfigured(
            "Unsafe for production:\n" + "\n".join(f"- {sentence}" for sentence in found)
        )


class NoTestRunner:
    """`manage.py test` would make a database without our roles and grants."""

    def __init__(self, *_: object, **__: object) -> None:
        self.refuse()

    @staticmethod
    def refuse() -> NoReturn:
        """Say what to use instead."""
        raise ImproperlyConfigured("Tests run with `make test`, or `.venv/bin/pytest` for some of them.")
