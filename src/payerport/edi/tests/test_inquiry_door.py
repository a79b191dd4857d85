"""The 270 door: a 271 out of the same action as the page, and a clear answer to all else."""

import base64
import datetime as dt
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from tests import factories as make

from payerport.accounts.models import Organization, User
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.edi.tests.x12 import segments
from payerport.eligibility.models import Check
from payerport.members.models import Member

pytestmark = pytest.mark.django_db
PASSWORD = "harbour-lantern-42"


@pytest.fixture
def practice(clock: dt.datetime) -> Organization:
    make.published_plan()
    return make.organization()


@pytest.fixture
def desk(practice: Organization) -> User:
    return make.with_app(make.user("front_desk", practice, password=PASSWORD))


@pytest.fixture
def member(practice: Organization) -> Member:
    return make.family()[0]


@pytest.fixture
def inquiry(practice: Organization, member: Member) -> bytes:
    return make.x12_270(member, make.billing_provider(practice))


@pytest.fixture(autouse=True)
def _quick_hash(settings: Any) -> None:
    """The slow hash is not what is looked at here, and each sign-in would take it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def post(body: bytes, who: User | None = None, header: str = "", password: str = PASSWORD) -> HttpResponse:
    if who is not None:
        header = "Basic " + base64.b64encode(f"{who.username}:{password}".encode()).decode()
    headers = {"Authorization": header} if header else {}
    answered: Any = Client().post("/x12/270", body, content_type="application/edi-x12", headers=headers)
    assert isinstance(answered, HttpResponse)
    return answered


@pytest.mark.req("R-04")
def test_it_answers_a_270_with_a_271(desk: User, member: Member, inquiry: bytes) -> None:
    answered = post(inquiry, desk)
    assert (answered.status_code, answered["Content-Type"]) == (200, "application/edi-x12")
    written = segments(answered.content)
    assert written[2][:2] == ["ST", "271"]
    trace = next(one for one in segments(inquiry, "TRN"))
    assert ["TRN", "2", *trace[2:]] in written, "the inquiry's own trace number comes back"
    assert any(one[:2] == ["EB", "1"] for one in written), "active coverage"
    assert str(member.member_id) in {one[9] for one in written if one[0] == "NM1" and len(one) > 9}


@pytest.mark.req("R-03", "R-04")
def test_it_gives_the_answer_that_the_page_gives(desk: User, member: Member, inquiry: bytes) -> None:
    post(inquiry, desk)
    client = Client()
    client.force_login(desk)
    client.post("/eligibility/", {"who": str(member.member_id), "service_date": make.SERVICE_DAY.isoformat()})
    with as_core():
        by_door = {one.door: one for one in Check.objects.all()}
    assert set(by_door) == {"270", "page"}
    assert by_door["270"].answer == by_door["page"].answer
    assert by_door["270"].status == by_door["page"].status


@pytest.mark.req("R-18")
def test_it_records_each_inquiry_and_the_interchange(desk: User, member: Member, inquiry: bytes) -> None:
    post(inquiry, desk)
    with as_core():
        told = list(Event.objects.filter(user_id=desk.pk).order_by("action"))
    assert [one.action for one in told] == ["eligibility.checked", "inquiry.answered"]
    assert told[0].family == member.family_id
    assert told[1].detail["inquiries"] == 1


def test_it_answers_an_unknown_member_with_a_271_that_says_so(
    desk: User, practice: Organization, member: Member
) -> None:
    member.family_id = "9999999"
    answered = post(make.x12_270(member, make.billing_provider(practice)), desk)
    written = segments(answered.content)
    assert answered.status_code == 200
    assert [one[:2] for one in written if one[0] == "ST"] == [["ST", "271"]]
    assert any(one[0] == "AAA" for one in written)
    assert not any(one[0] == "EB" for one in written)


@pytest.mark.parametrize("header", ["", "Basic", "Basic %%%", "Basic bm9jb2xvbg==", "Bearer x", "Basic /w=="])
def test_it_asks_who_is_there(inquiry: bytes, header: str) -> None:
    answered = post(inquiry, header=header)
    assert answered.status_code == 401
    assert answered["WWW-Authenticate"].startswith("Basic ")
    with as_core():
        assert Check.objects.count() == 0


def test_it_answers_nobody_who_must_have_a_second_step_and_has_none(
    practice: Organization, inquiry: bytes
) -> None:
    answered = post(inquiry, make.user("front_desk", practice, password=PASSWORD))
    assert answered.status_code == 403
    assert "needs a second step" in answered.content.decode()
    with as_core():
        assert Check.objects.count() == 0


def test_it_lets_no_wrong_password_and_no_inactive_user_in(desk: User, inquiry: bytes) -> None:
    assert post(inquiry, desk, password="wrong").status_code == 401
    desk.is_active = False
    desk.save()
    assert post(inquiry, desk).status_code == 401


def test_it_refuses_who_may_not_ask_and_records_it(inquiry: bytes) -> None:
    nobody = make.user(password=PASSWORD)
    assert post(inquiry, nobody).status_code == 403
    with as_core():
        assert Event.objects.filter(action="page.refused", user_id=nobody.pk, outcome="refused").exists()
        assert Check.objects.count() == 0


@pytest.mark.parametrize("body", [b"", b"hello", b"%PDF-1.7", b"\0" * 300, b"ISA*00*"])
def test_it_says_in_one_sentence_that_something_is_not_x12(desk: User, body: bytes) -> None:
    answered = post(body, desk)
    assert (answered.status_code, answered["Content-Type"]) == (400, "text/plain")
    assert answered.content.endswith(b".\n")
    with as_core():
        assert Check.objects.count() == 0


def test_it_answers_a_faulty_file_with_a_999(desk: User, inquiry: bytes) -> None:
    answered = post(inquiry.replace(b"SE*", b"SE*9"), desk)
    assert answered.status_code == 200
    written = segments(answered.content)
    assert [one[1] for one in written if one[0] == "ST"] == ["999"]
    assert [one[1] for one in written if one[0] == "IK5"] == ["R"]
    with as_core():
        assert Check.objects.count() == 0


def test_it_answers_a_claim_file_at_this_door_with_a_999(
    desk: User, practice: Organization, member: Member
) -> None:
    answered = post(make.x12_837p(make.submission(practice, member)), desk)
    assert [one[1] for one in segments(answered.content, "ST")] == ["999"]


@pytest.mark.parametrize("old", [b"*MI*", b"NM1*IL*1*", b"TRN*1*", b"*XX*"])
def test_it_answers_odd_characters(desk: User, inquiry: bytes, old: bytes) -> None:
    assert old in inquiry
    for odd in (b"\0", b"\xff", "é".encode(), b"\x1a"):
        assert post(inquiry.replace(old, old + odd), desk).status_code == 200


def test_it_takes_no_more_than_a_megabyte(desk: User, inquiry: bytes) -> None:
    assert post(inquiry + b"\n" * (1 << 20), desk).status_code == 413


def test_it_is_shut_to_anything_but_post(desk: User) -> None:
    assert Client().get("/x12/270").status_code == 405
