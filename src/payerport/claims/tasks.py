"""Jobs on claims. Arguments are ids only. Each is safe to run again: what is decided is passed over."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from payerport.audit.actor import core
from payerport.claims import actions

_RETRY = RetryStrategy(max_attempts=5, exponential_wait=3)


@app.task(name="claims.decide", queue="claims", retry=_RETRY)
def decide(claim_ids: list[int]) -> None:
    """Decide these claims, family by family."""
    actions.decide_claims(core("worker"), claim_ids)


@app.periodic(cron="* * * * *")
@app.task(name="claims.sweep", queue="claims", queueing_lock="claims.sweep")
def sweep(timestamp: int) -> None:
    """Find claims that were received a while ago and are still undecided (a lost job), and queue them
    again.
    """
    actions.queue_forgotten(core("worker"))
