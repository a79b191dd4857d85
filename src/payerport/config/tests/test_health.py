"""Health addresses, and what a session does while a page asks by itself."""

import datetime as dt
from unittest import mock

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from payerport.config import health
from payerport.config.sessions import IdleSessionMiddleware


@pytest.fixture(autouse=True)
def _forget_migrations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_migrated", False)


def test_it_is_live_without_a_database(client: Client) -> None:
    assert client.get("/health/live").json() == {"status": "live"}


@pytest.mark.django_db
def test_it_is_ready_when_migrated_and_says_that_no_worker_beats(client: Client) -> None:
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "worker": "none"}


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "state"), [(1, "beating"), (120, "late")])
def test_it_reports_the_workers_heartbeat_without_failing_for_it(
    client: Client, age: int, state: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s))",
            [age],
        )
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["worker"]) == (200, state)


@pytest.mark.django_db
def test_it_waits_for_migrations(client: Client) -> None:
    with mock.patch("payerport.config.health.MigrationExecutor.migration_plan", return_value=["one"]):
        answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"status": "waiting", "missing": "migrations"})


@pytest.mark.django_db
def test_it_waits_for_the_database_and_tells_nothing_of_it(client: Client) -> None:
    with mock.patch.object(connection, "ensure_connection", side_effect=OperationalError("host=secret")):
        answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"status": "waiting", "missing": "database"})


@override_settings(SECURE_SSL_REDIRECT=True)
def test_it_answers_a_load_balancer_that_speaks_no_https(client: Client) -> None:
    assert client.get("/health/live").status_code == 200
    assert client.get("/sign-in/").status_code == 301


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_looked_at(client: Client, method: str) -> None:
    assert getattr(client, method)("/health/live").status_code == 405


def _end_after_request(rf: RequestFactory, **headers: str) -> dt.timedelta:
    """How far a session's end moves by one request that reads it."""
    store = SessionStore()
    store["someone"] = "here"
    store.save()
    before = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=5)
    Session.objects.filter(pk=store.session_key).update(expire_date=before)

    def view(request: HttpRequest) -> HttpResponse:
        assert request.session["someone"] == "here"
        return HttpResponse()

    request = rf.get("/", headers=headers)
    request.COOKIES["session"] = str(store.session_key)
    IdleSessionMiddleware(view)(request)
    return Session.objects.get(pk=store.session_key).expire_date - before


@pytest.mark.django_db
def test_it_gives_a_session_its_full_time_again_at_each_request_of_a_person(rf: RequestFactory) -> None:
    assert _end_after_request(rf) > dt.timedelta(minutes=24)


@pytest.mark.django_db
def test_it_lets_a_session_end_while_a_page_asks_by_itself(rf: RequestFactory) -> None:
    assert _end_after_request(rf, **{"x-poll": "1"}) == dt.timedelta(0)
