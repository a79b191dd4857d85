"""Jobs on codes. Arguments are ids only."""

import datetime as dt
import uuid

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from payerport.audit.actor import core
from payerport.audit.lock import acting
from payerport.onetime import actions, notices
from payerport.onetime.codes import digits_of, spaced
from payerport.onetime.models import Code

_RETRY = RetryStrategy(max_attempts=4, exponential_wait=3)


@app.task(name="onetime.send_code", queue="mail", retry=_RETRY)
def send_code(code_id: str, sending: int) -> None:
    """Send one sending's mail, unless it is a pretence, or was used, replaced or ran out meanwhile."""
    with acting(core("worker")):
        code = Code.objects.filter(
            pk=uuid.UUID(code_id),
            sendings=sending,
            goes_out=True,
            used_at=None,
            expires_at__gt=timezone.now(),
        ).first()
        address = code.address if code else ""
    if code is not None and address:
        digits = digits_of(code.pk, code.purpose, code.sendings)
        notices.send(address, spaced(digits), int(actions.LIVES / dt.timedelta(minutes=1)))


@app.periodic(cron="41 3 * * *")
@app.task(name="onetime.purge", queue="mail", queueing_lock="onetime.purge")
def purge(timestamp: int) -> None:
    """Delete codes of long ago."""
    with acting(core("worker")):
        actions.purge(timezone.now())
