"""Changing one's username and password, and what former passwords are good for: nothing."""

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from tests import factories as make

from payerport.accounts.models import FormerPassword, User
from payerport.accounts.passwords import ProfileValidator
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.config.safety import sign_in_profiles

pytestmark = pytest.mark.django_db

PASSWORD = "harbour-lantern-42"
NEW = "quay-lantern-43"


@pytest.fixture
def person(client: Client) -> User:
    made = make.user("biller", make.organization(), username="biller7", password=PASSWORD)
    client.force_login(made)
    return made


def change_password(client: Client, present: str, new: str) -> tuple[int, str]:
    answer = client.post("/account/password/", {"present": present, "password": new})
    return answer.status_code, " ".join(answer.content.decode().split())


def change_username(client: Client, username: str, present: str = PASSWORD) -> tuple[int, str]:
    answer = client.post("/account/username/", {"username": username, "present": present})
    return answer.status_code, " ".join(answer.content.decode().split())


def events(action: str) -> int:
    with as_core():
        return Event.objects.filter(action=action).count()


@pytest.mark.req("R-34")
def test_it_changes_a_password_and_keeps_this_session_alone(client: Client, person: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(person)
    assert change_password(client, PASSWORD, NEW)[0] == 302
    person.refresh_from_db()
    assert person.check_password(NEW)
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert events("password.changed") == 1


@pytest.mark.req("R-34")
def test_it_never_takes_a_password_again(client: Client, person: User) -> None:
    assert "not one you had before" in change_password(client, PASSWORD, PASSWORD)[1]
    assert change_password(client, PASSWORD, NEW)[0] == 302
    status, said = change_password(client, NEW, PASSWORD)
    assert status == 422 and "not one you had before" in said
    assert change_password(client, NEW, "quay-lantern-44")[0] == 302
    assert change_password(client, "quay-lantern-44", NEW)[0] == 422


def test_it_keeps_a_former_password_whoever_changes_it(person: User) -> None:
    User.objects.filter(pk=person.pk).update(password="another-hash")
    former = FormerPassword.objects.get(user=person)
    assert former.password == person.password
    with pytest.raises(DatabaseError), transaction.atomic():
        former.delete()


def test_it_asks_for_the_present_password_first(client: Client, person: User) -> None:
    status, said = change_password(client, "wrong-lantern-42", NEW)
    assert status == 422 and "not the password you sign in with now" in said
    status, said = change_username(client, "quay7x", "wrong-lantern-42")
    assert status == 422 and "not the password you sign in with now" in said
    person.refresh_from_db()
    assert person.username == "biller7" and person.check_password(PASSWORD)


@pytest.mark.req("R-37")
def test_it_changes_a_username(client: Client, person: User) -> None:
    assert change_username(client, "Quay7x")[0] == 302
    client.logout()
    answer = client.post("/sign-in/", {"login": "quay7X", "password": PASSWORD})
    assert answer.status_code == 302
    assert events("username.changed") == 1


@pytest.mark.req("R-33")
def test_it_says_that_a_username_is_taken_and_keeps_what_was_typed(client: Client, person: User) -> None:
    make.user(username="Harbor99")
    status, said = change_username(client, "hARBOR99")
    assert status == 422
    assert "Somebody else has this username" in said and 'value="hARBOR99"' in said
    person.refresh_from_db()
    assert person.username == "biller7"


@pytest.mark.req("R-33")
def test_it_lets_people_change_the_case_of_their_own_username(client: Client, person: User) -> None:
    assert change_username(client, "BILLER7")[0] == 302


@pytest.mark.req("R-46")
def test_it_hints_at_the_asterisk_at_sign_in(client: Client) -> None:
    answer = client.post("/sign-in/", {"login": "1234567*01", "password": PASSWORD})
    assert "A username has no asterisk" in answer.content.decode()


@pytest.mark.req("R-46")
def test_it_tells_the_rules_of_each_audience_as_they_are_checked(client: Client) -> None:
    said = " ".join(client.get("/help/signing-in/").content.decode().split())
    assert "Member</h2>" in said and "Plan staff</h2>" in said
    assert "5 to 10 characters" in said and "8 to 32 characters" in said
    assert "15 to 128 characters" in said, "the staff's profile is another one"
    assert "I tried too often" in said and "5 minutes" in said


def test_it_validates_by_the_audience_of_the_user(person: User) -> None:
    ProfileValidator().validate("lantern8", person)
    with pytest.raises(ValidationError, match="15 to 128"):
        ProfileValidator().validate("lantern8", User(username="planner1", audience="staff"))
    with pytest.raises(ValidationError, match="three of these"):
        ProfileValidator().validate("lantern8")


def test_it_reads_the_profiles_a_plan_chooses() -> None:
    assert sign_in_profiles([])["staff"] == "nist"
    assert sign_in_profiles(["member=nist"])["member"] == "nist"
    for wrong in ("member", "members=nist", "member=best"):
        with pytest.raises(ImproperlyConfigured, match="PAYERPORT_SIGN_IN_PROFILES"):
            sign_in_profiles([wrong])
