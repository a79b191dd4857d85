"""Asking to act for an organization, and its administrators' answer.

Who asks names the organization by its Tax ID and is answered alike whether there is one: the portal tells
nobody which businesses use it.
"""

import datetime as dt
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from payerport.accounts.admission import admit
from payerport.accounts.choices import memberships_of
from payerport.accounts.models import Audience, Organization, User
from payerport.accounts.people import may_act_for
from payerport.accounts.practice import organization_with
from payerport.accounts.queries import lock_account
from payerport.accounts.roles import MANAGE_PEOPLE, PROVIDER_ROLES, ROLES_OF_KIND
from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.audit.lock import as_core
from payerport.organizations.models import AccessRequest
from payerport.web.refusals import Conflict, NotFound

OPEN_FOR: Final = dt.timedelta(days=14)
"""How long a request can be answered."""
AT_MOST: Final = 5
"""Open requests of one person: nobody tries Tax IDs by the dozen."""

_KIND_OF: Final = {Audience.EMPLOYER.value: "employer", Audience.BROKER.value: "broker"}


class TooMany(Conflict):
    """The person has asked often enough for now."""

    text = _("You have five open requests, so this one was not sent.")
    instead = _("Wait for an answer, or call the organization's administrator.")


def roles_for(user: User) -> list[str]:
    """The roles that somebody of this audience may ask for; none for members and the plan's staff."""
    if user.audience in (Audience.PROVIDER, Audience.FACILITY):
        return list(PROVIDER_ROLES)
    return list(ROLES_OF_KIND.get(_KIND_OF.get(user.audience, ""), ()))


def ask(actor: Actor, user: User, tax_number: str, role: str, words: str) -> AccessRequest:
    """Ask, or ask again (the request before is closed). A job tells the administrators, if there are any.
    Raises `TooMany`."""
    now = timezone.now()
    with as_core():
        lock_account(user)
        mine = AccessRequest.objects.filter(user=user, answered_at=None)
        others = mine.filter(expires_at__gt=now).exclude(tax_number=tax_number)
        if others.count() >= AT_MOST:
            raise TooMany
        mine.filter(tax_number=tax_number).update(answered_at=now)
        made = AccessRequest.objects.create(
            user=user,
            tax_number=tax_number,
            organization=_organization(user, tax_number, role),
            role=role,
            words=words,
            asked_at=now,
            expires_at=now + OPEN_FOR,
        )
    record(actor, "access.asked", "access_request", made.pk, detail={"role": role})
    app.configure_task("organizations.tell_administrators").defer(request_id=made.pk)
    return made


def _organization(user: User, tax_number: str, role: str) -> Organization | None:
    """The one with this Tax ID, where the account may act for its kind in that role and does not yet."""
    found = organization_with(tax_number)
    if found is None or not may_act_for(user, found) or role not in ROLES_OF_KIND[found.kind]:
        return None
    return None if memberships_of(user).filter(organization=found).exists() else found


def requests_of(user: User) -> list[AccessRequest]:
    """What the person asked for, the newest first."""
    with as_core():
        return list(AccessRequest.objects.filter(user=user).order_by("-asked_at", "-pk")[:20])


def requests_visible_to(actor: Actor) -> QuerySet[AccessRequest]:
    """The open requests to the actor's organization, for who manages its people; the oldest first."""
    if not actor.may(MANAGE_PEOPLE) or actor.organization_id is None:
        return AccessRequest.objects.none()
    return (
        AccessRequest.objects.filter(
            organization_id=actor.organization_id, answered_at=None, expires_at__gt=timezone.now()
        )
        .select_related("user")
        .order_by("asked_at", "pk")
    )


def request_for(actor: Actor, pk: int) -> AccessRequest:
    """The open request. Raises `NotFound`, alike for another organization's, an answered one and none."""
    found = requests_visible_to(actor).select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def grant(actor: Actor, asked: AccessRequest, role: str) -> None:
    """Let the person act for the organization in this role. Raises `Conflict` when they do already."""
    if memberships_of(asked.user).filter(organization_id=asked.organization_id or 0).exists():
        raise Conflict(
            _("This person acts for the organization already."),
            instead=_("Change their role on the list of people."),
        )
    assert asked.organization_id is not None
    _answer(actor, asked, is_granted=True, reason="")
    admit(actor, asked.user, asked.organization_id, role)


def refuse(actor: Actor, asked: AccessRequest, reason: str) -> None:
    """Say no, with the reason that the person reads."""
    _answer(actor, asked, is_granted=False, reason=reason)


def _answer(actor: Actor, asked: AccessRequest, *, is_granted: bool, reason: str) -> None:
    asked.answered_at, asked.answered_by_id = timezone.now(), actor.user_id
    asked.is_granted, asked.reason = is_granted, reason
    asked.save(update_fields=["answered_at", "answered_by", "is_granted", "reason"])
    action = "access.granted" if is_granted else "access.refused"
    record(actor, action, "access_request", asked.pk, detail={"user": asked.user_id})
    app.configure_task("organizations.tell_answer").defer(request_id=asked.pk)
