"""Requests for authorization and their answers: one defect at a time, caught alone and at its place; near
misses that pass."""

# ruff: noqa: PLR0917 - a table: one case, one line

import pytest

from plancore.codes import CodeTables
from plancore.x12 import check, read
from plancore.x12.events import SetStart, Unit
from plancore.x12.guide import guide
from plancore.x12.outline import outline
from plancore.x12.show import shown
from plancore.x12.tests.samples import as_bytes, edited, file_of, interchange, transaction_set

DEFECTS: list[tuple[str, str, tuple[str, ...], str, str]] = [
    ("278", "UM*", ("UM*ZZ*I*40*22:B**U",), "element.code", "UM01"),
    ("278", "UM*", ("UM*HS*9*40*22:B**U",), "element.code", "UM02"),
    ("278", "UM*", ("UM*HS*I*40*22:B**X",), "element.code", "UM06"),
    ("278", "UM*", ("UM*HS*I*ZZ*22:B**U",), "service_type.unknown", "UM03"),
    ("278", "UM*", ("UM*HS*I*40*00:B**U",), "place_of_service.unknown", "UM04-1"),
    ("278", "UM*", ("UM*HS*I*40*1X:A**U",), "type_of_bill.shape", "UM04-1"),
    ("278", "UM*", ("UM*AR*I*40*22:B**U",), "authorization.admission", "DTP"),
    ("278", "UM*", ("UM*HS*4*40*22:B**U",), "authorization.earlier_missing", "REF"),
    ("278", "UM*", (), "segment.missing", "UM"),
    ("278", "TRN*1*EVT1", (), "authorization.trace_missing", "TRN"),
    ("278", "PWK*", ("PWK*OZ*EL",), "attachment.control_number", "PWK06"),
    ("278", "PWK*", ("PWK*OZ*EL***AC",), "element.condition", "PWK06"),
    ("278", "HI*", ("HI*ABK:M17110*ABF:I10",), "diagnosis.unknown", "HI01-2"),
    ("278", "HI*", ("HI*ABK:M171*ABF:I10",), "diagnosis.not_billable", "HI01-2"),
    ("278", "HI*", ("HI*BK:M1711*ABF:I10",), "diagnosis.icd9", "HI01-1"),
    ("278", "DTP*472", ("DTP*472*RD8*20260527-20260520",), "claim.date_order", "DTP03"),
    ("278", "SV1*", ("SV1*HC:Z9999:RT*200*UN*3",), "procedure.unknown", "SV101-2"),
    ("278", "SV1*", ("SV1*HC:J732:RT*200*UN*3",), "procedure.shape", "SV101-2"),
    ("278", "SV1*", ("SV1*HC:J7321:Z9*200*UN*3",), "modifier.unknown", "SV101-3"),
    ("278", "SV1*", ("SV1*HC:J7321:RT*200*UN*0",), "claim.units", "SV104"),
    ("278", "SV2*", ("SV2*420*HC:G0463*100*UN*2",), "revenue_code.shape", "SV201"),
    ("278", "SV2*", ("SV2*0420*HC:Z9999*100*UN*2",), "procedure.unknown", "SV202-2"),
    ("278", "SV2*", ("SV2*0420*HC:G0463*100*UN*-2",), "claim.units", "SV205"),
    ("278", "SV2*", ("SV3*AD:D1110*100", "TOO*JP*33"), "tooth.shape", "TOO02"),
    ("278", "HSD*", ("HSD*VS*0*WK**34*3",), "claim.units", "HSD02"),
    ("278", "HSD*", ("HSD*ZZ*2*WK**34*3",), "element.code", "HSD01"),
    ("278", "NM1*SJ", ("NM1*SJ*1*DOCTOR*DEE****XX*1245319598",), "npi.check_digit", "NM109"),
    ("278", "NM1*1P", ("NM1*1P*2*PIER ORTHOPEDICS*****XX*123456789",), "npi.shape", "NM109"),
    ("278", "NM1*IL", ("NM1*IL*1*TESTER*ANN",), "element.missing", "NM108"),
    ("278", "PRV*", ("PRV*PE*PXC*207X",), "taxonomy.shape", "PRV03"),
    ("278", "HL*6", ("HL*6*3*SS*0",), "hierarchy.parent", "HL02"),
    ("278", "HL*4", ("HL*4*3*EV*0",), "hierarchy.child_flag", "HL04"),
    ("278 stay", "DTP*096", ("DTP*096*D8*20260509",), "claim.date_order", "DTP03"),
    ("278 stay", "DTP*435", (), "authorization.admission", "DTP"),
    ("278 stay", "HL*5*4", ("HL*5*4*EV*1",), "hierarchy.child_flag_unused", "HL04"),
    ("278 stay", "INS*", ("INS*N*99",), "element.code", "INS02"),
    ("278 stay", "UM*", ("UM*HS*I**11:A**E",), "authorization.service_missing", "UM03"),
    ("278R", "HCR*A2", ("HCR*A2",), "authorization.number_missing", "HCR02"),
    ("278R", "HCR*A1", ("HCR*A1",), "authorization.number_missing", "HCR02"),
    ("278R", "HCR*A3", ("HCR*A3",), "authorization.reason_missing", "HCR03"),
    ("278R", "HCR*A3", ("HCR*ZZ**88",), "element.code", "HCR01"),
    ("278R", "DTP*007", ("DTP*007*RD8*20260819-20260520",), "claim.date_order", "DTP03"),
    ("278R rejection", "AAA", ("AAA*N*75*75*C",), "element.not_used", "AAA02"),
    ("278R rejection", "AAA", ("AAA*N***C",), "element.missing", "AAA03"),
    ("278R rejection", "AAA", (), "authorization.event_missing", "HL"),
    ("275", "BDS*B64", ("BDS*B64*13*U0VDUkVUTk9U",), "attachment.length", "BDS02"),
    ("275", "BDS*B64", ("BDS*B64*11*U0VDUkVUTk9U",), "attachment.length", "BDS02"),
    ("275", "BDS*B64", ("BDS*B64*0*",), "attachment.empty", "BDS02"),
    ("275", "BDS*B64", ("BDS*B64*1X*U0VDUkVUTk9U",), "element.character", "BDS02"),
    ("275", "BDS*B64", ("BDS*XXX*12*U0VDUkVUTk9U",), "element.code", "BDS01"),
    ("275", "OOI*1", (), "segment.missing", "OOI"),
    ("275", "TRN*1*ACN1", ("TRN*2*ACN1",), "attachment.trace", "TRN01"),
    ("275", "TRN*1*ACN1", ("TRN*1",), "element.missing", "TRN02"),
    ("275", "TRN*1*ACN1", (), "segment.missing", "TRN"),
    ("275", "LX*2", ("LX*3",), "claim.line_order", "LX01"),
    ("275", "DTP*472*D8*20260415", ("DTP*472*RD8*20260416-20260415",), "claim.date_order", "DTP03"),
    ("275", "CAT*AE*TX", ("CAT*AE*ZZ",), "element.code", "CAT02"),
    ("275", "NM1*1P", ("NM1*1P*2*PIER ORTHOPEDICS*****XX*1234567890",), "npi.check_digit", "NM109"),
    ("275-5010", "STC*R3", (), "attachment.question", "STC"),
    ("275-5010", "REF*1K", (), "attachment.claim_number", "REF"),
    ("275-5010", "EFI*05", (), "segment.missing", "EFI"),
    ("275-5010", "BIN*16", ("BIN*14*<doc>A~B*C</doc>",), "attachment.length", "BIN01"),
]  # fmt: skip

