"""A file of claims and what goes back: TA1, 999 and 277CA, and which claims may be taken."""

# ruff: noqa: E501 - a table: one case, one line

import datetime as dt
import itertools

import pytest

from plancore.exchange import acks, x837
from plancore.exchange.echo import Name
from plancore.kernel import Finding, Severity
from plancore.x12 import Delimiters, Party, check
from plancore.x12.tests.samples import CLAIM_SEGMENTS, as_bytes, edited, file_of, interchange, transaction_set

STAMP = dt.datetime(2026, 5, 2, 9, 30, tzinfo=dt.UTC)
UNKNOWN = Finding(code="member.unknown", severity=Severity.ERROR, where="member", message="No such member.")


def answers(data: bytes, findings: dict[str, Finding] | None = None) -> dict[str, str]:
    """Kind of acknowledgement to its text; claims named in `findings` are rejected by the caller."""
    builder = acks.AckBuilder(payer=Name(last="HARBOR HEALTH PLAN", qualifier="PI", id="HARBOR"))
    numbers, controls = itertools.count(1), itertools.count(71)
    for event in x837.read([data], rejected_sets=x837.rejected([data]).sets):
        if not isinstance(event, x837.ClaimReceived):
            builder.feed(event)
            continue
        found = (findings or {}).get(event.submission.patient_control_number)
        if found is not None:
            builder.settle(event, findings=[found])
        elif event.is_acceptable:
            builder.settle(event, control_number=f"HHP{next(numbers)}")
        else:
            builder.feed(event)
    made = list(
        builder.finish(stamp=STAMP, next_control_number=lambda: next(controls), sender=Party(id="HARBOR"))
    )
    for one in made:
        assert [found.code for found in check([one.content])] == []
    return {one.kind: one.content.decode("latin-1") for one in made}


def test_it_accepts_a_good_file_and_gives_each_claim_the_plans_number() -> None:
    made = answers(file_of("837P"))
    assert sorted(made) == ["277CA", "999"]
    assert "IK5*A~AK9*A*1*1*1~" in made["999"]
    assert (
        "TRN*2*PCN1~STC*A2:20*20260502*WQ*250~REF*1K*HHP1~REF*D9*CH0001~DTP*472*D8*20260415~" in made["277CA"]
    )
    assert "TRN*2*PCN2~STC*A2:20*20260502*WQ*75.5~REF*1K*HHP2~DTP*472*RD8*20260415-20260416~" in made["277CA"]
    assert "QTY*90*2~AMT*YU*325.5~" in made["277CA"]


def test_it_rejects_one_claim_and_accepts_its_neighbour_in_the_same_file() -> None:
    made = answers(file_of("837P"), {"PCN1": UNKNOWN})
    assert "IK5*A~" in made["999"]
    assert "TRN*2*PCN1~STC*A3:33:IL*20260502*U*250~" in made["277CA"]
    assert "REF*1K*HHP1" in made["277CA"].partition("PCN2")[2]
    assert "QTY*90*1~QTY*AA*1~AMT*YU*75.5~AMT*YY*250~" in made["277CA"]


@pytest.mark.parametrize(
    ("old", "new", "reported", "status"),
    [
        ("SV1*HC:G0463", "SV1*HC:G0463*51*UN*1***2", "IK3*CLM*19*2300*8~IK4*2**I12*250~", "A7:400"),
        ("SV1*HC:G0463", "SV1*HC:G0463*50*UN*1***5", "IK3*SV1*29*2400*8~IK4*7:1**7*5~", "A7:477"),
        ("NM1*82", "NM1*82*1*DOCTOR*DEE****XX*1245319598", "IK3*NM1*22*2310*8~IK4*9**7*1245319598~", "A7:562:82"),
        ("NM1*85", "NM1*85*2*PIER*****XX*1234567890", "IK3*NM1*8*2010*8~IK4*9**7*1234567890~", "A7:562:85"),
        ("CLM*PCN1", "CLM*PCN1*250***11:B:7*Y*A*Y*Y", "IK3*REF*19*2300*I6~CTX*SITUATIONAL TRIGGER*CLM*19*2300*5~", "A6:464"),
        ("DTP*472", "DTP*472*D8*20260502", "IK3*DTP*26*2400*8~IK4*3**8~", "A7:187"),
    ],
)  # fmt: skip
def test_it_reports_the_place_and_the_status_of_what_is_wrong(
    old: str, new: str, reported: str, status: str
) -> None:
    made = answers(file_of("837P", edited(CLAIM_SEGMENTS, old, new)))
    assert reported in made["999"]
    assert "IK5*E" in made["999"]
    assert f"STC*{status}*20260502*U*250" in made["277CA"]


