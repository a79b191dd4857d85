"""Published samples nobody here wrote: each gets an acknowledgement or a clear refusal, none a crash."""

import datetime as dt
import itertools
import re
from pathlib import Path

import pytest
from tests.contracts.published import NOT_HERE, files, folder

from payerport.codes.loading import tables
from plancore.claims.status import ClaimStatus, not_found
from plancore.eligibility.types import Answer, CoverageStatus
from plancore.exchange import acks, x270, x271, x276, x277, x835, x837
from plancore.x12 import NotX12, check
from plancore.x12.guide import names
from plancore.x12.writer import Header, Party

pytestmark = pytest.mark.skipif(folder() is None, reason=NOT_HERE)
STAMP = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
EVERY = frozenset(names())


def short(path: Path) -> str:
    place = folder()
    return str(path.relative_to(place)) if place else path.name


def is_acknowledgement(path: Path) -> bool:
    """True for a published 999: it is not acknowledged by another."""
    return b"GS*FA*" in path.read_bytes().replace(b"\n", b"") and b"*00501*" in path.read_bytes()[:110]


def answer(path: Path, supported: frozenset[str]) -> list[acks.Ack] | str:
    """The acknowledgements of a file, or the refusal's sentence."""
    builder, numbers, controls = acks.AckBuilder(), itertools.count(1), itertools.count(1)
    try:
        for event in x837.read([path.read_bytes()], codes=tables(), supported=supported):
            if isinstance(event, x837.ClaimReceived):
                number = f"HHP{next(numbers):09d}" if event.is_acceptable else ""
                assert event.submission.patient_control_number == event.echo.patient_control_number
                builder.settle(event, control_number=number)
            else:
                builder.feed(event)
    except NotX12 as refusal:
        return str(refusal)
    return list(builder.finish(stamp=STAMP, next_control_number=lambda: next(controls)))


@pytest.mark.req("R-08")
@pytest.mark.parametrize("path", files(), ids=short)
@pytest.mark.parametrize("supported", [frozenset({"837P"}), EVERY], ids=["portal", "every guide"])
def test_it_answers_with_an_acknowledgement_or_a_clear_refusal(path: Path, supported: frozenset[str]) -> None:
    answered = answer(path, supported)
    if isinstance(answered, str):
        assert re.fullmatch(r"[A-Z][^\n]+\.", answered)
        return
    assert bool(answered) is not is_acknowledgement(path)
    for ack in answered:
        assert [one.code for one in check([ack.content], codes=tables()) if one.is_error] == []


OUTCOMES_5010: dict[str, str] = {
    # Published 5010 files and what the 999 says of their sets. Where it is not A: why, by the guide.
    "demo.drug.example10.1.837": "A",
    "demo.drug.example10.2.837": "A",
    "demo.drug.example10.3.837": "A",
    "demo.cob.example3.C.837": "E",  # NPIs that fail their check digit
    "demo.cob.example3.A.837": "E",  # the same, and a 2320 without its payer (2330B)
    "demo.ambulance.example5.837": "E",  # CLM05-2 is empty
    "demo.example7.837": "E",  # NPIs that do not begin with 1 or 2
    "demo.example6.837": "E",  # components are cut with > while ISA16 says :
    "demo.cob.example4.837": "E",  # AMT*F2 is not an amount of loop 2320
    "sample_837_0.txt": "A A A A A",
    "subscriber-health-benefit-check.270": "A",
    "dependent-health-benefit-check.270": "A",
    "subscriber-health-benefit-check.271": "A",
    "dependent-health-benefit-check.271": "A",
    "subscriber-health-benefit-check-error.271": "R",  # SE02 is not ST02
    "managed-care.835": "R",  # BPR16 is no day; no technical contact
    "835_mult_loops.txt": "A",
    "medicare-part-a.835": "R",  # no technical contact
    "add-dependent.834": "A",
    "add-subscriber-coverage.834": "A",
    "terminate-subscriber-eligibility.834": "A",
    "sample_834_02.txt": "R",  # DMG02 is no day
    "example834_5010.txt": "R",  # INS06 ends in spaces
    "institutional-claim.837i": "E",  # CLM06 is not used, DTP*434 is no period, NPI and taxonomy
    "two-claims-single-provider.837i": "E",  # CLM06 is not used; NPIs fail their check digit
    "ppo-repriced-claim.837i": "E",  # components are cut with > while ISA16 says :
    "information-receiver-level-status.277": "A",
    "claim-level-status.276": "E",  # its NPIs fail their check digit (type 5); nothing else is wrong
}


def test_it_finds_nothing_but_invented_npis_in_the_published_dental_claim() -> None:
    (path,) = (one for one in files() if one.parent.name == "example_5010_837d")
    assert {one.code for one in check([path.read_bytes()], codes=tables())} == NPI_FINDINGS
    (claim,) = (
        one
        for one in x837.read([path.read_bytes()], supported=frozenset({"837D"}))
        if isinstance(one, x837.ClaimReceived)
    )
    assert [line.procedure for line in claim.submission.lines] == ["D2150", "D1110"]
    assert claim.submission.lines[1].service_from == dt.date(2006, 10, 29)


