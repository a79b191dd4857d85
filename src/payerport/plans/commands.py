"""`payerport plan ...` and `payerport decide`: check plan data, run its cases, compare plans, decide one
case.

Needs no database, no Django.
"""

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from payerport.plans.case_compare import CaseError
from payerport.plans.case_list import page, told
from payerport.plans.cases import Case, Step, faults_of, read_case_file, read_cases, run
from payerport.plans.loading import LoadedPlans, load_plans
from plancore.benefits.compare import differences
from plancore.claims.explain import Reader, explain
from plancore.kernel import Severity, dollars

app = typer.Typer(no_args_is_help=True, help="Plan designs: check, run the cases beside them, compare.")

Folder = Annotated[Path, typer.Argument(help="The folder of plans.", exists=True, file_okay=False)]
_PLANS = Path("plans")


@app.command()
def check(folder: Folder = _PLANS) -> None:
    """Say everything that is wrong with the plan files. Exit code 1 when anything is."""
    loaded = load_plans(folder)
    for finding in loaded.findings:
        typer.echo(f"{finding.where}: {finding.message} {finding.mend}")
    for plan_id, design in sorted(loaded.designs.items()):
        years = ", ".join(f"{terms.period.start} to {terms.period.end}" for terms in design.terms)
        typer.echo(f"{plan_id}: {design.name}, {len(design.terms[-1].categories)} categories, {years}")
    for name, schedule in sorted(loaded.schedules.items()):
        typer.echo(f"{name}: {len(schedule.rates)} rates, version {schedule.version}")
    if any(finding.severity is Severity.ERROR for finding in loaded.findings) or not loaded.designs:
        raise typer.Exit(1)


@app.command()
def cases(
    folder: Folder = _PLANS,
    only: Annotated[str, typer.Option(help="Run the cases whose name has these words.")] = "",
    sentences: Annotated[bool, typer.Option(help="Name every case, also those that hold.")] = False,
    as_page: Annotated[
        bool,
        typer.Option("--list", help="Print the page that lists the cases as sentences."),
    ] = False,
) -> None:
    """Run the cases beside the plan data. Exit code 1 when one does not hold."""
    loaded = load_plans(folder)
    if as_page:
        typer.echo(page(told(_read(folder), loaded)), nl=False)
        return
    failed = 0
    chosen = [case for case in _read(folder) if only.lower() in case.name.lower()]
    for case in chosen:
        faults = _faults(case, loaded)
        failed += bool(faults)
        if faults or sentences:
            typer.echo(f"{'does not hold' if faults else 'holds'}: {case.name} ({case.plan}, {case.file})")
        for fault in faults:
            typer.echo(f"    {fault}")
    typer.echo(f"{len(chosen)} cases, {failed} that do not hold")
    if failed or not chosen:
        raise typer.Exit(1)


def _read(folder: Path) -> list[Case]:
    try:
        return read_cases(folder)
    except CaseError as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(2) from None


def _faults(case: Case, loaded: LoadedPlans) -> list[str]:
    try:
        return faults_of(case, run(case, loaded))
    except CaseError as fault:
        return [str(fault)]


@app.command()
def diff(
    earlier: Annotated[str, typer.Argument(metavar="PLAN/YEAR", help="For example harbor-ppo-1500/2025.")],
    later: Annotated[str, typer.Argument(metavar="PLAN/YEAR", help="For example harbor-ppo-1500/2026.")],
    folder: Annotated[Path, typer.Option("--plans", help="The folder of plans.", exists=True)] = _PLANS,
) -> None:
    """What differs between two plans or years, in words."""
    loaded = load_plans(folder)
    found = []
    for name in (earlier, later):
        plan_id, _, year = name.partition("/")
        design = loaded.designs.get(plan_id)
        of_year = [terms for terms in design.terms if str(terms.year) == year] if design is not None else []
        if not of_year:
            typer.echo(f"There is no {name}. Known: {', '.join(_known(loaded))}.", err=True)
            raise typer.Exit(2)
        found.append(of_year[-1])
    for sentence in differences(found[0], found[1]) or ["Nothing differs."]:
        typer.echo(sentence)


def _known(loaded: LoadedPlans) -> list[str]:
    return sorted(
        {f"{design.plan_id}/{terms.year}" for design in loaded.designs.values() for terms in design.terms}
    )


def decide(case_file: Path, *, folder: Path = _PLANS, as_json: bool = False, reader: str = "biller") -> int:
    """Decide the claims of a case file; print the explanation, or the decisions as JSON lines. Gives the exit
    code: 0, or 1 when something came out otherwise than the file expects."""
    loaded = load_plans(folder)
    worst = 0
    for case in read_case_file(case_file):
        steps = run(case, loaded)
        design = loaded.designs.get(case.plan)
        titles = (
            {group.id: group.title.lower() for group in design.terms[-1].categories}
            if design is not None
            else {}
        )
        for place, step in enumerate(steps, start=1):
            if as_json:
                typer.echo(msgspec.json.encode(step.decision or step.rejects))
            else:
                _print(case, place, step, titles, Reader(reader))
        faults = [fault for fault in faults_of(case, steps) if "says nothing" not in fault]
        for fault in faults:
            typer.echo(f"Otherwise than expected, {fault}", err=True)
        worst = max(worst, int(bool(faults)))
    return worst


def _print(case: Case, place: int, step: Step, titles: dict[str, str], reader: Reader) -> None:
    typer.echo(f"{case.name}, claim {place}")
    for finding in step.rejects:
        typer.echo(f"  Returned. {finding.where}: {finding.message} {finding.mend}")
    if step.decision is None:
        return
    decision = step.decision
    for pend in decision.pends:
        typer.echo(f"  Waits in {pend.queue}: {pend.message}")
    for explanation in explain(decision, reader, titles):
        typer.echo(f"  Line {explanation.number}. {explanation.text}")
    typer.echo(
        f"  {decision.outcome.value}: charge {dollars(decision.charge)}, "
        f"allowed {dollars(decision.allowed)}, plan pays {dollars(decision.paid)}, "
        f"member owes {dollars(decision.member_share)}"
    )
