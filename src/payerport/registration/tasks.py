"""Jobs of registering. Arguments are ids only."""

import datetime as dt
import uuid
from typing import Final

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from payerport.audit.actor import core
from payerport.audit.lock import acting
from payerport.registration import actions, notices
from payerport.registration.models import Application, Attempt

_RETRY = RetryStrategy(max_attempts=6, exponential_wait=4)
ONCE_IN: Final = dt.timedelta(hours=12)
"""How often somebody is told that they have an account, however often it is tried."""


@app.task(name="registration.tell", queue="mail", retry=_RETRY)
def tell(attempt_id: str) -> None:
    """Tell somebody who has an account, by mail to the address on file, that it is there. For all others this
    job does nothing: it is there so that the page does the same for everybody."""
    with acting(core("worker")):
        attempt = Attempt.objects.select_related("account").filter(pk=uuid.UUID(attempt_id)).first()
        account = attempt.account if attempt else None
        if attempt is None or account is None or not account.email or attempt.told_at:
            return
        now = timezone.now()
        if Attempt.objects.filter(account=account, told_at__gt=now - ONCE_IN).exists():
            return
        attempt.told_at = now
        attempt.save(update_fields=["told_at"])
        # Within the transaction: a mail server that is down undoes it, and the job is tried again.
        notices.has_account(account.email)


@app.task(name="registration.tell_decision", queue="mail", retry=_RETRY)
def tell_decision(application_id: int) -> None:
    """Tell who asked how the plan's check ended."""
    with acting(core("worker")):
        application = Application.objects.select_related("user").get(pk=application_id)
    if application.state != Application.State.WAITING and application.user.email:
        notices.decided(application.user.email, application.state == Application.State.APPROVED)


@app.periodic(cron="47 3 * * *")
@app.task(name="registration.purge", queue="mail", queueing_lock="registration.purge")
def purge(timestamp: int) -> None:
    """Delete the attempts of yesterday and before."""
    with acting(core("worker")):
        actions.purge(timezone.now())
