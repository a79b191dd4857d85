"""`payerport audit`: seal the record, verify it, keep its roots elsewhere."""

import datetime as dt
import time
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from django.conf import settings
from rich.console import Console
from rich.progress import Progress

from payerport.audit import roots, sealing
from payerport.audit.actor import core
from payerport.audit.lock import acting
from payerport.audit.roots import Roots, RootsError
from payerport.audit.verifying import PATIENCE, Period, Report, verify
from payerport.vault.keyring import KeyringError
from payerport.vault.keys import ring

app = typer.Typer(no_args_is_help=True, help="The append-only record: seal it, verify it.")


@app.callback()
def _root() -> None:
    """Here so that Typer makes a group."""


@app.command()
def seal() -> None:
    """Seal all rows that have no seal yet; the worker does it each minute."""
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("Sealing", total=None)
        count = sealing.seal(
            core("command"), whole=True, tell=lambda done: progress.update(task, completed=done)
        )
    typer.echo(f"Sealed {count:,} rows.")


@app.command("verify")
def verify_record(
    since: Annotated[
        dt.datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="Rows sealed on this day or later."),
    ] = None,
    until: Annotated[
        dt.datetime | None,
        typer.Option("--to", formats=["%Y-%m-%d"], help="Rows sealed on this day or earlier."),
    ] = None,
    known: Annotated[
        Path | None,
        typer.Option(
            "--roots", exists=True, dir_okay=False, help="Roots that were exported and kept elsewhere."
        ),
    ] = None,
) -> None:
    """Find every row that was changed, removed or inserted, and name it. Exit code 1 when there is one."""
    began = time.monotonic()
    exported = _read(known) if known else None
    period = Period(_midnight(since, 0), _midnight(until, 1))
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("Verifying", total=None)
        report = verify(
            core("command"),
            _public_keys(),
            period=period,
            known=exported,
            tell=lambda done, total: progress.update(task, completed=done, total=total),
        )
    _print(report, time.monotonic() - began)
    raise typer.Exit(1 if report.findings else 0)


@app.command("export-roots")
def export_roots(
    file: Annotated[Path, typer.Argument(help="The file to write.", dir_okay=False)],
) -> None:
    """Write all seals and public keys into a file, to be kept where this database's administrators can't
    reach it.
    """
    with acting(core("command")):
        sealing.plain_text()
        seals = roots.stored()
    file.write_text("".join(roots.lines(seals, _public_keys())), encoding="utf-8")
    last = f", the last of {seals[-1].header.at}" if seals else ""
    typer.echo(f"Wrote {len(seals):,} seals{last} into {file}")


def _midnight(day: dt.datetime | None, later: int) -> dt.datetime | None:
    """The start of a day, or of the day after, in the plan's zone."""
    if day is None:
        return None
    return (day + dt.timedelta(days=later)).replace(tzinfo=ZoneInfo(settings.TIME_ZONE))


def _public_keys() -> dict[str, bytes]:
    try:
        return ring().public_keys
    except KeyringError as error:
        raise typer.BadParameter(str(error)) from None


def _read(path: Path) -> Roots:
    try:
        return roots.read(path)
    except RootsError as error:
        raise typer.BadParameter(str(error)) from None


def _print(report: Report, seconds: float) -> None:
    for one in report.findings:
        where = f"seal {one.seal}" if one.seal is not None else "no seal"
        typer.echo(f"{one.wrong.upper():8}  {one.row or '-':36}  {where}: {one.text}")
    typer.echo(f"{report.rows:,} rows under {report.seals:,} seals verified in {seconds:.1f} seconds")
    if report.oldest_unsealed is not None:
        age = int(report.oldest_unsealed.total_seconds())
        typer.echo(f"{report.unsealed:,} rows wait for their seal, the oldest for {age:,} seconds")
        if report.oldest_unsealed > PATIENCE:
            typer.echo("That is longer than it should be: does a worker run?")
    typer.echo(f"{len(report.findings):,} findings" if report.findings else "Everything is as it was sealed.")
