"""Restricted records: shut to the plan's staff, opened for a reason and a while, told to plan security."""

import datetime as dt
from collections.abc import Callable
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from tests import factories as make
from tests.clock import NOW

from payerport.accounts.models import Organization, User
from payerport.audit.actor import Actor, core
from payerport.audit.lock import as_core, open_for
from payerport.audit.models import Event
from payerport.claims.access import claim_for, claims_visible_to
from payerport.claims.models import Claim
from payerport.eligibility.access import checks_visible_to
from payerport.members.models import Member
from payerport.remittance import queries as payments
from payerport.remittance.models import Payment
from payerport.restricted import actions
from payerport.restricted.access import Restricted, refuse_if_shut
from payerport.restricted.models import Opening, Restriction
from payerport.security import actions as security
from payerport.security.models import Alert
from payerport.web.refusals import Conflict

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
WHY = "The member is on the telephone and asks"


@pytest.fixture
def practice() -> Organization:
    make.published_plan()
    return make.organization()


@pytest.fixture
def member() -> Member:
    return make.family()[0]


@pytest.fixture
def claim(practice: Organization, member: Member) -> Claim:
    return make.decided_claim(practice, member)


@pytest.fixture
def payment(claim: Claim) -> Payment:
    return make.payments()[0]


@pytest.fixture
def staff() -> User:
    return make.user(staff_role="operations")


@pytest.fixture
def clerk(staff: User) -> Actor:
    return make.actor_of(staff)


def signed_in(as_whom: User) -> Client:
    client = Client()
    client.force_login(as_whom)
    return client


def later(minutes: int) -> "mock._patch[mock.MagicMock]":
    return mock.patch("django.utils.timezone.now", return_value=NOW + dt.timedelta(minutes=minutes))


def sees(who: Actor, look: Callable[[], object]) -> bool:
    open_for(who)
    return bool(look())


def break_glass(who: Actor, family: str) -> None:
    open_for(who)
    assert actions.open_record(who, family, Opening.Reason.MEMBER_ASKS, WHY) is not None


@pytest.mark.req("R-18")
def test_it_shuts_a_restricted_familys_claims_to_staff_and_to_nobody_else(
    practice: Organization, claim: Claim, clerk: Actor
) -> None:
    people = make.people(practice)
    seeing = {"owner", "plan staff", "the payer core"}
    assert make.who_sees(people, lambda who: claims_visible_to(who).exists()) == seeing
    make.restriction(claim.family)
    assert make.who_sees(people, lambda who: claims_visible_to(who).exists()) == seeing - {"plan staff"}


def test_it_shuts_them_by_the_second_lock_when_the_gate_is_forgotten(
    practice: Organization, claim: Claim, payment: Payment, clerk: Actor
) -> None:
    owner = make.actor("biller", practice)
    make.restriction(claim.family)
    tables = [
        "claims_claim",
        "claims_statechange",
        "claims_decision",
        "claims_decisionline",
        "claims_decisionadjustment",
        "claims_accumulatorentry",
        "remittance_remittedclaim",
    ]

    def rows(who: Actor) -> dict[str, bool]:
        open_for(who)
        with connection.cursor() as cursor:
            found = {}
            for table in tables:
                cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")
                found[table] = cursor.fetchone()[0]
        return found

    assert rows(clerk) == dict.fromkeys(tables, False)
    assert rows(owner) == rows(core("worker")) == dict.fromkeys(tables, True)
    break_glass(clerk, claim.family)
    assert rows(clerk) == dict.fromkeys(tables, True)


def test_it_leaves_out_eligibility_answers_and_refuses_a_check(
    practice: Organization, member: Member, clerk: Actor
) -> None:
    make.check(make.actor("biller", practice), member)
    assert sees(clerk, lambda: checks_visible_to(clerk).exists())
    make.restriction(member.family_id)
    assert not sees(clerk, lambda: checks_visible_to(clerk).exists())
    open_for(clerk)
    with pytest.raises(Restricted):
        make.check(clerk, member)


