"""Jobs on the record: sealing. Each is safe to run again: what is sealed is passed over."""

from procrastinate.contrib.django import app

from payerport.audit import sealing
from payerport.audit.actor import core


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal", queue="audit", queueing_lock="audit.seal")
def seal(timestamp: int) -> None:
    """Seal what was written since the last seal."""
    sealing.seal(core("worker"))


@app.periodic(cron="43 7 * * *")
@app.task(name="audit.seal_all", queue="audit", queueing_lock="audit.seal_all")
def seal_all(timestamp: int) -> None:
    """Once a day, look through all rows: one that commits hours late gets its seal too."""
    sealing.seal(core("worker"), whole=True)
