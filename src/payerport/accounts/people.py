"""An organization's own people: invited, given roles, removed by its administrators, at once effective
(R-63).

Roles in force are looked up with each request, so what is done here holds from the person's next request on.
History is added: a changed role ends one membership and begins another.
"""

import datetime as dt
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from payerport.accounts.models import Audience, Invitation, Membership, Organization, User
from payerport.accounts.parts import WHOLE, Part, part_of
from payerport.accounts.roles import MANAGE_PEOPLE, manages_people
from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.audit.lock import as_core
from payerport.web.refusals import Conflict, NotFound

INVITED_FOR: Final = dt.timedelta(days=7)
"""How long an invitation can be accepted."""

AUDIENCE_OF: Final[dict[str, Audience]] = {
    Organization.Kind.PRACTICE: Audience.PROVIDER,
    Organization.Kind.FACILITY: Audience.FACILITY,
    Organization.Kind.EMPLOYER: Audience.EMPLOYER,
    Organization.Kind.BROKER: Audience.BROKER,
}
"""What a new account of an organization's is."""
_CARE: Final = frozenset({Audience.PROVIDER, Audience.FACILITY})
_ACTS_FOR: Final[dict[str, frozenset[Audience]]] = {
    Organization.Kind.PRACTICE: _CARE,
    Organization.Kind.FACILITY: _CARE,
    Organization.Kind.EMPLOYER: frozenset({Audience.EMPLOYER}),
    Organization.Kind.BROKER: frozenset({Audience.BROKER}),
}

_LAST = _("This person is the organization's only administrator.")
_LAST_INSTEAD = _("Make somebody else administrator first.")


# -- who ---------------------------------------------------------------------------------------------------


def members_visible_to(actor: Actor) -> QuerySet[Membership]:
    """The memberships in force of the actor's organization, for who manages its people."""
    if not actor.may(MANAGE_PEOPLE) or actor.organization_id is None:
        return Membership.objects.none()
    now = timezone.now()
    return (
        Membership.objects.filter(
            Q(until=None) | Q(until__gt=now), organization_id=actor.organization_id, since__lte=now
        )
        .select_related("user")
        .order_by("user__last_name", "user__first_name", "user__username")
    )


def invitations_visible_to(actor: Actor) -> QuerySet[Invitation]:
    """The open invitations of the actor's organization, the newest first; those that ran out are among
    them."""
    if not actor.may(MANAGE_PEOPLE) or actor.organization_id is None:
        return Invitation.objects.none()
    return Invitation.objects.filter(organization_id=actor.organization_id, answered_at=None).order_by(
        "-invited_at", "-pk"
    )


def addresses_of_administrators(organization_id: int) -> list[str]:
    """The e-mail addresses of those who answer for the organization's access now."""
    now = timezone.now()
    people = Membership.objects.filter(
        Q(until=None) | Q(until__gt=now),
        organization_id=organization_id,
        since__lte=now,
        user__is_active=True,
    ).select_related("user")
    return [one.user.email for one in people if manages_people(one.role) and one.user.email]


def membership_for(actor: Actor, pk: int) -> Membership:
    """The membership in force. Raises `NotFound`, alike for another organization's and for none."""
    found = members_visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def invitation_for(actor: Actor, pk: int) -> Invitation:
    """The open invitation. Raises `NotFound`, alike for another organization's and for none."""
    found = invitations_visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


# -- inviting ----------------------------------------------------------------------------------------------


def invite(actor: Actor, email: str, role: str, part: Part = WHOLE) -> Invitation:
    """Invite somebody by e-mail, to the whole organization or a part of it; an open invitation to the same
    address is replaced. A job sends the mail."""
    if actor.organization_id is None or actor.user_id is None:
        raise NotFound
    organization = Organization.objects.get(pk=actor.organization_id)
    now = timezone.now()
    email = email.strip().lower()
    invitations_visible_to(actor).filter(email=email).update(answered_at=now)
    made = Invitation.objects.create(
        organization=organization,
        email=email,
        role=role,
        locations=list(part.locations),
        tax_numbers=list(part.tax_numbers),
        invited_by_id=actor.user_id,
        invited_at=now,
        expires_at=now + INVITED_FOR,
    )
    record(actor, "person.invited", "invitation", made.pk, detail={"role": role})
    app.configure_task("accounts.send_invitation").defer(invitation_id=made.pk)
    return made


