"""What the owner does to a database: make it, migrate it, and grant the application no more than it needs."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from payerport.config.databases import APPLICATION_ROLE, Address, parse

_ONE_AT_A_TIME = 5_047_223_001
"""The advisory lock's key: two migrations of one database wait for each other."""

FULL = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
APPEND_ONLY = frozenset({"SELECT", "INSERT"})
READ_ONLY = frozenset({"SELECT"})


def connect_as_owner(address: Address, database: str | None = None) -> psycopg.Connection[tuple[Any, ...]]:
    """A connection of the owner's, in autocommit, to `database` or to the one the address names."""
    given = {"user": address.user, "password": address.password, "host": address.host, "port": address.port}
    parameters = {key: value for key, value in given.items() if value} | address.options
    return psycopg.connect(make_conninfo(dbname=database or address.name, **parameters), autocommit=True)


def make_database(address: Address) -> bool:
    """Create the database unless it exists. True when it was created."""
    with connect_as_owner(address, "postgres") as server:
        known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [address.name]).fetchone()
        if known:
            return False
        try:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(address.name)))
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            return False
        return True


def make_role() -> None:
    """Create the application's role unless it exists, and let the connecting role take it on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION_ROLE])
        if cursor.fetchone() is None:
            try:
                cursor.execute(
                    f"DO $$ BEGIN CREATE ROLE {APPLICATION_ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS; "
                    "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
                )
            except Exception as error:
                if isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege):
                    raise ImproperlyConfigured(_role_by_hand()) from None
                raise
        cursor.execute("SELECT pg_has_role(current_user, %s, 'MEMBER')", [APPLICATION_ROLE])
        (is_member,) = cursor.fetchone()
        if not is_member:
            try:
                cursor.execute(f"GRANT {APPLICATION_ROLE} TO CURRENT_USER")
            except Exception as error:
                if isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege):
                    raise ImproperlyConfigured(_role_by_hand()) from None
                raise


def _role_by_hand() -> str:
    return (
        f"The database's owner may not create the role {APPLICATION_ROLE}. An administrator runs once:\n"
        f"  CREATE ROLE {APPLICATION_ROLE} NOLOGIN; GRANT {APPLICATION_ROLE} TO <owner>;"
    )


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_ONE_AT_A_TIME])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_ONE_AT_A_TIME])


def migrate(*, verbosity: int = 1) -> None:
    """Bring tables, roles and grants to this version. The second time it changes nothing."""
    if not settings.DB_AS_OWNER:
        raise ImproperlyConfigured("Migrating is the owner's business: use `payerport db migrate`.")
    with _one_at_a_time():
        make_role()
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("createcachetable", verbosity=0)
        grant()


def wanted_grants(tables: list[str]) -> dict[str, frozenset[str]]:
    """What the application may do with each table: everything but truncating, less where history is kept."""
    append_only = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if getattr(model, "append_only", False)
    }
    return {
        table: READ_ONLY if table == "django_migrations" else APPEND_ONLY if table in append_only else FULL
        for table in tables
    }


_GRANTED = """
    SELECT c.relname, c.relkind = 'S',
           coalesce(array_agg(a.privilege_type)
                    FILTER (WHERE a.grantee = r.oid), '{}')
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
      JOIN pg_roles r ON r.rolname = %s
      LEFT JOIN LATERAL aclexplode(c.relacl) a ON true
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S')
     GROUP BY c.relname, c.relkind
     ORDER BY c.relname
"""


def grant() -> list[str]:
    """Give and take until the application's grants are as wanted. Returns the names of what was changed."""
    changed = []
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {APPLICATION_ROLE}")
        cursor.execute(_GRANTED, [APPLICATION_ROLE])
        found = [(name, is_sequence, frozenset(held)) for name, is_sequence, held in cursor.fetchall()]
        wanted = wanted_grants([name for name, is_sequence, _ in found if not is_sequence])
        for name, is_sequence, held in found:
            wish = frozenset({"SELECT", "USAGE"}) if is_sequence else wanted[name]
            kind = "SEQUENCE" if is_sequence else "TABLE"
            identifier = connection.ops.quote_name(name)
            if held - wish:
                cursor.execute(
                    f"REVOKE {', '.join(sorted(held - wish))} ON {kind} {identifier} FROM {APPLICATION_ROLE}"
                )
            if wish - held:
                cursor.execute(
                    f"GRANT {', '.join(sorted(wish - held))} ON {kind} {identifier} TO {APPLICATION_ROLE}"
                )
            if held != wish:
                changed.append(name)
    return changed


def migrations_fingerprint() -> str:
    """Twelve hex digits of what shapes a migrated database: the apps installed, migrations, grants, the
    packages' versions."""
    digest = hashlib.sha256()
    here = Path(__file__)
    files = [here, here.parents[3] / "requirements" / "base.txt"]
    for config in sorted(apps.get_app_configs(), key=lambda one: one.name):
        digest.update(config.name.encode())
        if config.name.startswith("payerport."):
            files += sorted(Path(config.path).glob("migrations/*.py"))
            # `append_only` and triggers are said in models; grants follow them.
            files += [path for path in [Path(config.path) / "models.py"] if path.exists()]
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def address_in_use() -> Address:
    """The address of the database these settings name."""
    return parse(settings.DATABASE_URL)
