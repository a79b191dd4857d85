"""Valid files of our own, segment by segment, for tests that change one thing. All people are synthetic."""

from plancore.x12.delimiters import Delimiters
from plancore.x12.tests import samples_authorization as authorization
from plancore.x12.tests.samples_more import MORE

CLAIM_SEGMENTS = """
BHT*0019*00*BATCH1*20260501*1200*CH
NM1*41*2*QUAY BILLING*****46*QUAY01
PER*IC*EDI DESK*TE*5555550100
NM1*40*2*HARBOR HEALTH PLAN*****46*HARBOR
HL*1**20*1
PRV*BI*PXC*207X00000X
NM1*85*2*PIER ORTHOPEDICS*****XX*1234567893
N3*12 PIER STREET
N4*HARBORTON*ME*041010001
REF*EI*123456789
HL*2*1*22*0
SBR*P*18*GRP100******CI
NM1*IL*1*TESTER*ANN****MI*123456701
N3*1 QUAY AVENUE
N4*HARBORTON*ME*04101
DMG*D8*19800214*F
NM1*PR*2*HARBOR HEALTH PLAN*****PI*HARBOR
CLM*PCN1*250***11:B:1*Y*A*Y*Y
REF*D9*CH0001
HI*ABK:M1711*ABF:I10
NM1*82*1*DOCTOR*DEE****XX*1245319599
PRV*PE*PXC*207X00000X
LX*1
SV1*HC:J7321:RT*200*UN*1***1:2
DTP*472*D8*20260415
REF*6R*L1
LX*2
SV1*HC:G0463*50*UN*1***2
DTP*472*D8*20260415
HL*3*1*22*1
SBR*P**GRP100******CI
NM1*IL*1*TESTER*BEN****MI*765432101
NM1*PR*2*HARBOR HEALTH PLAN*****PI*HARBOR
HL*4*3*23*0
PAT*19
NM1*QC*1*TESTER*CARA
N3*1 QUAY AVENUE
N4*HARBORTON*ME*04101
DMG*D8*20150301*F
CLM*PCN2*75.5***11:B:1*Y*A*Y*Y
HI*ABK:J069
LX*1
SV1*HC:T1015*75.5*UN*1***1
DTP*472*RD8*20260415-20260416
""".strip().splitlines()
"""A set of two claims: one of a subscriber with two lines, one of a dependent with one."""

INSTITUTIONAL_SEGMENTS = """
BHT*0019*00*BATCH2*20260601*1200*CH
NM1*41*2*QUAY BILLING*****46*QUAY01
PER*IC*EDI DESK*TE*5555550100
NM1*40*2*HARBOR HEALTH PLAN*****46*HARBOR
HL*1**20*1
PRV*BI*PXC*282N00000X
NM1*85*2*LIGHTHOUSE HOSPITAL*****XX*1234567893
N3*1 BEACON ROAD
N4*HARBORTON*ME*041010001
REF*EI*123456789
HL*2*1*22*0
SBR*P*18*GRP100******CI
NM1*IL*1*TESTER*ANN****MI*123456701
N3*1 QUAY AVENUE
N4*HARBORTON*ME*04101
DMG*D8*19800214*F
NM1*PR*2*HARBOR HEALTH PLAN*****PI*HARBOR
CLM*STAY1*4250.5***11:A:1**A*Y*Y
DTP*096*TM*1130
DTP*434*RD8*20260410-20260413
DTP*435*DT*202604100815
CL1*1*1*01
AMT*F3*100
REF*G1*AUTH1
HI*ABK:M1711:::::::Y
HI*ABJ:M1711
HI*ABN:W1830XA:::::::Y
HI*DR:470
HI*ABF:I10:::::::Y*ABF:E119:::::::N
HI*BBR:0SRC0J9:D8:20260410
HI*BBQ:0SRD0J9:D8:20260411
HI*BI:71:RD8:20260301-20260303
HI*BH:11:D8:20260401
HI*BE:80:::3*BE:01:::1500.25
HI*BG:09*BG:C1
NM1*71*1*DOCTOR*DEE****XX*1245319599
PRV*AT*PXC*207X00000X
NM1*72*1*SURGEON*SAM****XX*1245319599
LX*1
SV2*0120**4000*DA*3
LX*2
SV2*0420*HC:G0463:25*250.5*UN*1
DTP*472*D8*20260412
REF*6R*L2
""".strip().splitlines()
"""A stay of three days with two lines: room and board, and one therapy service."""

