"""Institutional and dental claims become values with all that their form has beside; the answer names their
lines."""

import datetime as dt
import itertools
from decimal import Decimal

import pytest

from plancore.claims.types import (
    ClaimForm,
    ClaimSubmission,
    Diagnosis,
    Occurrence,
    Procedure,
    Tooth,
    ValueCode,
)
from plancore.exchange import acks, x837
from plancore.x12 import check
from plancore.x12.tests.samples import DENTAL_SEGMENTS, INSTITUTIONAL_SEGMENTS, edited, file_of

STAMP = dt.datetime(2026, 6, 1, 12, 0, tzinfo=dt.UTC)


def claim_in(kind: str, segments: list[str] | None = None) -> ClaimSubmission:
    (claim,) = (
        one
        for one in x837.read([file_of(kind, segments)], supported=frozenset({kind}))
        if isinstance(one, x837.ClaimReceived)
    )
    assert claim.is_acceptable
    return claim.submission


def answered(kind: str, supported: frozenset[str]) -> dict[str, bytes]:
    builder, numbers = acks.AckBuilder(), itertools.count(1)
    for event in x837.read([file_of(kind)], supported=supported):
        if isinstance(event, x837.ClaimReceived):
            builder.settle(event, control_number="HHP1")
        else:
            builder.feed(event)
    return {
        one.kind: one.content
        for one in builder.finish(stamp=STAMP, next_control_number=lambda: next(numbers))
    }


def test_it_reads_a_stay() -> None:
    claim = claim_in("837I")
    assert claim.form is ClaimForm.INSTITUTIONAL
    assert (claim.facility_code, claim.frequency) == ("11", "1")
    assert (claim.statement_from, claim.statement_to) == (dt.date(2026, 4, 10), dt.date(2026, 4, 13))
    assert claim.diagnoses == (
        Diagnosis(qualifier="ABK", code="M1711", present_on_admission="Y"),
        Diagnosis(qualifier="ABF", code="I10", present_on_admission="Y"),
        Diagnosis(qualifier="ABF", code="E119", present_on_admission="N"),
    )
    stay = claim.institutional
    assert stay is not None
    assert (stay.admitted_on, stay.admission_hour) == (dt.date(2026, 4, 10), "0815")
    assert (stay.discharge_hour, stay.admission_type, stay.patient_status) == ("1130", "1", "01")
    assert stay.admitting_diagnosis == Diagnosis(qualifier="ABJ", code="M1711")
    assert stay.diagnosis_related_group == "470"
    assert stay.procedures == (
        Procedure(qualifier="BBR", code="0SRC0J9", performed_on=dt.date(2026, 4, 10)),
        Procedure(qualifier="BBQ", code="0SRD0J9", performed_on=dt.date(2026, 4, 11)),
    )
    assert stay.occurrences == (Occurrence(code="11", first=dt.date(2026, 4, 1)),)
    assert stay.occurrence_spans == (
        Occurrence(code="71", first=dt.date(2026, 3, 1), last=dt.date(2026, 3, 3)),
    )
    assert stay.values == (ValueCode(code="80", amount=300), ValueCode(code="01", amount=150025))
    assert stay.conditions == ("09", "C1")
    assert stay.attending is not None
    assert stay.attending.taxonomy == "207X00000X"
    assert stay.operating is not None
    assert stay.patient_due == 10000


def test_it_reads_lines_by_revenue_code() -> None:
    first, second = claim_in("837I").lines
    assert (first.revenue_code, first.procedure, first.charge, first.unit_basis) == ("0120", "", 400000, "DA")
    assert (first.service_from, first.service_to) == (dt.date(2026, 4, 10), dt.date(2026, 4, 13))
    assert (second.revenue_code, second.procedure, second.modifiers) == ("0420", "G0463", ("25",))
    assert second.service_from == dt.date(2026, 4, 12)


def test_it_reads_an_outpatient_bill_without_a_stay() -> None:
    segments = edited(INSTITUTIONAL_SEGMENTS, "CLM*STAY1", "CLM*OUT1*4250.5***13:A:1**A*Y*Y")
    segments = edited(edited(segments, "DTP*435"), "HI*ABJ", "HI*APR:M1711*APR:I10")
    stay = claim_in("837I", segments).institutional
    assert stay is not None
    assert stay.admitted_on is None
    assert [one.code for one in stay.visit_reasons] == ["M1711", "I10"]


def test_it_reads_a_dental_claim() -> None:
    claim = claim_in("837D")
    assert claim.form is ClaimForm.DENTAL
    dental = claim.dental
    assert dental is not None
    assert dental.appliance_placed_on == dt.date(2026, 4, 1)
    assert (dental.orthodontic_months, dental.orthodontic_months_left) == (Decimal(36), Decimal(27))
    assert (dental.missing_teeth, dental.teeth_to_extract) == (("3",), ("A",))
    assert not dental.is_predetermination
    first, second = claim.lines
    assert (first.procedure_qualifier, first.procedure, first.charge) == ("AD", "D2150", 10000)
    assert first.teeth == (Tooth(number="12", surfaces=("M", "O")), Tooth(number="13"))
    assert (first.oral_cavities, first.prosthesis) == (("10", "20"), "I")
    assert first.diagnosis_pointers == (1,)
    assert (first.service_from, second.service_from) == (dt.date(2026, 4, 15), dt.date(2026, 4, 16))
    assert (first.units, second.units) == (Decimal(1), Decimal(1))


def test_it_reads_a_request_for_a_predetermination() -> None:
    segments = edited(DENTAL_SEGMENTS, "CLM*TOOTH1", "CLM*TOOTH1*150***11:B:1*Y*A*Y*I**********PB")
    dental = claim_in("837D", edited(segments, "DN2*A", "DN2*A*E****JP", "REF*G3*PRE1")).dental
    assert dental is not None
    assert (dental.is_predetermination, dental.predetermination) == (True, "PRE1")


def test_a_professional_claim_has_nothing_of_the_other_forms() -> None:
    claims = [one for one in x837.read([file_of("837P")]) if isinstance(one, x837.ClaimReceived)]
    assert [one.submission.institutional for one in claims] == [None, None]


@pytest.mark.parametrize("kind", ["837I", "837D"])
def test_it_acknowledges_each_form(kind: str) -> None:
    said = answered(kind, frozenset({kind}))
    assert b"IK5*A" in said["999"]
    assert [one.code for content in said.values() for one in check([content])] == []


def test_an_acknowledgement_names_a_line_without_procedure_by_its_revenue_code() -> None:
    (claim,) = (
        one
        for one in x837.read([file_of("837I")], supported=frozenset({"837I"}))
        if isinstance(one, x837.ClaimReceived)
    )
    assert [one.procedure for one in claim.echo.lines] == ["NU:0120", "HC:G0463:25"]
    assert (claim.echo.service_from, claim.echo.service_to) == ("20260410", "20260413")


@pytest.mark.parametrize("kind", ["837I", "837D"])
def test_the_portal_goes_on_refusing_what_it_does_not_process(kind: str) -> None:
    said = answered(kind, x837.SUPPORTED)
    assert b"AK9*R" in said["999"]
    assert "277CA" not in said
