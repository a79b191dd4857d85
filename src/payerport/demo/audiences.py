"""The demo's members, employer, broker and facility who sign in: their ties, organizations and groups."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final

from payerport.accounts.models import Audience, EmployerGroup, GroupRole, Membership, Organization, User
from payerport.audit.actor import core
from payerport.demo.people import SHOWCASE_FAMILY, groups
from payerport.demo.practices import Practice
from payerport.demo.sign_ins import SignIn, sign_ins
from payerport.members.models import Member
from payerport.registration.links import link_member

EMPLOYER_TAX_ID: Final = "009000001"
BROKER_TAX_ID: Final = "009000002"
BROKER_NAME: Final = "Signpost Benefit Advisers"
BROKERED: Final = 3
"""How many of the demo's groups the broker looks after."""
_SINCE: Final = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def audience_of(one: SignIn) -> Audience:
    """The audience of somebody who signs in to the demo."""
    if one.person:
        return Audience.MEMBER
    if one.at:
        return Audience[one.at.upper()]
    return Audience.STAFF if one.staff_role else Audience.PROVIDER


def add(organizations: Mapping[Practice, Organization], members: Iterable[Member]) -> None:
    """Tie the members, and make the organizations of the other audiences with their people and groups."""
    family = {one.person: one for one in members if one.family_id == SHOWCASE_FAMILY}
    places = _organizations() | {"facility": _facility(organizations)}
    for one in sign_ins():
        if not one.person and not one.at:
            continue
        user = User.objects.get(username=one.username)
        if one.person:
            member = family[one.person]
            user.first_name, user.last_name = member.first_name, member.last_name
            user.save(update_fields=["first_name", "last_name"])
            link_member(core("command"), user, member)
        else:
            Membership.objects.create(user=user, organization=places[one.at], role=one.at_role, since=_SINCE)


def _facility(organizations: Mapping[Practice, Organization]) -> Organization:
    return next(made for practice, made in organizations.items() if practice.specialty.kind == "facility")


def _organizations() -> dict[str, Organization]:
    """The first group's employer, and the broker of the first few groups."""
    every = groups()
    made = EmployerGroup.objects.bulk_create(EmployerGroup(number=one.number, name=one.name) for one in every)
    employer = Organization.objects.create(
        name=every[0].name, kind=Organization.Kind.EMPLOYER, tax_id=EMPLOYER_TAX_ID
    )
    broker = Organization.objects.create(
        name=BROKER_NAME, kind=Organization.Kind.BROKER, tax_id=BROKER_TAX_ID
    )
    GroupRole.objects.create(organization=employer, group=made[0], start=_SINCE.date())
    GroupRole.objects.bulk_create(
        GroupRole(organization=broker, group=one, start=_SINCE.date()) for one in made[:BROKERED]
    )
    return {"employer": employer, "broker": broker}