DENTAL_SEGMENTS = """
BHT*0019*00*BATCH3*20260601*1200*CH
NM1*41*2*QUAY BILLING*****46*QUAY01
PER*IC*EDI DESK*TE*5555550100
NM1*40*2*HARBOR HEALTH PLAN*****46*HARBOR
HL*1**20*1
NM1*85*2*PIER DENTAL*****XX*1234567893
N3*12 PIER STREET
N4*HARBORTON*ME*041010001
REF*EI*123456789
HL*2*1*22*0
SBR*P*18*GRP100******CI
NM1*IL*1*TESTER*ANN****MI*123456701
N3*1 QUAY AVENUE
N4*HARBORTON*ME*04101
DMG*D8*19800214*F
NM1*PR*2*HARBOR HEALTH PLAN*****PI*HARBOR
CLM*TOOTH1*150***11:B:1*Y*A*Y*I
DTP*452*D8*20260401
DTP*472*D8*20260415
DN1*36*27
DN2*3*M****JP
DN2*A*E****JP
HI*ABK:K0262
NM1*82*1*DENTIST*DEE****XX*1245319599
PRV*PE*PXC*1223G0001X
LX*1
SV3*AD:D2150*100**10:20*I*1*****1
TOO*JP*12*M:O
TOO*JP*13
REF*6R*L1
LX*2
SV3*AD:D1110*50
DTP*472*D8*20260416
""".strip().splitlines()
"""A dental claim of two lines: a filling on two teeth on the claim's day, a cleaning on a day of its own."""

INQUIRY_SEGMENTS = """
BHT*0022*13*REF1*20260501*1200
HL*1**20*1
NM1*PR*2*HARBOR HEALTH PLAN*****PI*HARBOR
HL*2*1*21*1
NM1*1P*2*PIER ORTHOPEDICS*****XX*1234567893
HL*3*2*22*0
TRN*1*TRACE1*9123456789
NM1*IL*1*TESTER*ANN****MI*123456701
DMG*D8*19800214
DTP*291*D8*20260501
EQ*30^98
""".strip().splitlines()

REMITTANCE_SEGMENTS = """
BPR*I*130*C*CHK************20260502
TRN*1*PAY1*1123456789
DTM*405*20260501
N1*PR*HARBOR HEALTH PLAN
N3*1 HARBOR PLAZA
N4*HARBORTON*ME*04101
PER*BL*EDI DESK*TE*5555550100
N1*PE*PIER ORTHOPEDICS*XX*1234567893
LX*1
CLP*PCN1*1*250*150*40*12*HHP0001*11*1
NM1*QC*1*TESTER*ANN****MI*123456701
SVC*HC:J7321:RT*200*120**1
DTM*472*20260415
CAS*CO*45*60
CAS*PR*1*20
SVC*HC:G0463*50*30
DTM*472*20260415
CAS*PR*3*20
PLB*1234567893*20261231*WO:PCN0*20
""".strip().splitlines()

STATUS_INQUIRY_SEGMENTS = """
BHT*0010*13*ASK1*20260601*1200
HL*1**20*1
NM1*PR*2*HARBOR HEALTH PLAN*****PI*HARBOR
HL*2*1*21*1
NM1*41*2*QUAY BILLING*****46*QUAY01
HL*3*2*19*1
NM1*1P*2*PIER ORTHOPEDICS*****XX*1234567893
HL*4*3*22*0
DMG*D8*19800214*F
NM1*IL*1*TESTER*ANN****MI*123456701
TRN*1*TRACE1
REF*1K*HHP0001
REF*EJ*PCN1
AMT*T3*250
DTP*472*RD8*20260415-20260416
SVC*HC:J7321:RT*200*****1
REF*FJ*L1
DTP*472*D8*20260415
HL*5*3*22*1
NM1*IL*1*TESTER*BEN****MI*765432101
HL*6*5*23
DMG*D8*20150301*F
NM1*QC*1*TESTER*CARA
TRN*1*TRACE2
DTP*472*D8*20260415
""".strip().splitlines()

STATUS_ANSWER_SEGMENTS = """
BHT*0010*08*ASK1*20260601*1200*DG
HL*1**20*1
NM1*PR*2*HARBOR HEALTH PLAN*****PI*HARBOR
HL*2*1*21*1
NM1*41*2*QUAY BILLING*****46*QUAY01
HL*3*2*19*1
NM1*1P*2*PIER ORTHOPEDICS*****XX*1234567893
HL*4*3*22*0
NM1*IL*1*TESTER*ANN****MI*123456701
TRN*2*TRACE1
STC*F1:65*20260502**250*150*20260501**20260502*PAY1
REF*1K*HHP0001
DTP*472*D8*20260415
SVC*HC:J7321:RT*200*120****1
STC*F1:65*20260502
REF*FJ*L1
DTP*472*D8*20260415
HL*5*2*19*0
NM1*1P*2*PIER DENTAL*****XX*1245319599
TRN*1*ASK1
STC*E0:24:1P*20260601
""".strip().splitlines()

