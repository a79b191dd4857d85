"""Which segments of a claim the first step of reading takes whole, by form; and the claim's field for each
provider's role. What is not named here goes to the supplement."""

from typing import Final

_P = """2300/CLM 2300/DTP*439 2300/REF*9F 2300/REF*G1 2300/REF*F8 2300/REF*D9 2300/HI*ABK 2310A/NM1*DN
2310B/NM1*82 2310B/PRV*PE 2310C/NM1*77 2310C/N3 2310C/N4"""
_I = """2300/CLM 2300/DTP*096 2300/DTP*434 2300/DTP*435 2300/CL1 2300/AMT*F3 2300/REF*9F 2300/REF*G1
2300/REF*F8 2300/REF*D9 2300/HI*ABK 2300/HI*ABJ 2300/HI*APR 2300/HI*ABN 2300/HI*DR 2300/HI*ABF 2300/HI*BBR
2300/HI*BBQ 2300/HI*BI 2300/HI*BH 2300/HI*BE 2300/HI*BG 2300/HI*TC 2310A/NM1*71 2310A/PRV*AT 2310B/NM1*72
2310C/NM1*ZZ 2310D/NM1*82 2310E/NM1*77 2310E/N3 2310E/N4 2310F/NM1*DN"""
_D = """2300/CLM 2300/DTP*439 2300/DTP*452 2300/DTP*472 2300/DN1 2300/DN2 2300/REF*G3 2300/REF*F8
2300/REF*9F 2300/REF*G1 2300/REF*D9 2300/HI*ABK 2310A/NM1*DN 2310B/NM1*82 2310B/PRV*PE 2310C/NM1*77 2310C/N3
2310C/N4 2310D/NM1*DD 2310D/PRV*AS"""

CLAIM_FACTS: Final = {
    "837P": frozenset(_P.split()),
    "837I": frozenset(_I.split()),
    "837D": frozenset(_D.split()),
}
"""Tags of the claim (loops 2300 and 2310) that are facts."""

_LINE = "2400/LX 2400/DTP*472 2400/REF*6R 2410/LIN 2410/CTP"
LINE_FACTS: Final = {
    "837P": frozenset(f"{_LINE} 2400/SV1 2400/REF*G1 2420A/NM1*82 2420A/PRV*PE".split()),
    "837I": frozenset(f"{_LINE} 2400/SV2 2420C/NM1*82".split()),
    "837D": frozenset(
        f"{_LINE} 2400/SV3 2400/TOO*JP 2400/DTP*139 2400/REF*G1 2420A/NM1*82 2420A/PRV*PE".split()
    ),
}
"""Tags of a line that are facts."""

CONTEXT_FACTS: Final = frozenset(
    "2010BA/NM1*IL 2010BA/N3 2010BA/N4 2010BA/DMG 2010CA/NM1*QC 2010CA/N3 2010CA/N4 2010CA/DMG".split()  # noqa: SIM905
)
"""Tags of subscriber and patient that are facts."""

NAMED: Final = {
    "837P": {"DN": "referring", "82": "rendering", "77": "service_facility"},
    "837I": {
        "71": "attending", "72": "operating", "ZZ": "other_operating", "82": "rendering",
        "77": "service_facility", "DN": "referring",
    },
    "837D": {"DN": "referring", "82": "rendering", "77": "service_facility", "DD": "assistant"},
}  # fmt: skip
"""Role of a provider to the field that holds it; other roles are parties of the supplement."""

_SLOW = frozenset(("2300/DTP*439", "2310A/NM1*DN", "2400/DTP*139", "2400/REF*G1", "2410/LIN"))
_MOST = {"2300/CLM": 10, "2400/SV1": 8, "2400/SV2": 6, "2400/SV3": 12}

PLAIN: Final[dict[str, dict[str, int]]] = {
    form: {tag: _MOST.get(tag, 99) for tag in (CLAIM_FACTS[form] | LINE_FACTS[form]) - _SLOW}
    for form in CLAIM_FACTS
}
"""Tags that need no second look, with how many elements (the name counts) they have at most."""
