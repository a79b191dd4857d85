"""The shipped files: whole, as the manifest says, with what may be shipped and nothing else."""

import datetime as dt
import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from payerport.codes import tables
from payerport.codes.shipped import DATA, faults, manifest, rows_of, text_of
from plancore.codes import Membership, PlaceKey, ProcedureSystem, Sex, Side, procedure_system

DAY = dt.date(2026, 3, 2)
WORDED = ("group", "carc", "rarc", "claim_status", "claim_status_category")


def test_it_ships_exactly_the_files_of_the_manifest() -> None:
    assert faults() == []
    for line in manifest().values():
        assert hashlib.sha256((DATA / line.file).read_bytes()).hexdigest() == line.sha256
        assert line.source and line.licence


def test_it_stays_small() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 4_000_000


def _changed_byte(folder: Path) -> str:
    data = bytearray((folder / "states.tsv").read_bytes())
    data[40] ^= 1
    (folder / "states.tsv").write_bytes(data)
    return "states.tsv is not the file the manifest names: its SHA-256 differs."


def _removed(folder: Path) -> str:
    (folder / "carc.tsv").unlink()
    return "carc.tsv is in the manifest but not in the folder."


def _added(folder: Path) -> str:
    (folder / "cpt.tsv").write_text("code\n")
    return "cpt.tsv is not in the manifest."


def _wrong_count(folder: Path) -> str:
    path = folder / "MANIFEST.tsv"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(\tstates\.tsv\t.*\t)77(\t)", r"\g<1>78\2", text), encoding="utf-8")
    return "states.tsv has 77 rows; the manifest says 78."


@pytest.mark.parametrize("plant", [_changed_byte, _removed, _added, _wrong_count])
def test_it_names_a_planted_fault(plant: Callable[[Path], str], tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    said = plant(folder)
    assert faults(folder) == [said]


def test_it_ships_no_licensed_procedure_code() -> None:
    systems = {procedure_system(code) for code in rows_of("hcpcs")}
    assert systems == {ProcedureSystem.HCPCS}
    for name in ("ptp_practitioner", "ptp_outpatient"):
        both = {procedure_system(code) for pair in rows_of(name) for code in pair.split()}
        assert both == {ProcedureSystem.HCPCS}
    for name in ("mue_practitioner", "mue_outpatient", "mue_dme"):
        assert {procedure_system(code) for code in rows_of(name)} == {ProcedureSystem.HCPCS}
    assert {procedure_system(key.split()[0]) for key in rows_of("relative_values")} == {ProcedureSystem.HCPCS}


def test_it_ships_adjustment_and_status_codes_without_their_published_text() -> None:
    for name in WORDED:
        for row in rows_of(name).values():
            assert re.fullmatch(r"[0-9\t-]*", row), name


@pytest.mark.parametrize("name", WORDED)
def test_it_words_each_explained_code_whole_and_kindly(name: str) -> None:
    codes = getattr(tables(), name)
    lines = text_of(DATA / f"{name}_words.tsv").splitlines()[1:]
    assert len(lines) == len({line.split("\t")[0] for line in lines})
    for line in lines:
        code, label, *sentences = line.split("\t")
        assert codes.history(code), f"{name} {code} is in the words but not in the values"
        assert label and not label.endswith("."), code
        assert len(label) <= 60, code
        for sentence in sentences:
            assert sentence.endswith("."), f"{name} {code}"
            assert "!" not in sentence and "invalid" not in sentence.lower(), f"{name} {code}"
        assert len(sentences) == 3


def test_it_explains_the_reasons_a_commercial_plan_uses() -> None:
    unexplained = [code.code for code in tables().carc if not code.is_explained and DAY in code.period]
    explained = [code for code in tables().carc if code.is_explained and DAY in code.period]
    assert len(explained) >= 280
    assert set(unexplained) <= {"271", "295", "303"}


def test_it_keeps_member_words_short() -> None:
    for name in WORDED:
        for code in getattr(tables(), name):
            if code.is_explained:
                for sentence in code.words.member_words.split(". "):
                    assert len(sentence.split()) <= 22, f"{name} {code.code}: {sentence}"


def test_it_knows_the_facts_the_rules_lean_on() -> None:
    t = tables()
    knee = t.icd10cm.lookup("M17.11", DAY)
    assert knee is not None
    assert (knee.billable, knee.side, knee.label) == (
        True,
        Side.RIGHT,
        "Unilateral primary osteoarthritis, right knee",
    )
    category = t.icd10cm.lookup("M17", DAY)
    assert category is not None and not category.billable
    unspecified = t.icd10cm.lookup("M17.10", DAY)
    assert unspecified is not None and unspecified.side is Side.UNSPECIFIED
    prostate = t.icd10cm.lookup("C61", DAY)
    assert prostate is not None and prostate.sex is Sex.MALE
    assert t.icd10cm.known("M17.13", DAY) is Membership.UNKNOWN
    assert t.procedures.known("G8879", dt.date(2017, 12, 31)) is Membership.KNOWN
    assert t.procedures.known("G8879", dt.date(2018, 1, 1)) is Membership.UNKNOWN
    assert t.carc.known("15", dt.date(2018, 4, 30)) is Membership.KNOWN
    assert t.carc.known("15", dt.date(2018, 5, 1)) is Membership.UNKNOWN
    office, campus = t.place_of_service.lookup("11", DAY), t.place_of_service.lookup("22", DAY)
    assert office is not None and not office.facility
    assert campus is not None and campus.facility
    assert t.modifiers.known("25", DAY) is Membership.KNOWN
    assert t.modifiers.known("98", DAY) is Membership.NOT_LOADED
    assert t.modifiers.known("QQ1", DAY) is Membership.UNKNOWN
    assert t.states.known("PR", DAY) is Membership.KNOWN
    assert t.states.known("ZZ", DAY) is Membership.UNKNOWN


def test_it_has_the_published_edit_examples() -> None:
    t = tables()
    exclusive = t.ptp_practitioner.between("G0438", "G0402", DAY)
    assert exclusive is not None and exclusive.modifier_indicator == 0
    bypassable = t.ptp_practitioner.between("G0101", "G0181", DAY)
    assert bypassable is not None and bypassable.modifier_indicator == 1
    limits = [t.mue_practitioner.limit("G0439"), t.mue_practitioner.limit("J1885")]
    assert [(limit.units, limit.mai) for limit in limits if limit] == [(1, 2), (8, 3)]
    practitioner, supplier = t.mue_practitioner.limit("E0601"), t.mue_dme.limit("E0601")
    assert practitioner is not None and supplier is not None
    assert (practitioner.units, supplier.units) == (0, 1)


def test_it_prices_every_zip() -> None:
    t = tables()
    places = {PlaceKey(*row.split("\t")[1:3]) for row in rows_of("zip_localities").values()}
    assert places
    assert all(t.gpci.lookup(place) and t.anesthesia.cents_per_unit(place) for place in places)


def test_it_names_the_content_of_every_set_for_the_record_of_a_decision() -> None:
    versions = tables().versions()
    assert re.fullmatch(r"2026-04-01\+[0-9a-f]{12}", versions["icd10cm"])
    assert set(versions) == set(tables().releases())


def test_it_gives_the_same_tables_twice() -> None:
    assert tables() is tables()
    assert tables().load()["icd10cm"] == manifest()["icd10cm"].rows
