"""Jobs on claims. Arguments are ids only. Each is safe to run again: what is decided is passed over."""

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from payerport.audit.actor import core
from payerport.claims import actions, corrections

_RETRY = RetryStrategy(max_attempts=5, exponential_wait=3)


@app.task(name="claims.decide", queue="claims", retry=_RETRY, pass_context=True)
def decide(context: JobContext, claim_ids: list[int]) -> None:
    """Decide these claims; from the second try on, each family by itself."""
    actions.decide_claims(core("worker"), claim_ids, one_by_one=context.job.attempts > 0)


@app.task(name="claims.redecide", queue="claims", retry=_RETRY)
def redecide(family: str, since: int) -> None:
    """Decide again what became final in a family after a decision that was taken back."""
    corrections.redecide(core("worker"), family, since=since)


@app.periodic(cron="* * * * *")
@app.task(name="claims.sweep", queue="claims", queueing_lock="claims.sweep")
def sweep(timestamp: int) -> None:
    """Find claims that were received a while ago and are still undecided (a lost job), and queue them
    again.
    """
    actions.queue_forgotten(core("worker"))
