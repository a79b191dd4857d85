"""Reading a file that came: every claim and every fault is answered, and nothing of it is lost."""

from dataclasses import replace

import pytest
from django.db import connection
from tests import factories as make

from payerport.accounts.models import Organization
from payerport.audit.actor import Actor, core
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.claims.models import Claim, ClaimFinding, State
from payerport.edi import actions
from payerport.edi.tests.x12 import answers, segments, statuses
from payerport.files.models import FileFinding, InboundFile
from payerport.members.models import Member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def practice() -> Organization:
    make.published_plan()
    return make.organization()


@pytest.fixture
def biller(practice: Organization) -> Actor:
    return make.actor("biller", practice)


@pytest.fixture
def people() -> list[Member]:
    return make.family()


def found_in(file: InboundFile) -> list[str]:
    with as_core():
        return list(FileFinding.objects.filter(file=file).order_by("pk").values_list("code", flat=True))


def found_of(claim: Claim) -> list[str]:
    with as_core():
        return list(ClaimFinding.objects.filter(claim=claim).order_by("pk").values_list("code", flat=True))


def set_answers(content: bytes) -> list[str]:
    """Of a 999: what it says of each set (IK501), or of the group when no set was read (AK901)."""
    return [one[1] for one in segments(content, "IK5")] or [one[1] for one in segments(content, "AK9")]


# -- what is right -----------------------------------------------------------------------------------------


@pytest.mark.req("R-08")
def test_it_accepts_a_claim_with_a_control_number_in_the_277ca(
    practice: Organization, biller: Actor, people: list[Member]
) -> None:
    sent = make.submission(practice, people[0])
    file = make.sent_file(biller, make.x12_837p(sent))
    (claim,) = make.claims_of(file)
    assert (file.progress, file.accepted, file.rejected) == ("read", 1, 0)
    assert (claim.state, claim.submitted_by, claim.number_in_file) == (State.RECEIVED, biller.user_id, 1)
    written = answers(file)
    assert sorted(written) == ["277CA", "999"]
    assert set_answers(written["999"][0]) == ["A"]
    assert statuses(written["277CA"][0]) == {sent.patient_control_number: ("A2:20", claim.control_number)}


@pytest.mark.req("R-09")
def test_it_returns_a_claim_with_the_status_of_what_was_found(
    practice: Organization, biller: Actor, people: list[Member]
) -> None:
    good = make.submission(practice, people[0], patient_control_number="GOOD")
    unknown = make.with_member_id(make.submission(practice, people[1]), "999999999")
    unknown = replace(unknown, patient_control_number="UNKNOWN")
    total = replace(
        make.submission(practice, people[1], patient_control_number="TOTAL"),
        total_charge=make.VISIT_CHARGE + 1,
    )
    again = good
    file = make.sent_file(biller, make.x12_837p(good, unknown, total, replace(again)))
    assert (file.accepted, file.rejected) == (1, 3)
    claims = make.claims_of(file)
    assert [one.state for one in claims] == ["received", "rejected", "rejected", "rejected"]
    assert [found_of(one) for one in claims[1:]] == [
        ["claim.member.unknown"],
        ["x12.balance.claim_total"],
        ["claim.duplicate.received"],
    ]
    told = statuses(answers(file)["277CA"][0])
    assert told["UNKNOWN"] == ("A3:33:IL", "")
    category, _, code = told["TOTAL"][0].partition(":")
    assert (category, code, told["TOTAL"][1]) == ("A7", "400", "")


def test_it_takes_no_claim_of_another_practice(
    practice: Organization, people: list[Member], biller: Actor
) -> None:
    other = make.organization()
    file = make.sent_file(biller, make.x12_837p(make.submission(other, people[0])))
    (claim,) = make.claims_of(file)
    assert (claim.state, claim.organization_id) == (State.REJECTED, practice.pk)
    assert found_of(claim) == ["claim.provider.not_yours"]


