"""`tables()`: every code set in one value. Each is read at its first question; `tables().load()` reads all
at once.
"""

import datetime as dt
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from payerport.codes import licensed
from payerport.codes.packed import PackedRows, unpacked
from payerport.codes.shipped import DATA, TITLES, manifest, rows_of
from plancore.codes import (
    AddOnCodes,
    AnesthesiaFactors,
    CcList,
    Code,
    CodeList,
    CodeSet,
    CodeTables,
    Diagnosis,
    EditLists,
    GpciTable,
    Modifier,
    MueTable,
    Procedure,
    ProcedureCodes,
    PtpEdits,
    RelativeValues,
    Release,
    WordedCode,
    ZipLocalities,
)
from plancore.codes.edit_lists import read_exclusion, read_for_whom, read_revenue, read_secondary
from plancore.codes.icd10 import read_diagnosis, tidy_diagnosis
from plancore.codes.lazy import Rows
from plancore.codes.rows import read_drg, read_modifier, read_named, read_place, read_procedure
from plancore.codes.words import read_worded

_NUMERIC_MODIFIER = re.compile(r"[0-9]{2}")


@cache
def tables(data_dir: Path | None = None) -> CodeTables:
    """All code sets. `data_dir` is where the plan's licensed tables are kept (default: the plan's data
    directory).

    The value is kept: asking twice gives the same one. After `payerport codes load`, running processes go on
    with what they have until they are started again.
    """
    folder = data_dir if data_dir is not None else licensed.data_dir()
    return CodeTables(
        icd10cm=icd10cm(),
        procedures=ProcedureCodes(
            hcpcs=hcpcs(), cpt=_licensed_set("cpt", folder), cdt=_licensed_set("cdt", folder)
        ),
        modifiers=modifiers(),
        place_of_service=CodeSet(_release("place_of_service"), _rows("place_of_service"), read_place),
        group=worded("group", "Group code"),
        carc=worded("carc", "Reason code"),
        rarc=worded("rarc", "Remark code"),
        claim_status=worded("claim_status", "Status code"),
        claim_status_category=worded("claim_status_category", "Status category"),
        entity_id=named("entity_id", "entity_id_names"),
        service_type=named("service_type", "service_type_names"),
        states=named("states", None),
        countries=named("countries", None),
        ptp_practitioner=PtpEdits(_release("ptp_practitioner"), _rows("ptp_practitioner")),
        ptp_outpatient=PtpEdits(_release("ptp_outpatient"), _rows("ptp_outpatient")),
        mue_practitioner=MueTable(_release("mue_practitioner"), _rows("mue_practitioner")),
        mue_outpatient=MueTable(_release("mue_outpatient"), _rows("mue_outpatient")),
        mue_dme=MueTable(_release("mue_dme"), _rows("mue_dme")),
        add_on_codes=AddOnCodes(_release("add_on_codes"), _rows("add_on_codes")),
        zip_localities=ZipLocalities(_release("zip_localities"), _rows("zip_localities")),
        relative_values=RelativeValues(_release("relative_values"), _rows("relative_values")),
        gpci=GpciTable(_release("gpci"), _rows("gpci")),
        anesthesia=AnesthesiaFactors(_release("anesthesia"), _rows("anesthesia")),
        drg_titles=CodeSet(_release("drg_titles"), _rows("drg_titles"), read_drg),
        cc_list=CcList(_release("cc_list"), _rows("cc_list")),
        edit_lists=edit_lists(),
    )


def edit_lists() -> EditLists:
    """The lists that edits ask beside the sets."""
    people, secondary, excludes1, revenue = (
        "procedure_people",
        "secondary_diagnoses",
        "excludes1",
        "revenue_codes",
    )
    return EditLists(
        procedure_people=CodeList(_release(people), _rows(people), read_for_whom, shortest=5),
        secondary_diagnoses=CodeList(_release(secondary), _rows(secondary), read_secondary),
        excludes1=CodeList(_release(excludes1), _rows(excludes1), read_exclusion),
        revenue_codes=CodeList(_release(revenue), _rows(revenue), read_revenue),
    )


def icd10cm() -> CodeSet[Diagnosis]:
    """The diagnoses."""
    return CodeSet(_release("icd10cm"), lambda: _packed_rows("icd10cm"), read_diagnosis, tidy=tidy_diagnosis)


def hcpcs() -> CodeSet[Procedure]:
    """HCPCS Level II with the common names of our own."""

    return CodeSet(_release("hcpcs"), lambda: _packed_rows("hcpcs", rows_of("hcpcs_names")), read_procedure)


def modifiers() -> CodeSet[Modifier]:
    """Level II modifiers, and the numeric ones the rules use in our own words; other numeric ones are
    `NOT_LOADED`.
    """

    def rows() -> Rows:
        return rows_of("modifiers") | rows_of("modifiers_numeric")

    return CodeSet(
        _release("modifiers"),
        rows,
        read_modifier,
        complete_for=lambda code: not _NUMERIC_MODIFIER.fullmatch(code),
    )


def worded(name: str, kind: str) -> CodeSet[WordedCode]:
    """A set of code values with the plan's own words beside them. `kind` begins the sentence of an
    unexplained one.
    """

    def rows() -> Rows:
        words = rows_of(f"{name}_words")
        return {
            code: f"{dates or chr(9)}\t{words.get(code, chr(9) * 3)}" for code, dates in rows_of(name).items()
        }

    return CodeSet(_release(name), rows, lambda code, row: read_worded(kind, code, row))


def named(name: str, names: str | None) -> CodeSet[Code]:
    """A set of code values with names of our own where there are some."""

    def rows() -> Rows:
        return rows_of(name) | (rows_of(names) if names else {})

    return CodeSet(_release(name), rows, read_named)


def _release(name: str) -> Release:
    return manifest()[name].release


def _packed_rows(name: str, names: Rows | None = None) -> Rows:
    return PackedRows(unpacked(DATA / manifest()[name].file), names)


def _rows(name: str) -> Callable[[], Rows]:
    return lambda: rows_of(name)


def _licensed_set(name: str, folder: Path) -> CodeSet[Procedure]:
    stored = licensed.stored(name, folder)
    if stored is None:
        return CodeSet(Release(TITLES[name], dt.date.min), None, read_procedure)
    return CodeSet(stored.release, stored.rows, read_procedure)