def test_it_refuses_a_set_whose_frame_is_broken_and_takes_none_of_its_claims() -> None:
    segments = interchange("837P", transaction_set("837P"), transaction_set("837P", control="0002"))
    segments[segments.index("SE*46*0001")] = "SE*45*0001"
    data = as_bytes(segments)
    refused = x837.rejected([data])
    assert (refused.sets, refused.total_sets, refused.total_claims) == (frozenset({1}), 2, 4)
    taken = [
        event.set_control
        for event in x837.read([data], rejected_sets=refused.sets)
        if isinstance(event, x837.ClaimReceived) and event.is_acceptable
    ]
    assert taken == ["0002", "0002"]
    made = answers(data)
    assert "AK2*837*0001*005010X222A1~IK5*R*4~AK2*837*0002*005010X222A1~IK5*A~AK9*P*2*2*1~" in made["999"]
    assert made["277CA"].count("TRN*2*PCN") == 2


def test_it_says_in_a_ta1_that_an_old_version_is_not_read() -> None:
    data = file_of("837P").replace(b"*00501*", b"*00401*").replace(b"005010X222A1", b"004010X098A1")
    made = answers(data)
    assert list(made) == ["TA1"]
    assert "TA1*000000001*260501*1200*R*017~" in made["TA1"]


def test_it_says_in_a_999_that_a_group_or_a_guide_is_not_taken() -> None:
    enrolment = file_of("837P").replace(b"GS*HC", b"GS*BE").replace(b"ST*837", b"ST*834")
    assert "AK9*R*1*1*0*1~" in answers(enrolment)["999"]
    old = file_of("837P").replace(b"005010X222A1", b"004010X098A1")
    assert "AK9*R*1*1*0*2~" in answers(old)["999"]
    institutional = file_of("837P").replace(b"005010X222A1", b"005010X223A2")
    assert "AK9*R*1*1*0*1~" in answers(institutional)["999"]


def test_it_sends_a_ta1_when_asked_and_when_the_file_is_cut_off() -> None:
    asked = as_bytes(interchange("837P", transaction_set("837P"), ack="1"))
    assert "TA1*000000001*260501*1200*A*000~" in answers(asked)["TA1"]
    cut = file_of("837P")
    made = answers(cut[: cut.index(b"GE*")])
    assert "*E*023~" in made["TA1"]
    assert "IK5*A~AK9*E*1*1*1*3~" in made["999"]


def test_it_answers_in_the_files_own_delimiters() -> None:
    data = as_bytes(interchange("837P", transaction_set("837P")), Delimiters("|", ">", "\n", "^"))
    made = answers(data)
    assert "STC|A2>20|20260502|WQ|250\n" in made["277CA"]


def test_it_never_lets_a_claim_with_errors_be_accepted() -> None:
    builder = acks.AckBuilder()
    data = file_of("837P", edited(CLAIM_SEGMENTS, "NM1*82", "NM1*82*1*D*D****XX*1245319598"))
    event = next(one for one in x837.read([data]) if isinstance(one, x837.ClaimReceived))
    with pytest.raises(ValueError, match="errors"):
        builder.settle(event, control_number="HHP1")
    good = next(one for one in x837.read([file_of("837P")]) if isinstance(one, x837.ClaimReceived))
    with pytest.raises(ValueError, match="errors"):
        builder.settle(good, control_number="HHP1", findings=[UNKNOWN])