def withdraw(actor: Actor, invitation: Invitation) -> None:
    """Take an invitation back: its link is dead."""
    invitation.answered_at = timezone.now()
    invitation.save(update_fields=["answered_at"])
    record(actor, "invitation.withdrawn", "invitation", invitation.pk)


def invitation_by(secret: str) -> Invitation:
    """The open invitation of a link. Raises `NotFound` for a link that is wrong, answered, withdrawn or too
    old: who holds one learns nothing more."""
    number, _sign, _mac = secret.partition("-")
    with as_core():
        found = (
            Invitation.objects.select_related("organization")
            .filter(pk=int(number), answered_at=None, expires_at__gt=timezone.now())
            .first()
            if number.isdecimal() and len(number) < 18
            else None
        )
    if found is None or not constant_time_compare(secret, secret_of(found)):
        raise NotFound(
            _("This invitation is not open any more."),
            instead=_("Ask the administrator who invited you to send another one."),
        )
    return found


def accept(actor: Actor, invitation: Invitation, user: User) -> None:
    """Let the person act for the organization in the role they were invited to. Raises `Conflict` when the
    account is of another audience, or the person belongs there already."""
    if not may_act_for(user, invitation.organization):
        raise Conflict(
            _("This account can't act for {organization}.").format(organization=invitation.organization),
            instead=_("Sign out, open the invitation again and make an account of your own for it."),
        )
    now = timezone.now()
    with as_core():
        locked = Invitation.objects.select_for_update().filter(pk=invitation.pk, answered_at=None).first()
        if locked is None:
            raise NotFound
        if _in_force(user, locked.organization_id):
            raise Conflict(
                _("You belong to this organization already."),
                instead=_("Ask its administrator to change your role."),
            )
        locked.answered_at, locked.accepted_by = now, user
        locked.save(update_fields=["answered_at", "accepted_by"])
        Membership.objects.create(
            user=user,
            organization_id=locked.organization_id,
            role=locked.role,
            since=now,
            locations=locked.locations,
            tax_numbers=locked.tax_numbers,
        )
    record(actor, "invitation.accepted", "invitation", invitation.pk, detail={"user": user.pk})


def may_act_for(user: User, organization: Organization) -> bool:
    """True when the account is of the audience that acts for organizations of this kind."""
    return user.audience in _ACTS_FOR[organization.kind]


def _in_force(user: User, organization_id: int) -> bool:
    return Membership.objects.filter(user=user, organization_id=organization_id, until=None).exists()


def secret_of(invitation: Invitation) -> str:
    """What the invitation's link holds: its number, and a code that only the portal's key makes of it."""
    words = f"{invitation.pk}|{invitation.email}|{invitation.invited_at.isoformat()}"
    return f"{invitation.pk}-{salted_hmac('payerport.invitation', words, algorithm='sha256').hexdigest()}"


# -- roles -------------------------------------------------------------------------------------------------


def change_role(actor: Actor, membership: Membership, role: str, part: Part = WHOLE) -> None:
    """Give the person another role, or another part of the organization, from the next request on. Raises
    `Conflict` when the only administrator would be none."""
    if (membership.role, part_of(membership)) == (role, part):
        return
    if manages_people(membership.role) and manages_people(role):
        return  # an administrator has the whole organization, before and after
    _end(actor, membership)
    Membership.objects.create(
        user=membership.user,
        organization_id=membership.organization_id,
        role=role,
        since=membership.until or timezone.now(),
        locations=list(part.locations),
        tax_numbers=list(part.tax_numbers),
    )
    record(
        actor,
        "role.changed",
        "user",
        membership.user_id,
        detail={
            "from": membership.role,
            "to": role,
            "locations": list(part.locations),
            "tax_ids": len(part.tax_numbers),
        },
    )


def remove(actor: Actor, membership: Membership) -> None:
    """End the person's access to the organization with their next request. Raises `Conflict` for the only
    administrator."""
    _end(actor, membership)
    record(actor, "person.removed", "user", membership.user_id, detail={"role": membership.role})


def _end(actor: Actor, membership: Membership) -> None:
    """End it; the organization's row is locked, so that two administrators can't remove each other at
    once."""
    Organization.objects.select_for_update().get(pk=membership.organization_id)
    others = members_visible_to(actor).exclude(pk=membership.pk).values_list("role", flat=True)
    if manages_people(membership.role) and not any(manages_people(role) for role in others):
        raise Conflict(_LAST, instead=_LAST_INSTEAD)
    membership.until = timezone.now()
    membership.save(update_fields=["until"])
