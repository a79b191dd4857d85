"""Letting somebody act for an organization without an invitation: after a check by the plan, or by answer to
a request."""

from django.db.models import Q
from django.utils import timezone

from payerport.accounts.models import Membership, User
from payerport.audit.actions import record
from payerport.audit.actor import Actor


def has_administrator(organization_id: int) -> bool:
    """Whether somebody administers the organization now."""
    now = timezone.now()
    return Membership.objects.filter(
        Q(until=None) | Q(until__gt=now),
        organization_id=organization_id,
        role="administrator",
        since__lte=now,
        user__is_active=True,
    ).exists()


def admit(actor: Actor, user: User, organization_id: int, role: str) -> Membership:
    """Give the person the role from now on. Raises `IntegrityError` when they have one there."""
    made = Membership.objects.create(
        user=user, organization_id=organization_id, role=role, since=timezone.now()
    )
    record(
        actor,
        "person.admitted",
        "user",
        user.pk,
        detail={"organization": organization_id, "role": role},
    )
    return made
