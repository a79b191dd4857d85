"""The worker: runs the jobs that were deferred in the database, and those that a dead worker left."""

import asyncio
import sys
import time
from collections.abc import Callable
from typing import Any

import structlog
from procrastinate import App, jobs
from procrastinate.contrib.django import app as deferring_app
from procrastinate.exceptions import ConnectorException
from procrastinate.job_context import JobContext

from payerport.config.logging import report_crash

log = structlog.get_logger("payerport.worker")

HEARTBEAT_SECONDS = 2.0
GIVEN_UP_AFTER_SECONDS = 12.0
"""A worker without a heartbeat for this long is taken for dead, and its jobs are run again."""
LAST_WORDS_SECONDS = 15.0
"""How long a running job may go on after the worker was told to stop; then it is left for the next worker."""


def log_job(call_next: Callable[[], Any], context: JobContext, worker: object) -> Any:
    """Bind the job's ids to each line logged inside it, and log how it went. Arguments are not logged."""
    job = context.job
    with structlog.contextvars.bound_contextvars(job_id=job.id, task=job.task_name, attempt=job.attempts):
        began = time.monotonic()
        try:
            result = call_next()
        except Exception:
            log.exception("job_failed", seconds=round(time.monotonic() - began, 3))
            raise
        log.info("job_done", seconds=round(time.monotonic() - began, 3))
        return result


async def rescue(app: App) -> int:
    """Put the jobs of dead workers back into the queue. Returns how many."""
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=GIVEN_UP_AFTER_SECONDS))
    rescued = 0
    for job in stalled:
        # Another worker may have been quicker; then there is nothing left to put back.
        if job.id is not None and await app.job_manager.get_job_status_async(job.id) == jobs.Status.DOING:
            await app.job_manager.retry_job(job)
            rescued += 1
    if rescued:
        log.warning("jobs_rescued", count=rescued)
    return rescued


async def _keep_rescuing(app: App) -> None:
    while True:
        try:
            await rescue(app)
        except ConnectorException:
            log.warning("rescue_failed")
        await asyncio.sleep(GIVEN_UP_AFTER_SECONDS / 3)


async def _work() -> None:
    with deferring_app.replace_connector(deferring_app.connector.get_worker_connector()) as app:  # type: ignore[attr-defined]
        async with app.open_async():
            rescuer = asyncio.create_task(_keep_rescuing(app))
            try:
                await app.run_worker_async(
                    name="worker",
                    # Rules are work for the processor: more at once means more worker processes, not threads.
                    concurrency=1,
                    fetch_job_polling_interval=1.0,
                    update_heartbeat_interval=HEARTBEAT_SECONDS,
                    stalled_worker_timeout=GIVEN_UP_AFTER_SECONDS,
                    shutdown_graceful_timeout=LAST_WORDS_SECONDS,
                    task_middleware=[*app.worker_defaults.get("task_middleware", []), log_job],
                )
            finally:
                rescuer.cancel()


def work() -> None:
    """Run jobs until SIGINT or SIGTERM."""
    sys.excepthook = report_crash
    log.info("worker_started")
    asyncio.run(_work())
    log.info("worker_stopped")
