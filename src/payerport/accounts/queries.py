"""Reads about people and organizations."""

from django.contrib.auth.models import AnonymousUser

from payerport.accounts.choices import Choice, choices_of, limits_of, memberships_of
from payerport.accounts.models import Audience, Membership, Organization, User
from payerport.accounts.roles import OWN_ROLES, permissions_of
from payerport.audit.actor import NOBODY, Actor, Reader

__all__ = [
    "actor_for",
    "id_of_username",
    "last_names_of",
    "lock_account",
    "memberships_of",
    "names_of",
    "organization_names_of",
    "organization_of",
    "people_ever_of",
]


def actor_for(
    user: User | AnonymousUser,
    organization_id: int | None,
    *,
    request_id: str = "",
    address: str | None = None,
) -> tuple[Actor, list[Choice]]:
    """The actor that a signed-in person is for the organization chosen (None: the first by name), and the
    choices.

    An organization that the person does not belong to (any more) gives the first of those that are left; a
    person of none, or who is not signed in, is nobody and reads nothing.
    """
    if not isinstance(user, User) or not user.is_active:
        return NOBODY, []
    if user.audience == Audience.STAFF and user.staff_role:
        actor = Actor(
            reader=Reader.PLAN,
            user_id=user.pk,
            role=user.staff_role,
            permissions=permissions_of(user.staff_role),
            request_id=request_id,
            address=address,
        )
        return actor, []
    choices = choices_of(user)
    if not choices:
        own = user.audience if user.audience in OWN_ROLES else ""
        actor = Actor(
            reader=Reader.NOBODY,
            user_id=user.pk,
            role=own,
            permissions=permissions_of(own),
            request_id=request_id,
            address=address,
        )
        return actor, []
    chosen = next((m for m in choices if m.organization_id == organization_id), choices[0])
    actor = Actor(
        reader=Reader.ORGANIZATION,
        user_id=user.pk,
        organization_id=chosen.organization_id,
        role=chosen.role,
        permissions=chosen.permissions,
        request_id=request_id,
        address=address,
        limits=None if chosen.through else limits_of(chosen.membership),
        through=chosen.through.pk if chosen.through else None,
    )
    return actor, choices


def organization_of(actor: Actor) -> Organization | None:
    """The organization that the actor acts for; None for the plan's own people and processes."""
    if actor.organization_id is None:
        return None
    return Organization.objects.get(pk=actor.organization_id)


def people_ever_of(organization_id: int) -> list[tuple[int, str]]:
    """Who acts, or has acted, for the organization as one of its own: id and name, by name."""
    ids = Membership.objects.filter(organization_id=organization_id).values("user_id")
    people = User.objects.filter(pk__in=ids)
    return sorted(((one.pk, one.get_full_name() or one.username) for one in people), key=lambda pair: pair[1])


def lock_account(user: User) -> None:
    """Let one act of the person at a time go on until the transaction ends."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def names_of(user_ids: set[int]) -> dict[int, str]:
    """Full names (or usernames where there is none) by user id, for timelines."""
    people = User.objects.filter(pk__in=user_ids)
    return {person.pk: person.get_full_name() or person.username for person in people}


def last_names_of(user_ids: set[int]) -> dict[int, str]:
    """Last names by user id; those without one are left out."""
    return dict(User.objects.filter(pk__in=user_ids).exclude(last_name="").values_list("pk", "last_name"))


def id_of_username(username: str) -> int | None:
    """The user of this name, in any case; None when there is none."""
    found: int | None = User.objects.filter(username__iexact=username).values_list("pk", flat=True).first()
    return found


def organization_names_of(ids: set[int]) -> dict[int, str]:
    """Names of organizations by id."""
    return dict(Organization.objects.filter(pk__in=ids).values_list("pk", "name"))
