"""An organization's own people: invited, given roles, removed; and the five people at every door of it."""

import datetime as dt
from unittest import mock

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests import factories as make
from tests.signing_in import passed

from payerport.accounts.models import Invitation, Membership, Organization, User
from payerport.accounts.people import secret_of
from payerport.accounts.tasks import send_invitation
from payerport.audit.lock import as_core
from payerport.audit.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.req("R-63")]

ADDRESS = "sam.sample@example.org"


@pytest.fixture
def practice() -> Organization:
    return make.organization()


@pytest.fixture
def administrator(client: Client, practice: Organization) -> User:
    made = make.user("administrator", practice)
    client.force_login(made)
    return made


def invite(client: Client, email: str = ADDRESS, role: str = "biller") -> Invitation:
    answer = client.post("/people/invite/", {"email": email, "role": role})
    assert answer.status_code == 302, answer.content.decode()
    with as_core():
        return Invitation.objects.get(email=email.lower(), answered_at=None)


def accept(client: Client, invitation: Invitation, **changed: str) -> int:
    words = {"first_name": "Sam", "last_name": "Sample", "username": "sample7", "password": "lantern-88"}
    return client.post(f"/invitation/{secret_of(invitation)}/", words | changed).status_code


def words(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def test_it_brings_somebody_invited_all_the_way_in(
    client: Client, administrator: User, practice: Organization
) -> None:
    invitation = invite(client)
    stranger = Client()
    assert practice.name in words(stranger, f"/invitation/{secret_of(invitation)}/")
    assert accept(stranger, invitation) == 302
    new = User.objects.get(username="sample7")
    assert new.email == ADDRESS and new.check_password("lantern-88")
    assert new.memberships.get().role == "biller"
    assert stranger.get("/claims/").headers["Location"] == "/account/second-step/start/"
    passed(stranger)
    assert stranger.get("/claims/").status_code == 200, "signed in, and acting"
    assert "Sam Sample" in words(client, "/people/")
    assert accept(Client(), invitation, username="sample8") == 404, "a link works once"
    with as_core():
        assert Event.objects.filter(action="invitation.accepted").count() == 1


def test_it_lets_somebody_with_an_account_join(client: Client, administrator: User) -> None:
    invitation = invite(client)
    other = Client()
    person = make.user("biller", make.organization())
    other.force_login(person)
    assert other.post(f"/invitation/{secret_of(invitation)}/").status_code == 302
    assert person.memberships.filter(until=None).count() == 2


def test_it_refuses_staff_members_and_those_who_belong_already(client: Client, administrator: User) -> None:
    invitation = invite(client)
    for person in (make.user(staff_role="operations"), administrator):
        other = Client()
        other.force_login(person)
        assert other.post(f"/invitation/{secret_of(invitation)}/").status_code == 409
    with as_core():
        assert Invitation.objects.get(pk=invitation.pk).answered_at is None, "still open for the right one"


def test_it_keeps_what_was_typed_when_the_username_is_taken(client: Client, administrator: User) -> None:
    make.user(username="Sample7")
    invitation = invite(client)
    answer = Client().post(
        f"/invitation/{secret_of(invitation)}/",
        {"first_name": "Sam", "last_name": "Sample", "username": "sAMPLE7", "password": "lantern-88"},
    )
    said = answer.content.decode()
    assert answer.status_code == 422 and "Somebody else has this username" in said and "sAMPLE7" in said
    assert not Membership.objects.filter(user__username="sAMPLE7").exists()


def test_it_forgets_an_invitation_that_is_withdrawn_replaced_or_too_old(
    client: Client, administrator: User
) -> None:
    first = invite(client)
    second = invite(client)
    assert accept(Client(), first) == 404, "replaced by a newer one"
    client.post(f"/people/invitations/{second.pk}/withdraw/")
    assert accept(Client(), second) == 404
    third = invite(client)
    later = timezone.now() + dt.timedelta(days=7, seconds=1)
    with mock.patch("django.utils.timezone.now", return_value=later):
        assert accept(Client(), third) == 404


@pytest.mark.parametrize("secret", ["", "1", "1-", "x-y", "99999999999999999999-0", "1-" + "0" * 64])
def test_it_says_not_found_to_a_made_up_link(client: Client, administrator: User, secret: str) -> None:
    invite(client)
    assert Client().get(f"/invitation/{secret}/").status_code == 404


def test_it_sends_one_mail_with_the_link_and_nothing_of_a_patient(
    client: Client, administrator: User, practice: Organization
) -> None:
    invitation = invite(client)
    send_invitation(invitation_id=invitation.pk)
    (sent,) = mail.outbox
    assert sent.to == [ADDRESS] and practice.name in sent.subject
    assert f"http://127.0.0.1:8000/invitation/{secret_of(invitation)}/" in sent.body
    client.post(f"/people/invitations/{invitation.pk}/withdraw/")
    send_invitation(invitation_id=invitation.pk)
    assert len(mail.outbox) == 1, "a withdrawn one is not sent any more"


def test_it_removes_with_effect_on_the_next_request(
    client: Client, administrator: User, practice: Organization
) -> None:
    biller = make.user("biller", practice)
    other = Client()
    other.force_login(biller)
    assert other.get("/claims/").status_code == 200
    membership = biller.memberships.get()
    assert client.post(f"/people/{membership.pk}/remove/").status_code == 302
    assert other.get("/claims/").status_code == 403
    assert client.get(f"/people/{membership.pk}/role/").status_code == 404, "it is not in force any more"


def test_it_changes_a_role_and_keeps_the_former_one_in_history(
    client: Client, administrator: User, practice: Organization
) -> None:
    person = make.user("front_desk", practice)
    membership = person.memberships.get()
    assert client.post(f"/people/{membership.pk}/role/", {"role": "biller"}).status_code == 302
    before, now = person.memberships.order_by("since")
    assert (before.role, now.role, now.until) == ("front_desk", "biller", None)
    assert before.until == now.since
    other = Client()
    other.force_login(person)
    assert other.get("/claims/").status_code == 200


def test_it_keeps_the_only_administrator(client: Client, administrator: User, practice: Organization) -> None:
    membership = administrator.memberships.get()
    assert client.post(f"/people/{membership.pk}/remove/").status_code == 409
    assert client.post(f"/people/{membership.pk}/role/", {"role": "biller"}).status_code == 409
    assert "There is one administrator" in words(client, "/people/")
    make.user("administrator", practice)
    assert "There is one administrator" not in words(client, "/people/")
    assert client.post(f"/people/{membership.pk}/remove/").status_code == 302


def test_it_names_the_wrong_field_and_keeps_the_rest(client: Client, administrator: User) -> None:
    answer = client.post("/people/invite/", {"email": "sam at example", "role": "biller"})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter a whole address" in said and "sam at example" in said
    assert client.post("/people/invite/", {"email": ADDRESS, "role": "owner"}).status_code == 422
