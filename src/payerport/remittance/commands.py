"""`payerport payments`: run the payments, keep the 835 files."""

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from payerport.audit.actor import core
from payerport.audit.lock import acting
from payerport.remittance import actions, queries
from payerport.web.formatting import money_text

app = typer.Typer(no_args_is_help=True, help="Run payments, write remittances.")


@app.callback()
def _root() -> None:
    """Here so that Typer makes a group."""


@app.command()
def run(
    out: Annotated[
        Path | None, typer.Option(help="Also write the 835 files into this folder.", file_okay=False)
    ] = None,
) -> None:
    """Pay what is decided and not yet remitted: one payment and one balanced 835 for each payee, all or
    nothing.
    """
    console = Console()
    began = time.monotonic()
    actor = core("command")
    with Progress(console=console) as progress:
        task = progress.add_task("Paying", total=None)
        outcome = actions.run(actor, lambda done, total: progress.update(task, completed=done, total=total))
    if outcome.run_id is None:
        console.print("Nothing is payable.")
        return
    with_money = sum(1 for payment in outcome.payments if payment.amount)
    console.print(
        f"Run {outcome.run_id}: {with_money} payments, {money_text(outcome.amount)}, "
        f"{len(outcome.payments) - with_money} advices without money, {outcome.claims} claims, "
        f"{time.monotonic() - began:.1f} seconds"
    )
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        with acting(actor):
            for payment in outcome.payments:
                (out / f"{payment.trace_number}.835").write_bytes(bytes(queries.file_of(payment).content))
        console.print(f"Wrote {len(outcome.payments)} files into {out}")