@pytest.mark.parametrize("name", sorted(OUTCOMES_5010))
def test_it_judges_the_published_5010_files_as_the_guide_does(name: str) -> None:
    (path, *_) = (one for one in files() if one.name == name)
    answered = answer(path, EVERY)
    assert not isinstance(answered, str)
    (text,) = (one.content.decode("latin-1") for one in answered if one.kind == "999")
    assert " ".join(re.findall(r"IK5\*(\w)", text)) == OUTCOMES_5010[name]


def meaning(acknowledgement: str) -> list[tuple[str, ...]]:
    """What a 999 says, without its envelope: outcomes, and place and code of each error."""
    said: list[tuple[str, ...]] = []
    for segment in re.split(r"[~\n]+", acknowledgement):
        e = [*segment.split("*"), "", "", "", ""]
        if e[0] == "IK3":
            said.append((e[0], e[1], e[2], e[4]))
        elif e[0] == "IK4":
            said.append((e[0], e[1], e[3]))
        elif e[0] in ("AK1", "AK2"):
            said.append((e[0], e[1], e[2]))
        elif e[0] == "IK5":
            said.append((e[0], e[1]))
        elif e[0] == "AK9":
            said.append((e[0], e[1], e[2], e[3], e[4]))
    return said


@pytest.mark.parametrize("name", ["834_ls_le_ls", "834_lui_id_5010", "834_eol_in_element"])
def test_it_says_what_the_published_acknowledgement_says(name: str) -> None:
    (source,) = (one for one in files() if one.name == f"{name}.source.edi")
    expected = source.with_name(f"{name}.expected-ack.edi").read_text(encoding="latin-1")
    answered = answer(source, EVERY)
    assert not isinstance(answered, str)
    (ours,) = (one.content.decode("latin-1") for one in answered if one.kind == "999")
    assert meaning(ours.replace("!", "^")) == meaning(expected)


def test_it_refuses_4010_with_a_ta1_that_says_so() -> None:
    old = [one for one in files() if b"*00401*" in one.read_bytes()[:110] and "expected" not in one.name]
    assert len(old) > 20
    for path in old:
        answered = answer(path, EVERY)
        assert not isinstance(answered, str)
        assert [one.kind for one in answered] in (["TA1"], ["TA1", "TA1"], ["TA1"] * 3)
        assert all(b"*R*017" in one.content for one in answered)


@pytest.mark.req("R-04")
@pytest.mark.parametrize("path", [one for one in files() if one.suffix == ".270"], ids=short)
def test_it_answers_each_published_inquiry(path: Path) -> None:
    batch = x270.read([path.read_bytes()], today=dt.date(2026, 11, 22), codes=tables())
    found = [
        Answer(status=CoverageStatus.NOT_FOUND, service_date=one.inquiry.service_date)
        for one in batch.inquiries
    ]
    body = x271.write(batch, found, stamp=STAMP, control_number=5)
    assert batch.inquiries
    assert [one.code for one in check([body], codes=tables())] == []
    for one in batch.inquiries:
        for number, company, _ in one.inquiry.traces:
            assert f"TRN*2*{number}*{company}".encode() in body


@pytest.mark.req("R-11")
@pytest.mark.parametrize("path", [one for one in files() if one.suffix == ".276"], ids=short)
def test_it_answers_each_published_status_inquiry(path: Path) -> None:
    batch = x276.read([path.read_bytes()], codes=tables())
    assert batch.inquiries
    assert {one.code for inquiry in batch.inquiries for one in inquiry.findings} <= NPI_FINDINGS
    header = Header(sender=Party(id="QUAY"), receiver=Party(id="HARBOR"), stamp=STAMP, control_number=1)
    assert x276.read([x276.write(batch.inquiries, header)]).inquiries == batch.inquiries
    answers = [[ClaimStatus(statuses=(not_found(STAMP.date()),))] for _ in batch.inquiries]
    body = x277.write(batch, answers, stamp=STAMP, control_number=5)
    assert {one.code for one in check([body], codes=tables())} <= NPI_FINDINGS
    assert [one.trace for one in x277.read([body])] == [one.inquiry.trace for one in batch.inquiries]


NPI_FINDINGS = {"x12.npi.check_digit", "x12.npi.shape"}
"""The published 276 and 277 files have invented NPIs; nothing else is wrong in them."""


@pytest.mark.req("R-11")
@pytest.mark.parametrize("path", [one for one in files() if one.suffix == ".277"], ids=short)
def test_it_writes_each_published_status_answer_back_as_it_was_read(path: Path) -> None:
    assert {one.code for one in check([path.read_bytes()], codes=tables())} <= NPI_FINDINGS
    reports = x277.read([path.read_bytes()])
    assert reports
    header = Header(sender=Party(id="HARBOR"), receiver=Party(id="QUAY"), stamp=STAMP, control_number=1)
    assert x277.read([x277.write_reports(reports, header)]) == reports


ROUND_TRIPS = ("medicare-part-a.835", "835_mult_loops.txt")


@pytest.mark.parametrize("name", ROUND_TRIPS)
def test_it_writes_a_remittance_back_as_it_was_read(name: str) -> None:
    (path, *_) = (one for one in files() if one.name == name)
    read = x835.read([path.read_bytes()])
    header = Header(sender=Party(id="HARBOR"), receiver=Party(id="QUAY"), stamp=STAMP, control_number=1)
    assert read
    assert x835.read([x835.write(read, header)]) == read
