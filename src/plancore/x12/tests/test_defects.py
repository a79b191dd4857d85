"""One defect at a time in a valid file, caught alone and at its place; and near misses that pass."""

# ruff: noqa: E501, PLR0917 - a table: one case, one line

import pytest

from plancore.codes import CodeTables
from plancore.x12 import check
from plancore.x12.tests.samples import (
    CLAIM_SEGMENTS,
    as_bytes,
    edited,
    file_of,
    interchange,
    transaction_set,
)

Edit = tuple[str, tuple[str, ...]]

DEFECTS: list[tuple[str, str, tuple[str, ...], str, str]] = [
    # kind, segment replaced, by what, the only finding, its place
    ("837P", "NM1*85", ("NM1*85*2*PIER ORTHOPEDICS*****XX*1234567890",), "npi.check_digit", "NM109"),
    ("837P", "NM1*85", ("NM1*85*2*PIER ORTHOPEDICS*****XX*123456789",), "npi.shape", "NM109"),
    ("837P", "NM1*85", ("NM1*85*2*PIER ORTHOPEDICS",), "claim.npi_missing", "NM109"),
    ("837P", "NM1*82", ("NM1*82*1*DOCTOR*DEE****XX*1245319598",), "npi.check_digit", "NM109"),
    ("837P", "SV1*HC:G0463", ("SV1*HC:G0463*50*UN*1***3",), "claim.pointer", "SV107-1"),
    ("837P", "SV1*HC:G0463", ("SV1*HC:G0463*50*UN*1***2:2",), "claim.pointer_twice", "SV107"),
    ("837P", "SV1*HC:G0463", ("SV1*HC:G0463*51*UN*1***2",), "balance.claim_total", "CLM02"),
    ("837P", "SV1*HC:G0463", ("SV1*HC:G0463*50*UN*0***2",), "claim.units", "SV104"),
    ("837P", "SV1*HC:G0463", ("SV1*HC:G0463*50*XX*1***2",), "element.code", "SV103"),
    ("837P", "SV1*HC:G0463", ("SV1*HC:G0463*50*UN***2",), "element.missing", "SV107"),
    ("837P", "SV1*HC:G0463", ("SV1*HC:G0463*50.001*UN*1***2",), "element.decimals", "SV102"),
    ("837P", "SV1*HC:G0463", ("SV1*HC:G0463*50*UN*1***2**",), "segment.trailing_separator", "SV1"),
    ("837P", "SV1*HC:G0463", ("SV1*HC:G0463*50*UN*1*11**2*7",), "element.not_used", "SV108"),
    ("837P", "SV1*HC:G0463", ("SV1*HC:G046*50*UN*1***2",), "procedure.shape", "SV101-2"),
    ("837P", "SV1*HC:G0463", ("SV1*HC:Z9999*50*UN*1***2",), "procedure.unknown", "SV101-2"),
    ("837P", "SV1*HC:G0463", ("SV1*HC:G0463:QX9*50*UN*1***2",), "element.too_long", "SV101-3"),
    ("837P", "SV1*HC:G0463", ("SV1*HC:G0463*50*UN*1*00**2",), "place_of_service.unknown", "SV105"),
    ("837P", "LX*2", ("LX*3",), "claim.line_order", "LX01"),
    ("837P", "DTP*472", ("DTP*472*D8*20260502",), "claim.date_future", "DTP03"),
    ("837P", "DTP*472", ("DTP*472*D8*20260230",), "element.date", "DTP03"),
    ("837P", "DTP*472*RD8", ("DTP*472*RD8*20260416-20260415",), "claim.date_order", "DTP03"),
    ("837P", "DTP*472", (), "segment.missing", "DTP"),
    ("837P", "HI*ABK", ("HI*ABK:M17110*ABF:I10",), "diagnosis.unknown", "HI01-2"),
    ("837P", "HI*ABK", ("HI*ABK:M171*ABF:I10",), "diagnosis.not_billable", "HI01-2"),
    ("837P", "HI*ABK", ("HI*BK:M1711*ABF:I10",), "diagnosis.icd9", "HI01-1"),
    ("837P", "HI*ABK", ("HI*ABK:W1830XA*ABF:I10",), "diagnosis.external_first", "HI01-2"),
    ("837P", "HI*ABK", ("HI*ABK:I10*ABF:I10",), "diagnosis.twice", "HI02-2"),
    ("837P", "HI*ABK", ("HI*XYZ:M1711*ABF:I10",), "element.code", "HI01-1"),
    ("837P", "CLM*PCN1", ("CLM*PCN1*250***11:B:7*Y*A*Y*Y",), "claim.original_reference", "REF"),
    ("837P", "CLM*PCN1", ("CLM*PCN1*250***11:B:5*Y*A*Y*Y",), "claim.frequency", "CLM05-3"),
    ("837P", "CLM*PCN1", ("CLM*PCN1*250***00:B:1*Y*A*Y*Y",), "place_of_service.unknown", "CLM05-1"),
    ("837P", "CLM*PCN1", ("CLM*PCN1*250***11:B:1*Y*A*Y*Y**OA",), "claim.accident", "DTP"),
    ("837P", "CLM*PCN1", ("CLM*PCN1*250***11:B:1*Y*A*Y",), "element.missing", "CLM09"),
    ("837P", "CLM*PCN1", ("CLM* *250***11:B:1*Y*A*Y*Y",), "element.blank", "CLM01"),
    ("837P", "CLM*PCN1", ("CLM*P\x07CN*250***11:B:1*Y*A*Y*Y",), "element.character", "CLM01"),
    ("837P", "CLM*PCN1", ("CLM*PCN:1*250***11:B:1*Y*A*Y*Y",), "element.components", "CLM01"),
    ("837P", "CLM*PCN1", (f"CLM*{'9' * 39}*250***11:B:1*Y*A*Y*Y",), "element.too_long", "CLM01"),
    ("837P", "SBR*P*18", ("SBR*P**GRP100******CI",), "claim.patient_level", "HL"),
    ("837P", "SBR*P*18", ("SBR*P*01*GRP100******CI",), "element.code", "SBR02"),
    ("837P", "SBR*P**", ("SBR*P*18*GRP100******CI",), "claim.patient_level_twice", "SBR02"),
    ("837P", "NM1*IL", ("NM1*IL*1*TESTER*ANN",), "claim.identity", "NM109"),
    ("837P", "NM1*IL", ("NM1*IL*1*TESTER*ANN****MI",), "element.condition", "NM109"),
    ("837P", "NM1*IL", ("NM1*IL*1*TESTER*ANN****MI*1",), "element.too_short", "NM109"),
    ("837P", "DMG*D8*1980", ("DMG*D8*20260416*F",), "claim.date_birth", "DTP03"),
    ("837P", "DMG*D8*1980", ("DMG*D8*19801314*F",), "element.date", "DMG02"),
    ("837P", "DMG*D8*1980", (), "claim.subscriber_details", "DMG"),
    ("837P", "N4*HARBORTON", ("N4*HARBORTON*XX*041010001",), "state.unknown", "N402"),
    ("837P", "N4*HARBORTON", ("N4*HARBORTON*ME*0410",), "zip.shape", "N403"),
    ("837P", "REF*EI", ("REF*EI*12345678",), "taxid.shape", "REF02"),
    ("837P", "REF*EI", (), "segment.missing", "REF"),
    ("837P", "PRV*BI", ("PRV*BI*PXC*207X00000",), "taxonomy.shape", "PRV03"),
    ("837P", "NM1*85", (), "segment.missing", "NM1"),
    ("837P", "NM1*40", (), "loop.missing", "NM1"),
    ("837P", "PER*IC", ("PER*IC*A*TE*5555550100",) * 3, "segment.too_many", "PER"),
    ("837P", "REF*D9", ("ZZ9*1",), "segment.unknown", "ZZ9"),
    ("837P", "REF*D9", ("Dr. Tester called*1",), "segment.name", ""),
    ("837P", "REF*D9", ("REF*ZZ*1",), "element.code", "REF01"),
    ("837P", "REF*D9", ("EQ*30",), "segment.unknown", "EQ"),
    ("837P", "HI*ABK", ("HI*ABK:M1711*ABF:I10", "AMT*F5*10"), "segment.order", "AMT"),
    ("837P", "HL*3*1*22", ("HL*9*1*22*1",), "hierarchy.number", "HL01"),
    ("837P", "HL*4*3*23", ("HL*4*1*23*0",), "hierarchy.parent", "HL02"),
    ("837P", "HL*3*1*22", ("HL*3*1*22*0",), "hierarchy.child_flag", "HL04"),
    ("837P", "HL*2*1*22", ("HL*2*1*22*1",), "hierarchy.child_flag_unused", "HL04"),
    ("837P", "HL*4*3*23", ("HL*4*3*99*0",), "element.code", "HL03"),
    ("837P", "BHT", ("BHT*0019*00*BATCH1*20260501*2500*CH",), "element.time", "BHT05"),
    ("837P", "NM1*41", ("NM1*41*2*QUAY BILLING*****46*QUAY01****X",), "element.too_many", "NM113"),
    ("837P", "REF*D9", ("REF*D9",), "element.missing", "REF02"),
    ("837P", "LX*1", ("LX",), "segment.empty", "LX"),
    ("270", "EQ*30", ("EQ*30^QQ",), "service_type.unknown", "EQ01"),
    ("270", "NM1*IL", ("NM1*IL*1*TESTER",), "inquiry.search", "NM109"),
    ("270", "NM1*PR", ("NM1*PR*2*HARBOR HEALTH PLAN",), "element.missing", "NM108"),
    ("835", "SVC*HC:G0463", ("SVC*HC:G0463*50*31",), "balance.remittance_line", "SVC03"),
    ("835", "BPR", ("BPR*I*131*C*CHK************20260502",), "balance.remittance_payment", "BPR02"),
    ("835", "PLB", ("PLB*1234567893*20261231*WO:PCN0*21",), "balance.remittance_payment", "BPR02"),
    ("835", "CLP", ("CLP*PCN1*1*250*150*41*12*HHP0001*11*1",), "balance.patient_responsibility", "CLP05"),
    ("835", "CAS*PR*3", ("CAS*PR*ZZZ*20",), "adjustment.reason_unknown", "CAS02"),
    ("835", "N1*PE", ("N1*PE*PIER ORTHOPEDICS*XX*1234567890",), "npi.check_digit", "N104"),
    ("835", "PER*BL", (), "segment.missing", "PER"),
    ("837I", "CLM*STAY1", ("CLM*STAY1*4250.5***1A:A:1**A*Y*Y",), "type_of_bill.shape", "CLM05-1"),
    ("837I", "CLM*STAY1", ("CLM*STAY1*4250.51***11:A:1**A*Y*Y",), "balance.claim_total", "CLM02"),
    ("837I", "CLM*STAY1", ("CLM*STAY1*4250.5***11:A:1*Y*A*Y*Y",), "element.not_used", "CLM06"),
    ("837I", "CLM*STAY1", ("CLM*STAY1*4250.5***11:A:7**A*Y*Y",), "claim.original_reference", "REF"),
    ("837I", "CLM*STAY1", ("CLM*STAY1*4250.5***11:A:L**A*Y*Y",), "claim.frequency", "CLM05-3"),
    ("837I", "DTP*435", (), "claim.admission", "DTP"),
    ("837I", "DTP*434", (), "segment.missing", "DTP"),
    ("837I", "DTP*434", ("DTP*434*RD8*20260413-20260410",), "claim.date_order", "DTP03"),
    ("837I", "DTP*434", ("DTP*434*D8*20260412",), "element.code", "DTP02"),
    ("837I", "DTP*096", ("DTP*096*TM*2530",), "element.time", "DTP03"),
    ("837I", "DTP*472", ("DTP*472*D8*20260414",), "claim.statement_period", "DTP03"),
    ("837I", "DTP*472", ("DTP*472*RD8*20260412-20260411",), "claim.date_order", "DTP03"),
    ("837I", "SV2*0120", ("SV2*120**4000*DA*3",), "revenue_code.shape", "SV201"),
    ("837I", "SV2*0420", ("SV2*0420*HC:Z9999:25*250.5*UN*1",), "procedure.unknown", "SV202-2"),
    ("837I", "SV2*0420", ("SV2*0420*HC:G0463:25*250.5*UN*-1",), "claim.units", "SV205"),
    ("837I", "HI*ABK", ("HI*ABK:M171:::::::Y",), "diagnosis.not_billable", "HI01-2"),
    ("837I", "HI*ABK", ("HI*ABK:M1711:::::::1",), "element.code", "HI01-9"),
    ("837I", "HI*ABF", ("HI*ABF:I10:::::::Y*ABF:M1711",), "diagnosis.twice", "HI02-2"),
    ("837I", "HI*ABJ", ("HI*ABJ:M17119",), "diagnosis.unknown", "HI01-2"),
    ("837I", "HI*BBR", ("HI*BBR:0SRC0J9:D8:20260230",), "element.date", "HI01-4"),
    ("837I", "HI*BI", ("HI*BI:71:RD8:20260301",), "element.date", "HI01-4"),
    ("837I", "HI*BE", ("HI*BE:80:::3.001",), "element.decimals", "HI01-5"),
    ("837I", "CL1", (), "segment.missing", "CL1"),
    ("837I", "NM1*71", ("NM1*71*1*DOCTOR*DEE****XX*1245319598",), "npi.check_digit", "NM109"),
    ("837D", "SV3*AD:D1110", ("SV3*AD:D111*50",), "procedure.shape", "SV301-2"),
    ("837D", "SV3*AD:D1110", ("SV3*HC:D1110*50",), "element.code", "SV301-1"),
    ("837D", "SV3*AD:D1110", ("SV3*AD:D1110*51",), "balance.claim_total", "CLM02"),
    ("837D", "SV3*AD:D1110", ("SV3*AD:D1110*50****0",), "claim.units", "SV306"),
    ("837D", "SV3*AD:D1110", ("SV3*AD:D1110*50*00",), "place_of_service.unknown", "SV303"),
    ("837D", "SV3*AD:D1110", ("SV3*AD:D1110*50*********2",), "claim.pointer", "SV311-1"),
    ("837D", "SV3*AD:D1110", ("SV3*AD:D1110*50*********1:1",), "claim.pointer_twice", "SV311"),
    ("837D", "TOO*JP*13", ("TOO*JP*33",), "tooth.shape", "TOO02"),
    ("837D", "TOO*JP*12", ("TOO*JP*12*M:X",), "element.code", "TOO03-2"),
    ("837D", "DN2*3", ("DN2*3*X****JP",), "element.code", "DN202"),
    ("837D", "DTP*472*D8*20260416", ("DTP*472*D8*20260602",), "claim.date_future", "DTP03"),
    ("837D", "DTP*472*D8*20260416", ("DTP*472*RD8*20260416-20260415",), "claim.date_order", "DTP03"),
    ("837D", "HI*ABK", ("HI*ABK:K0262X",), "diagnosis.unknown", "HI01-2"),
    ("837D", "NM1*82", ("NM1*82*1*DENTIST*DEE****XX*1245319598",), "npi.check_digit", "NM109"),
    ("837D", "CLM*TOOTH1", ("CLM*TOOTH1*150***11:B:7*Y*A*Y*I",), "claim.original_reference", "REF"),
    ("820", "RMR*IK", ("RMR*IK*INV1**1001*1000",), "balance.premium_payment", "BPR02"),
    ("820", "ADX*-49.5", ("ADX*49.5*52",), "balance.premium_payment", "BPR02"),
    ("820", "ADX*-20", ("ADX*-20*80",), "element.code", "ADX02"),
    ("820", "DTM*582****RD8", ("DTM*582****RD8*20260531",), "element.date", "DTM06"),
    ("820", "DTM*582****RD8", ("DTM*582****D8*20260501",), "element.code", "DTM05"),
    ("820", "N1*PE", (), "loop.missing", "N1"),
    ("820", "ENT*1*2J", ("ENT*1*2J*FI*E1",), "element.code", "ENT03"),
    ("276", "DTP*472*RD8", ("DTP*472*RD8*20260416-20260415",), "claim.date_order", "DTP03"),
    ("276", "DTP*472*D8", (), "segment.missing", "DTP"),
    ("276", "NM1*QC", (), "loop.missing", "NM1"),
    ("276", "HL*6", ("HL*6*4*23",), "hierarchy.parent", "HL02"),
    ("276", "AMT*T3", ("AMT*T4*250",), "element.code", "AMT01"),
    ("276", "NM1*1P", ("NM1*1P*2*PIER ORTHOPEDICS*****XX*1234567890",), "npi.check_digit", "NM109"),
    ("277", "STC*F1:65*20260502**", ("STC*Z9:65*20260502**250*150",), "status.unknown", "STC01-1"),
    ("277", "STC*F1:65*20260502**", ("STC*F1:99999*20260502**250*150",), "status.unknown", "STC01-2"),
    ("277", "STC*E0", (), "segment.missing", "STC"),
    ("277", "HL*5", ("HL*5*2*19*1",), "hierarchy.child_flag_unused", "HL04"),
]

