"""Claims as values: what the rows say, whole."""

import datetime as dt
from decimal import Decimal

from plancore.claims.types import (
    Address,
    ClaimForm,
    ClaimSubmission,
    Diagnosis,
    Person,
    Provider,
    ServiceLine,
)
from plancore.exchange import x837
from plancore.x12.tests.samples import CLAIM_SEGMENTS, edited, file_of


def claims(segments: list[str] | None = None) -> list[ClaimSubmission]:
    events = x837.read([file_of("837P", segments)])
    return [one.submission for one in events if isinstance(one, x837.ClaimReceived)]


HOME = Address(line1="1 QUAY AVENUE", city="HARBORTON", state="ME", postal_code="04101")


def test_it_reads_the_whole_claim_of_a_subscriber() -> None:
    ann = Person(
        member_id="123456701", last_name="TESTER", first_name="ANN", birth_date=dt.date(1980, 2, 14),
        gender="F", address=HOME,
    )  # fmt: skip
    day = dt.date(2026, 4, 15)
    assert claims()[0] == ClaimSubmission(
        form=ClaimForm.PROFESSIONAL,
        patient_control_number="PCN1",
        total_charge=25000,
        billing=Provider(
            npi="1234567893", tax_id="123456789", last_or_organization_name="PIER ORTHOPEDICS",
            taxonomy="207X00000X",
            address=Address(line1="12 PIER STREET", city="HARBORTON", state="ME", postal_code="041010001"),
        ),
        subscriber=ann,
        patient=ann,
        patient_relationship="18",
        diagnoses=(Diagnosis(qualifier="ABK", code="M1711"), Diagnosis(qualifier="ABF", code="I10")),
        lines=(
            ServiceLine(
                number=1, procedure="J7321", charge=20000, units=Decimal(1), service_from=day, service_to=day,
                modifiers=("RT",), place_of_service="11", diagnosis_pointers=(1, 2), line_control_number="L1",
            ),
            ServiceLine(
                number=2, procedure="G0463", charge=5000, units=Decimal(1), service_from=day, service_to=day,
                place_of_service="11", diagnosis_pointers=(2,),
            ),
        ),
        facility_code="11",
        payer_id="HARBOR",
        payer_name="HARBOR HEALTH PLAN",
        group_number="GRP100",
        rendering=Provider(
            npi="1245319599", last_or_organization_name="DOCTOR", first_name="DEE", taxonomy="207X00000X"
        ),
        clearinghouse_number="CH0001",
    )  # fmt: skip


def test_it_reads_a_dependent_under_the_subscribers_number() -> None:
    claim = claims()[1]
    assert claim.patient == Person(
        member_id="765432101", last_name="TESTER", first_name="CARA", birth_date=dt.date(2015, 3, 1),
        gender="F", address=HOME,
    )  # fmt: skip
    assert claim.subscriber.first_name == "BEN"
    assert claim.patient_relationship == "19"
    assert claim.lines[0].service_to == dt.date(2026, 4, 16)


def test_it_reads_what_a_replacement_an_accident_and_a_referral_add() -> None:
    segments = edited(
        CLAIM_SEGMENTS, "CLM*PCN1", "CLM*PCN1*250***11:B:7*Y*C*N*I**AA:EM::ME", "DTP*439*D8*20260401"
    )
    segments = edited(segments, "REF*D9", "REF*9F*REF1", "REF*G1*AUTH1", "REF*F8*HHP77")
    segments = edited(
        segments, "NM1*82", "NM1*DN*1*SENDER*SAM****XX*1234567893", "NM1*82*1*DOCTOR*DEE****XX*1245319599"
    )
    claim = claims(segments)[0]
    assert (claim.frequency, claim.original_reference) == ("7", "HHP77")
    assert (claim.prior_authorization, claim.referral_number) == ("AUTH1", "REF1")
    assert (claim.related_causes, claim.accident_date) == (("AA", "EM"), dt.date(2026, 4, 1))
    assert claim.referring is not None
    assert claim.referring.last_or_organization_name == "SENDER"
    assert (claim.accept_assignment, claim.benefits_assigned) == ("C", False)


def test_it_reads_names_beyond_ascii_in_utf_8_and_latin_1() -> None:
    plain = file_of("837P")
    for name in ("José".encode(), "José".encode("latin-1")):
        events = x837.read([plain.replace(b"TESTER*ANN", b"TESTER*" + name)])
        claim = next(one for one in events if isinstance(one, x837.ClaimReceived))
        assert claim.is_acceptable
        assert claim.submission.patient.first_name == "José"
