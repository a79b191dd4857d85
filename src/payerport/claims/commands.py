"""`payerport claims replay` and `payerport claims redecide`: proof and correction of what was decided."""

from typing import Annotated

import typer

from payerport.audit.actor import core
from payerport.audit.lock import acting
from payerport.claims import corrections, replaying
from payerport.claims.models import Claim
from payerport.web.formatting import money_text
from plancore.claims.states import ClaimState

_MOST_SHOWN = 5


def replay(
    sample: Annotated[int, typer.Option(min=1, help="So many stored decisions, drawn at random.")] = 1_000,
) -> None:
    """Make stored decisions again from what they recorded. Exit code 1 when one differs."""
    found = replaying.replay_sample(core("command"), sample)
    for fault in found.faults:
        if fault.missing:
            typer.echo(f"{fault.control_number}: {fault.missing} is not published here.")
        for one in fault.differences[:_MOST_SHOWN]:
            typer.echo(f"{fault.control_number}, {one.where}: recorded {one.recorded}, now {one.replayed}")
    typer.echo(f"{found.looked_at} decisions made again, {len(found.faults)} that differ")
    if found.faults:
        raise typer.Exit(1)


def redecide(
    families: Annotated[
        list[str] | None, typer.Argument(metavar="[FAMILY]...", help="Seven-digit numbers; none: all.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; write nothing.")] = False,
) -> None:
    """Decide families' claims again by what the plan knows now (enrolment, contracts, terms), and say what
    changes. What changes is taken back and paid with the next payment run.
    """
    actor = core("command")
    if not families:
        with acting(actor):
            chosen = Claim.objects.exclude(family="").order_by("family").values_list("family", flat=True)
            families = list(chosen.distinct())
    looked_at = changed = paid = 0
    for family in families:
        found = corrections.redecide(actor, family, dry_run=dry_run)
        looked_at += found.looked_at
        for one in found.changes:
            waits = one.after.outcome is ClaimState.PENDED
            changed += not waits
            paid += 0 if waits else one.paid
            typer.echo(_sentence(one.control_number, one.before.outcome, one.after.outcome, one.paid, waits))
    said = "would change" if dry_run else "changed"
    typer.echo(f"{looked_at} claims decided again, {changed} {said}, the plan pays {money_text(paid)} more")


def _sentence(number: str, before: ClaimState, after: ClaimState, paid: int, waits: bool) -> str:
    if waits:
        return f"{number}: would wait for a person; its decision goes on standing."
    outcome = f"{before.value} becomes {after.value}" if before is not after else f"{after.value} as before"
    return f"{number}: {outcome}, the plan's payment changes by {money_text(paid)}."