def test_it_takes_every_providers_claims_from_the_plans_operator(
    practice: Organization, people: list[Member]
) -> None:
    other = make.organization()
    content = make.x12_837p(make.submission(practice, people[0])) + make.x12_837p(
        make.submission(other, people[1])
    )
    file = make.sent_file(core("command"), content)
    assert [one.organization_id for one in make.claims_of(file)] == [practice.pk, other.pk]
    assert file.organization_id is None


def test_it_reads_two_interchanges_and_answers_each(
    practice: Organization, biller: Actor, people: list[Member]
) -> None:
    content = make.x12_837p(make.submission(practice, people[0])) + make.x12_837p(
        make.submission(practice, people[1])
    )
    file = make.sent_file(biller, content)
    claims = make.claims_of(file)
    assert [one.number_in_file for one in claims] == [1, 2]
    written = answers(file)
    assert [len(written[kind]) for kind in ("999", "277CA")] == [2, 2]
    told = {number: it for one in written["277CA"] for number, it in statuses(one).items()}
    assert {it[1] for it in told.values()} == {one.control_number for one in claims}


def test_it_numbers_each_answer_once(practice: Organization, biller: Actor, people: list[Member]) -> None:
    written = [
        one
        for person in people
        for each in answers(make.sent_file(biller, make.x12_837p(make.submission(practice, person)))).values()
        for one in each
    ]
    numbers = [segments(one, "ISA")[0][13] for one in written]
    assert len(set(numbers)) == len(numbers) == 4


# -- what is not -------------------------------------------------------------------------------------------


def test_it_refuses_version_4010_and_says_so(
    practice: Organization, biller: Actor, people: list[Member]
) -> None:
    content = make.x12_837p(make.submission(practice, people[0]))
    file = make.sent_file(
        biller, content.replace(b"*00501*", b"*00401*").replace(b"005010X222A1", b"004010X098A1")
    )
    assert (file.progress, file.accepted, file.rejected) == ("read", 0, 0)
    assert "x12.interchange.version" in found_in(file)
    (ta1,) = segments(answers(file)["TA1"][0], "TA1")
    assert (ta1[4], ta1[5]) == ("R", "017")


@pytest.mark.parametrize(
    "kind",
    [("HC", "837", "005010X223A2"), ("BE", "834", "005010X220A1"), ("HS", "270", "005010X279A1")],
    ids=["institutional claims", "enrolment", "inquiries"],
)
def test_it_refuses_politely_what_does_not_come_by_file(
    practice: Organization, biller: Actor, people: list[Member], kind: tuple[str, str, str]
) -> None:
    group, set_, guide = kind
    content = make.x12_837p(make.submission(practice, people[0]))
    for old, new in (("*HC*", f"*{group}*"), ("ST*837*", f"ST*{set_}*"), ("005010X222A1", guide)):
        content = content.replace(old.encode(), new.encode())
    file = make.sent_file(biller, content)
    assert (file.accepted, file.rejected) == (0, 0)
    assert found_in(file) == ["x12.group.unsupported"]
    assert set_answers(answers(file)["999"][0]) == ["R"]


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 not a claim file", b"ISA*00*", b"\x00" * 200, "ÄÖÜ".encode() * 50, b"{}" * 60]
)
def test_it_refuses_what_is_not_x12_with_one_plain_sentence(biller: Actor, content: bytes) -> None:
    file = make.sent_file(biller, content)
    assert file.progress == "refused"
    assert file.refusal.endswith(".")
    assert file.refusal[0].isupper()
    assert answers(file) == {}
    assert make.claims_of(file) == []


def test_it_keeps_the_claims_of_a_set_that_is_rejected(
    practice: Organization, biller: Actor, people: list[Member]
) -> None:
    content = make.x12_837p(make.submission(practice, people[0])).replace(b"SE*", b"SE*9")
    file = make.sent_file(biller, content)
    (claim,) = make.claims_of(file)
    assert claim.state == State.REJECTED
    assert found_of(claim) == ["claim.set.refused"]
    assert set_answers(answers(file)["999"][0]) == ["R"]


