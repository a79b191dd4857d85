"""Builds the compact code sets shipped in src/payerport/codes/data from a folder of published files.

    python scripts/build_codes.py SOURCE_FOLDER [--out FOLDER] [--check]

Same input, same bytes. Hand-written files (our own words, names) stay as they are; only their manifest rows
are renewed. `--check` builds into memory and says which files would change. What each column means stands
beside its builder.
"""

import argparse
import csv
import datetime as dt
import hashlib
import lzma
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from plancore.codes.icd10 import SIDE_LETTERS, side_of_title  # noqa: E402
from plancore.codes.types import Side  # noqa: E402

OUT = ROOT / "src" / "payerport" / "codes" / "data"
HEAD = ("set", "file", "source", "licence", "as_of", "speaks_from", "stale_days", "rows", "sha256")
PUBLIC = "Public domain (US Government work, 17 USC 105)"
OURS = "Apache-2.0 (our own words)"
VALUES = "Code values only; words our own"

Row = dict[str, str]
Line = tuple[str, ...]
Builder = Callable[[Path], Iterable[Line]]


@dataclass(frozen=True)
class Shipped:
    """One shipped set: how it is made (None: written by hand), and what the manifest says of it."""

    name: str
    file: str
    head: str
    source: str
    licence: str
    as_of: str
    stale_days: int
    build: Builder | None
    speaks_from: str = ""


def table(path: Path) -> list[Row]:
    """A published file with a head line. Raises when the file is missing: nothing is built from half the
    input.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def clean(text: str) -> str:
    """One line, single spaces."""
    return " ".join(text.split())


def hundredths(text: str, times: int = 100) -> str:
    """A decimal as a whole number of its `times` parts; raises when it does not come out even."""
    exact = Decimal(text or "0") * times
    if exact != exact.to_integral_value():
        raise ValueError(f"{text} is not a whole number of 1/{times}")
    return str(int(exact))


# --- ICD-10-CM --------------------------------------------------------------------------------------------

_FEMALE = re.compile(
    r"O|A34|C5[1-8]|D06|D07[0-3]|D2[5-8]|D39|E28|F53|N7[0-7]|N8|N9[0-8]|Q5[0-2]|S314|S37[456]"
    r"|Z014|Z124|Z3[34679]|Z3A"
)
_MALE = re.compile(r"C6[0-3]|D07[456]|D29|D40|N4|N5[0-3]|Q5[345]|S31[23]|S3782|Z125")
_MATERNITY = re.compile(r"O|Z3[34679]|Z3A")
_NEWBORN = re.compile(r"P|Z38|Z0011")
_CHILD = re.compile(r"Z0012")
_ADULT = re.compile(r"Z000")


def usual_sex(code: str, title: str) -> str:
    """F, M or a dot: from `female` and `male` in the title, else from the category's own subject."""
    if code[0] in "VWXY" or "partner" in title.lower():  # the words are about somebody else
        return "."
    said = {word.lower() for word in re.findall(r"\b(?:fe)?male\b", title, re.IGNORECASE)}
    if said:
        return "." if len(said) == 2 else said.pop()[0].upper()
    if _FEMALE.match(code):
        return "F"
    return "M" if _MALE.match(code) else "."


def usual_ages(code: str) -> str:
    """M maternity, N newborn, C child, A adult, or a dot (the Medicare Code Editor's age groups)."""
    groups = ((_MATERNITY, "M"), (_NEWBORN, "N"), (_CHILD, "C"), (_ADULT, "A"))
    return next((letter for shape, letter in groups if shape.match(code)), ".")


def sides_of(rows: list[Row]) -> dict[str, Side | None]:
    """The side of each code: by its title; `unspecified` where the title says so beside siblings that name a
    side; a code that adds only an encounter letter has its parent's."""
    own = {row["code"]: side_of_title(row["description"]) for row in rows}
    lateral_parents = {row["parent"] for row in rows if own[row["code"]] in {Side.RIGHT, Side.LEFT}}
    sides: dict[str, Side | None] = {}
    for row in rows:  # parents stand before their children
        code, parent = row["code"], row["parent"]
        side = own[code]
        if side is None and sides.get(parent) is Side.UNSPECIFIED:
            side = Side.UNSPECIFIED
        if side is None and parent in lateral_parents and "unspecified" in row["description"].lower():
            side = Side.UNSPECIFIED
        sides[code] = side
    return sides


