"""Procedures, sides, shapes, NCCI, pricing tables, words: each on a few rows."""

import datetime as dt

import pytest

from plancore.codes import (
    AddOnCodes,
    AgeRange,
    AnesthesiaFactors,
    CcLevel,
    CcList,
    CodeSet,
    Gpci,
    GpciTable,
    Membership,
    MueLimit,
    MueTable,
    PlaceKey,
    Procedure,
    ProcedureCodes,
    ProcedureSystem,
    PtpEdits,
    RelativeValues,
    Release,
    Sex,
    Side,
    ZipLocalities,
    is_revenue_code_shape,
    is_taxonomy_shape,
    placeholder_words,
    procedure_system,
)
from plancore.codes.icd10 import read_diagnosis, side_of_title, tidy_diagnosis
from plancore.codes.rows import read_drg, read_modifier, read_place, read_procedure
from plancore.codes.words import read_worded

RELEASE = Release("test", dt.date(2026, 1, 1))
DAY = dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("code", "system"),
    [
        ("99213", ProcedureSystem.CPT),
        ("0001a", ProcedureSystem.CPT),
        ("0075T", ProcedureSystem.CPT),
        ("3074F", ProcedureSystem.CPT),
        ("0002M", ProcedureSystem.CPT),
        ("0240U", ProcedureSystem.CPT),
        ("D0120", ProcedureSystem.CDT),
        ("G0438", ProcedureSystem.HCPCS),
        ("V2020", ProcedureSystem.HCPCS),
        ("W1234", None),
        ("9921", None),
        ("992133", None),
        ("G043", None),
        ("", None),
        ("٩٩٢١٣", None),
    ],
)
def test_it_tells_the_system_of_a_procedure_by_its_shape(code: str, system: ProcedureSystem | None) -> None:
    assert procedure_system(code) is system


def procedures(cpt: dict[str, str] | None) -> ProcedureCodes:
    rows = {"G0438": "2011-01-01\t\t\tC\tE&M\tOffice\tPpps\tAnnual wellness visit; includes a plan\t"}
    return ProcedureCodes(
        hcpcs=CodeSet(RELEASE, lambda: rows, read_procedure),
        cpt=CodeSet(RELEASE, None if cpt is None else lambda: cpt or {}, read_procedure),
        cdt=CodeSet(RELEASE, None, read_procedure),
    )


def test_it_distinguishes_known_unknown_and_not_loaded() -> None:
    codes = procedures(None)
    assert codes.known("G0438", DAY) is Membership.KNOWN
    assert codes.known("G0439", DAY) is Membership.UNKNOWN
    assert codes.known("99213", DAY) is Membership.NOT_LOADED
    assert codes.known("D0120", DAY) is Membership.NOT_LOADED
    assert codes.known("not a code", DAY) is Membership.UNKNOWN
    assert codes.findings("not a code", DAY, "line 1")[0].code == "codes.procedure-shape"
    assert codes.findings("99213", DAY, "line 1")[0].code == "codes.not-loaded"


def test_it_knows_a_licensed_code_once_the_plan_has_loaded_its_table() -> None:
    codes = procedures({"99213": "2020-01-01\t\t\t\t\t\tvisit\toffice visit in full\tvisit"})
    assert codes.known("99213", DAY) is Membership.KNOWN
    assert codes.known("99214", DAY) is Membership.UNKNOWN
    found = codes.lookup("99213", DAY)
    assert found is not None and (found.label, found.detail) == ("visit", "office visit in full")
    assert [code.code for code in codes.search("visit", DAY)] == ["99213", "G0438"]
    assert [code.code for code in codes.search("visit", DAY, limit=1)] == ["99213"]


def test_it_makes_a_label_of_a_long_title() -> None:
    def label(title: str) -> str:
        return read_procedure("A", f"\t\t\t\t\t\t\t{title}\t").label

    assert label("Annual wellness visit; includes a plan") == "Annual wellness visit"
    assert label("Brief (20 minutes) home visit") == "Brief home visit"
    long = label("word " * 40)
    assert long.endswith(" …") and len(long) <= 75
    assert read_procedure("A", "\t\t\t\t\t\tShort\t\t") == Procedure(
        "A", "Short", "Short", abbreviated="Short"
    )


@pytest.mark.parametrize(
    ("title", "side"),
    [
        ("Unilateral primary osteoarthritis, right knee", Side.RIGHT),
        ("Pain in left hip", Side.LEFT),
        ("Bilateral primary osteoarthritis of knee", Side.BILATERAL),
        ("Unspecified visual loss, both eyes", Side.BILATERAL),
        ("Blindness right eye category 3, blindness left eye category 3", None),
        ("Right lower quadrant pain", None),
        ("Left ventricular failure, unspecified", None),
        ("Left bundle-branch block, unspecified", None),
        ("Varicose veins of right lower extremity with both ulcer of calf and inflammation", Side.RIGHT),
        ("Facial weakness, unspecified side", Side.UNSPECIFIED),
        ("Type 2 diabetes mellitus", None),
    ],
)
def test_it_reads_the_side_from_a_diagnosis_title(title: str, side: Side | None) -> None:
    assert side_of_title(title) is side


