"""Jobs of support. Arguments are ids only."""

import uuid

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from payerport.audit.actor import core
from payerport.audit.lock import acting
from payerport.support import notices
from payerport.support.actions import secret_of
from payerport.support.models import Assistance

_RETRY = RetryStrategy(max_attempts=6, exponential_wait=4)


@app.task(name="support.tell", queue="mail", retry=_RETRY)
def tell(assistance_id: str, state: str) -> None:
    """The mails that belong to a state: the contact on file is told when help was asked for, and the link
    goes out when it is good."""
    with acting(core("worker")):
        found = Assistance.objects.select_related("user").get(pk=uuid.UUID(assistance_id))
        new, on_file = found.new_email, found.user.email
    is_first = state == Assistance.State.WAITING or not found.needs_second
    if is_first and on_file:
        notices.asked(on_file)
    if state == Assistance.State.SENT and found.state == Assistance.State.SENT and (new or on_file):
        notices.link(new or on_file, secret_of(found))
