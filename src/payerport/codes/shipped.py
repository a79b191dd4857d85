"""The files that ship with the project, by way of their manifest. `scripts/build_codes.py` makes them."""

import datetime as dt
import hashlib
import lzma
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plancore.codes import Release

DATA = Path(__file__).resolve().parent / "data"

TITLES = {
    "icd10cm": "ICD-10-CM",
    "hcpcs": "HCPCS Level II",
    "cpt": "CPT",
    "cdt": "CDT",
    "modifiers": "modifier",
    "place_of_service": "place of service",
    "group": "adjustment group code",
    "carc": "adjustment reason code",
    "rarc": "remark code",
    "claim_status": "claim status code",
    "claim_status_category": "claim status category",
    "entity_id": "entity identifier",
    "service_type": "service type",
    "states": "state",
    "countries": "country",
    "ptp_practitioner": "NCCI practitioner pair",
    "ptp_outpatient": "NCCI outpatient pair",
    "mue_practitioner": "NCCI practitioner unit",
    "mue_outpatient": "NCCI outpatient unit",
    "mue_dme": "NCCI equipment unit",
    "add_on_codes": "add-on code",
    "zip_localities": "ZIP locality",
    "relative_values": "relative value",
    "gpci": "GPCI",
    "anesthesia": "anesthesia factor",
    "drg_titles": "MS-DRG",
    "cc_list": "MS-DRG CC/MCC",
    "procedure_people": "age and sex of procedures",
    "secondary_diagnoses": "secondary diagnosis",
    "excludes1": "Excludes1",
    "revenue_codes": "revenue code",
}
"""What each set is called in a sentence ("The plan's ... table")."""


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """One shipped file: where it is from, how old, how long, and the SHA-256 of its bytes."""

    name: str
    file: str
    source: str
    licence: str
    as_of: dt.date
    speaks_from: dt.date | None
    stale_days: int
    rows: int
    sha256: str

    @property
    def release(self) -> Release:
        """The release this file carries."""
        return Release(
            name=TITLES.get(self.name, self.name),
            as_of=self.as_of,
            source=self.source,
            licence=self.licence,
            version=f"{self.as_of.isoformat()}+{self.sha256[:12]}",
            stale_days=self.stale_days,
            speaks_from=self.speaks_from,
        )


def read_manifest(folder: Path = DATA) -> dict[str, ManifestLine]:
    """The manifest by set name."""
    lines = (folder / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found: dict[str, ManifestLine] = {}
    for line in lines:
        name, file, source, licence, as_of, speaks_from, stale_days, rows, sha256 = line.split("\t")
        found[name] = ManifestLine(
            name=name,
            file=file,
            source=source,
            licence=licence,
            as_of=dt.date.fromisoformat(as_of),
            speaks_from=dt.date.fromisoformat(speaks_from) if speaks_from else None,
            stale_days=int(stale_days),
            rows=int(rows),
            sha256=sha256,
        )
    return found


@cache
def manifest() -> dict[str, ManifestLine]:
    """The manifest of the shipped files, read once."""
    return read_manifest()


def text_of(path: Path) -> str:
    """The text of a plain or xz file."""
    data = path.read_bytes()
    return (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")


def rows_in(text: str) -> dict[str, str]:
    """Code to row of a tab-separated text with a head line; rows of the same code are joined by a newline."""
    rows: dict[str, str] = {}
    lines = iter(text.splitlines())
    next(lines, None)
    for line in lines:
        code, _, row = line.partition("\t")
        rows[code] = f"{rows[code]}\n{row}" if code in rows else row
    return rows


def rows_of(name: str) -> dict[str, str]:
    """The rows of one shipped set."""
    return rows_in(text_of(DATA / manifest()[name].file))


def faults(folder: Path = DATA) -> list[str]:
    """What does not agree between the manifest and the files, in sentences; empty when all agrees."""
    lines = read_manifest(folder)
    found: list[str] = []
    for line in lines.values():
        path = folder / line.file
        if not path.exists():
            found.append(f"{line.file} is in the manifest but not in the folder.")
            continue
        if hashlib.sha256(path.read_bytes()).hexdigest() != line.sha256:
            found.append(f"{line.file} is not the file the manifest names: its SHA-256 differs.")
            continue
        if (rows := text_of(path).count("\n") - 1) != line.rows:
            found.append(f"{line.file} has {rows} rows; the manifest says {line.rows}.")
    named = {line.file for line in lines.values()} | {"MANIFEST.tsv"}
    found += [
        f"{path.name} is not in the manifest." for path in sorted(folder.iterdir()) if path.name not in named
    ]
    return found