PREMIUM_SEGMENTS = """
BPR*I*1250.5*C*ACH*CTX*01*011000015*DA*1111*1123456789**01*011000015*DA*2222*20260502
TRN*3*PREM1*1123456789
REF*38*GRP100
DTM*582****RD8*20260501-20260531
N1*PE*HARBOR HEALTH PLAN*FI*123456789
N1*PR*ANCHOR BOAT WORKS*FI*987654321
PER*IC*PAYROLL DESK*TE*5555550100
ENT*1*2L*FI*987654321
ADX*-49.5*52
RMR*IK*INV1**1000*1000
DTM*582****RD8*20260501-20260531
ENT*1*2J*EI*E1
NM1*IL*1*TESTER*ANN****N*123456701
RMR*AZ*POL1**300*320
DTM*582****RD8*20260501-20260531
ADX*-20*52
""".strip().splitlines()

KINDS = {
    "277RFI": ("277", "HN", "006020X313", authorization.INFORMATION_SEGMENTS),
    "277RFI-5010": ("277", "HN", "005010X213", authorization.INFORMATION_SEGMENTS),
    "275": ("275", "PI", "006020X314", authorization.ATTACHMENT_SEGMENTS),
    "275-5010": ("275", "PI", "005010X210", authorization.OLD_ATTACHMENT_SEGMENTS),
    "278": ("278", "HI", "005010X217", authorization.REQUEST_SEGMENTS),
    "278 stay": ("278", "HI", "005010X217", authorization.STAY_SEGMENTS),
    "278R": ("278", "HI", "005010X217", authorization.ANSWER_SEGMENTS),
    "278R rejection": ("278", "HI", "005010X217", authorization.REJECTION_SEGMENTS),
    "820": ("820", "RA", "005010X218", PREMIUM_SEGMENTS),
    "837D": ("837", "HC", "005010X224A2", DENTAL_SEGMENTS),
    "837I": ("837", "HC", "005010X223A2", INSTITUTIONAL_SEGMENTS),
    "276": ("276", "HR", "005010X212", STATUS_INQUIRY_SEGMENTS),
    "277": ("277", "HN", "005010X212", STATUS_ANSWER_SEGMENTS),
    "837P": ("837", "HC", "005010X222A1", CLAIM_SEGMENTS),
    "270": ("270", "HS", "005010X279A1", INQUIRY_SEGMENTS),
    "835": ("835", "HP", "005010X221A1", REMITTANCE_SEGMENTS),
}

KINDS |= MORE


def edited(segments: list[str], old: str, *new: str, nth: int = 1) -> list[str]:
    """A copy in which the nth segment that begins with `old` is replaced by `new` (none: left out)."""
    places = [index for index, segment in enumerate(segments) if segment.startswith(old)]
    at = places[nth - 1]
    return [*segments[:at], *new, *segments[at + 1 :]]


def transaction_set(kind: str, segments: list[str] | None = None, control: str = "0001") -> list[str]:
    """ST, the segments, SE with the right count."""
    set_id, _, version, default = KINDS[kind]
    body = default if segments is None else segments
    third = "" if kind == "835" else f"*{version}"
    return [f"ST*{set_id}*{control}{third}", *body, f"SE*{len(body) + 2}*{control}"]


def interchange(kind: str, *sets: list[str], control: str = "000000001", ack: str = "0") -> list[str]:
    """The sets in one group in one interchange."""
    _, group, version, _ = KINDS[kind]
    inner = [segment for one in sets for segment in one]
    parties = "ZZ*QUAY01         *ZZ*HARBOR         "
    header = f"ISA*00*          *00*          *{parties}*260501*1200*^*00501*{control}*{ack}*T*:"
    return [
        header,
        f"GS*{group}*QUAY01*HARBOR*20260501*1200*1*X*{version}",
        *inner,
        f"GE*{len(sets)}*1",
        f"IEA*1*{control}",
    ]


def as_bytes(segments: list[str], delimiters: Delimiters | None = None, line_end: str = "") -> bytes:
    """The segments with these delimiters in place of `*:~^`."""
    given = delimiters or Delimiters()
    table = str.maketrans({"*": given.element, ":": given.component, "^": given.repetition})
    end = given.segment + line_end
    return "".join(segment.translate(table) + end for segment in segments).encode("latin-1")


def file_of(kind: str, segments: list[str] | None = None) -> bytes:
    """A whole file with one set."""
    return as_bytes(interchange(kind, transaction_set(kind, segments)))
