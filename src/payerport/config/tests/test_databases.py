"""The application's role, the tests' databases, and the strict reading of DATABASE_URL."""

import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, ProgrammingError, connection, transaction

from payerport.audit.models import Event
from payerport.config.database import migrations_fingerprint
from payerport.config.databases import default_database, parse
from payerport.config.templates import CommittedDatabase


@pytest.mark.django_db
def test_it_speaks_as_a_role_that_owns_and_bypasses_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolcanlogin "
            "FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("payerport_app", False, False, False, False, False)
        cursor.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_it_may_not_change_an_append_only_table(statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(statement.format(Event._meta.db_table))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE public.x (y int)", "DROP TABLE audit_event", "DELETE FROM django_migrations"],
)
def test_it_may_not_change_the_tables_themselves(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
def test_it_works_in_utc_with_a_time_limit_on_each_statement() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('TimeZone'), current_setting('statement_timeout')")
        assert cursor.fetchone() == ("UTC", "1min")


def test_it_gives_a_test_a_database_of_its_own_with_real_commits(
    committed_database: CommittedDatabase,
) -> None:
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("INSERT INTO payerport_cache VALUES ('a', 'b', now())")
    seen: list[int] = []

    def count() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM payerport_cache")
            seen.append(cursor.fetchone()[0])
        connection.close()

    thread = threading.Thread(target=count)
    thread.start()
    thread.join()
    child = subprocess.run(
        [sys.executable, "-m", "payerport", "db", "url"],
        env=committed_database.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert seen == [1]
    assert child.stdout.strip() == committed_database.url


@pytest.mark.django_db
def test_it_goes_back_to_the_shared_copy_afterwards() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), (SELECT count(*) FROM payerport_cache)")
        name, rows = cursor.fetchone()
    assert name.startswith("payerport_test_")
    assert not name.endswith("_own")
    assert rows == 0


@pytest.mark.parametrize(
    "text",
    [
        "import pytest\n\n@pytest.mark.django_db(transaction=True)\ndef test_x():\n    pass\n",
        "def test_x(transactional_db):\n    pass\n",
        "def test_x(live_server):\n    pass\n",
    ],
)
def test_it_refuses_a_test_that_would_empty_every_table(text: str, tmp_path: Path) -> None:
    planted = tmp_path / "test_planted.py"
    planted.write_text(text)
    configuration = settings.BASE_DIR / "pyproject.toml"
    said = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "conftest", "-c", configuration, planted],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert "Use the fixture `committed_database`" in said.stdout


def test_it_reads_every_part_of_an_address() -> None:
    address = parse("postgresql://me:p%40ss@db.example.org:6432/plan?sslmode=verify-full&connect_timeout=5")
    assert (address.user, address.password, address.host, address.port, address.name) == (
        "me",
        "p@ss",
        "db.example.org",
        "6432",
        "plan",
    )
    assert address.options == {"sslmode": "verify-full", "connect_timeout": "5"}


def test_it_reads_a_socket_directory() -> None:
    assert parse("postgresql://me@/plan?host=/run/db").host == "/run/db"


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("mysql://me@host/plan", "postgresql://"),
        ("sqlite:///plan.db", "postgresql://"),
        ("postgresql://me@host", "name one database"),
        ("postgresql://me@host/a/b", "name one database"),
        ("postgresql://me:secret@host:port/plan", "port or parameters"),
        ("postgresql://me:sec#ret@host/plan", "name one database"),
        ("postgresql://me:secret@host/plan#x", "%23"),
        ("postgresql://me:secret@host/plan?options=-c%20role%3Dpostgres", "options"),
        ("postgresql://me:secret@host/plan?sslmode", "port or parameters"),
    ],
)
def test_it_refuses_an_address_it_would_misread_and_keeps_the_password_to_itself(
    url: str, complaint: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=complaint) as refused:
        parse(url)
    assert "secret" not in str(refused.value)


def test_it_takes_on_the_application_role_unless_told_to_be_the_owner() -> None:
    url = "postgresql://me@host/plan"
    application = default_database(url, as_owner=False, statement_timeout_seconds=7)
    owner = default_database(url, as_owner=True, statement_timeout_seconds=7)
    assert "-c role=payerport_app" in application["OPTIONS"]["options"]
    assert "statement_timeout=7s" in application["OPTIONS"]["options"]
    assert "role=" not in owner["OPTIONS"]["options"]


def test_it_makes_a_new_template_when_a_package_brings_tables() -> None:
    before, present = migrations_fingerprint(), list(apps.get_app_configs())
    added = SimpleNamespace(name="django.contrib.sites", path="nowhere")
    with mock.patch.object(apps, "get_app_configs", return_value=[*present, added]):
        assert migrations_fingerprint() != before
    assert migrations_fingerprint() == before
