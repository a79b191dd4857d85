"""A plan's own table: checked whole, kept whole or not at all, answered for by day. The codes are made up."""

import datetime as dt
from pathlib import Path

import pytest

from payerport.codes import licensed, tables
from plancore.codes import Membership
from plancore.kernel import Severity

HEAD = "code,short,long,effective,termination\n"
GOOD = HEAD + (
    "99213,made-up visit,a made-up visit in full,2020-01-01,\n"
    "99214,ended visit,,20200101,12/31/2025\n"
    "0240u,made-up test,,,\n"
)
DAY = dt.date(2026, 3, 2)


def file_of(folder: Path, text: str) -> Path:
    path = folder / "plan.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_it_keeps_a_good_table_and_answers_from_it(tmp_path: Path) -> None:
    assert tables(tmp_path).procedures.known("99213", DAY) is Membership.NOT_LOADED
    kept, findings = licensed.load("cpt", file_of(tmp_path, GOOD), None, tmp_path)
    assert (kept, findings) == (3, [])
    tables.cache_clear()
    procedures = tables(tmp_path).procedures
    found = procedures.lookup("99213", DAY)
    assert found is not None
    assert (found.label, found.detail) == ("made-up visit", "a made-up visit in full")
    assert procedures.known("99214", dt.date(2025, 12, 31)) is Membership.KNOWN
    assert procedures.known("99214", DAY) is Membership.UNKNOWN
    assert procedures.known("0240U", DAY) is Membership.KNOWN
    assert procedures.known("99215", DAY) is Membership.UNKNOWN
    assert procedures.cpt.release.as_of == dt.date(2020, 1, 1)


def test_it_lets_only_its_owner_read_the_table(tmp_path: Path) -> None:
    licensed.load("cpt", file_of(tmp_path, GOOD), DAY, tmp_path)
    assert (tmp_path / "codes" / "cpt.tsv").stat().st_mode & 0o077 == 0
    assert tables(tmp_path).procedures.cpt.release.as_of == DAY


@pytest.mark.parametrize(
    ("line", "where", "said"),
    [
        ("G0438,visit,,2020-01-01,", "line 3", "shape of a CPT code"),
        ("9921,visit,,2020-01-01,", "line 3", "shape of a CPT code"),
        ("99215,visit,,2020-13-01,", "line 3", "date"),
        ("99215,visit,,2020-01-01,2019-12-31", "line 3", "before the effective date"),
        ("99215,,,2020-01-01,", "line 3", "short description"),
        ("99213,again,,2021-01-01,", "99213", "same day"),
    ],
)
def test_it_refuses_a_table_with_a_wrong_line_and_keeps_what_was_there(
    tmp_path: Path, line: str, where: str, said: str
) -> None:
    licensed.load("cpt", file_of(tmp_path, GOOD), None, tmp_path)
    before = (tmp_path / "codes" / "cpt.tsv").read_bytes()
    text = HEAD + "99213,made-up visit,,2020-01-01,\n" + line + "\n"
    kept, findings = licensed.load("cpt", file_of(tmp_path, text), None, tmp_path)
    assert kept == 0
    assert [(finding.where, finding.severity) for finding in findings] == [(where, Severity.ERROR)]
    assert said in findings[0].message
    assert (tmp_path / "codes" / "cpt.tsv").read_bytes() == before


def test_it_takes_one_code_with_two_lives(tmp_path: Path) -> None:
    text = HEAD + "99213,first,,2020-01-01,2021-12-31\n99213,second,,2025-01-01,\n"
    assert licensed.load("cpt", file_of(tmp_path, text), None, tmp_path) == (2, [])
    tables.cache_clear()
    procedures = tables(tmp_path).procedures
    found = procedures.lookup("99213", DAY)
    assert found is not None and found.label == "second"
    assert procedures.known("99213", dt.date(2023, 1, 1)) is Membership.UNKNOWN


def test_it_names_missing_columns_empty_files_and_other_encodings(tmp_path: Path) -> None:
    assert (
        "effective"
        in licensed.load("cpt", file_of(tmp_path, "code,short,long\n"), None, tmp_path)[1][0].message
    )
    assert licensed.load("cpt", file_of(tmp_path, HEAD), None, tmp_path)[1][0].code == "codes.load.empty"
    (tmp_path / "plan.csv").write_bytes(b"\xff\xfe")
    found = licensed.load("cpt", tmp_path / "plan.csv", None, tmp_path)[1]
    assert found[0].code == "codes.load.encoding"


def test_it_stops_counting_after_fifty_findings(tmp_path: Path) -> None:
    text = HEAD + "x,y,,,\n" * 200
    assert len(licensed.load("cpt", file_of(tmp_path, text), None, tmp_path)[1]) == 50


def test_it_takes_dental_codes_as_a_set_of_their_own(tmp_path: Path) -> None:
    text = HEAD + "D0120,made-up exam,,2020-01-01,\n"
    assert licensed.load("cdt", file_of(tmp_path, text), None, tmp_path)[0] == 1
    assert licensed.load("cpt", file_of(tmp_path, text), None, tmp_path)[0] == 0


def test_it_keeps_tables_in_the_plans_data_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PAYERPORT_DATA_DIR", str(tmp_path))
    assert licensed.data_dir() == tmp_path
    monkeypatch.delenv("PAYERPORT_DATA_DIR")
    assert licensed.data_dir().name == ".data"
