"""Jobs: the alerts. Safe to run again: an alert is raised once."""

from procrastinate.contrib.django import app

from payerport.audit.actor import core
from payerport.security import actions


@app.periodic(cron="*/5 * * * *")
@app.task(name="security.alerts", queue="audit", queueing_lock="security.alerts")
def alerts(timestamp: int) -> None:
    """Look for odd patterns; let old searches go."""
    actions.evaluate(core("worker"))
    actions.forget_searches(core("worker"))
