"""Jobs of access requests. Arguments are ids only."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from payerport.accounts.people import addresses_of_administrators
from payerport.audit.actor import core
from payerport.audit.lock import acting
from payerport.organizations import notices
from payerport.organizations.models import AccessRequest

_RETRY = RetryStrategy(max_attempts=6, exponential_wait=4)


@app.task(name="organizations.tell_administrators", queue="mail", retry=_RETRY)
def tell_administrators(request_id: int) -> None:
    """Tell those who can answer. Does nothing where no organization was found: the page did the same."""
    with acting(core("worker")):
        asked = (
            AccessRequest.objects.select_related("organization")
            .filter(pk=request_id, answered_at=None, organization__isnull=False)
            .first()
        )
        if asked is None or asked.organization is None:
            return
        addresses = addresses_of_administrators(asked.organization.pk)
    notices.somebody_asks(addresses, asked.organization.name)


@app.task(name="organizations.tell_answer", queue="mail", retry=_RETRY)
def tell_answer(request_id: int) -> None:
    """Tell who asked that there is an answer."""
    with acting(core("worker")):
        asked = AccessRequest.objects.select_related("user").filter(pk=request_id).first()
    if asked is not None and asked.answered_by_id and asked.user.email:
        notices.answered(asked.user.email)
