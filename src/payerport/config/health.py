"""`/health/live` and `/health/ready`, for supervisors and load balancers. No sign-in, and no data."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

_migrated = False


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200 while this process answers at all."""
    return JsonResponse({"status": "live"})


def _migrations_are_applied() -> bool:
    """Whether nothing is left to migrate. Once true it stays true for this process's code."""
    global _migrated  # noqa: PLW0603 - a fact about the running code, worth one look only
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def _worker_state() -> str:
    """`beating`, `late` (no heartbeat for 30 seconds) or `none`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(last_heartbeat) > now() - interval '30 seconds' FROM procrastinate_workers"
        )
        row = cursor.fetchone()
    if row is None or row[0] is None:
        return "none"
    return "beating" if row[0] else "late"


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when requests can be served; 503 with the first thing that is missing.

    The worker is reported, but its absence is no failure: pages answer without it.
    """
    try:
        connection.ensure_connection()
    except DatabaseError:
        return JsonResponse({"status": "waiting", "missing": "database"}, status=503)
    try:
        if not _migrations_are_applied():
            return JsonResponse({"status": "waiting", "missing": "migrations"}, status=503)
        return JsonResponse({"status": "ready", "worker": _worker_state()})
    except DatabaseError:
        return JsonResponse({"status": "waiting", "missing": "database"}, status=503)


urlpatterns = [path("live", live, name="health_live"), path("ready", ready, name="health_ready")]
