"""Signing in, choosing the organization, the gate at each view, and one transaction a request."""

import base64
import datetime as dt
from unittest import mock

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from tests import factories as make
from tests.signing_in import passed

from payerport.accounts.gates import needs
from payerport.accounts.middleware import CHOSEN_ORGANIZATION, ActorRequest, address_of
from payerport.accounts.models import Membership, Organization
from payerport.audit.actions import record
from payerport.audit.actor import NOBODY
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.homes import views as homes
from payerport.web.refusals import NotAllowed

pytestmark = pytest.mark.django_db

PASSWORD = "harbour-lantern-42"


def events(action: str) -> list[Event]:
    with as_core():
        return list(Event.objects.filter(action=action))


@pytest.fixture
def two_practices() -> tuple[Organization, Organization]:
    return make.organization("Alder"), make.organization("Zebra")


# -- sign-in ----------------------------------------------------------------------------------------------


@pytest.mark.req("R-01", "R-33")
@pytest.mark.parametrize("typed", ["biller7", "BILLER7", "Biller7"])
def test_it_signs_in_by_username_in_any_case(client: Client, typed: str) -> None:
    make.user("biller", make.organization(), username="Biller7", password=PASSWORD)
    answer = client.post("/sign-in/", {"login": typed, "password": PASSWORD})
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/")
    passed(client)
    assert client.get("/claims/").status_code == 200


@pytest.mark.parametrize("wrong", [PASSWORD.upper(), PASSWORD + " ", "", "another-lantern-42"])
def test_it_signs_nobody_in_by_a_wrong_password(client: Client, wrong: str) -> None:
    make.user("biller", make.organization(), username="biller7", password=PASSWORD)
    assert client.post("/sign-in/", {"login": "biller7", "password": wrong}).status_code == 200
    assert client.get("/claims/").status_code == 302


def test_it_says_the_same_whether_the_account_exists_or_not(client: Client) -> None:
    make.user(username="biller7", password=PASSWORD)
    pages = [
        client.post("/sign-in/", {"login": name, "password": "wrong-lantern-42"}).context["form"].errors
        for name in ("biller7", "nobody7")
    ]
    assert pages[0] == pages[1] != {}


# -- acting for an organization ---------------------------------------------------------------------------


@pytest.mark.req("R-01")
def test_it_acts_for_the_organization_chosen_from_then_on(
    client: Client, two_practices: tuple[Organization, Organization]
) -> None:
    alder, zebra = two_practices
    client.force_login(make.user("biller", alder, zebra))
    assert client.get("/").context["acting_for"].organization == alder
    assert client.post("/act-for/", {"organization": zebra.pk}).headers["Location"] == "/"
    assert client.get("/").context["acting_for"].organization == zebra
    assert [(one.record_id, one.organization_id) for one in events("organization.chosen")] == [
        (str(zebra.pk), alder.pk)
    ]


@pytest.mark.req("R-01")
def test_it_shows_nothing_of_the_organization_not_chosen(
    client: Client, clock: dt.datetime, two_practices: tuple[Organization, Organization]
) -> None:
    alder, zebra = two_practices
    make.published_plan()
    of_alder = make.claim(alder, make.family()[0])
    client.force_login(make.user("biller", alder, zebra))
    assert client.get(f"/claims/{of_alder.control_number}/").status_code == 200
    client.post("/act-for/", {"organization": zebra.pk})
    assert client.get(f"/claims/{of_alder.control_number}/").status_code == 404
    assert of_alder.control_number not in client.get("/claims/").content.decode()


@pytest.mark.parametrize("chosen", ["", "0", "-1", "x", "9" * 30, "²"])
def test_it_finds_no_organization_under_a_number_that_is_not_ones_own(client: Client, chosen: str) -> None:
    client.force_login(make.user("biller", make.organization()))
    assert client.post("/act-for/", {"organization": chosen}).status_code == 404


def test_it_does_not_switch_by_a_mere_link(client: Client) -> None:
    practice = make.organization()
    client.force_login(make.user("biller", practice))
    assert client.get(f"/act-for/?organization={practice.pk}").status_code == 405


def test_it_ends_access_at_once_when_a_membership_ends(client: Client) -> None:
    client.force_login(make.user("biller", make.organization()))
    assert client.get("/claims/").status_code == 200
    Membership.objects.update(until=timezone.now())
    assert client.get("/claims/").status_code == 403


