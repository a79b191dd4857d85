"""People, their organizations and roles: who a signed-in person is to the plan."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests import factories as make

from payerport.accounts import queries
from payerport.accounts.models import Audience, Membership, User
from payerport.accounts.queries import actor_for
from payerport.accounts.roles import (
    CHECK_ELIGIBILITY,
    ORGANIZATION_ROLES,
    OWN_ROLES,
    ROLE_TITLES,
    SEE_CLAIMS,
    SEE_PAYMENTS,
    STAFF_ROLES,
    SUBMIT_CLAIMS,
    permissions_of,
)
from payerport.audit.actor import NOBODY, Reader, core

pytestmark = pytest.mark.django_db


# -- usernames --------------------------------------------------------------------------------------------


@pytest.mark.req("R-33")
def test_it_finds_a_person_by_username_in_any_case() -> None:
    person = make.user(username="Biller7")
    assert User.objects.get_by_natural_key("bILLER7") == person


@pytest.mark.req("R-33")
def test_it_refuses_a_username_that_differs_in_case_only() -> None:
    make.user(username="biller7")
    with pytest.raises(IntegrityError, match="any_case"), transaction.atomic():
        make.user(username="BILLER7")


def test_it_gives_a_staff_role_to_plan_staff_only() -> None:
    with pytest.raises(IntegrityError, match="staff_role"), transaction.atomic():
        User.objects.create(username="stray", audience=Audience.PROVIDER, staff_role="operations")


# -- memberships ------------------------------------------------------------------------------------------


def test_it_knows_the_memberships_in_force_now_by_the_organizations_name() -> None:
    zebra, alder, ended, later = (make.organization(name) for name in ("Zebra", "Alder", "Ended", "Later"))
    person, now = make.user("biller", zebra, alder), timezone.now()
    day = dt.timedelta(days=1)
    Membership.objects.create(
        user=person, organization=ended, role="biller", since=now - 9 * day, until=now - day
    )
    Membership.objects.create(user=person, organization=later, role="biller", since=now + day)
    assert [one.organization.name for one in queries.memberships_of(person)] == ["Alder", "Zebra"]


def test_it_holds_one_role_at_a_time_in_an_organization() -> None:
    practice = make.organization()
    person = make.user("biller", practice)
    with pytest.raises(IntegrityError, match="one_role_at_a_time"), transaction.atomic():
        Membership.objects.create(user=person, organization=practice, role="front_desk", since=timezone.now())


def test_it_lets_a_new_role_follow_an_ended_one() -> None:
    practice = make.organization()
    person = make.user("biller", practice)
    Membership.objects.update(until=timezone.now())
    Membership.objects.create(user=person, organization=practice, role="front_desk", since=timezone.now())
    assert make.actor_of(person).role == "front_desk"


# -- who somebody is --------------------------------------------------------------------------------------


@pytest.mark.req("R-01")
def test_it_acts_for_the_organization_in_the_role_held_there() -> None:
    practice = make.organization()
    person = make.user("front_desk", practice)
    actor, choices = actor_for(person, None, request_id="request-1", address="192.0.2.4")
    assert (actor.reader, actor.organization_id, actor.user_id) == (
        Reader.ORGANIZATION,
        practice.pk,
        person.pk,
    )
    assert (actor.role, actor.permissions) == ("front_desk", frozenset({CHECK_ELIGIBILITY}))
    assert (actor.request_id, actor.address) == ("request-1", "192.0.2.4")
    assert [one.organization_id for one in choices] == [practice.pk]


@pytest.mark.req("R-01")
def test_it_acts_for_the_organization_chosen_among_its_own() -> None:
    alder, zebra = make.organization("Alder"), make.organization("Zebra")
    person = make.user("biller", alder, zebra)
    assert actor_for(person, zebra.pk)[0].organization_id == zebra.pk
    assert actor_for(person, None)[0].organization_id == alder.pk


@pytest.mark.req("R-01")
def test_it_falls_back_to_an_own_organization_when_the_chosen_one_is_anothers() -> None:
    own, foreign = make.organization("Own"), make.organization("Foreign")
    person = make.user("biller", own)
    assert actor_for(person, foreign.pk)[0].organization_id == own.pk


def test_it_has_a_role_for_each_organization() -> None:
    alder, zebra = make.organization("Alder"), make.organization("Zebra")
    person = make.user("front_desk", alder)
    Membership.objects.create(user=person, organization=zebra, role="biller", since=timezone.now())
    assert make.actor_of(person, alder).role == "front_desk"
    assert make.actor_of(person, zebra).role == "biller"


def test_it_is_nobody_without_a_sign_in_or_once_shut_off() -> None:
    practice = make.organization()
    person = make.user("biller", practice)
    person.is_active = False
    assert actor_for(AnonymousUser(), practice.pk) == (NOBODY, [])
    assert actor_for(person, practice.pk) == (NOBODY, [])


def test_it_reads_nothing_for_somebody_of_no_organization() -> None:
    actor, choices = actor_for(make.user(), None)
    assert (actor.reader, actor.permissions, choices) == (Reader.NOBODY, frozenset(), [])


def test_it_reads_the_whole_plan_for_the_plans_staff_and_sends_nothing() -> None:
    actor, choices = actor_for(make.user(staff_role="operations"), make.organization().pk)
    assert (actor.reader, actor.organization_id, choices) == (Reader.PLAN, None, [])
    assert actor.may(SEE_CLAIMS)
    assert not actor.may(SUBMIT_CLAIMS)


def test_it_names_the_organization_of_an_actor() -> None:
    practice = make.organization()
    assert queries.organization_of(make.actor("biller", practice)) == practice
    assert queries.organization_of(core("worker")) is None


def test_it_names_people_by_their_names_or_usernames() -> None:
    ada, plain = make.user(), make.user(username="plainname")
    User.objects.filter(pk=ada.pk).update(first_name="Ada", last_name="Modellake")
    assert queries.names_of({ada.pk, plain.pk}) == {ada.pk: "Ada Modellake", plain.pk: "plainname"}


# -- roles ------------------------------------------------------------------------------------------------


@pytest.mark.req("R-18")
def test_it_shows_amounts_and_payments_to_no_front_desk() -> None:
    assert permissions_of("front_desk").isdisjoint({SEE_CLAIMS, SUBMIT_CLAIMS, SEE_PAYMENTS})


def test_it_allows_nothing_to_a_role_that_is_not_in_the_table() -> None:
    assert permissions_of("") == permissions_of("owner") == frozenset()


def test_it_has_a_title_for_each_role() -> None:
    assert ORGANIZATION_ROLES.keys() | STAFF_ROLES.keys() | OWN_ROLES.keys() == ROLE_TITLES.keys()
    assert not ORGANIZATION_ROLES.keys() & STAFF_ROLES.keys()