def icd10cm(source: Path) -> Iterable[Line]:
    """code, start, end, flags (billable, side, sex, ages, manifestation), official title."""
    everything = table(source / "icd10cm" / "icd10cm_2026-04.tsv")
    rows = [row for row in everything if row["kind"] in {"category", "subcategory"}]
    sides = sides_of(rows)
    for row in rows:
        code, title = row["code"].replace(".", ""), clean(row["description"])
        side = sides[row["code"]]
        flags = (
            ("b" if row["billable"] == "1" else ".")
            + (SIDE_LETTERS[side] if side else ".")
            + usual_sex(code, title)
            + usual_ages(code)
            + ("m" if "in diseases classified elsewhere" in title.lower() else ".")
        )
        yield code, "", "", flags, title


# --- HCPCS Level II ---------------------------------------------------------------------------------------


def hcpcs(source: Path) -> Iterable[Line]:
    """code, added, ended (its last day), unlisted, coverage, RBCS category and subcategory, CMS's short
    form, title.

    The July 2024 table, and the Level II codes that only the October 2025 relative value file names: those
    have the short form alone and begin, for want of their day, with the first quarter after July 2024.
    """
    folder = source / "hcpcs-levelII-2024-07"
    grouping = {
        row["hcpcs_code"]: row
        for row in sorted(
            table(folder / "rbcs_betos_levelII.tsv"),
            key=lambda row: (row["hcpcs_code"], row["rbcs_date_effective"]),
        )
    }
    unlisted = {row["hcpcs"] for row in table(folder / "hcpcs_noc.tsv") if not row["term_date"]}
    relative = {row["hcpcs"]: clean(row["description"]) for row in relative_value_rows(source)}
    rows = table(folder / "hcpcs_level2.tsv")
    for row in rows:
        code = row["hcpcs"]
        group = grouping.get(code, {})
        yield (
            code,
            row["date_added"],
            row["date_term"],
            "1" if code in unlisted else "",
            row["coverage"],
            group.get("rbcs_category", ""),
            group.get("rbcs_subcategory", ""),
            relative.get(code, ""),
            clean(row["description"]),
        )
    for code in relative.keys() - {row["hcpcs"] for row in rows}:
        yield code, "2024-10-01", "", "", "", "", "", relative[code], ""


_SIDES_OF_MODIFIERS = {"LT": "L", "RT": "R", "50": "B"}
_EYELIDS_FINGERS_TOES = {
    **dict.fromkeys(("E1", "E2", "FA", "F1", "F2", "F3", "F4", "TA", "T1", "T2", "T3", "T4"), "L"),
    **dict.fromkeys(("E3", "E4", "F5", "F6", "F7", "F8", "F9", "T5", "T6", "T7", "T8", "T9"), "R"),
}
_NCCI_MODIFIERS = frozenset(_EYELIDS_FINGERS_TOES) | frozenset(
    {"LT", "RT", "LC", "LD", "RC", "LM", "RI", "XE", "XS", "XP", "XU"}
)
_LICENSED_MODIFIERS = frozenset({"P1", "P2", "P3", "P4", "P5", "P6"})


def modifiers(source: Path) -> Iterable[Line]:
    """code, side, NCCI-associated (NCCI Policy Manual ch. 1 E), title. Without those whose words belong to
    the AMA.
    """
    for row in table(source / "hcpcs-levelII-2024-07" / "modifiers_levelII.tsv"):
        code = row["modifier"]
        if code not in _LICENSED_MODIFIERS:
            side = {**_SIDES_OF_MODIFIERS, **_EYELIDS_FINGERS_TOES}.get(code, "")
            yield code, side, "1" if code in _NCCI_MODIFIERS else "", clean(row["description"])


# --- Places, adjustments, lists ---------------------------------------------------------------------------


def place_of_service(source: Path) -> Iterable[Line]:
    """code, facility rate applies, name, CMS's description."""
    for row in table(source / "pos" / "place_of_service.tsv"):
        facility = "1" if row["pos_type"] == "Facility" else ""
        yield row["pos_code"], facility, clean(row["pos_name"]), clean(row["pos_description"])


def adjustment_codes(kind: str) -> Builder:
    """code, start, end. The published stop day is the first day out of use, so the last day in use is the
    one before.
    """

    def build(source: Path) -> Iterable[Line]:
        for row in table(source / "carc-rarc-2024-06" / "adj_codes_no_text.tsv"):
            if row["type"] == kind:
                yield row["code"], row["start"], day_before(row["end"])

    return build


