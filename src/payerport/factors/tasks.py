"""Jobs on factors. Arguments are ids and a word of our own."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from payerport.accounts.models import User
from payerport.audit.actor import core
from payerport.audit.lock import acting
from payerport.factors import notices

_RETRY = RetryStrategy(max_attempts=6, exponential_wait=4)


@app.task(name="factors.tell", queue="mail", retry=_RETRY)
def tell(user_id: int, what: str) -> None:
    """Tell the person at the address on file. A mail server that is down is tried again."""
    with acting(core("worker")):
        address = User.objects.values_list("email", flat=True).get(pk=user_id)
    if address:
        notices.send(address, what)
