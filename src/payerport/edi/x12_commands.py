"""`payerport x12 check|show|guide`: look at X12 files. Needs neither Django nor a database."""

import datetime as dt
import itertools
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

from payerport.codes.loading import tables
from payerport.edi.payer_rules import PayerRulesError, profile_of
from plancore.codes import CodeTables
from plancore.exchange import acks, x837
from plancore.x12 import NotX12, Profile, X12Finding
from plancore.x12.guide import guide as guide_named
from plancore.x12.guide import names
from plancore.x12.outline import outline
from plancore.x12.show import shown

app = typer.Typer(no_args_is_help=True, help="Read and check X12 files, without a database.")

_CHUNK = 1 << 18
_LONG = 4 << 20
_PIPE = Path("-")
ACCEPTED, FOUND, UNREADABLE = 0, 1, 2


@dataclass
class _Tally:
    """What was seen in one file."""

    sets: int = 0
    claims: int = 0
    accepted: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def words(self) -> str:
        errors, warnings = self.counts.get("error", 0), self.counts.get("warning", 0)
        parts = [f"{self.sets} sets"]
        if self.claims:
            parts.append(f"{self.accepted} of {self.claims} claims acceptable")
        parts.append(f"{errors} errors, {warnings} warnings")
        return ", ".join(parts)


def _chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, `-` being what is piped in; with a bar on a terminal when there are many. Raises
    OSError."""
    if path == _PIPE:
        yield from iter(lambda: sys.stdin.buffer.read(_CHUNK), b"")
        return
    size = path.stat().st_size
    with path.open("rb") as file:
        if size < _LONG or not sys.stderr.isatty():
            while chunk := file.read(_CHUNK):
                yield chunk
            return
        columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(path.name, total=size)
            while chunk := file.read(_CHUNK):
                yield chunk
                progress.advance(task, len(chunk))


@dataclass(frozen=True)
class _Input:
    """A file to be checked. `name` is what it is called in lines and for its acknowledgements: below a folder
    that was named, its path from there."""

    path: Path
    name: str


def _line(name: str, finding: X12Finding) -> str:
    place = finding.place
    return (
        f"{name}:{place.offset}: {finding.severity} {finding.code} (type {finding.level}) "
        f"{place}: {finding.message} {finding.mend}"
    ).rstrip()


def _object(path: Path, finding: X12Finding, *, values: bool) -> str:
    place = finding.place
    data: dict[str, object] = {
        "file": str(path),
        "code": finding.code,
        "severity": finding.severity.value,
        "level": finding.level,
        "offset": place.offset,
        "segment_number": place.segment_number,
        "loop": place.loop,
        "segment": place.segment,
        "element": place.element,
        "component": place.component,
        "repeat": place.repeat,
        "line": finding.line,
        "message": finding.message,
        "mend": finding.mend,
    }
    if values:
        data["value"] = finding.value
    return json.dumps(data)


@dataclass
class _Options:
    as_json: bool
    quiet: bool
    values: bool
    ack: Path | None
    codes: CodeTables | None
    profile: Profile


def _tell(file: _Input, findings: Iterable[X12Finding], tally: _Tally, options: _Options) -> None:
    for finding in findings:
        severity = finding.severity.value
        tally.counts[severity] = tally.counts.get(severity, 0) + 1
        if options.as_json:
            typer.echo(_object(file.path, finding, values=options.values))
        elif not options.quiet:
            typer.echo(_line(file.name, finding))


def _check_file(file: _Input, options: _Options) -> int:
    tally, builder = _Tally(), acks.AckBuilder()
    every = frozenset(names())
    try:
        for event in x837.read(
            _chunks(file.path), codes=options.codes, profile=options.profile, supported=every
        ):
            if isinstance(event, x837.ClaimReceived):
                _tell(file, event.findings, tally, options)
                tally.claims += 1
                tally.accepted += event.is_acceptable
                if options.ack is not None:
                    builder.settle(event, accepted=event.is_acceptable)
                continue
            _tell(file, event.findings, tally, options)
            tally.sets += type(event).__name__ == "SetStart"
            if options.ack is not None:
                builder.feed(event)
    except (NotX12, OSError) as refusal:
        typer.echo(_sentence(file.name, refusal), err=True)
        return UNREADABLE
    if options.ack is not None:
        _write_acks(file.name, builder, options.ack)
    if not options.as_json:
        typer.echo(f"{file.name}: {tally.words()}")
    return FOUND if tally.counts.get("error") else ACCEPTED


def _sentence(name: str, why: Exception) -> str:
    """Why a file could not be read, in one sentence."""
    if isinstance(why, OSError):
        return f"{name}: The file can't be read ({(why.strerror or 'no reason given').lower()})."
    return f"{name}: {why}"


def _profile(path: Path) -> Profile:
    """A payer's rules; what is wrong with them is told, and nothing is checked."""
    try:
        return profile_of(path)
    except PayerRulesError as faults:
        typer.echo(str(faults), err=True)
    except OSError as why:
        typer.echo(_sentence(path.name, why), err=True)
    raise typer.Exit(UNREADABLE)


