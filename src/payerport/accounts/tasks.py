"""Jobs on accounts. Arguments are ids only."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from payerport.accounts import notices
from payerport.accounts.models import Invitation
from payerport.accounts.people import secret_of
from payerport.audit.actor import core
from payerport.audit.lock import acting

_RETRY = RetryStrategy(max_attempts=6, exponential_wait=4)


@app.task(name="accounts.send_invitation", queue="mail", retry=_RETRY)
def send_invitation(invitation_id: int) -> None:
    """Send the invitation's mail, unless it was withdrawn meanwhile. A mail server that is down is tried
    again."""
    with acting(core("worker")):
        invitation = (
            Invitation.objects.select_related("organization")
            .filter(pk=invitation_id, answered_at=None)
            .first()
        )
    if invitation is not None:
        notices.send_invitation(
            invitation.email, invitation.organization.name, secret_of(invitation), invitation.expires_at
        )
