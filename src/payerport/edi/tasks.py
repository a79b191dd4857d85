"""Jobs on files. Arguments are ids only."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from payerport.audit.actor import core
from payerport.audit.lock import acting
from payerport.edi import actions


@app.task(name="edi.read_file", queue="files", retry=RetryStrategy(max_attempts=5, exponential_wait=3))
def read_file(file_id: str) -> None:
    """Read a file that was received."""
    with acting(core("worker")) as actor:
        actions.read_file(actor, UUID(file_id))
