"""The `payerport` command. A part of it is imported, and Django set up, only when that part is used."""

import os
import re
import sys
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup


class Needs(Enum):
    """What a part of the command line needs before it is imported."""

    NOTHING = "nothing"
    DJANGO = "Django, without a database"
    DATABASE = "Django, and the database running"


@dataclass(frozen=True, slots=True)
class Part:
    """One word after `payerport`: where its Typer app is, what it needs, what it is for."""

    where: str
    needs: Needs
    help: str


PARTS = {
    "db": Part("payerport.config.commands:db", Needs.NOTHING, "The database: start, stop, migrate, look."),
    "accounts": Part(
        "payerport.recovery.commands:app", Needs.DATABASE, "Accounts of the portal before this one."
    ),
    "audit": Part(
        "payerport.audit.commands:app", Needs.DATABASE, "The append-only record: seal it, verify it."
    ),
    "claims": Part(
        "payerport.edi.claim_commands:app", Needs.DATABASE, "Submit claims from a file, follow them."
    ),
    "codes": Part("payerport.codes.commands:app", Needs.NOTHING, "Code sets: look up, search, load."),
    "demo": Part("payerport.demo.commands:app", Needs.DATABASE, "The demo plan's people and traffic."),
    "edi": Part("payerport.edi.commands:app", Needs.DATABASE, "Trading partners and their files."),
    "eligibility": Part(
        "payerport.eligibility.commands:app", Needs.DATABASE, "Ask for coverage and cost share."
    ),
    "keys": Part(
        "payerport.config.key_commands:app", Needs.NOTHING, "The key ring: make keys, use new ones."
    ),
    "members": Part(
        "payerport.members.commands:app", Needs.DATABASE, "Members: what the plan is told by file."
    ),
    "payments": Part("payerport.remittance.commands:app", Needs.DATABASE, "Run payments, write remittances."),
    "plan": Part(
        "payerport.plans.commands:app", Needs.NOTHING, "Plan designs: check, run their cases, compare."
    ),
    "x12": Part(
        "payerport.edi.x12_commands:app", Needs.NOTHING, "Read and check X12 files, without a database."
    ),
}
"""Every part there can be; one whose module does not exist is not offered."""


def name_settings() -> None:
    """Make the settings readable in this process, without loading the apps."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payerport.config.settings")


def set_up_django() -> None:
    """Make settings and models usable in this process."""
    name_settings()
    import django

    django.setup()


def start_database() -> None:
    """Start the embedded database, if that is the one in use and it does not run."""
    from django.conf import settings

    if settings.EMBEDDED_DATABASE:
        from payerport.config.postgres import cluster_in

        cluster = cluster_in(settings.DATA_DIR, settings.PAYERPORT_ENV)
        if cluster.start():
            typer.echo(f"Started the embedded database in {cluster.home}", err=True)


def load_part(part: Part, *, only_help: bool) -> Any:
    """Import a part's Typer app, after giving it what it needs."""
    if part.needs is not Needs.NOTHING:
        set_up_django()
    if part.needs is Needs.DATABASE and not only_help:
        start_database()
    module, _, name = part.where.partition(":")
    return getattr(import_module(module), name)


def is_offered(name: str) -> bool:
    """Whether `payerport NAME` exists here: known, and its module there."""
    part = PARTS.get(name)
    try:
        return part is not None and find_spec(part.where.partition(":")[0]) is not None
    except ModuleNotFoundError:
        return False


class LazyGroup(TyperGroup):
    """Knows its parts by name and one line of help; imports the one that is called."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for name, part in PARTS.items():
            if is_offered(name):
                self.add_command(TyperGroup(name=name, help=part.help))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Put the real part in the place of its stand-in, then go on as usual."""
        name = args[0] if args else ""
        if is_offered(name):
            command = typer.main.get_group(load_part(PARTS[name], only_help="--help" in args))
            command.name = name
            self.add_command(command, name)
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Payerport: a health plan's portal and payer core, from the command line.",
)


@app.callback()
def _root() -> None:
    """Here so that Typer makes a group."""


@app.command()
def run(
    reload: bool = typer.Option(False, help="Load changed Python files while running."),
    demo: bool = typer.Option(True, help="Load the demo plan and its people."),
) -> None:
    """Start database, web server and worker; Ctrl-C stops them all."""
    name_settings()
    from payerport.config.supervisor import run_everything

    raise typer.Exit(run_everything(reload=reload, demo=demo))


@app.command()
def worker() -> None:
    """Work through the jobs until told to stop."""
    set_up_django()
    from payerport.config.worker import work

    start_database()
    work()


@app.command()
def decide(
    case: Annotated[Path, typer.Argument(help="A file of cases.", exists=True, dir_okay=False)],
    plans: Annotated[Path, typer.Option(help="The folder of plans.", exists=True)] = Path("plans"),
    as_json: Annotated[bool, typer.Option("--json", help="Print each decision as a line of JSON.")] = False,
    reader: Annotated[str, typer.Option(help="For whom: biller or member.")] = "biller",
) -> None:
    """Decide the claims of a case file and explain each cent. Needs no database."""
    from payerport.plans.commands import decide as decide_case

    raise typer.Exit(decide_case(case, folder=plans, as_json=as_json, reader=reader))


@app.command()
def publish(
    folder: Annotated[Path, typer.Argument(help="The folder of plans.", exists=True, file_okay=False)] = Path(
        "plans"
    ),
) -> None:
    """Publish plan designs and fee schedules: decisions from now on are made by them."""
    set_up_django()
    from payerport.plans.publishing import publish_folder

    start_database()
    publish_folder(folder)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def django(ctx: typer.Context) -> None:
    """Run one of Django's own management commands, such as `makemigrations`."""
    set_up_django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["payerport django", *ctx.args])


def _meant_for_people() -> tuple[type[Exception], ...]:
    """The exceptions whose text is written for a person at the terminal. Imports nothing heavy by itself."""
    from payerport.config.postgres import PostgresError

    found: list[type[Exception]] = [PostgresError]
    for module, name in (
        ("django.core.exceptions", "ImproperlyConfigured"),
        ("payerport.vault.keyring", "KeyringError"),
        ("payerport.web.refusals", "Refusal"),
    ):
        if module in sys.modules:
            found.append(getattr(sys.modules[module], name))
    return tuple(found)


def _explain(error: Exception) -> str | None:
    """The sentence for a person, when `error` is one that is meant for them; None for a bug."""
    if isinstance(error, _meant_for_people()):
        return str(error)
    if "django.db" in sys.modules:
        from django.db import OperationalError, ProgrammingError

        missing = re.search(r'(relation|role|database) "\w+" does not exist', str(error))
        if missing and isinstance(error, OperationalError | ProgrammingError):
            return "The database is not prepared for this version of the portal. Run: payerport db migrate"
        if isinstance(error, OperationalError) and "connection" in str(error):
            return "The database cannot be reached. `payerport db status` says more."
    return None


def main() -> None:
    """The console script: a refusal is one sentence and exit code 1; a bug crashes with its trace."""
    try:
        app(prog_name="payerport")
    except Exception as error:
        sentence = _explain(error)
        if sentence is None:
            raise
        typer.echo(sentence, err=True)
        sys.exit(1)