# -- what is odd -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"*VISITODD*", b"*VISIT\0ODD*"),
        (b"*VISITODD*", b"*\xff\xfe\xc3VISIT*"),
        (b"ALBANY", "ÀLBÁNY".encode()),
        (b"*145*", b"*99999999999999999999.99*"),
        (b"*145*", b"*100000000.00*"),
        (b"*145*", b"*1E400*"),
        (b"UN*1*", b"UN*999999999999.123*"),
        (b"20260302", b"00010101"),
        (b"20260302", b"99991231"),
        (b"LX*1~", b"LX*999999~"),
        (b"*MI*", b"*MI*" + b"9" * 300),
        (b"*XX*2", b"*XX*" + b"2" * 300),
        (b"*HC:T1015", b"*HC:" + b"T" * 400),
        (b":B:1*", b":B:" + b"1" * 300 + b"*"),
        (b"TESTSENDER", b"TESTSEND\0R"),
    ],
    ids=str,
)
def test_it_answers_a_file_with_odd_values(
    practice: Organization, biller: Actor, people: list[Member], old: bytes, new: bytes
) -> None:
    """The claim may be taken in or go back; it is stored and answered in either case, and can be decided."""
    sent = make.submission(practice, people[0], patient_control_number="VISITODD")
    content = make.x12_837p(sent).replace(b"*145.00*", b"*145*")
    assert old in content
    file = make.sent_file(biller, content.replace(old, new))
    assert file.accepted + file.rejected == 1
    assert "999" in answers(file)
    (claim,) = make.claims_of(file)
    with as_core():
        assert bytes(InboundFile.objects.get(pk=file.pk).content) == content.replace(old, new)
    make.decide(claim)
    assert claim.state != State.RECEIVED


# -- once and whole ----------------------------------------------------------------------------------------


def test_it_reads_a_file_once(practice: Organization, biller: Actor, people: list[Member]) -> None:
    file = make.sent_file(biller, make.x12_837p(make.submission(practice, people[0])))
    with as_core():
        assert actions.read_file(core("worker"), file.pk) is None
        assert Claim.objects.count() == 1
    assert len(answers(file)["277CA"]) == 1


def test_it_reads_a_file_in_pieces_as_it_does_whole(
    practice: Organization, biller: Actor, people: list[Member], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Claims are stored in batches, bytes are read in chunks: neither shows."""
    submissions = [
        make.submission(practice, people[place % 2], lines=[make.line(on=make.day(-place))])
        for place in range(7)
    ]
    monkeypatch.setattr(actions, "CLAIMS_AT_ONCE", 3)
    monkeypatch.setattr(actions, "_CHUNK", 101)
    file = make.sent_file(biller, make.x12_837p(*submissions))
    claims = make.claims_of(file)
    assert [one.patient_control_number for one in claims] == [
        one.patient_control_number for one in submissions
    ]
    assert list(statuses(answers(file)["277CA"][0])) == [one.patient_control_number for one in submissions]
    assert file.accepted == 7


@pytest.mark.req("R-18")
def test_it_records_each_claim_and_the_file(
    practice: Organization, biller: Actor, people: list[Member]
) -> None:
    file = make.sent_file(biller, make.x12_837p(*(make.submission(practice, one) for one in people)))
    numbers = [one.control_number for one in make.claims_of(file)]
    with as_core():
        told = Event.objects.order_by("action", "record_id").values_list("action", "record_id", "user_id")
        of_claims = [one for one in told if one[0] == "claim.received"]
        of_file = [one[0] for one in told if one[1] == file.receipt_number]
        written = [one[1].split()[0] for one in told if one[0] == "file.written"]
    assert of_claims == [("claim.received", number, biller.user_id) for number in numbers]
    assert of_file == ["file.read", "file.received"]
    assert sorted(written) == ["277CA", "999"]


def test_it_queues_what_is_accepted_for_its_decision(
    practice: Organization, biller: Actor, people: list[Member]
) -> None:
    unknown = make.with_member_id(make.submission(practice, people[1]), "999999999")
    file = make.sent_file(biller, make.x12_837p(make.submission(practice, people[0]), unknown))
    accepted, _ = make.claims_of(file)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args ->> 'claim_ids' FROM procrastinate_jobs WHERE task_name = 'claims.decide'"
        )
        assert cursor.fetchall() == [(f"[{accepted.pk}]",)]
