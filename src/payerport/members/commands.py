"""`payerport members ...`: what the plan is told about its members by file."""

from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from payerport.audit.actor import core
from payerport.audit.lock import acting
from payerport.members import queries
from payerport.members.actions import tell_other_plans
from payerport.members.models import Member
from plancore.claims.order_of_benefits import OtherPlan
from plancore.claims.order_reading import read_other_plans
from plancore.kernel import MemberId

app = typer.Typer(no_args_is_help=True, help="Members: what the plan is told about them by file.")


@app.callback()
def _members() -> None:
    """Here so that Typer makes a group of one command."""


@app.command()
def other_plans(
    file: Annotated[Path, typer.Argument(help="A YAML file, by member id.", exists=True, dir_okay=False)],
) -> None:
    """Tell which other plans cover the members of a file. All of it or, with a mistake, nothing."""
    faults: list[str] = []
    with acting(core("command")) as actor:
        told = _read(file, faults)
        if faults:
            typer.echo("\n".join(faults), err=True)
            raise typer.Exit(1)
        changed = sum(tell_other_plans(actor, member, plans) for member, plans in told)
    typer.echo(f"{len(told)} members read, {changed} changed.")


def _read(file: Path, faults: list[str]) -> list[tuple[Member, tuple[OtherPlan, ...]]]:
    """Members with their plans; what is wrong goes to `faults`."""
    try:
        document = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, ValueError):  # ValueError: a day that is none
        faults.append(f"{file.name}: The file is no YAML. Check indents, quotes and days.")
        return []
    if not isinstance(document, dict) or not document:
        faults.append(f"{file.name}: The file holds no member. Begin with `1234567*01:` and its list.")
        return []
    ids = {str(key): MemberId.parse(str(key)) for key in document}
    found = queries.by_member_ids(one for one in ids.values() if one is not None)
    told = []
    for place, (key, entries) in enumerate(document.items(), start=1):
        member = found.get(ids[str(key)]) if ids[str(key)] is not None else None  # type: ignore[arg-type]
        if member is None:
            faults.append(f"{file.name}: member {place} of the file is not enrolled. Check the member id.")
            continue
        told.append((member, _plans(entries, f"{file.name}: member {place}", faults)))
    return told


def _plans(entries: Any, where: str, faults: list[str]) -> tuple[OtherPlan, ...]:
    plans, findings = read_other_plans(entries)
    faults += [f"{where}: {finding.message} {finding.mend}" for finding in findings]
    return plans