def test_it_falls_back_when_the_chosen_membership_has_ended(
    client: Client, two_practices: tuple[Organization, Organization]
) -> None:
    alder, zebra = two_practices
    client.force_login(make.user("biller", alder, zebra))
    client.post("/act-for/", {"organization": zebra.pk})
    Membership.objects.filter(organization=zebra).update(until=timezone.now())
    assert client.get("/").context["acting_for"].organization == alder


# -- the gate ---------------------------------------------------------------------------------------------


def test_it_sends_a_stranger_to_sign_in_and_back(client: Client) -> None:
    answer = client.get("/claims/?state=paid")
    assert answer.headers["Location"] == "/sign-in/?next=/claims/%3Fstate%3Dpaid"


@pytest.mark.req("R-18")
def test_it_refuses_and_records_what_the_role_does_not_include(client: Client) -> None:
    person = make.user("front_desk", make.organization())
    client.force_login(person)
    assert client.get("/payments/").status_code == 403
    (refusal,) = events("page.refused")
    assert (refusal.user_id, refusal.record_id, refusal.outcome) == (person.pk, "payments.see", "refused")


def test_it_says_on_the_view_which_permission_it_needs() -> None:
    assert homes.find.permission == "claims.see"  # type: ignore[attr-defined]


def test_it_does_not_run_the_view_without_the_permission(rf: RequestFactory) -> None:
    ran = mock.Mock()
    request = rf.get("/")
    request.user = make.user()
    request.actor = NOBODY  # type: ignore[attr-defined]
    with pytest.raises(NotAllowed):
        needs("claims.see")(ran)(request)
    ran.assert_not_called()


# -- one transaction a request ----------------------------------------------------------------------------


def test_it_undoes_everything_of_a_request_that_ends_in_a_bug(client: Client) -> None:
    client.force_login(make.user("biller", make.organization()))
    client.raise_request_exception = False

    def view_that_breaks(request: ActorRequest) -> None:
        record(request.actor, "planted.deed", "claim")
        raise ZeroDivisionError

    with mock.patch(
        "payerport.homes.views.render", side_effect=lambda request, *_: view_that_breaks(request)
    ):
        assert client.get("/").status_code == 500
    assert events("planted.deed") == []


def test_it_keeps_the_choice_in_the_session_as_an_id_alone(client: Client) -> None:
    practice = make.organization()
    client.force_login(make.user("biller", practice))
    client.post("/act-for/", {"organization": practice.pk})
    assert client.session[CHOSEN_ORGANIZATION] == practice.pk


def test_it_believes_the_connection_and_no_header_about_the_address(rf: RequestFactory) -> None:
    request = rf.get("/", REMOTE_ADDR="192.0.2.4", headers={"X-Forwarded-For": "203.0.113.9"})
    assert address_of(request) == "192.0.2.4"
    assert address_of(rf.get("/", REMOTE_ADDR="")) is None


# -- tries and forms of strangers ----------------------------------------------------------------------------


def _wrong_tries(client: Client) -> None:
    for _ in range(6):
        client.post("/sign-in/", {"login": "biller7", "password": "wrong-lantern-42"})


def test_it_stops_taking_tries_for_one_account(client: Client) -> None:
    """After five wrong passwords in five minutes the right one is not taken either."""
    make.user("biller", make.organization(), username="biller7", password=PASSWORD)
    _wrong_tries(client)
    client.post("/sign-in/", {"login": "biller7", "password": PASSWORD})
    assert client.get("/claims/").status_code == 302


def test_it_counts_tries_at_the_page_and_at_the_machine_door_together(client: Client) -> None:
    make.with_app(make.user("biller", make.organization(), username="biller7", password=PASSWORD))
    pair = base64.b64encode(f"biller7:{PASSWORD}".encode()).decode()

    def ask() -> int:
        headers = {"Authorization": f"Basic {pair}"}
        return client.post(
            "/x12/270", b"not X12", content_type="application/edi-x12", headers=headers
        ).status_code

    assert ask() == 400
    _wrong_tries(client)
    assert ask() == 401


@pytest.mark.parametrize("path", ["/sign-in/", "/act-for/", "/eligibility/", "/claims/send/", "/find/"])
def test_it_takes_no_form_that_does_not_come_from_its_own_page(path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.user("biller", make.organization()))
    assert client.post(path, {"who": "123456701"}).status_code == 403
