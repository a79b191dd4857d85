"""The build commands: same input, same bytes; changes are seen; the schedules are what the rule gives."""

import csv
import datetime as dt
import shutil
from pathlib import Path

import pytest
from scripts import build_codes, build_fee_schedules

from payerport.codes import tables
from payerport.codes.shipped import DATA, faults, text_of
from plancore.codes import Membership

HARBOR = Path(build_fee_schedules.HARBOR)
ICD = (
    "code\tkind\tbillable\tdescription\tparent\n"
    "13\tchapter\t0\tDiseases of the musculoskeletal system\t\n"
    "M17\tcategory\t0\tOsteoarthritis of knee\tM15-M19\n"
    "M17.1\tsubcategory\t0\tUnilateral primary osteoarthritis of knee\tM17\n"
    "M17.10\tsubcategory\t1\tUnilateral primary osteoarthritis, unspecified knee\tM17.1\n"
    "M17.11\tsubcategory\t1\tUnilateral primary osteoarthritis, right knee\tM17.1\n"
    "O80\tcategory\t1\tEncounter for full-term uncomplicated delivery\tO80-O82\n"
    "N46\tcategory\t0\tMale infertility\tN40-N53\n"
    "Z31.81\tsubcategory\t1\tEncounter for male factor infertility in female patient\tZ31.8\n"
    "Y07.04\tsubcategory\t1\tFemale partner, perpetrator of maltreatment and neglect\tY07.0\n"
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    (folder / "icd10cm").mkdir(parents=True)
    (folder / "icd10cm" / "icd10cm_2026-04.tsv").write_text(ICD, encoding="utf-8")
    return folder


ONLY_ICD = next(shipped for shipped in build_codes.SETS if shipped.name == "icd10cm")


def test_it_builds_the_same_bytes_from_the_same_input(source: Path) -> None:
    first = build_codes.packed(ONLY_ICD, build_codes.content(ONLY_ICD, source))
    assert first == build_codes.packed(ONLY_ICD, build_codes.content(ONLY_ICD, source))


def test_it_derives_side_sex_and_age(source: Path) -> None:
    rows = dict(
        line.split("\t", 1) for line in build_codes.content(ONLY_ICD, source).decode().splitlines()[1:]
    )
    flags = {code: row.split("\t")[2] for code, row in rows.items()}
    assert flags == {
        "M17": ".....",
        "M171": ".....",
        "M1710": "bU...",
        "M1711": "bR...",
        "O80": "b.FM.",
        "N46": "..M..",
        "Z3181": "b....",
        "Y0704": "b....",
    }


def test_it_writes_only_what_changed_and_a_manifest_that_agrees(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    by_hand = [shipped for shipped in build_codes.SETS if shipped.build is None]
    monkeypatch.setattr(build_codes, "SETS", (ONLY_ICD, *by_hand))
    out = tmp_path / "out"
    out.mkdir()
    for shipped in by_hand:
        shutil.copy(DATA / shipped.file, out / shipped.file)
    assert build_codes.main([str(source), "--out", str(out), "--check"]) == 1
    assert build_codes.main([str(source), "--out", str(out)]) == 0
    assert faults(out) == []
    assert build_codes.main([str(source), "--out", str(out), "--check"]) == 0
    (source / "icd10cm" / "icd10cm_2026-04.tsv").write_text(ICD.replace("right knee", "left knee"))
    assert build_codes.main([str(source), "--out", str(out), "--check"]) == 1
    assert "icd10cm.tsv.xz" in capsys.readouterr().out


def test_it_refuses_half_an_input(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        build_codes.content(ONLY_ICD, tmp_path)


def test_it_takes_only_exact_decimals() -> None:
    assert build_codes.hundredths("0.45") == "45"
    assert build_codes.hundredths("32.3465", 10_000) == "323465"
    with pytest.raises(ValueError, match="whole number"):
        build_codes.hundredths("0.455")


def test_it_makes_the_last_day_in_use_of_a_stop_day() -> None:
    assert build_codes.day_before("2018-05-01") == "2018-04-30"
    assert build_codes.day_before("") == ""


def test_it_keeps_every_head_line_that_the_build_writes() -> None:
    for shipped in build_codes.SETS:
        assert text_of(DATA / shipped.file).partition("\n")[0] == "\t".join(shipped.head.split()), (
            shipped.name
        )


def test_it_has_the_fee_schedules_that_the_rule_gives() -> None:
    assert build_fee_schedules.main(["--check"]) == 0


def schedule(name: str, year: int) -> dict[tuple[str, str], tuple[int, int]]:
    text = (HARBOR / str(year) / "fee-schedules" / f"{name}.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader((line for line in text.splitlines() if line[0] != "#"), delimiter="\t")
    return {
        (row["code"], row["modifier"]): (int(row["facility_cents"]), int(row["nonfacility_cents"]))
        for row in rows
    }


@pytest.mark.parametrize("year", [2025, 2026])
def test_it_prices_only_codes_in_force_in_their_year(year: int) -> None:
    for code, modifier in schedule("harbor-standard", year):
        assert tables().procedures.known(code, dt.date(year, 1, 1)) is Membership.KNOWN, code
        assert not modifier or tables().modifiers.known(modifier, dt.date(year, 1, 1)) is Membership.KNOWN


def test_it_orders_the_schedules_as_described() -> None:
    standard, preferred = schedule("harbor-standard", 2026), schedule("harbor-preferred", 2026)
    facility, before = schedule("harbor-facility", 2026), schedule("harbor-standard", 2025)
    assert standard.keys() == preferred.keys() == facility.keys() == before.keys()
    for key, (inside, outside) in standard.items():
        assert 0 < inside <= outside
        assert preferred[key][1] <= outside <= facility[key][1]
        assert before[key][1] <= outside
        assert facility[key][0] == facility[key][1]


def test_it_reckons_a_price_by_hand() -> None:
    # G0438: 4.96 x 32.3465 x 1.2 = 192.526..., 3 percent more a year later
    assert schedule("harbor-standard", 2025)["G0438", ""] == (19253, 19253)
    assert schedule("harbor-standard", 2026)["G0438", ""] == (19830, 19830)
    assert schedule("harbor-standard", 2025)["E0601", "RR"] == (7800, 7800)