def _each(paths: list[Path]) -> list[_Input]:
    """The files; in place of a folder all files in it, in the order of their names. No two have one name."""
    found: list[_Input] = []
    taken: set[str] = set()
    for path in paths:
        inside = sorted(one for one in path.rglob("*") if one.is_file()) if path != _PIPE else []
        for one in inside if path.is_dir() else [path]:
            name = one.relative_to(path).as_posix() if path.is_dir() else path.name or "input"
            number = 2
            while name in taken:
                head, slash, last = name.rpartition("/")
                name = f"{head}{slash}{number}-{last}"
                number += 1
            taken.add(name)
            found.append(_Input(one, name))
    return found


def _write_acks(name: str, builder: acks.AckBuilder, folder: Path) -> None:
    numbers = itertools.count(1)
    stamp = dt.datetime.now(dt.UTC)
    for ack in builder.finish(stamp=stamp, next_control_number=lambda: next(numbers)):
        target = folder / f"{name}.{ack.control_number:04d}.{ack.kind.lower()}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(ack.content)


@app.command()
def check(  # noqa: PLR0917 - Typer reads the options from the arguments
    files: Annotated[
        list[Path], typer.Argument(help="X12 files of any kind, folders of them, or - for what is piped in.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each finding.")] = False,
    ack: Annotated[Path | None, typer.Option(help="Write TA1, 999 and 277CA into this folder.")] = None,
    codes: Annotated[bool, typer.Option(help="Ask the code sets (diagnoses, procedures, reasons).")] = True,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print the summary alone.")] = False,
    rules: Annotated[
        Path | None, typer.Option(help="A payer's own rules (type 7), a YAML file; see payer-rules.md.")
    ] = None,
    show_values: Annotated[
        bool, typer.Option("--show-values", help="With --json: give the text as sent (may be protected).")
    ] = False,
) -> None:
    """Check files: exit 0 when nothing is wrong, 1 when errors were found, 2 when a file can't be read."""
    options = _Options(
        as_json, quiet, show_values, ack, tables() if codes else None, _profile(rules) if rules else Profile()
    )
    try:
        if ack is not None:
            ack.mkdir(parents=True, exist_ok=True)
        raise typer.Exit(max((_check_file(path, options) for path in _each(files)), default=ACCEPTED))
    except OSError as why:
        typer.echo(
            f"The acknowledgements can't be written ({(why.strerror or 'no reason').lower()}).", err=True
        )
        raise typer.Exit(UNREADABLE) from None


@app.command()
def show(
    file: Annotated[Path, typer.Argument(help="An X12 file, or - for what is piped in.")],
    show_values: Annotated[
        bool, typer.Option("--show-values", help="Print names, ids, dates and amounts as they are.")
    ] = False,
) -> None:
    """Print a file indented and with words, findings beneath their segments; protected values are masked."""
    try:
        for line in shown(_chunks(file), values=show_values):
            typer.echo(line)
    except (NotX12, OSError) as refusal:
        typer.echo(_sentence(file.name, refusal), err=True)
        raise typer.Exit(UNREADABLE) from None


@app.command(name="guide")
def guide_outline(
    name: Annotated[str, typer.Argument(help="837P, 835, 277CA or a version such as X222A1.")] = "",
) -> None:
    """Print a guide as an outline, to be held against the book. Without a name: the guides there are."""
    found = [
        one
        for one in names()
        if not name or name == one or any(v.endswith(name) for v in guide_named(one).versions)
    ]
    if not name or not found:
        for one in names():
            guide = guide_named(one)
            typer.echo(f"{one:6} {guide.version:14} {guide.title}")
        raise typer.Exit(ACCEPTED if not name else FOUND)
    for one in found:
        for line in outline(guide_named(one)):
            typer.echo(line)
