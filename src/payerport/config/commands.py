"""`payerport db ...`: the database's life, from the command line."""

import os
import subprocess
from typing import Annotated

import typer

from payerport.cli import name_settings, set_up_django, start_database
from payerport.config.postgres import Cluster, PostgresError, cluster_in

db = typer.Typer(no_args_is_help=True, help="The database: start, stop, migrate, look.")


def _as_owner() -> None:
    """Set Django up as the tables' owner. Before anything has loaded the settings."""
    from payerport.config import safety

    os.environ["PAYERPORT_DB_AS_OWNER"] = "1"
    safety.mean_owner()
    set_up_django()
    # Not for the processes that this one starts.
    del os.environ["PAYERPORT_DB_AS_OWNER"]


def _cluster() -> Cluster:
    name_settings()
    from django.conf import settings

    if not settings.EMBEDDED_DATABASE:
        raise PostgresError(
            "DATABASE_URL names a database elsewhere; the portal does not start or stop that one."
        )
    return cluster_in(settings.DATA_DIR, settings.PAYERPORT_ENV)


@db.command()
def start() -> None:
    """Start the embedded database."""
    cluster = _cluster()
    typer.echo(("Started in " if cluster.start() else "Runs already in ") + str(cluster.home))


def _is_used(cluster: Cluster) -> bool:
    """Whether anybody is connected at this moment."""
    from payerport.config.database import connect_as_owner
    from payerport.config.databases import parse

    with connect_as_owner(parse(cluster.url("postgres"))) as server:
        row = server.execute(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        ).fetchone()
    return bool(row and row[0])


@db.command()
def stop(
    unless_used: Annotated[
        bool, typer.Option("--unless-used", help="Leave it when anybody is connected.")
    ] = False,
) -> None:
    """Stop the embedded database."""
    cluster = _cluster()
    if unless_used and cluster.is_running() and _is_used(cluster):
        typer.echo("It is in use and goes on.")
        return
    typer.echo("Stopped." if cluster.stop() else "It did not run.")


@db.command()
def status() -> None:
    """Say where the database is and how it is. Exit code 1 when it does not run."""
    cluster = _cluster()
    found = cluster.status()
    typer.echo(f"running:  {'yes' if found.running else 'no'}")
    typer.echo(f"version:  {found.version or 'not made yet'}")
    typer.echo(f"cluster:  {found.home}")
    typer.echo(f"socket:   {found.socket_directory}")
    if cluster.moved_from:
        typer.echo(f"          (not in {cluster.moved_from}: the server's user may not enter there)")
    if found.process:
        typer.echo(f"process:  {found.process}")
    raise typer.Exit(0 if found.running else 1)


@db.command()
def migrate(quiet: Annotated[bool, typer.Option("--quiet", help="Say only what failed.")] = False) -> None:
    """Bring tables, roles and grants to this version, as the owner."""
    _as_owner()
    from django.conf import settings

    from payerport.config import database

    if settings.EMBEDDED_DATABASE:
        start_database()
        database.make_database(database.address_in_use())
    database.migrate(verbosity=0 if quiet else 1)


@db.command()
def url() -> None:
    """Print the database's address, for DATABASE_URL."""
    name_settings()
    from django.conf import settings

    typer.echo(settings.DATABASE_URL)


@db.command()
def shell(
    owner: Annotated[
        bool, typer.Option("--owner", help="As the tables' owner, past row-level security.")
    ] = False,
) -> None:
    """Open psql, as the application sees the database."""
    if owner:
        _as_owner()
    else:
        set_up_django()
    from django.core.management import call_command
    from django.db import connection

    start_database()
    try:
        if owner:
            call_command("dbshell")
        else:
            options = connection.settings_dict["OPTIONS"]["options"]
            os.environ["PGOPTIONS"] = options
            call_command("dbshell")
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        raise PostgresError(
            "psql is not on this machine; any other client can use `payerport db url`."
        ) from error


@db.command()
def template() -> None:
    """Make the tests' migrated template now, instead of at the first test."""
    os.environ["PAYERPORT_ENV"] = "test"
    set_up_django()
    from payerport.config import database, templates

    start_database()
    server = templates.TestServer(database.address_in_use())
    typer.echo(server.template(database.migrations_fingerprint(), templates.migrate_in_child))


@db.command()
def reset(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete the embedded database and all that is in it."""
    cluster = _cluster()
    if not yes:
        typer.confirm(f"Delete everything in {cluster.home}?", abort=True)
    cluster.destroy()
    typer.echo("Deleted. `payerport db migrate` makes an empty one.")
