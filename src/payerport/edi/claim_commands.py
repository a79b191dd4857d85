"""`payerport claims`: take a file in as the plan's operator and follow it until it is decided."""

import datetime as dt
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer
from procrastinate.contrib.django.models import ProcrastinateWorker
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from payerport.audit.actor import Actor, core
from payerport.audit.lock import acting
from payerport.claims import commands, queries
from payerport.edi import actions as files
from payerport.files.models import InboundFile
from payerport.web.formatting import money_text

app = typer.Typer(
    no_args_is_help=True, help="Submit claims from a file, follow them; prove and correct decisions."
)
app.command()(commands.replay)
app.command()(commands.redecide)
_CHUNK = 1 << 20
_POLL_SECONDS = 0.2
_NOBODY_WORKS_AFTER = 40.0
"""Seconds in which neither a claim moved nor a worker was heard of: longer than it takes to take a worker for
dead, put its job back and start another one."""
_STANDS_STILL_AFTER = 600.0
"""Seconds without progress, whoever is at work: then somebody should look."""


@app.callback()
def _root() -> None:
    """Here so that Typer makes a group."""


@app.command()
def submit(
    file: Annotated[
        Path, typer.Argument(help="An X12 837 file.", exists=True, dir_okay=False, readable=True)
    ],
    wait: Annotated[bool, typer.Option(help="Wait until every claim is decided.")] = True,
    acknowledgements: Annotated[
        Path | None,
        typer.Option("--ack", help="Write the acknowledgements into this folder.", file_okay=False),
    ] = None,
) -> None:
    """Take FILE in, for whichever providers bill in it, and print what became of its claims.

    The same file again is not taken in again: its first receipt and totals are shown. Exit code 1 when the
    file could not be read or claims were rejected, 3 when no worker is at work.
    """
    console = Console()
    actor = core("command")
    began = time.monotonic()
    with acting(actor), file.open("rb") as source:
        receipt = files.receive(
            actor, InboundFile.Channel.COMMAND, file.name, iter(lambda: source.read(_CHUNK), b"")
        )
    console.print(f"Receipt {receipt.file.receipt_number}  {receipt.file.received_at:%Y-%m-%dT%H:%M:%SZ}")
    console.print(f"SHA-256 {receipt.file.sha256}", soft_wrap=True)
    if receipt.is_repeat:
        console.print("This file was taken in before; nothing was taken in again.")
    if not wait:
        return
    is_settled = _follow(console, actor, receipt.file)
    seconds = time.monotonic() - began
    _summarize(console, actor, receipt.file, seconds)
    if acknowledgements is not None:
        _write_acknowledgements(console, actor, receipt.file, acknowledgements)
    if not is_settled:
        console.print("No worker is at work. Start one: payerport worker. Nothing is lost; ask again later.")
        raise typer.Exit(3)
    with acting(actor):
        receipt.file.refresh_from_db()
    if receipt.file.progress == InboundFile.Progress.REFUSED or receipt.file.rejected:
        raise typer.Exit(1)


@dataclass
class _Watch:
    """Knows when it is no use to wait any longer."""

    reached: tuple[bool, int] = (False, -1)
    heard_of: dt.datetime | None = None
    moved_at: float = field(default_factory=time.monotonic)
    heard_at: float = field(default_factory=time.monotonic)

    def is_over(self, reached: tuple[bool, int], heard_of: dt.datetime | None) -> bool:
        """Whether nothing has moved, and nobody been heard of, for too long."""
        now = time.monotonic()
        if reached != self.reached:
            self.reached, self.moved_at, self.heard_at = reached, now, now
        if heard_of != self.heard_of:
            self.heard_of, self.heard_at = heard_of, now
        return now - self.heard_at > _NOBODY_WORKS_AFTER or now - self.moved_at > _STANDS_STILL_AFTER


def _newest_heartbeat() -> dt.datetime | None:
    """When a worker last said that it lives."""
    beats = ProcrastinateWorker.objects.order_by("-last_heartbeat").values_list("last_heartbeat", flat=True)
    return beats.first()


def _follow(console: Console, actor: Actor, inbound: InboundFile) -> bool:
    """Show progress until every claim is decided; False when nobody has been at work for a while."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("Reading", total=None)
        watch = _Watch()
        while True:
            with acting(actor):
                inbound.refresh_from_db(fields=["progress"])
                totals = queries.totals_of_file(actor, inbound.pk)
            is_read = inbound.progress != InboundFile.Progress.RECEIVED
            done = totals.accepted - totals.undecided
            if is_read:
                progress.update(task, description="Deciding", total=totals.accepted, completed=done)
            if is_read and not totals.undecided:
                return True
            if watch.is_over((is_read, done), _newest_heartbeat()):
                return False
            time.sleep(_POLL_SECONDS)


def _summarize(console: Console, actor: Actor, inbound: InboundFile, seconds: float) -> None:
    with acting(actor):
        inbound.refresh_from_db(fields=["progress", "refusal"])
        totals = queries.totals_of_file(actor, inbound.pk)
    if inbound.refusal:
        console.print(inbound.refusal)
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    rows = (
        ("accepted", totals.accepted, ""),
        ("rejected", totals.rejected, ""),
        ("paid", totals.paid, f"{money_text(totals.amount)}, issued by `payerport payments run`"),
        ("denied", totals.denied, ""),
        ("pended", totals.pended, ""),
    )
    for name, number, note in rows:
        table.add_row(name, f"{number:,}", note)
    table.add_row("seconds", f"{seconds:.1f}", "")
    console.print(table)


def _write_acknowledgements(console: Console, actor: Actor, inbound: InboundFile, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with acting(actor):
        for ack in inbound.acknowledgements.order_by("control_number"):
            target = folder / f"{inbound.receipt_number}.{ack.kind}"
            target.write_bytes(bytes(ack.content))
            console.print(f"Wrote {target}")
