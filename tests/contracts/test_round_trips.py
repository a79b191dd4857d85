"""Published samples of valid files: read, written and read again they are the same, segment for segment."""

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest
from tests.contracts.published import NOT_HERE, files, folder
from tests.contracts.test_pyx12_peer import complaints

from plancore.claims.people import Contact
from plancore.exchange import x270, x271, x834, x835, x837, x837_write
from plancore.x12 import NotX12, check
from plancore.x12.events import Unit
from plancore.x12.writer import Header, Party

pytestmark = pytest.mark.skipif(folder() is None, reason=NOT_HERE)
STAMP = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
HEADER = Header(sender=Party(id="HARBOR"), receiver=Party(id="QUAY"), stamp=STAMP, control_number=1)
CLAIM_FORMS = frozenset({"837P", "837I", "837D"})

BATCH = x837_write.Batch(
    submitter_name="Harbor Health Plan",
    contact=Contact(name="EDI DESK", numbers=(("TE", "5555550100"),)),
    receiver_name="Anchor Mutual",
    reference="OUT1",
)
INVENTED = {"x12.npi.check_digit", "x12.npi.shape", "x12.taxonomy.shape", "x12.zip.shape"}
"""The published files have invented numbers; a file with nothing else in it is taken for valid here."""


def short(path: Path) -> str:
    place = folder()
    return str(path.relative_to(place)) if place else path.name


def _is_answer(path: Path) -> bool:
    """Acknowledgements that belong to a sample name its version too."""
    return "expected-ack" in path.name or ".999." in path.name


def valid(*versions: str) -> list[Path]:
    """The samples of these versions in which nothing but an invented number is wrong."""
    found = []
    for path in files():
        content = path.read_bytes()
        if not any(version.encode() in content for version in versions) or _is_answer(path):
            continue
        try:
            if {one.code for one in check([content])} <= INVENTED:
                found.append(path)
        except NotX12:
            continue
    return found


def test_there_are_samples_of_every_form() -> None:
    assert len(valid("005010X222")) >= 11
    assert len(valid("005010X224")) >= 1
    assert len(stays()) >= 3
    assert len(valid("005010X220")) >= 12
    assert sorted({one.suffix for one in valid("005010X279")}) == [".270", ".271"]
    assert valid("005010X221")


def stays() -> list[Path]:
    """The institutional samples that can be read: none is valid (CLM06 is filled, one period is a day)."""
    named = ("demo.837i", "institutional-claim.837i", "two-claims-single-provider.837i")
    return [path for path in files() if path.name in named]


def as_number(element: str) -> str:
    """`40.00` and `40` are one number, `10-1234567` and `101234567` one tax number."""
    if re.fullmatch(r"-?\d+\.\d+", element):
        return element.rstrip("0").rstrip(".")
    return re.sub(r"^(\d\d)-(\d{7})$", r"\1\2", element)


def said(unit: Unit) -> Counter[str]:
    """Every segment of a claim and of the levels it hangs under, numbers and one-day periods in one form."""
    found: Counter[str] = Counter()
    for loop, rows in (("2300", unit.rows), *unit.context.items()):
        for _, elements in rows if loop not in ("HEADER", "1000A", "1000B") else ():
            if elements[0] not in ("HL", "SV1", "SV3", "NM1") or elements[1] == "IL":
                text = "*".join(map(as_number, elements)).rstrip("*:")
                found[re.sub(r"\*RD8\*(\d{8})-\1$", r"*D8*\1", text)] += 1
    return found


def claims_of(content: bytes) -> list[x837.ClaimReceived]:
    return [one for one in x837.read([content], supported=CLAIM_FORMS) if isinstance(one, x837.ClaimReceived)]


@pytest.mark.parametrize("path", valid("005010X222", "005010X223", "005010X224"), ids=short)
def test_it_writes_published_claims_back_as_they_were_read(path: Path) -> None:
    claims = claims_of(path.read_bytes())
    body = x837_write.write([one.submission for one in claims], HEADER, BATCH)
    back = claims_of(body)
    assert claims
    assert [one.submission for one in back] == [one.submission for one in claims]
    assert [said(one.unit) for one in back] == [said(one.unit) for one in claims]
    assert {one.code for one in check([body])} <= INVENTED
    if b"005010X222" in body:
        assert complaints(body) == []


@pytest.mark.parametrize("path", stays(), ids=short)
def test_it_writes_published_stays_back_as_they_were_read_and_mends_their_frame(path: Path) -> None:
    claims = claims_of(path.read_bytes())
    body = x837_write.write([one.submission for one in claims], HEADER, BATCH)
    assert [one.submission for one in claims_of(body)] == [one.submission for one in claims]
    assert {one.code for one in check([body])} <= INVENTED
    complained = re.findall(r"IK3\*(\w+)", complaints(body)[-1])
    assert complained == ["N4"], "docs/reference/x12-peers.md: the billing provider's ZIP code"


@pytest.mark.parametrize("path", valid("005010X220"), ids=short)
def test_it_writes_published_enrolment_back_as_it_was_read(path: Path) -> None:
    read = x834.read([path.read_bytes()])
    assert read
    body = x834.write(read, HEADER)
    assert x834.read([body]) == read
    assert list(check([body])) == []
    assert complaints(body) == []


@pytest.mark.parametrize("path", [one for one in valid("005010X279") if one.suffix == ".271"], ids=short)
def test_it_writes_published_answers_back_as_they_were_read(path: Path) -> None:
    cases = x271.read([path.read_bytes()])
    assert cases
    body = x271.write_cases(cases, HEADER)
    assert x271.read([body]) == cases
    assert {one.code for one in check([body])} <= INVENTED


@pytest.mark.parametrize("path", [one for one in valid("005010X279") if one.suffix == ".270"], ids=short)
def test_it_writes_published_questions_back_as_they_were_read(path: Path) -> None:
    cases = x270.read_cases([path.read_bytes()])
    assert cases
    body = x270.write_cases(cases, HEADER)
    assert x270.read_cases([body]) == cases
    assert {one.code for one in check([body])} <= INVENTED


@pytest.mark.parametrize("path", valid("005010X221"), ids=short)
def test_it_writes_published_remittances_back_as_they_were_read(path: Path) -> None:
    read = x835.read([path.read_bytes()])
    assert read
    body = x835.write(read, HEADER)
    assert x835.read([body]) == read
