"""Findings to claim status codes (277CA): category, status, entity, as a table. Codes only; their words are
X12's."""

from collections.abc import Iterable
from dataclasses import dataclass

from plancore.kernel import Finding
from plancore.x12.findings import X12Finding

ACCEPTED_CATEGORY = "A2"
RECEIVED_CATEGORY = "A1"


@dataclass(frozen=True, slots=True)
class Status:
    """A claim status (STC01): category (A3 returned, A6 missing, A7 invalid, A8 in conflict), status,
    entity."""

    category: str
    code: str
    entity: str = ""


ACCEPTED = Status(ACCEPTED_CATEGORY, "20")
OTHERWISE = Status("A3", "21")

STATUS_CODES: dict[str, Status] = {
    code: Status(*rest.split())
    for code, rest in (
        line.split(None, 1)
        for line in """
member.unknown A3 33 IL
member.ambiguous A3 33 IL
member.name A7 125 QC
member.birth_date A7 158 QC
coverage.inactive A3 88 IL
coverage.none A3 88 IL
provider.unknown A3 26 85
provider.not_yours A3 496 85
provider.tax_id A7 128 85
rendering.unknown A3 26 82
claim.duplicate A3 54
claim.payer A3 116
claim.original_unknown A7 464
claim.original_state A8 464
claim.timely_filing A3 718
claim.not_adjusted A8 535
codes.procedure-shape A7 454
claim.set.refused A3 21
claim.lines.none A6 21
claim.line.number A7 21
claim.npi.check_digit A7 562 85
claim.provider.unknown A3 26 85
claim.provider.not_yours A3 496 85
claim.provider.tax_id A7 128 85
claim.member.unknown A3 33 IL
claim.member.mismatch A7 158 QC
claim.total.mismatch A7 400
claim.charge.negative A7 178
claim.charge.too_large A7 178
claim.units.none A7 476
claim.date.order A7 187
claim.date.future A7 187
claim.diagnosis.none A6 254
claim.diagnosis.pointer A7 477
claim.frequency.unknown A7 535
claim.frequency.original_missing A6 464
claim.frequency.original_unknown A7 464
claim.frequency.original_final A8 464
claim.duplicate.received A3 54
x12.balance.claim_total A7 400
x12.balance.other_payer A8 400
x12.balance.other_payer_line A8 400
x12.claim.date_order A7 187
x12.claim.date_future A7 187
x12.claim.date_birth A8 187
x12.claim.birth_future A7 158 QC
x12.claim.line_order A7 21
x12.claim.pointer A7 477
x12.claim.pointer_twice A7 477
x12.claim.patient_level A6 125 QC
x12.claim.patient_level_twice A8 252
x12.claim.original_reference A6 464
x12.claim.frequency A7 535
x12.claim.accident A6 192
x12.claim.accident_state A6 190
x12.claim.units A7 476
x12.claim.charge_negative A7 178
x12.claim.identity A6 164 IL
x12.claim.npi_missing A6 562 85
x12.diagnosis.unknown A7 255
x12.diagnosis.not_billable A7 255
x12.diagnosis.external_first A7 509
x12.diagnosis.icd9 A7 255
x12.diagnosis.icd10_early A7 255
x12.procedure.unknown A7 454
x12.procedure.shape A7 454
x12.modifier.unknown A7 453
x12.place_of_service.unknown A7 249
""".strip().splitlines()
    )
}
"""Finding code to status. The caller's own codes are here too; see exchange/README.md."""

_ENTITY_BY_LOOP = {
    "1000A": "41",
    "1000B": "40",
    "2010AA": "85",
    "2010AB": "87",
    "2010BA": "IL",
    "2010BB": "PR",
    "2010CA": "QC",
    "2310A": "DN",
    "2310B": "82",
    "2310C": "77",
    "2310D": "DQ",
    "2420A": "82",
    "2420B": "QB",
    "2420C": "77",
    "2420D": "DQ",
    "2420E": "DK",
    "2420F": "DN",
    "2330A": "GB",
    "2330B": "PR",
}
_BY_FIELD = {
    "NM103": "125",
    "NM104": "125",
    "NM109": "164",
    "N301": "126",
    "N302": "126",
    "N401": "502",
    "N402": "503",
    "N403": "500",
    "DMG02": "158",
    "DMG03": "157",
    "PRV03": "145",
    "CLM01": "478",
    "CLM02": "178",
    "CLM05": "249",
    "SV101": "454",
    "SV102": "178",
    "SV104": "476",
    "SV105": "249",
    "SV107": "477",
    "HI01": "254",
}
_BY_SEGMENT = {"HI": "255", "DTP": "187", "N3": "126", "N4": "126", "DMG": "158", "SBR": "21", "LIN": "218"}


def _of_place(finding: X12Finding) -> Status:
    """The status of a finding that the table does not name: by its field."""
    place = finding.place
    missing = finding.code.endswith(("missing", "condition", "blank"))
    category = "A6" if missing else "A7"
    field = f"{place.segment}{place.element:02d}"
    entity = _ENTITY_BY_LOOP.get(place.loop, "")
    if finding.code.startswith("x12.npi."):
        return Status("A7", "562", entity or "85")
    if field == "NM109" and entity == "PR":
        return Status(category, "153", entity)
    code = _BY_FIELD.get(field) or _BY_SEGMENT.get(place.segment, "21")
    return Status(category, code, entity if place.segment in ("NM1", "N3", "N4", "DMG", "PRV", "REF") else "")


def status_of(finding: Finding | X12Finding) -> Status:
    """The status that says best what the finding says."""
    known = STATUS_CODES.get(finding.code)
    if known is not None:
        return known
    return _of_place(finding) if isinstance(finding, X12Finding) else OTHERWISE


def statuses_of(findings: Iterable[Finding | X12Finding]) -> tuple[Status, ...]:
    """The different statuses of the errors among the findings, in order; `OTHERWISE` when there are none."""
    found: list[Status] = []
    for finding in findings:
        wrong = finding.is_error if isinstance(finding, X12Finding) else finding.severity == "error"
        status = status_of(finding) if wrong else None
        if status is not None and status not in found:
            found.append(status)
    return tuple(found) or (OTHERWISE,)