BESIDE = {
    # A defect that is two: what else it shows.
    ("element.missing", "NM108"): {"element.missing"},
}


@pytest.mark.parametrize(("kind", "old", "new", "code", "place"), DEFECTS)
def test_it_catches_the_one_defect_at_its_place(
    kind: str, old: str, new: tuple[str, ...], code: str, place: str, code_tables: CodeTables
) -> None:
    data = file_of(kind, edited(transaction_set(kind)[1:-1], old, *new))
    names = [(f.code.removeprefix("x12."), f.place.name) for f in check([data], codes=code_tables)]
    assert (code, place) in names
    assert {name for name, _ in names} <= {code} | BESIDE.get((code, place), set())


NEAR_MISSES: list[tuple[str, str, tuple[str, ...]]] = [
    ("278", "UM*", ("UM*HS*I**22:B**U",)),
    ("278", "UM*", ("UM*SC*I*40*11:B*AP:::ME*03**1*Y",)),
    ("278", "UM*", ("UM*HS*4*40*22:B**U", "REF*BB*HHPA0000")),
    ("278", "UM*", ("UM*HS*3*40*22:B**U", "REF*NT*HHP123")),
    ("278", "PWK*", ("PWK*OZ*AA", "PWK*OZ*BM***AC*22")),
    ("278", "HI*", ("HI*ABK:M1711:D8:20260101*DR:470",)),
    ("278", "HI*", ()),
    ("278", "DTP*472", ("DTP*472*D8*20260520",)),
    ("278", "DTP*AAH", ()),
    ("278", "SV2*", ("SV2*0420",)),
    ("278", "SV2*", ("SV3*AD:D1110*100", "TOO*JP*A*M:O")),
    ("278", "HSD*", ()),
    ("278", "PER*IC", ("N3*12 PIER STREET", "N4*HARBORTON*ME*04101", "PER*IC**UR*EXAMPLE.ORG")),
    ("278", "NM1*SJ", ("NM1*DK*1*DOCTOR*DEE****XX*1245319599", "REF*1G*U1", "NM1*SJ*1*OTHER*DEE")),
    ("278 stay", "DTP*096", ("DTP*096*D8*20260510",)),
    ("278 stay", "DTP*096", ()),
    ("278R", "HCR*A2", ("HCR*A4**0U*Y",)),
    ("278R", "HCR*A1", ("AAA*N**33*C",)),
    ("278R", "HCR*A3", ("HCR*CT",)),
    ("275", "BDS*B64", ("BDS*ASC*12*~~~~****::::",)),
    ("275", "BDS*B64", ("BDS*B64*000012*U0VDUkVUTk9U",)),
    ("275", "REF*EJ", ("REF*1K*HHP1", "REF*EJ*1", "REF*BLT*111")),
    ("275", "NX1*1P", ("REF*EI*123456789", "NX1*1P")),
    ("275-5010", "STC*R3", ("STC*R3:11504-8::LOI*20260501********R3:18842-5::LOI",)),
    ("278R rejection", "AAA", ("AAA*N**75*C", "AAA*Y**42*R")),
]


