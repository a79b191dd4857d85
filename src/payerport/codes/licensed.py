"""A plan's own licensed tables (CPT, CDT): checked, then kept in the data directory. Never part of the
project.
"""

import csv
import datetime as dt
import hashlib
import io
import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from payerport.codes.shipped import TITLES, rows_in
from plancore.codes import ProcedureSystem, Release, procedure_system
from plancore.codes.lazy import Rows
from plancore.kernel import Finding, Period, Severity, has_errors, parse_iso_date

COLUMNS = ("code", "short", "long", "effective", "termination")
SETS = {"cpt": ProcedureSystem.CPT, "cdt": ProcedureSystem.CDT}
_US_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_MOST_FINDINGS = 50


def data_dir() -> Path:
    """The plan's data directory: PAYERPORT_DATA_DIR, else `.data` under the checkout, as in the settings."""
    named = os.environ.get("PAYERPORT_DATA_DIR", "").strip()
    return Path(named).absolute() if named else Path(__file__).resolve().parents[3] / ".data"


@dataclass(frozen=True, slots=True)
class Stored:
    """A licensed table as kept: its release and the file of its rows."""

    release: Release
    path: Path

    def rows(self) -> Rows:
        """The rows, in the columns of a shipped procedure set."""
        return rows_in(self.path.read_text(encoding="utf-8").partition("\n")[2])


@dataclass(frozen=True, slots=True)
class Entry:
    """One checked line of a plan's file."""

    code: str
    short: str
    long: str
    period: Period


def stored(name: str, folder: Path) -> Stored | None:
    """The kept table of that name; None when the plan has loaded none."""
    path = folder / "codes" / f"{name}.tsv"
    if not path.exists():
        return None
    with path.open(encoding="utf-8") as file:
        as_of, source, sha256 = file.readline().rstrip("\n").split("\t")
    release = Release(
        name=TITLES[name],
        as_of=dt.date.fromisoformat(as_of),
        source=source,
        licence="the plan's own licence",
        version=f"{as_of}+{sha256[:12]}",
    )
    return Stored(release, path)


def read_csv(name: str, text: str) -> tuple[list[Entry], list[Finding]]:
    """The entries of a plan's CSV (`code,short,long,effective,termination`) and what is wrong with it.

    Dates are `YYYY-MM-DD`, `YYYYMMDD` or `M/D/YYYY`; an empty effective date is "always was". At most 50
    findings.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    head = [column.strip().lower() for column in reader.fieldnames or ()]
    if missing := [column for column in COLUMNS if column not in head]:
        return [], [_fault("codes.load.columns", "first line", f"There is no column {', '.join(missing)}.")]
    reader.fieldnames = head
    entries: list[Entry] = []
    findings: list[Finding] = []
    for number, row in enumerate(reader, start=2):
        entry = _entry(
            name, {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
        )
        if isinstance(entry, str):
            findings.append(_fault("codes.load.line", f"line {number}", entry))
        else:
            entries.append(entry)
    findings += _overlaps(entries)
    if not entries and not findings:
        findings.append(_fault("codes.load.empty", "file", "The file has no codes."))
    return entries, findings[:_MOST_FINDINGS]


def keep(name: str, entries: list[Entry], source: str, as_of: dt.date, folder: Path) -> Path:
    """Write the table, whole or not at all, readable by its owner alone; gives its path."""
    lines = sorted(
        "\t".join((
            entry.code,
            "" if entry.period.start == dt.date.min else entry.period.start.isoformat(),
            entry.period.end.isoformat() if entry.period.end else "",
            *("", "", "", "", entry.short, entry.long, entry.short),
        ))
        for entry in entries
    )  # fmt: skip
    body = "\n".join(("\t".join(COLUMNS), *lines)) + "\n"
    digest = hashlib.sha256(body.encode()).hexdigest()
    path = folder / "codes" / f"{name}.tsv"
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{name}-")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(f"{as_of.isoformat()}\t{_plain(source)}\t{digest}\n{body}")
    Path(temporary).replace(path)
    return path


def load(name: str, file: Path, as_of: dt.date | None, folder: Path) -> tuple[int, list[Finding]]:
    """Check a plan's file and keep it when it has no error; gives how many entries were kept, and the
    findings.

    `as_of` is the publisher's day; without it the newest effective date in the file is taken.
    """
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return 0, [
            _fault("codes.load.encoding", "file", "The file is not UTF-8 text.", "Save it as CSV UTF-8.")
        ]
    entries, findings = read_csv(name, text)
    if has_errors(findings):
        return 0, findings
    newest = max(entry.period.start for entry in entries)
    keep(name, entries, file.name, as_of or newest, folder)
    return len(entries), findings


def _entry(name: str, row: dict[str, str]) -> Entry | str:
    """The checked line, or the sentence that says what is wrong with it."""
    code = row["code"].upper()
    if procedure_system(code) is not SETS[name]:
        return f"The first column does not have the shape of a {TITLES[name]} code."
    start, end = _day(row["effective"], dt.date.min), _day(row["termination"], None)
    if start is False or end is False:
        return "A date is not YYYY-MM-DD, YYYYMMDD or M/D/YYYY."
    first = start if isinstance(start, dt.date) else dt.date.min
    last = end if isinstance(end, dt.date) else None
    if last is not None and last < first:
        return "The termination date is before the effective date."
    if not row["short"]:
        return "The short description is empty."
    return Entry(code, _plain(row["short"]), _plain(row["long"]), Period(first, last))


def _day(text: str, empty: dt.date | None) -> dt.date | bool | None:
    """The date; `empty` for no text; False when it is none."""
    if not text:
        return empty
    if us := _US_DATE.fullmatch(text):
        text = f"{us[3]}-{us[1]:0>2}-{us[2]:0>2}"
    return parse_iso_date(text) or False


def _overlaps(entries: Iterable[Entry]) -> list[Finding]:
    """A finding for each code whose lines claim the same day twice."""
    by_code: dict[str, list[Period]] = {}
    doubled: dict[str, None] = {}
    for entry in entries:
        periods = by_code.setdefault(entry.code, [])
        if any(entry.period.overlaps(other) for other in periods):
            doubled[entry.code] = None
        periods.append(entry.period)
    return [
        _fault("codes.load.overlap", code, "Two lines of this code are in force on the same day.")
        for code in doubled
    ]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _fault(code: str, where: str, message: str, mend: str = "Mend the file and load it again.") -> Finding:
    return Finding(code=code, severity=Severity.ERROR, where=where, message=message, mend=mend)
