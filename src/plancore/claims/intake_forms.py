"""Checks at receipt of what only an institutional or a dental claim has. Gives (rule id, place) pairs.

Sources: Medicare Claims Processing Manual chapter 25 section 75 (the values CMS publishes of NUBC's lists);
837D guide TOO and SV304; the universal tooth designation.
"""

from collections.abc import Iterator

from plancore.claims.types import ClaimForm, ClaimSubmission, Institutional, ServiceLine, Tooth

_INPATIENT = frozenset({"11", "18", "21", "41"})
"""Types of bill (first two digits) of a stay: hospital, swing bed, skilled nursing, religious non-medical."""
_BILL_TYPES = _INPATIENT | {
    "12",
    "13",
    "14",
    "22",
    "23",
    "28",
    "32",
    "33",
    "34",
    "43",
    "65",
    "66",
    "71",
    "72",
    "73",
    "74",
    "75",
    "76",
    "77",
    "78",
    "79",
    "81",
    "82",
    "83",
    "84",
    "85",
    "86",
    "87",
    "89",
}
_PATIENT_STATUS = frozenset(
    {
        "01",
        "02",
        "03",
        "04",
        "05",
        "06",
        "07",
        "09",
        "20",
        "21",
        "30",
        "40",
        "41",
        "42",
        "43",
        "50",
        "51",
        "61",
        "62",
        "63",
        "64",
        "65",
        "66",
        "69",
        "70",
        "81",
        "82",
        "83",
        "84",
        "85",
        "86",
        "87",
        "88",
        "89",
        "90",
        "91",
        "92",
        "93",
        "94",
        "95",
    }
)
_ADULT = tuple(str(number) for number in range(1, 33))
_CHILD = tuple("ABCDEFGHIJKLMNOPQRST")
_TEETH = frozenset(
    {*_ADULT, *_CHILD, *(str(number) for number in range(51, 83)), *(f"{letter}S" for letter in _CHILD)}
)
_FRONT = frozenset({*(str(n) for n in (*range(6, 12), *range(22, 28))), *"CDEFGHMNOPQR"})
_SURFACES = frozenset("MODBLFI")
_CAVITIES = frozenset({"00", "01", "02", "10", "20", "30", "40", "L", "R"})


def is_bill_of_stay(bill_type: str) -> bool:
    """True where the first two digits of a type of bill are those of a stay."""
    return bill_type[:2] in _INPATIENT


def is_inpatient(claim: ClaimSubmission) -> bool:
    """True for an institutional claim whose type of bill is that of a stay."""
    return claim.form is ClaimForm.INSTITUTIONAL and is_bill_of_stay(claim.facility_code)


def form_faults(claim: ClaimSubmission) -> Iterator[tuple[str, str]]:
    """What the claim's form asks for and is missing or wrong."""
    if claim.form is ClaimForm.INSTITUTIONAL:
        yield from _institutional(claim)
    elif claim.form is ClaimForm.DENTAL:
        for line in claim.lines:
            yield from _dental(line)


def _institutional(claim: ClaimSubmission) -> Iterator[tuple[str, str]]:
    if claim.facility_code[:2] not in _BILL_TYPES:
        yield "claim.bill_type.unknown", "claim, type of bill"
    facts = claim.institutional
    if facts is None:
        yield "claim.institutional.missing", "claim"
        return
    if is_inpatient(claim):
        yield from _stay(claim, facts)
    if facts.patient_status and facts.patient_status not in _PATIENT_STATUS:
        yield "claim.patient_status.unknown", "claim, patient status"
    first, last = claim.statement_from, claim.statement_to
    for line in claim.lines:
        if (first is not None and line.service_from < first) or (last is not None and line.service_to > last):
            yield "claim.statement.days", f"line {line.number}, dates of service"


def _stay(claim: ClaimSubmission, facts: Institutional) -> Iterator[tuple[str, str]]:
    if facts.admitted_on is None or not facts.admission_type or not facts.admission_source:
        yield "claim.admission.missing", "claim, admission"
    elif facts.admitted_on > (claim.statement_to or claim.service_to):
        yield "claim.admission.after", "claim, admission"
    if not facts.patient_status:
        yield "claim.patient_status.unknown", "claim, patient status"


def _dental(line: ServiceLine) -> Iterator[tuple[str, str]]:
    for tooth in line.teeth:
        if tooth.number.upper() not in _TEETH:
            yield "claim.tooth.unknown", f"line {line.number}, tooth"
        elif not _has_surfaces(tooth):
            yield "claim.tooth.surface", f"line {line.number}, surfaces"
    if not _CAVITIES.issuperset(line.oral_cavities):
        yield "claim.tooth.cavity", f"line {line.number}, area of the mouth"


def _has_surfaces(tooth: Tooth) -> bool:
    """Each surface once, and one that the tooth has: front teeth bite with an edge (I), back teeth with a
    plane (O)."""
    surfaces = tooth.surfaces
    wrong = "O" if is_front(tooth.number) else "I"
    return _SURFACES.issuperset(surfaces) and wrong not in surfaces and len(set(surfaces)) == len(surfaces)


def is_front(number: str) -> bool:
    """True for incisors and canines, extra ones too."""
    number = number.upper()
    if number.isdigit() and int(number) > 50:
        number = str(int(number) - 50)
    return (
        number.removesuffix("S") in _FRONT if len(number) == 2 and number[0].isalpha() else number in _FRONT
    )