ALLOWED_BESIDE = {
    # A defect that is two: what else it shows, and why that is right.
    ("element.missing", "SV107"): {"element.not_used"},
    ("npi.shape", "NM109"): set[str](),
    ("diagnosis.icd9", "HI01-1"): set[str](),
    ("element.missing", "NM108"): {"element.missing"},
    ("element.code", "SBR02"): {"claim.patient_level"},
    ("loop.missing", "NM1"): set[str](),
    ("segment.missing", "NM1"): {"claim.npi_missing"},
    ("element.condition", "NM109"): {"claim.identity"},
    ("balance.remittance_line", "SVC03"): {"balance.remittance_claim_lines"},
    ("element.date", "DMG02"): set[str](),
    ("claim.date_order", "DTP03"): {"claim.statement_period"},
    ("element.code", "HI01-1"): {"diagnosis.icd9"},
    ("hierarchy.number", "HL01"): {"hierarchy.number", "hierarchy.parent"},
}


@pytest.mark.req("R-09")
@pytest.mark.parametrize(("kind", "old", "new", "code", "place"), DEFECTS)
def test_it_catches_the_one_defect_at_its_place(
    kind: str, old: str, new: tuple[str, ...], code: str, place: str, code_tables: CodeTables
) -> None:
    data = file_of(kind, edited(transaction_set(kind)[1:-1], old, *new))
    found = list(check([data], codes=code_tables))
    names = [(one.code.removeprefix("x12."), one.place.name) for one in found]
    assert (code, place) in names
    beside = ALLOWED_BESIDE.get((code, place), set())
    assert {name for name, _ in names} <= {code} | beside
    assert all(one.place.offset < len(data) for one in found)


