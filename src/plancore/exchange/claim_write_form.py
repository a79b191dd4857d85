"""What differs between the forms when a claim is written: diagnoses, a stay, teeth, the service segment."""

import datetime as dt
from collections.abc import Iterator, Sequence

from plancore.claims.supplement import LineSupplement
from plancore.claims.types import (
    ClaimForm,
    ClaimSubmission,
    Dental,
    Diagnosis,
    Institutional,
    Occurrence,
    ServiceLine,
)
from plancore.exchange.text import as_sent
from plancore.x12.convert import amount, date8, plain
from plancore.x12.writer import Value

_Item = tuple[str, str, tuple[Value, ...]]
_MOST = {ClaimForm.PROFESSIONAL: 12, ClaimForm.DENTAL: 4, ClaimForm.INSTITUTIONAL: 12}
"""Codes in one HI."""

_PRINCIPAL = ("ABK", "BK")


def diagnosis_items(claim: ClaimSubmission) -> Iterator[_Item]:
    """The diagnoses; in a stay the principal one stands alone."""
    found: Sequence[Diagnosis] = claim.diagnoses
    if claim.form is ClaimForm.INSTITUTIONAL:
        principal = [one for one in found if one.qualifier in _PRINCIPAL]
        yield from _codes([_diagnosis(one) for one in principal], 1)
        found = [one for one in found if one.qualifier not in _PRINCIPAL]
    yield from _codes([_diagnosis(one) for one in found], _MOST[claim.form])


def _diagnosis(one: Diagnosis) -> tuple[str, ...]:
    return (one.qualifier, one.code, "", "", "", "", "", "", one.present_on_admission)


def _codes(codes: Sequence[tuple[str, ...]], most: int = 12) -> Iterator[_Item]:
    for at in range(0, len(codes), most):
        yield "2300", "HI", tuple(codes[at : at + most])


def institutional_items(claim: ClaimSubmission, stay: Institutional) -> Iterator[_Item]:
    """Dates, CL1, the amount due and the code lists of a stay."""
    if claim.statement_from is not None and claim.statement_to is not None:
        period = f"{date8(claim.statement_from)}-{date8(claim.statement_to)}"
        yield "2300", "DTP", ("434", "RD8", period)
    if stay.discharge_hour:
        yield "2300", "DTP", ("096", "TM", stay.discharge_hour)
    if stay.admitted_on is not None:
        kind = "DT" if stay.admission_hour else "D8"
        yield "2300", "DTP", ("435", kind, date8(stay.admitted_on) + stay.admission_hour)
    if stay.admission_type or stay.admission_source or stay.patient_status:
        yield "2300", "CL1", (stay.admission_type, stay.admission_source, stay.patient_status)
    if stay.patient_due is not None:
        yield "2300", "AMT", ("F3", amount(stay.patient_due))
    yield from _stay_codes(stay)


def _stay_codes(stay: Institutional) -> Iterator[_Item]:
    if stay.admitting_diagnosis is not None:
        yield from _codes([_diagnosis(stay.admitting_diagnosis)])
    yield from _codes([_diagnosis(one) for one in stay.visit_reasons])
    yield from _codes([_diagnosis(one) for one in stay.external_causes])
    if stay.diagnosis_related_group:
        yield from _codes([("DR", stay.diagnosis_related_group)])
    procedures = [
        (one.qualifier, one.code, *(("D8", date8(one.performed_on)) if one.performed_on else ()))
        for one in stay.procedures
    ]
    principal = [one for one in procedures if one[0] in ("BBR", "BR", "CAH")]
    yield from _codes(principal, 1)
    yield from _codes([one for one in procedures if one not in principal])
    yield from _codes([_span(one) for one in stay.occurrence_spans])
    yield from _codes([_occurrence(one) for one in stay.occurrences])
    yield from _codes([("BE", one.code, "", "", amount(one.amount)) for one in stay.values])
    yield from _codes([("BG", one) for one in stay.conditions])
    yield from _codes([("TC", one) for one in stay.treatments])