@pytest.mark.parametrize(("kind", "old", "new"), NEAR_MISSES)
def test_it_lets_the_near_miss_pass(
    kind: str, old: str, new: tuple[str, ...], code_tables: CodeTables
) -> None:
    data = file_of(kind, edited(transaction_set(kind)[1:-1], old, *new))
    assert [f.code for f in check([data], codes=code_tables)] == []


@pytest.mark.parametrize("kind", ["278", "278 stay", "278R", "278R rejection", "275", "275-5010"])
def test_it_accepts_the_valid_files(kind: str, code_tables: CodeTables) -> None:
    assert list(check([file_of(kind)], codes=code_tables)) == []


def test_it_wants_a_decision_or_a_rejection_in_an_answer(code_tables: CodeTables) -> None:
    undecided = [one for one in transaction_set("278R")[1:-1] if not one.startswith("HCR")]
    codes = [f.code for f in check([file_of("278R", undecided)], codes=code_tables)]
    assert codes == ["x12.authorization.decision_missing"]


def test_it_wants_an_event_in_a_request() -> None:
    segments = transaction_set("278")[1:-1]
    without = segments[: segments.index("HL*4*3*EV*1")]
    codes = {f.code for f in check([file_of("278", without)])}
    assert codes == {"x12.authorization.event_missing", "x12.hierarchy.child_flag_unused"}


def test_it_tells_request_and_answer_apart_by_the_purpose_wherever_the_bytes_are_cut() -> None:
    both = as_bytes(interchange("278", transaction_set("278"), transaction_set("278R", control="0002")))
    for size in (1, 7, 64, len(both)):
        chunks = [both[at : at + size] for at in range(0, len(both), size)]
        events = list(read(chunks))
        named = [one.guide.name for one in events if isinstance(one, SetStart) and one.guide]
        assert named == ["278", "278R"]
        assert [one.loop for one in events if isinstance(one, Unit)] == ["2000E", "2000E"]


def test_it_reads_a_set_without_its_first_segment_as_a_request() -> None:
    data = file_of("278", transaction_set("278")[2:-1])
    assert {f.code for f in check([data])} == {"x12.segment.missing"}


def test_it_ends_a_set_that_is_cut_short_after_its_header() -> None:
    data = file_of("278")
    cut = data[: data.index(b"BHT")]
    names = [type(one).__name__ for one in read([cut])]
    assert names == ["InterchangeStart", "GroupStart", "SetStart", "SetEnd", "GroupEnd", "InterchangeEnd"]


def test_it_prints_both_guides_and_masks_a_request() -> None:
    assert "Health care services review: request (278): set 278, group HI" in outline(guide("278"))
    assert any("Loop 2000F Service" in line for line in outline(guide("278R")))
    text = "\n".join(shown([file_of("278")], values=False))
    assert "HL*4*3*EV*1" in text
    assert "TESTER" not in text
    assert "123456701" not in text
    assert "PLEASE CALL" not in text
    assert "20260520" not in text
