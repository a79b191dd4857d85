"""Publishing a folder of plan files from the command line."""

from pathlib import Path

import typer

from payerport.audit.actor import core
from payerport.audit.lock import acting
from payerport.plans.actions import publish_all
from payerport.plans.loading import load_plans
from plancore.kernel import Severity


def publish_folder(folder: Path) -> None:
    """Publish the plan designs and fee schedules of a folder, and print what was new.

    Nothing is published when anything in it is wrong (exit code 1).
    """
    loaded = load_plans(folder)
    for finding in loaded.findings:
        typer.echo(f"{finding.where}: {finding.message} {finding.mend}", err=True)
    if any(finding.severity is Severity.ERROR for finding in loaded.findings) or not loaded.designs:
        typer.echo("Nothing was published.", err=True)
        raise typer.Exit(1)
    with acting(core("command")) as actor:
        new = publish_all(actor, loaded.plan_documents, loaded.schedule_documents)
    for publication in new:
        typer.echo(f"published {publication}")
    typer.echo(f"{len(new)} new, the rest stands as it was")