def test_it_reads_a_diagnosis_with_all_its_flags() -> None:
    found = read_diagnosis("O80", "\t\tb.FM.\tEncounter for full-term uncomplicated delivery")
    assert (found.billable, found.side, found.sex, found.ages) == (True, None, Sex.FEMALE, AgeRange(9, 64))
    assert 9 in AgeRange(9, 64) and 64 in AgeRange(9, 64)
    assert 8 not in AgeRange(9, 64) and 65 not in AgeRange(9, 64)
    other = read_diagnosis("F028", "\t\t....m\tDementia in other diseases classified elsewhere")
    assert (other.billable, other.manifestation, other.shown) == (False, True, "F02.8")
    assert read_diagnosis("W010XXA", "\t\tb....\tFall").is_external_cause
    assert tidy_diagnosis(" m17.11 ") == "M1711"


def test_it_reads_modifiers_places_and_groups() -> None:
    right = read_modifier("RT", "R\t1\tRight side")
    assert (right.side, right.ncci, right.label) == (Side.RIGHT, True, "Right side")
    assert read_place("22", "1\tOn campus\tA part of a hospital").facility
    assert not read_place("11", "\tOffice\tA place").facility
    assert read_drg("470", "08\tSURG\tMajor joint").mdc == "08"


def test_it_gives_an_active_pair_in_either_order_and_passes_over_ended_and_never_active_ones() -> None:
    edits = PtpEdits(
        RELEASE,
        lambda: {
            "G0402 G0438": "2019-12-31\t1\told\n\t0\tMutually exclusive",
            "A1 A2": "2019-12-31\t1\tended",
            "B1 B2": "\t9\tnever active",
        },
    )
    found = edits.between("G0438", "G0402", DAY)
    assert found is not None
    assert (found.column1, found.column2, found.modifier_indicator) == ("G0402", "G0438", 0)
    assert edits.edit("G0438", "G0402", DAY) is None
    assert edits.edit("A1", "A2", dt.date(2019, 12, 31)) is not None
    assert edits.edit("A1", "A2", dt.date(2020, 1, 1)) is None
    assert edits.between("B1", "B2", DAY) is None
    assert edits.load() == 3


def test_it_gives_unit_limits_and_add_on_codes() -> None:
    limits = MueTable(RELEASE, lambda: {"G0439": "1\t2\tCMS Policy"})
    assert limits.limit("G0439") == MueLimit("G0439", 1, 2, "CMS Policy")
    assert limits.limit("G0000") is None
    add_ons = AddOnCodes(RELEASE, lambda: {"G0506": "CCCCC\t3\nG0402\t3", "G0018": "G0017\t1"})
    open_list, whole = add_ons.add_on("G0506"), add_ons.add_on("G0018")
    assert open_list is not None and open_list.payer_decides
    assert open_list.primaries == frozenset({"G0402"})
    assert whole is not None and not whole.payer_decides
    assert add_ons.add_on("G0402") is None


def test_it_gives_exact_prices_parts_without_fractions() -> None:
    row = "A\t45\t66\t30\t6\t323465\t0\t0\t0\t\t1\t0\tXXX\t0\t0\t0\t0\t0\t"
    values = RelativeValues(RELEASE, lambda: {"G0101": row, "G0105 53": row})
    found = values.lookup("G0101")
    assert found is not None and found.is_priced
    assert (found.work_hundredths, found.facility_pe_hundredths, found.conversion_factor) == (45, 30, 323465)
    assert (found.nonfacility_na, found.facility_na, found.global_days) == (False, True, "XXX")
    assert values.lookup("G0105") is None and values.lookup("G0105", "53") is not None
    place = PlaceKey("02102", "01")
    gpci = GpciTable(RELEASE, lambda: {"02102 01": "AK\tALASKA\t1500\t1081\t592"})
    assert gpci.lookup(place) == Gpci(place, "AK", "ALASKA", 1500, 1081, 592)
    assert gpci.lookup(PlaceKey("02102", "99")) is None
    assert AnesthesiaFactors(RELEASE, lambda: {"02102 01": "2786"}).cents_per_unit(place) == 2786
    zips = ZipLocalities(RELEASE, lambda: {"99501": "AK\t02102\t01\tR\t1"})
    found_zip = zips.lookup("99501-1234")
    assert found_zip is not None
    assert (found_zip.place, found_zip.rural, found_zip.needs_plus4) == (place, "R", True)
    assert zips.lookup("00000") is None


def test_it_gives_the_cc_level_with_or_without_the_point() -> None:
    listed = CcList(RELEASE, lambda: {"I5021": "MCC"})
    assert listed.level("I50.21") is CcLevel.MCC
    assert listed.level("I5020") is None


@pytest.mark.parametrize(
    ("code", "right"),
    [("0450", True), ("0001", True), ("3101", True), ("0000", False), ("450", False), ("9999", False)],
)
def test_it_knows_a_revenue_code_by_shape(code: str, right: bool) -> None:
    assert is_revenue_code_shape(code) is right


@pytest.mark.parametrize(
    ("code", "right"),
    [("207Q00000X", True), ("2080P0006X", True), ("207Q00000", False), ("007Q00000X", False)],
)
def test_it_knows_a_taxonomy_by_shape(code: str, right: bool) -> None:
    assert is_taxonomy_shape(code) is right


def test_it_is_honest_about_a_code_it_has_no_words_for() -> None:
    found = read_worded("Reason code", "999", "1995-01-01\t\t\t\t\t")
    assert not found.is_explained
    assert found.words == placeholder_words("Reason code", "999")
    assert found.words.words == "Reason code 999; the plan has no explanation of its own yet."
    known = read_worded("Reason code", "1", "1995-01-01\t\tdeductible\tWords.\tMember words.\tMend.")
    assert known.is_explained and known.label == "deductible"
