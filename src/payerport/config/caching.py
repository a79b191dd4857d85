"""The shared cache in the database, without what Django's does at every write: counting all rows, and three
statements where one is enough. A sign-in counts its tries in it a dozen times.
"""

import base64
import datetime as dt
import pickle
import secrets
from typing import Any, Final

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.utils import timezone

_PURGE_ONCE_IN: Final = 500
"""Writes; then what has run out is deleted."""
_NEVER: Final = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


class OneStatementCache(DatabaseCache):
    """Each write is one statement, safe beside others that write the same key. What ran out is deleted now
    and then; nothing else is, so that no counter is lost to make room."""

    _table: str

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        until = self.get_backend_timeout(timeout)
        expires = _NEVER if until is None else dt.datetime.fromtimestamp(until, dt.UTC).replace(microsecond=0)
        now = timezone.now().replace(microsecond=0)
        table = connection.ops.quote_name(self._table)
        with connection.cursor() as cursor:
            if secrets.randbelow(_PURGE_ONCE_IN) == 0:
                cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608 - our own name
            if mode == "touch":
                cursor.execute(f"UPDATE {table} SET expires = %s WHERE cache_key = %s", [expires, key])  # noqa: S608
                return bool(cursor.rowcount)
            pickled = pickle.dumps(value, self.pickle_protocol)
            only = f" WHERE {table}.expires < %s" if mode == "add" else ""
            cursor.execute(
                f"INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s) "  # noqa: S608
                "ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"
                f"{only}",
                [key, base64.b64encode(pickled).decode(), expires, *([now] if only else [])],
            )
            return bool(cursor.rowcount)