NEAR_MISSES: list[tuple[str, str, tuple[str, ...]]] = [
    ("837P", "SV1*HC:G0463", ("SV1*HC:G0463*50.00*UN*1***2:1",)),
    ("837P", "SV1*HC:G0463", ("SV1*HC:G0463*50*MJ*15*12**1**Y",)),
    ("837P", "CLM*PCN1", ("CLM*PCN1*250.00***11:B:1*Y*A*Y*Y*P*EM*05",)),
    ("837P", "NM1*IL", ("NM1*IL*1*TESTER*ANN*Q**JR*MI*123456701",)),
    ("837P", "N4*HARBORTON", ("N4*HARBORTON*ME*04101",)),
    ("837P", "N4*HARBORTON", ("N4*LONDON**SW1A1AA*GB",)),
    ("837P", "REF*EI", ("REF*EI*12-3456789",)),
    ("837P", "DTP*472*RD8", ("DTP*472*RD8*20260416-20260416",)),
    ("837P", "DTP*472*RD8", ("DTP*472*D8*20240229",)),
    ("837P", "REF*D9", ("REF*G1*AUTH1", "REF*D9*CH0001", "REF*F8*OLD1")),
    ("837P", "REF*D9", ("DTP*431*D8*20260401", "DTP*304*D8*20260402", "REF*D9*1")),
    ("837P", "PER*IC", ("PER*IC*A*TE*5555550100", "PER*IC*B*EM*DESK@EXAMPLE.ORG*TE*5555550101")),
    ("837P", "NM1*40", ("NM1*40*2*HARBOR*****46*HARBOR",)),
    ("270", "EQ*30", ("EQ*30", "EQ*98")),
    ("837I", "CLM*STAY1", ("CLM*STAY1*4250.5***11:A:3**A*Y*Y",)),
    ("837I", "DTP*472", ("DTP*472*RD8*20260410-20260413",)),
    ("837I", "DTP*435", ("DTP*435*D8*20260410",)),
    ("837I", "SV2*0120", ("SV2*0120**4000*DA*0",)),
    ("837I", "HI*ABF", ("HI*BG:A1", "HI*ABF:I10", "HI*ABF:E119")),
    ("837I", "REF*G1", ("REF*LX*1", "REF*LX*2", "NTE*DGN*NOTE", "NTE*ADD*NOTE")),
    ("837D", "TOO*JP*13", ("TOO*JP*TS*B:D:F:L:O", "TOO*JP*82", "TOO*JP*A")),
    ("837D", "HI*ABK", ("HI*TQ:1234",)),
    ("837D", "CLM*TOOTH1", ("CLM*TOOTH1*150***11:B:1*Y*A*Y*I**********PB",)),
    ("837D", "DTP*472*D8*20260416", ()),
    ("820", "RMR*IK", ("RMR*IK*INV1**600*600", "RMR*CT*C1*PO*400")),
    ("820", "ENT*1*2J", ("ENT*2*2J*34*11", "NM1*QE*1*TESTER")),
    ("276", "REF*1K", ("REF*BLT*111", "REF*LU*A", "REF*6P*G", "REF*XZ*1")),
    ("276", "SVC", ("SVC*NU:0450*200**0450***1.5",)),
    ("277", "STC*E0", ("STC*E0:24:1P*20260601********E0:33", "STC*D0:35*20260601")),
    ("277", "STC*F1:65*20260502**", ("STC*F2:80::RX*20260502**250*150",)),
    ("270", "NM1*IL", ("NM1*IL*1*TESTER*ANN",)),
    ("835", "CAS*PR*3", ("CAS*PR*3*20.00",)),
    ("835", "PLB", ("PLB*1234567893*20261231*WO:PCN0*10*CS:X*10",)),
]