def test_it_opens_to_one_person_for_a_while(practice: Organization, claim: Claim, clerk: Actor) -> None:
    colleague = make.actor_of(make.user(staff_role="operations"))
    make.restriction(claim.family)
    break_glass(clerk, claim.family)
    assert sees(clerk, lambda: claim_for(clerk, claim.control_number))
    assert not sees(colleague, lambda: claims_visible_to(colleague).exists())
    with later(29):
        assert sees(clerk, lambda: claims_visible_to(clerk).exists())
    with later(30):
        assert not sees(clerk, lambda: claims_visible_to(clerk).exists())
        assert not sees(clerk, Claim.objects.exists)


def test_it_opens_no_other_family(practice: Organization, claim: Claim, clerk: Actor) -> None:
    other = make.decided_claim(practice, make.family()[0])
    make.restriction(claim.family)
    make.restriction(other.family)
    break_glass(clerk, claim.family)
    assert sees(clerk, lambda: [one.family for one in claims_visible_to(clerk)] == [claim.family])


def test_it_says_that_a_record_is_restricted_and_puts_the_try_on_record(claim: Claim, staff: User) -> None:
    make.restriction(claim.family)
    answer = signed_in(staff).get(f"/claims/{claim.control_number}/")
    assert answer.status_code == 403
    assert "This record is restricted" in answer.content.decode()
    assert claim.family not in answer.content.decode()
    with as_core():
        (row,) = Event.objects.filter(action="restricted.refused")
        assert (row.user_id, row.family, row.outcome) == (staff.pk, claim.family, "refused")


def test_it_answers_an_eligibility_check_of_staff_with_the_same_page(member: Member, staff: User) -> None:
    make.restriction(member.family_id)
    answer = signed_in(staff).post("/eligibility/", {"who": str(member.member_id)})
    assert (answer.status_code, "This record is restricted" in answer.content.decode()) == (403, True)
    with as_core():
        assert Event.objects.filter(action="restricted.refused").count() == 1
        assert not Event.objects.filter(action="eligibility.checked").exists()


def test_it_keeps_a_remittance_readable_without_the_restricted_claims(
    practice: Organization, claim: Claim, staff: User
) -> None:
    other = make.decided_claim(practice, make.family()[0])
    (payment,) = make.payments()
    make.restriction(claim.family)
    client = signed_in(staff)
    page = client.get(f"/payments/{payment.trace_number}/").content.decode()
    assert (claim.control_number in page, other.control_number in page) == (False, True)
    assert "Restricted records are left out" in page
    assert client.get(f"/payments/{payment.trace_number}/835/").status_code == 403
    break_glass(make.actor_of(staff), claim.family)
    page = client.get(f"/payments/{payment.trace_number}/").content.decode()
    assert claim.control_number in page
    assert "Restricted records are left out" not in page
    assert client.get(f"/payments/{payment.trace_number}/835/").status_code == 200
    with as_core():
        assert payments.hidden_of(core("test"), payment) == 0


def test_it_refuses_staff_an_acknowledgement_that_names_a_restricted_patient(
    practice: Organization, member: Member, staff: User
) -> None:
    biller = make.actor("biller", practice)
    file = make.sent_file(biller, make.x12_837p(make.submission(practice, member)))
    address = f"/claims/files/{file.receipt_number}/277CA/"
    assert signed_in(staff).get(address).status_code == 200
    make.restriction(member.family_id)
    assert signed_in(staff).get(address).status_code == 403


