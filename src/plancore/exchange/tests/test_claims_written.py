"""Claims go out as they came in: nothing a claim says is lost, whatever the form and the delimiters."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancore.claims.people import Contact
from plancore.claims.types import ClaimSubmission
from plancore.exchange import x837, x837_write
from plancore.exchange.tests.fullest import claim_segments
from plancore.x12 import Delimiters, check
from plancore.x12.events import Unit
from plancore.x12.tests.samples import CLAIM_SEGMENTS, KINDS, edited, file_of
from plancore.x12.writer import Header, Party

EVERY = frozenset({"837P", "837I", "837D"})
STAMP = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
BATCH = x837_write.Batch(
    submitter_name="Harbor Health Plan",
    contact=Contact(name="EDI DESK", numbers=(("TE", "5555550100"),)),
    receiver_name="Anchor Mutual",
    reference="OUT1",
)
MARKS = "*:~^|!<>}{+%&\\;?$@#\x1d\x1e\x1f\x1c"


def header(delimiters: Delimiters | None = None) -> Header:
    return Header(
        sender=Party(id="HARBOR"),
        receiver=Party(id="ANCHOR"),
        stamp=STAMP,
        control_number=1,
        delimiters=delimiters or Delimiters(),
    )


def received(content: bytes) -> list[x837.ClaimReceived]:
    return [one for one in x837.read([content], supported=EVERY) if isinstance(one, x837.ClaimReceived)]


def written(claims: list[ClaimSubmission], delimiters: Delimiters | None = None) -> bytes:
    return x837_write.write(claims, header(delimiters), BATCH)


def said(unit: Unit) -> Counter[str]:
    """Every segment of a claim and of the levels above it, without the numbers of levels."""
    rows = [elements for _, elements in unit.rows]
    rows += [
        elements
        for loop, inside in unit.context.items()
        if loop not in ("HEADER", "1000A", "1000B")
        for _, elements in inside
        if elements[0] != "HL"
    ]
    return Counter("*".join(one).rstrip("*:") for one in rows)


def with_claim(form: str, claim: list[str]) -> bytes:
    base = KINDS[form][3]
    at = next(index for index, text in enumerate(base) if text.startswith("CLM"))
    return file_of(form, [*base[:at], *claim])


CLAIM_LEFT = {
    "837P": Counter[str](),
    "837I": Counter[str](),
    # One day for all lines is said once; a line's place of service is the claim's.
    "837D": Counter({"DTP": 1, "SV3": 1}),
}


@pytest.mark.parametrize("form", sorted(EVERY))
def test_it_sends_every_segment_and_element_of_the_guide_back(form: str) -> None:
    (claim,) = received(with_claim(form, claim_segments(form)))
    (back,) = received(written([claim.submission]))
    lost = said(claim.unit) - said(back.unit)
    assert Counter(text.partition("*")[0] for text in lost.elements()) == CLAIM_LEFT[form]
    assert back.submission == claim.submission
    assert len(said(claim.unit)) > 100


LEVELS = """
HL*1**20*1
PRV*BI*PXC*207X00000X
CUR*85*CAD
NM1*85*1*DOCTOR*DEE*M**JR*XX*1245319599
N3*12 PIER STREET*SUITE 4
N4*TORONTO*ON*M5H2N2*CA
REF*SY*123456789
REF*0B*L123
REF*1G*U456
PER*IC*BILLING DESK*TE*5555550100*EX*12*FX*5555550101
NM1*87*1
N3*PO BOX 9
N4*HARBORTON*ME*04101
NM1*PE*2*ANCHOR MUTUAL*****PI*ANCHOR
N3*9 ANCHOR WAY
N4*HARBORTON*ME*04101
REF*2U*PLAN7
REF*EI*987654321
HL*2*1*22*1
SBR*S**GRP100*GROUP NAME*12****MB
PAT*****D8*20260401*01*155*Y
NM1*IL*2*BOAT WORKS*****II*123456701
N3*1 QUAY AVENUE
N4*HARBORTON*ME*04101
REF*SY*123456780
REF*Y4*PC123
PER*IC*ADJUSTER*TE*5555550102*EX*7
NM1*PR*2*HARBOR HEALTH PLAN*****XV*HARBOR
N3*1 HARBOR PLAZA
N4*HARBORTON*ME*04101
REF*2U*SUB1
REF*G2*PROV9
HL*3*2*23*0
PAT*19****D8*20260402*01*12.5*Y
NM1*QC*1*TESTER*CARA*Q**III
N3*1 QUAY AVENUE
N4*HARBORTON*ME*04101
DMG*D8*20150301*F
REF*Y4*PC124
REF*1W*M999
PER*IC*GUARDIAN*TE*5555550103
CLM*PCN2*75.5***11:B:1*N*C*W*I*P
HI*ABK:J069
LX*1
SV1*HC:T1015*75.5*UN*1***1
DTP*472*RD8*20260401-20260402
""".strip().splitlines()


def test_it_sends_every_level_back() -> None:
    (claim,) = received(file_of("837P", [*CLAIM_SEGMENTS[:4], *LEVELS]))
    (back,) = received(written([claim.submission]))
    assert said(claim.unit) - said(back.unit) == Counter()
    assert back.submission == claim.submission


@pytest.mark.parametrize("form", sorted(EVERY))
def test_what_it_writes_of_a_valid_claim_has_no_finding(form: str) -> None:
    claims = [one.submission for one in received(file_of(form))]
    assert [one.code for one in check([written(claims)])] == []


def test_it_hangs_claims_under_the_levels_they_share() -> None:
    first, dependent = (one.submission for one in received(file_of("837P")))
    body = written([first, replace(first, patient_control_number="PCN9"), dependent, first]).decode()
    assert [text.split("*")[3] for text in body.split("~") if text.startswith("HL*")] == [
        "20", "22", "22", "23", "22",
    ]  # fmt: skip
    assert body.count("NM1*85") == 1
    assert [one.submission.patient_control_number for one in received(body.encode())] == [
        "PCN1", "PCN9", "PCN2", "PCN1",
    ]  # fmt: skip


def test_it_opens_a_new_level_after_a_hundred_claims() -> None:
    (first, _) = (one.submission for one in received(file_of("837P")))
    body = written([replace(first, patient_control_number=f"P{n}") for n in range(205)])
    assert [one.code for one in check([body])] == []
    assert body.count(b"*22*0~") == 3


def test_it_refuses_claims_of_several_forms_and_none() -> None:
    stay, visit = (received(file_of(form))[0].submission for form in ("837I", "837P"))
    for claims in ([stay, visit], []):
        with pytest.raises(ValueError, match="one form"):
            written(claims)


def test_it_tells_a_payer_that_was_not_asked_from_one_that_paid_nothing() -> None:
    other = ["SBR*S*18*******CI", "AMT*D*0", "OI***Y***Y", "NM1*IL*1*TESTER*ANN****MI*9",
             "NM1*PR*2*ANCHOR*****PI*ANCHOR"]  # fmt: skip
    for segments, decided in ((other, True), ([one for one in other if one != "AMT*D*0"], False)):
        body = edited(CLAIM_SEGMENTS, "LX*1", *segments, "LX*1")
        claim = received(file_of("837P", body))[0].submission
        assert [one.is_decided for one in claim.other_payments] == [decided]
        assert (b"AMT*D*0~" in written([claim])) is decided


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(sorted(EVERY)),
    st.lists(st.sampled_from(MARKS), min_size=4, max_size=4, unique=True),
)
def test_it_writes_with_any_delimiters(form: str, marks: list[str]) -> None:
    claim = received(with_claim(form, claim_segments(form)))[0].submission
    body = written([claim], Delimiters(*marks))
    (back,) = received(body)
    assert back.submission == claim


TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=20).map(
    lambda text: "".join(" " if mark in "*:~^" else mark for mark in text).strip()
)
CENTS = st.integers(0, 99_999_999)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(EVERY)), st.data())
def test_it_reads_back_what_it_wrote_of_any_claim(form: str, data: st.DataObject) -> None:
    base = data.draw(st.sampled_from([one.submission for one in received(file_of(form))]))
    lines = tuple(
        replace(
            data.draw(st.sampled_from(base.lines)),
            number=number,
            charge=data.draw(CENTS),
            line_control_number=data.draw(TEXT),
        )
        for number in range(1, data.draw(st.integers(1, 5)) + 1)
    )
    claim = replace(
        base,
        lines=lines,
        patient_control_number=data.draw(TEXT),
        total_charge=data.draw(CENTS),
        original_reference=data.draw(TEXT),
        referral_number=data.draw(TEXT),
        clearinghouse_number=data.draw(TEXT),
        group_name=data.draw(TEXT),
        payer_name=data.draw(TEXT),
        billing=replace(base.billing, last_or_organization_name=data.draw(TEXT)),
        benefits_assigned=data.draw(st.booleans()),
    )
    assert [one.submission for one in received(written([claim]))] == [claim]