@pytest.mark.parametrize(("kind", "old", "new"), NEAR_MISSES)
def test_it_lets_the_near_miss_pass(
    kind: str, old: str, new: tuple[str, ...], code_tables: CodeTables
) -> None:
    data = file_of(kind, edited(transaction_set(kind)[1:-1], old, *new))
    assert [one.code for one in check([data], codes=code_tables)] == []


ENVELOPE_DEFECTS: list[tuple[str, str, str]] = [
    ("SE*46*0001", "SE*45*0001", "set.segment_count"),
    ("SE*46*0001", "SE*46*0002", "set.control_number"),
    ("SE*46*0001", "", "set.trailer_missing"),
    ("GE*1*1", "GE*2*1", "group.set_count"),
    ("GE*1*1", "GE*1*2", "group.control_number"),
    ("GE*1*1", "", "group.trailer_missing"),
    ("IEA*1*000000001", "IEA*2*000000001", "interchange.group_count"),
    ("IEA*1*000000001", "IEA*1*000000002", "interchange.control_number"),
    ("IEA*1*000000001", "", "interchange.trailer_missing"),
    ("ST*837*0001*005010X222A1", "ST*837*01*005010X222A1", "set.control_number_missing"),
    ("ST*837*0001*005010X222A1", "ST*837*0001*005010X999", "set.version"),
    ("ST*837*0001*005010X222A1", "ST*835*0001*005010X222A1", "set.header"),
    ("GS*HC*QUAY01*HARBOR*20260501*1200*1*X*005010X222A1", "GS*HC*QUAY01*HARBOR*20260501*1200*1*X*004010X098A1", "group.version"),
    ("GS*HC*QUAY01*HARBOR*20260501*1200*1*X*005010X222A1", "GS*HC*QUAY01*HARBOR*20260501*1200*1*X", "group.header"),
    ("GS*HC*QUAY01*HARBOR*20260501*1200*1*X*005010X222A1", "GS*ZZ*QUAY01*HARBOR*20260501*1200*1*X*005010X222A1", "group.unsupported"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code"), ENVELOPE_DEFECTS)
def test_it_catches_what_is_wrong_in_the_envelope(old: str, new: str, code: str) -> None:
    segments = interchange("837P", transaction_set("837P"))
    at = segments.index(old)
    segments[at : at + 1] = [new] if new else []
    codes = {one.code.removeprefix("x12.") for one in check([as_bytes(segments)])}
    assert code in codes
    assert codes <= {code} | (
        {"element.too_short", "set.control_number"} if code.endswith("number_missing") else set()
    )


def test_it_spares_the_sets_beside_a_broken_one() -> None:
    broken = transaction_set("837P", edited(CLAIM_SEGMENTS, "NM1*85"), control="0002")
    data = as_bytes(
        interchange("837P", transaction_set("837P"), broken, transaction_set("837P", control="0003"))
    )
    found = list(check([data]))
    begin = data.index(b"ST*837*0002")
    end = data.index(b"ST*837*0003")
    assert found
    assert all(begin <= one.place.offset < end for one in found)
