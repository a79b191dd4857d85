"""`payerport codes ...`: look into the code sets, load the licensed ones. Without Django or database."""

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from payerport.codes import licensed, shipped, tables
from plancore.codes import Code, CodeSet, CodeTables, Diagnosis, Procedure, ProcedureCodes, WordedCode

app = typer.Typer(no_args_is_help=True, help="Code sets: list, show, search, load, check.")

Day = Annotated[str, typer.Option("--on", help="The day that counts, YYYY-MM-DD. Default: today.")]


class LicensedName(StrEnum):
    """The sets a plan loads under its own licence."""

    CPT = "cpt"
    CDT = "cdt"


@app.command("list")
def list_sets(on: Day = "") -> None:
    """Name every set: how many codes, of which day, from where."""
    day = _day(on)
    typer.echo(f"{'set':<24}{'codes':>8}  {'as of':<12}source")
    for name, release in tables().releases().items():
        loaded = release.as_of != dt.date.min
        line = shipped.manifest().get(name)
        count = str(line.rows) if line else str(_count(name)) if loaded else "-"
        age = "not loaded" if not loaded else release.as_of.isoformat()
        note = "  (due for a newer one)" if loaded and release.is_stale(day) else ""
        typer.echo(f"{name:<24}{count:>8}  {age:<12}{release.source}{note}")


@app.command()
def show(
    set_name: Annotated[str, typer.Argument(metavar="SET")],
    code: Annotated[str, typer.Argument(metavar="CODE")],
    on: Day = "",
) -> None:
    """Show one code as in force on a day. Exit code 1 when it is not."""
    codes, day = _set(set_name), _day(on)
    found = codes.lookup(code, day)
    if found is not None:
        for label, value in _facts(found):
            typer.echo(f"{label + ':':<14}{value}")
        return
    for finding in codes.findings(code, day, set_name):
        typer.echo(f"{finding.message} {finding.mend}", err=True)
    raise typer.Exit(1)


@app.command()
def search(
    set_name: Annotated[str, typer.Argument(metavar="SET")],
    words: Annotated[list[str], typer.Argument(metavar="WORDS")],
    on: Day = "",
    limit: Annotated[int, typer.Option(min=1, max=200, help="At most so many.")] = 20,
    billable: Annotated[
        bool, typer.Option("--billable", help="Diagnoses that may stand on a claim only.")
    ] = False,
) -> None:
    """Find codes by the beginning of their number, or by words in any order."""
    codes = _set(set_name)
    wanted: Callable[[Code], bool] | None = _is_billable if billable else None
    found = codes.search(" ".join(words), _day(on), limit, wanted=wanted)
    for code in found:
        typer.echo(f"{code.shown:<9}{code.label}")
    if not found:
        typer.echo("Nothing found. Try fewer or shorter words.", err=True)
        raise typer.Exit(1)


@app.command()
def load(
    set_name: Annotated[LicensedName, typer.Argument(metavar="cpt|cdt")],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    as_of: Annotated[str, typer.Option(help="The publisher's day; default: the newest effective date.")] = "",
) -> None:
    """Load the plan's own licensed table: CSV with code, short, long, effective, termination.

    The table stays in the plan's data directory. Running processes use it once they are started again.
    """
    kept, findings = licensed.load(set_name, file, _day(as_of) if as_of else None, licensed.data_dir())
    for finding in findings:
        typer.echo(f"{finding.where}: {finding.message} {finding.mend}", err=True)
    if not kept:
        typer.echo("Nothing was loaded; what was there before stays.", err=True)
        raise typer.Exit(1)
    typer.echo(f"{kept:,} {set_name.upper()} entries loaded. Restart the portal to use them.")


@app.command()
def check(on: Day = "") -> None:
    """Check the shipped files against their manifest, and say which sets are due for a newer one."""
    day, faults = _day(on), shipped.faults()
    for fault in faults:
        typer.echo(fault, err=True)
    for release in tables().releases().values():
        if release.as_of != dt.date.min:
            for caveat in release.caveats(day):
                typer.echo(f"warning: {caveat.message}")
    if faults:
        raise typer.Exit(1)
    typer.echo(f"{len(shipped.manifest())} files agree with the manifest.")


def _day(text: str) -> dt.date:
    if not text:
        return dt.datetime.now(dt.UTC).date()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("Write the day as YYYY-MM-DD, for example 2026-03-02.") from None


def _sets(all_tables: CodeTables) -> dict[str, CodeSet[Any] | ProcedureCodes]:
    """The sets that can be asked for a code by name."""
    procedures = all_tables.procedures
    found: dict[str, CodeSet[Any] | ProcedureCodes] = {
        "procedures": procedures,
        "hcpcs": procedures.hcpcs,
        "cpt": procedures.cpt,
        "cdt": procedures.cdt,
    }
    for name in all_tables.releases():
        part = getattr(all_tables, name, None)
        if isinstance(part, CodeSet):
            found[name] = part
    return found


def _set(name: str) -> CodeSet[Any] | ProcedureCodes:
    sets = _sets(tables())
    if name not in sets:
        raise typer.BadParameter(f"There is no set {name}. Sets: {', '.join(sorted(sets))}.")
    return sets[name]


def _count(name: str) -> int:
    part = _sets(tables())[name]
    return part.load() if isinstance(part, CodeSet) else 0


def _is_billable(code: Code) -> bool:
    return not isinstance(code, Diagnosis) or code.billable


def _facts(code: Code) -> list[tuple[str, str]]:
    """The lines of `show`: only what the set knows."""
    facts = [("code", code.shown), ("label", code.label)]
    if code.detail and code.detail != code.label:
        facts.append(("in full", code.detail))
    if isinstance(code, WordedCode):
        facts += [("for members", code.words.member_words), ("what to do", code.words.mend)]
    if isinstance(code, Diagnosis):
        facts.append(("billable", "yes" if code.billable else "no, a longer code is needed"))
        if code.side:
            facts.append(("side", code.side.value))
    if isinstance(code, Procedure) and code.category:
        facts.append(("group", f"{code.category}: {code.subcategory}"))
    start, end = code.period.start, code.period.end
    if start != dt.date.min or end:
        since = "always" if start == dt.date.min else start.isoformat()
        facts.append(("in force", f"{since} to {end.isoformat() if end else 'now'}"))
    return facts
