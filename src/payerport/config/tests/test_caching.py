"""The cache in the database: as Django's, with one statement for each write."""

import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty() -> None:
    cache.clear()


def test_it_keeps_what_is_set_and_sets_it_anew() -> None:
    cache.set("a", 1)
    cache.set("a", {"two": 2})
    assert cache.get("a") == {"two": 2}


def test_it_adds_only_what_is_not_there() -> None:
    assert cache.add("a", 1)
    assert not cache.add("a", 2)
    assert cache.get("a") == 1


def test_it_adds_again_what_has_run_out() -> None:
    cache.set("a", 1, timeout=-10)
    assert cache.get("a") is None
    cache.set("a", 1, timeout=-10)
    assert cache.add("a", 2)
    assert cache.get("a") == 2


def test_it_touches_only_what_is_there() -> None:
    assert not cache.touch("a", 60)
    cache.set("a", 1, timeout=1)
    assert cache.touch("a", 600)
    assert cache.get("a") == 1


def test_it_keeps_for_ever_what_has_no_end() -> None:
    cache.set("a", 1, timeout=None)
    assert cache.get("a") == 1


def test_it_counts() -> None:
    cache.add("tries", 0, 60)
    assert [cache.incr("tries") for _ in range(3)] == [1, 2, 3]


def test_it_writes_by_one_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("payerport.config.caching.secrets.randbelow", lambda _: 1)
    with CaptureQueriesContext(connection) as statements:
        cache.set("a", 1)
    assert len(statements) == 1


def test_it_deletes_what_ran_out_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("payerport.config.caching.secrets.randbelow", lambda _: 1)
    cache.set("old", 1, timeout=-10)
    cache.set("kept", int(time.time()), timeout=600)
    monkeypatch.setattr("payerport.config.caching.secrets.randbelow", lambda _: 0)
    cache.set("new", 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM payerport_cache")
        assert {row[0] for row in cursor.fetchall()} == {":1:kept", ":1:new"}
