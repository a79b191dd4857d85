"""`payerport accounts ...`: accounts of the portal before this one."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from payerport.audit.actor import core
from payerport.audit.clock import plan_day
from payerport.audit.lock import acting
from payerport.recovery.importing import NotRead, import_file

app = typer.Typer(no_args_is_help=True, help="People's accounts: those of the portal before this one.")
DAYS = 90


@app.callback()
def _accounts() -> None:
    """Here so that Typer makes a group of one command."""


@app.command("import-legacy")
def import_legacy(
    file: Annotated[Path, typer.Argument(help="A CSV file with hashed PINs.", exists=True, dir_okay=False)],
    until: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help=f"The last day of the PINs (default: {DAYS} days from now)."),
    ] = None,
) -> None:
    """Take old id numbers and PINs: each signs in once. All of the file or, with a mistake, nothing."""
    last = until.date() if until else plan_day(timezone.now()) + dt.timedelta(days=DAYS)
    try:
        with acting(core("command")) as actor:
            new, there = import_file(actor, file, last)
    except NotRead as mistakes:
        typer.echo("\n".join(mistakes.faults), err=True)
        raise typer.Exit(1) from None
    typer.echo(
        f"{new} accounts imported, {there} were there already. Their PINs end after {last.isoformat()}."
    )