def _span(one: Occurrence) -> tuple[str, ...]:
    if one.first is None or one.last is None:
        return ("BI", one.code)
    return ("BI", one.code, "RD8", f"{date8(one.first)}-{date8(one.last)}")


def _occurrence(one: Occurrence) -> tuple[str, ...]:
    return ("BH", one.code, "D8", date8(one.first)) if one.first is not None else ("BH", one.code)


def dental_items(dental: Dental, days: tuple[dt.date, dt.date] | None) -> Iterator[_Item]:
    """What a dental claim has beside its lines; `days` of service that all lines share."""
    if days is not None and days[0] != dt.date.min:
        first, last = map(date8, days)
        yield "2300", "DTP", ("472", "D8", first) if first == last else ("472", "RD8", f"{first}-{last}")
    if dental.appliance_placed_on is not None:
        yield "2300", "DTP", ("452", "D8", date8(dental.appliance_placed_on))
    months = [
        plain(one) if one is not None else ""
        for one in (dental.orthodontic_months, dental.orthodontic_months_left)
    ]
    if any(months) or dental.orthodontic_note:
        yield "2300", "DN1", (*months, "", as_sent(dental.orthodontic_note))
    for tooth in dental.missing_teeth:
        yield "2300", "DN2", (tooth, "M", "", "", "", "JP")
    for tooth in dental.teeth_to_extract:
        yield "2300", "DN2", (tooth, "E", "", "", "", "JP")
    if dental.predetermination:
        yield "2300", "REF", ("G3", as_sent(dental.predetermination))


def service_of(claim: ClaimSubmission, line: ServiceLine, more: LineSupplement) -> Iterator[_Item]:
    """The service segment of a line: SV1, SV2, or SV3 with its teeth."""
    return _SERVICES[claim.form](claim, line, more)


def procedure_of(
    qualifier: str, code: str, modifiers: Sequence[str], description: str = ""
) -> tuple[str, ...] | str:
    """The composite of a procedure, empty when there is no code."""
    if not code:
        return ""
    four = (*modifiers[:4], "", "", "", "")[:4]
    return (qualifier, code, *four, as_sent(description))


def _procedure(line: ServiceLine, more: LineSupplement) -> tuple[str, ...] | str:
    return procedure_of(line.procedure_qualifier, line.procedure, line.modifiers, more.description)


def _professional(claim: ClaimSubmission, line: ServiceLine, more: LineSupplement) -> Iterator[_Item]:
    yield "2400", "SV1", (
        _procedure(line, more), amount(line.charge), line.unit_basis, plain(line.units),
        _place(claim, line), "", _pointers(line), "", "Y" if more.is_emergency else "", "",
        "Y" if more.is_epsdt else "", "Y" if more.is_family_planning else "", "", "",
        "0" if more.is_copay_exempt else "",
    )  # fmt: skip


def _institutional(claim: ClaimSubmission, line: ServiceLine, more: LineSupplement) -> Iterator[_Item]:
    yield "2400", "SV2", (
        line.revenue_code, _procedure(line, more), amount(line.charge), line.unit_basis, plain(line.units),
        "", amount(more.not_covered) if more.not_covered is not None else "",
    )  # fmt: skip


def _dental(claim: ClaimSubmission, line: ServiceLine, more: LineSupplement) -> Iterator[_Item]:
    units = plain(line.units) if line.units != 1 else ""
    yield "2400", "SV3", (
        _procedure(line, more), amount(line.charge), _place(claim, line), line.oral_cavities, line.prosthesis,
        units, "", "", "", "", _pointers(line),
    )  # fmt: skip
    for tooth in line.teeth:
        yield "2400", "TOO", ("JP", tooth.number, tooth.surfaces)


def _place(claim: ClaimSubmission, line: ServiceLine) -> str:
    return line.place_of_service if line.place_of_service != claim.facility_code else ""


def _pointers(line: ServiceLine) -> tuple[str, ...]:
    return tuple(str(one) for one in line.diagnosis_pointers)


_SERVICES = {
    ClaimForm.PROFESSIONAL: _professional,
    ClaimForm.INSTITUTIONAL: _institutional,
    ClaimForm.DENTAL: _dental,
}
