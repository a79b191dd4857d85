"""Jobs on eligibility checks."""

from procrastinate.contrib.django import app

from payerport.audit.actor import core
from payerport.audit.lock import acting
from payerport.eligibility import actions


@app.periodic(cron="17 * * * *")
@app.task(name="eligibility.purge", queue="claims", queueing_lock="eligibility.purge")
def purge(timestamp: int) -> None:
    """Delete the checks whose time is over."""
    with acting(core("worker")) as actor:
        actions.purge_expired(actor)