def test_it_alerts_plan_security_at_once(
    claim: Claim, staff: User, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    make.restriction(claim.family)
    before = ProcrastinateJob.objects.filter(task_name=actions.ALERTS_TASK).count()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        break_glass(make.actor_of(staff), claim.family)
    assert ProcrastinateJob.objects.filter(task_name=actions.ALERTS_TASK).count() == before + 1
    security.evaluate(core("worker"))
    with as_core():
        assert [(one.rule, one.subject) for one in Alert.objects.all()] == [("glass_broken", str(staff.pk))]


def test_it_opens_by_the_page_with_a_reason_in_words(claim: Claim, staff: User) -> None:
    make.restriction(claim.family)
    client = signed_in(staff)
    said = {"family": f"{claim.family}01", "reason": "member_asks", "words": WHY}
    for missing in ("family", "reason", "words"):
        assert client.post("/restricted/", {**said, missing: ""}).status_code == 422
    assert client.post("/restricted/", {**said, "words": ". . . . . . . . . ."}).status_code == 422
    assert client.post("/restricted/", {**said, "family": "12"}).status_code == 422
    assert client.post("/restricted/", said).status_code == 302
    assert client.get(f"/claims/{claim.control_number}/").status_code == 200
    page = client.get("/restricted/").content.decode()
    assert claim.family in page
    with as_core():
        (opening,) = Opening.objects.all()
        (row,) = Event.objects.filter(action="restricted.opened")
        assert (opening.words, row.family, row.detail) == (WHY, claim.family, {"reason": "member_asks"})


def test_it_answers_alike_for_what_is_not_restricted_and_what_is_not_there(
    member: Member, staff: User
) -> None:
    client = signed_in(staff)
    pages = [
        client.post("/restricted/", {"family": family, "reason": "legal", "words": WHY})
        for family in (member.family_id, "9999999")
    ]
    assert [one.status_code for one in pages] == [422, 422]
    assert all("No restricted record has this number" in one.content.decode() for one in pages)
    with as_core():
        assert not Opening.objects.exists()
        assert Event.objects.filter(action="restricted.not_there").count() == 2


def test_it_lets_plan_security_restrict_and_lift(member: Member) -> None:
    guard = make.user(staff_role="security")
    client = signed_in(guard)
    said = {"family": member.family_id, "reason": "protection"}
    assert client.post("/security/restricted/add/", said).status_code == 302
    again = client.post("/security/restricted/add/", said)
    assert (again.status_code, "restricted already" in again.content.decode()) == (422, True)
    absent = client.post("/security/restricted/add/", {**said, "family": "9999999"})
    assert (absent.status_code, "No family has this number" in absent.content.decode()) == (422, True)
    assert member.family_id in client.get("/security/restricted/").content.decode()
    with as_core():
        (made,) = Restriction.objects.all()
    assert client.post(f"/security/restricted/{made.pk}/lift/").status_code == 302
    assert client.post(f"/security/restricted/{made.pk}/lift/").status_code == 404
    assert member.family_id not in client.get("/security/restricted/").content.decode()
    with as_core():
        actions_ = list(Event.objects.filter(record_kind="restriction").values_list("action", flat=True))
        assert {"restricted.set", "restricted.lifted", "restricted.listed"} <= set(actions_)
        with pytest.raises(Conflict):
            actions.lift(make.actor_of(guard), made)


def test_it_shows_plan_security_who_opened_what_and_why(claim: Claim, staff: User) -> None:
    make.restriction(claim.family)
    break_glass(make.actor_of(staff), claim.family)
    page = signed_in(make.user(staff_role="security")).get("/security/restricted/openings/").content.decode()
    assert staff.username in page
    assert WHY in page
    assert "The member asks for help now" in page


def test_it_opens_to_all_again_when_it_is_lifted(claim: Claim, clerk: Actor) -> None:
    made = make.restriction(claim.family)
    assert not sees(clerk, lambda: claims_visible_to(clerk).exists())
    with as_core():
        actions.lift(clerk, made)
    assert sees(clerk, lambda: claims_visible_to(clerk).exists())
    refuse_if_shut(clerk, lambda: [claim.family])


def test_it_goes_on_deciding_a_restricted_familys_claims(practice: Organization, member: Member) -> None:
    make.restriction(member.family_id)
    decided = make.decided_claim(practice, member)
    assert decided.state == "processed"
