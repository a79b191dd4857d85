"""`payerport keys`: the key ring's life, from the command line."""

import os
from pathlib import Path
from typing import Annotated

import typer

from payerport.vault import keyring
from payerport.vault.keyring import Purpose

app = typer.Typer(
    no_args_is_help=True, help="The key ring: make keys, list them, bring encrypted columns to a new key."
)


@app.callback()
def _root() -> None:
    """Here so that Typer makes a group."""


def _folder() -> Path:
    """The folder that the settings will name: production does not start before its keys are made."""
    named = os.environ.get("PAYERPORT_KEYS_DIR", "").strip()
    if named:
        return Path(named).absolute()
    from payerport.cli import name_settings

    name_settings()
    from django.conf import settings

    return Path(settings.KEYS_DIR)


@app.command()
def make(
    purpose: Annotated[
        Purpose | None,
        typer.Option(help="Make the next key for this; by default, the first of each that lacks."),
    ] = None,
) -> None:
    """Make keys. A new key of a purpose is the one in use from the next start on; old ones stay."""
    folder = _folder()
    for one in [purpose] if purpose else keyring.missing(folder):
        typer.echo(f"Made {keyring.make(folder, one)} in {folder}")
    if not purpose:
        typer.echo("Every purpose has a key.")


@app.command("list")
def list_keys() -> None:
    """The keys that are there, those in use marked."""
    ring = keyring.read(_folder())
    for purpose in Purpose:
        for place, key in enumerate(ring.all_of(purpose)):
            typer.echo(f"{key.key_id:10} {'in use' if place == 0 else 'kept'}")
    for key_id in sorted(set(ring.retired) - set(ring.keys)):
        typer.echo(f"{key_id:10} retired: checks what it signed")


@app.command()
def rotate() -> None:
    """Bring every encrypted column and its index to the keys in use. Can be cut off and called again."""
    from payerport.cli import set_up_django, start_database

    set_up_django()
    start_database()
    from rich.console import Console
    from rich.progress import Progress

    from payerport.audit.actions import record
    from payerport.audit.actor import core
    from payerport.audit.lock import acting
    from payerport.vault import rotation

    actor = core("command")
    for model in rotation.locked_models():
        name = model._meta.label
        with acting(actor):
            total = rotation.stale(model).count()
        with Progress(console=Console(stderr=True)) as progress:
            task = progress.add_task(name, total=total)
            done = rotation.rotate(
                model,
                lambda: acting(actor),
                lambda rows: progress.update(task, completed=rows),  # noqa: B023
            )
        with acting(actor):
            record(actor, "keys.rotated", "table", model._meta.db_table, detail={"rows": done})
        typer.echo(f"{name}: {done:,} rows written anew")
    from payerport.factors import actions as factors

    typer.echo(f"mfa.Authenticator: {factors.rotate(actor):,} rows written anew")