def day_before(day: str) -> str:
    """The ISO date one day earlier; empty stays empty."""
    return (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat() if day else ""


def values_of(file: str, *more: str) -> Builder:
    """code values of one external list, with `more` where the list is older than the guides in use."""

    def build(source: Path) -> Iterable[Line]:
        codes = {row["code"] for row in table(source / "pyx12-external-codes" / file)} | set(more)
        for code in codes:
            yield (code,)

    return build


# --- NCCI -------------------------------------------------------------------------------------------------


def ptp(setting: str) -> Builder:
    """column 1 and column 2, last day, modifier indicator, rationale."""

    def build(source: Path) -> Iterable[Line]:
        for row in table(source / "ncci-levelII-2024q3" / f"ncci_ptp_{setting}.tsv"):
            pair = f"{row['column1']} {row['column2']}"
            yield pair, row["deletion_date"], row["modifier_indicator"], clean(row["rationale"])

    return build


def mue(setting: str) -> Builder:
    """code, units, adjudication indicator (MAI), rationale."""

    def build(source: Path) -> Iterable[Line]:
        for row in table(source / "ncci-levelII-2024q3" / f"ncci_mue_{setting}.tsv"):
            yield row["hcpcs"], row["mue_units"], row["mai"], clean(row["rationale"])

    return build


def add_on_codes(source: Path) -> Iterable[Line]:
    """add-on code, primary code, type."""
    for row in table(source / "ncci-levelII-2024q3" / "ncci_aoc.tsv"):
        yield row["add_on"], row["primary"], row["edit_type"]


# --- Pricing ----------------------------------------------------------------------------------------------


def relative_value_rows(source: Path) -> list[Row]:
    """The Level II rows of the relative value file."""
    return table(source / "mpfs-rvu25d" / "pprrvu_2025d_levelII.tsv")


def relative_values(source: Path) -> Iterable[Line]:
    """code and modifier; status; RVUs x 100: work, non-facility PE, facility PE, malpractice; factor x
    10,000; pre-, intra-, post-operative percent; not usual in non-facility, in facility; CMS's one-character
    indicators.
    """
    for row in relative_value_rows(source):
        yield (
            f"{row['hcpcs']} {row['mod']}".rstrip(),
            row["status"],
            *(hundredths(row[name]) for name in ("work_rvu", "nonfac_pe_rvu", "fac_pe_rvu", "mp_rvu")),
            hundredths(row["conv_factor"], 10_000),
            *(hundredths(row[name]) for name in ("pre_op", "intra_op", "post_op")),
            "1" if row["nonfac_na"] == "NA" else "",
            "1" if row["fac_na"] == "NA" else "",
            *(
                row[name]
                for name in ("pctc", "global", "mult_proc", "bilat", "asst_surg", "co_surg", "team_surg")
            ),
            row["endo_base"],
        )


def plain_csv(path: Path, first_row: int) -> Iterable[list[str]]:
    """The data rows of a spreadsheet that was saved as CSV: those that begin with a contractor number."""
    with path.open(encoding="latin-1", newline="") as file:
        for row in list(csv.reader(file))[first_row:]:
            if row and row[0].strip().isdigit():
                yield [cell.strip().rstrip("*").strip() for cell in row]


def gpci(source: Path) -> Iterable[Line]:
    """carrier and locality, state, name, work, PE and malpractice index x 1,000."""
    for mac, state, number, name, work, pe, malpractice in plain_csv(
        source / "mpfs-rvu25d" / "GPCI2025.csv", 3
    ):
        indices = (hundredths(value, 1_000) for value in (work, pe, malpractice))
        yield f"{mac.zfill(5)} {number.zfill(2)}", state, clean(name), *indices


def anesthesia(source: Path) -> Iterable[Line]:
    """carrier and locality, cents for one unit."""
    for mac, number, _name, dollars in plain_csv(source / "mpfs-rvu25d" / "ANES2025.csv", 1):
        yield f"{mac.zfill(5)} {number.zfill(2)}", hundredths(dollars)


def zip_locality(source: Path) -> Iterable[Line]:
    """ZIP, state, carrier, locality, rural mark, some nine-digit ZIPs differ."""
    for row in table(source / "zip-locality" / "zip5_locality_2025-10.tsv"):
        plus4 = "1" if row["plus4_flag"] == "1" else ""
        yield row["zip5"], row["state"], row["carrier"], row["locality"], row["rural_ind"].strip(), plus4


def drg_titles(source: Path) -> Iterable[Line]:
    """group, major diagnostic category, kind, title."""
    for row in table(source / "msdrg-v43.1" / "msdrg_titles.tsv"):
        yield row["drg"], row["mdc"], row["type"], clean(row["title"])


def cc_list(source: Path) -> Iterable[Line]:
    """ICD-10-CM code, CC or MCC."""
    for row in table(source / "msdrg-v43.1" / "cc_mcc_list.tsv"):
        yield row["icd10cm"].replace(".", ""), row["level"]


_NEWER_COUNTRIES = ("AX", "BL", "BQ", "CW", "GG", "IM", "JE", "ME", "MF", "PS", "RS", "SS", "SX", "TL")
_EXTERNAL = "Code values of the pyx12 project's external code lists (2026-05)"
_NCCI = "CMS National Correct Coding Initiative, Level II part, effective 2024-07-01"
_RVU = "CMS physician fee schedule relative value files RVU25D"

_OUR_DAY = "2026-11-21"
_WORDS = "code label words member_words mend"


def by_hand(name: str, head: str) -> Shipped:
    """A file we write ourselves."""
    return Shipped(name, f"{name}.tsv", head, "Payerport", OURS, _OUR_DAY, 3650, None)


def values(name: str, source: str, as_of: str, build: Builder) -> Shipped:
    """Code values and their days; the words beside them are ours."""
    head = "code start end" if name in {"group", "carc", "rarc"} else "code"
    return Shipped(name, f"{name}.tsv", head, source, VALUES, as_of, 1200, build)


def from_cms(
    name: str,
    head: str,
    source: str,
    days: tuple[str, int],
    build: Builder,
    *,
    since: str = "",
) -> Shipped:
    """A table of CMS's, compressed; `days` is its date and for how many days it is trusted."""
    return Shipped(name, f"{name}.tsv.xz", head, source, PUBLIC, *days, build, since)


_QUARTER = ("2024-07-01", 120)
_RVU_DAYS = ("2025-10-01", 100)
_ICD_DAYS = ("2026-04-01", 182)
_DRG = "CMS MS-DRG definitions v43.1"
_STOPS = "code values and dates (2024-06)"
_RVU_HEAD = (
    "key status work nonfac_pe fac_pe mp factor pre intra post nonfac_na fac_na "
    "pctc global mult bilat asst co team endo"
)
_ICD = "NCHS/CMS ICD-10-CM FY2026, April 1 2026 update"
_HCPCS = f"CMS HCPCS Level II July 2024 with RBCS groups; later codes from {_RVU}"
_HCPCS_HEAD = "code start end unlisted coverage category subcategory short title"
_ZIP = "CMS ZIP code to carrier locality, October 2025"
_PAIR = "pair until indicator rationale"
_LIMIT = "code units mai rationale"

SETS: tuple[Shipped, ...] = (
    from_cms("icd10cm", "code start end flags title", _ICD, _ICD_DAYS, icd10cm, since="2025-10-01"),
    from_cms("hcpcs", _HCPCS_HEAD, _HCPCS, _QUARTER, hcpcs),
    by_hand("hcpcs_names", "code name"),
    from_cms(
        "modifiers", "code side ncci title", "CMS HCPCS Level II modifiers July 2024", _QUARTER, modifiers
    ),
    by_hand("modifiers_numeric", "code side ncci title"),
    from_cms(
        "place_of_service",
        "code facility name description",
        "CMS place of service code set",
        ("2026-02-01", 400),
        place_of_service,
    ),
    values("group", f"Claim adjustment group {_STOPS}", "2024-06-18", adjustment_codes("Group")),
    by_hand("group_words", _WORDS),
    values("carc", f"Claim adjustment reason {_STOPS}", "2024-06-18", adjustment_codes("CARC")),
    by_hand("carc_words", _WORDS),
    values("rarc", f"Remittance advice remark {_STOPS}", "2024-06-18", adjustment_codes("RARC")),
    by_hand("rarc_words", _WORDS),
    values("claim_status", _EXTERNAL, "2026-05-01", values_of("claim_status.tsv")),
    by_hand("claim_status_words", _WORDS),
    values("claim_status_category", _EXTERNAL, "2026-05-01", values_of("claim_status_cat.tsv")),
    by_hand("claim_status_category_words", _WORDS),
    values("entity_id", _EXTERNAL, "2026-05-01", values_of("entity_id.tsv")),
    by_hand("entity_id_names", "code name"),
    values(
        "service_type",
        f"{_EXTERNAL}; 77 and B2 added",
        "2026-05-01",
        values_of("service_type.tsv", "77", "B2"),
    ),
    by_hand("service_type_names", "code name"),
    by_hand("states", "code name"),
    values(
        "countries",
        f"{_EXTERNAL}, with newer ISO 3166 codes",
        "2026-05-01",
        values_of("country.tsv", *_NEWER_COUNTRIES),
    ),
    from_cms("ptp_practitioner", _PAIR, _NCCI, _QUARTER, ptp("prac"), since="2024-07-01"),
    from_cms("ptp_outpatient", _PAIR, _NCCI, _QUARTER, ptp("out"), since="2024-07-01"),
    from_cms("mue_practitioner", _LIMIT, _NCCI, _QUARTER, mue("prac"), since="2024-07-01"),
    from_cms("mue_outpatient", _LIMIT, _NCCI, _QUARTER, mue("out"), since="2024-07-01"),
    from_cms("mue_dme", _LIMIT, _NCCI, _QUARTER, mue("dme"), since="2024-07-01"),
    from_cms("add_on_codes", "add_on primary kind", _NCCI, ("2024-06-03", 400), add_on_codes),
    from_cms(
        "zip_localities", "zip state carrier locality rural plus4", _ZIP, ("2025-10-01", 400), zip_locality
    ),
    from_cms(
        "relative_values", _RVU_HEAD, f"{_RVU}, Level II part", _RVU_DAYS, relative_values, since="2025-01-01"
    ),
    from_cms("gpci", "place state name work pe mp", f"{_RVU}, GPCI2025", _RVU_DAYS, gpci, since="2025-01-01"),
    from_cms("anesthesia", "place cents", f"{_RVU}, ANES2025", _RVU_DAYS, anesthesia, since="2025-01-01"),
    from_cms("drg_titles", "drg mdc kind title", _DRG, _ICD_DAYS, drg_titles),
    from_cms("cc_list", "code level", f"{_DRG}, CC and MCC list", _ICD_DAYS, cc_list),
    by_hand("procedure_people", "code sex youngest oldest start end source"),
    by_hand("secondary_diagnoses", "code source"),
    Shipped(
        "excludes1",
        "excludes1.tsv.xz",
        "code first last",
        f"{_ICD}, Excludes1 notes by way of simple-icd-10-cm 1.5.0 (scripts/build_excludes.py)",
        PUBLIC,
        *_ICD_DAYS,
        None,
    ),
    by_hand("revenue_codes", "code setting procedure source"),
)


def content(shipped: Shipped, source: Path) -> bytes:
    """The uncompressed text of a built set: head line, then rows in order of all their columns."""
    if shipped.build is None:
        raise ValueError(f"{shipped.name} is written by hand")
    lines = sorted(set(shipped.build(source)))
    return (
        "\t".join(shipped.head.split()) + "\n" + "".join("\t".join(line) + "\n" for line in lines)
    ).encode()


def packed(shipped: Shipped, text: bytes) -> bytes:
    """The bytes as shipped: xz with fixed settings, or plain."""
    if not shipped.file.endswith(".xz"):
        return text
    return lzma.compress(text, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC64, preset=9 | lzma.PRESET_EXTREME)


def unpacked(path: Path) -> bytes:
    """The text of a shipped file."""
    data = path.read_bytes()
    return lzma.decompress(data) if path.suffix == ".xz" else data


def manifest(out: Path) -> str:
    """The manifest of what stands in `out`."""
    lines = ["\t".join(HEAD)]
    for shipped in SETS:
        path = out / shipped.file
        rows = unpacked(path).count(b"\n") - 1
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        facts = (
            shipped.name,
            shipped.file,
            shipped.source,
            shipped.licence,
            shipped.as_of,
            shipped.speaks_from,
        )
        lines.append("\t".join((*facts, str(shipped.stale_days), str(rows), digest)))
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Build, or compare; 0 when all is well."""
    parser = argparse.ArgumentParser(description="Build the shipped code sets.")
    parser.add_argument("source", type=Path, help="folder with the published files")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--check", action="store_true", help="change nothing; say what would change")
    options = parser.parse_args(arguments)
    changed: list[str] = []
    for shipped in SETS:
        if shipped.build is None:
            continue
        path: Path = options.out / shipped.file
        text = content(shipped, options.source)
        if not path.exists() or unpacked(path) != text:
            changed.append(shipped.file)
            if not options.check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(packed(shipped, text))
    if not options.check:
        (options.out / "MANIFEST.tsv").write_text(manifest(options.out), encoding="utf-8", newline="\n")
    sys.stdout.write(
        f"{len(changed)} of {len(SETS)} files {'would change' if options.check else 'written'}"
        f"{': ' if changed else ''}{', '.join(changed)}\n"
    )
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
