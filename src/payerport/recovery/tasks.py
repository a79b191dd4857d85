"""Jobs of getting back in. Arguments are ids only."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from payerport.accounts.identity import address_on_file
from payerport.audit.actor import core
from payerport.audit.lock import acting
from payerport.recovery import actions, notices

_RETRY = RetryStrategy(max_attempts=6, exponential_wait=4)


@app.task(name="recovery.tell_changed", queue="mail", retry=_RETRY)
def tell_changed(user_id: int) -> None:
    """Tell the contact on file that another password was chosen."""
    address = address_on_file(user_id)
    if address:
        notices.changed(address)


@app.periodic(cron="53 3 * * *")
@app.task(name="recovery.purge", queue="mail", queueing_lock="recovery.purge")
def purge(timestamp: int) -> None:
    """Delete attempts of long ago."""
    with acting(core("worker")):
        actions.purge(timezone.now())
