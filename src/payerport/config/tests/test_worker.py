"""Jobs of a worker that died are run again; those of a living one are left alone."""

import asyncio

from django.db import connection
from procrastinate.contrib.django import app as deferring_app

from payerport.config.templates import CommittedDatabase
from payerport.config.worker import GIVEN_UP_AFTER_SECONDS, HEARTBEAT_SECONDS, rescue

TASK = "builtin:procrastinate.builtin_tasks.remove_old_jobs"


def _plant_job(heartbeat_age: float | None) -> int:
    """A job that a worker with that old a heartbeat (None: one that is gone) is doing."""
    with connection.cursor() as cursor:
        worker = None
        if heartbeat_age is not None:
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat) "
                "VALUES (now() - make_interval(secs => %s)) RETURNING id",
                [heartbeat_age],
            )
            (worker,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, worker_id) "
            "VALUES ('default', %s, '{}', 'doing', %s) RETURNING id",
            [TASK, worker],
        )
        return int(cursor.fetchone()[0])


def _status(job: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [job])
        return str(cursor.fetchone()[0])


async def _rescue() -> int:
    with deferring_app.replace_connector(deferring_app.connector.get_worker_connector()) as app:  # type: ignore[attr-defined]
        async with app.open_async():
            return await rescue(app)


def test_it_runs_the_jobs_of_dead_workers_again(committed_database: CommittedDatabase) -> None:
    late = _plant_job(GIVEN_UP_AFTER_SECONDS + 1)
    gone = _plant_job(None)
    alive = _plant_job(HEARTBEAT_SECONDS)
    assert asyncio.run(_rescue()) == 2
    assert [_status(job) for job in (late, gone, alive)] == ["todo", "todo", "doing"]
    assert asyncio.run(_rescue()) == 0


def test_it_speaks_to_the_database_as_the_application(committed_database: CommittedDatabase) -> None:
    async def who() -> object:
        with deferring_app.replace_connector(deferring_app.connector.get_worker_connector()) as app:  # type: ignore[attr-defined]
            async with app.open_async():
                return await app.connector.execute_query_one_async("SELECT current_user::text AS name")

    assert asyncio.run(who()) == {"name": "payerport_app"}


def test_it_gives_up_a_worker_only_after_several_missed_heartbeats() -> None:
    assert GIVEN_UP_AFTER_SECONDS >= 5 * HEARTBEAT_SECONDS
