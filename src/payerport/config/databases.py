"""Where the database is: `DATABASE_URL`, or the embedded cluster; and as which role we speak to it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

APPLICATION_ROLE = "payerport_app"
_SCHEMES = {"postgres", "postgresql"}
_PARAMETERS = {
    "host",
    "port",
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "connect_timeout",
    "target_session_attrs",
    "channel_binding",
}


@dataclass(frozen=True, slots=True)
class Address:
    """A database's address in parts, as Django wants them."""

    name: str
    user: str
    password: str
    host: str
    port: str
    options: dict[str, str]


def parse(url: str) -> Address:
    """Take `postgresql://user:password@host:port/name?sslmode=...` apart, strictly.

    Raises ImproperlyConfigured, without quoting the address: it may hold a password.
    """
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql:// (no other database will do).")
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        raise ImproperlyConfigured("DATABASE_URL must name one database: postgresql://user@host/name")
    if parts.fragment:
        raise ImproperlyConfigured("DATABASE_URL has a '#'. In a password write it as %23.")
    try:
        port = str(parts.port or "")
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError:
        raise ImproperlyConfigured(
            "DATABASE_URL's port or parameters cannot be read. Write special characters as %XX."
        ) from None
    unknown = sorted(set(options) - _PARAMETERS)
    if unknown:
        raise ImproperlyConfigured(
            f"DATABASE_URL has parameters that are not known here: {', '.join(unknown)}."
        )
    return Address(
        name=name,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=options.pop("host", "") or unquote(parts.hostname or ""),
        port=options.pop("port", "") or port,
        options=options,
    )


def default_database(url: str, *, as_owner: bool, statement_timeout_seconds: int) -> dict[str, Any]:
    """Django's settings of the one database behind `url`.

    The application always speaks as `payerport_app`, which owns nothing and bypasses nothing, so that
    row-level security holds. Only migrating and granting is the owner's (`as_owner`), without a time limit.
    """
    address = parse(url)
    startup = ["-c TimeZone=UTC"]
    if not as_owner:
        startup.append(f"-c role={APPLICATION_ROLE}")
        startup.append(f"-c statement_timeout={statement_timeout_seconds}s")
        startup.append(f"-c idle_in_transaction_session_timeout={max(statement_timeout_seconds, 60) * 5}s")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": address.name,
        "USER": address.user,
        "PASSWORD": address.password,
        "HOST": address.host,
        "PORT": address.port,
        "OPTIONS": {**address.options, "application_name": "payerport", "options": " ".join(startup)},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # The actor middleware opens the transaction, after it has said who is reading.
        "ATOMIC_REQUESTS": False,
    }
