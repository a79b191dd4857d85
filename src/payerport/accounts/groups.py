"""The plan's groups that an employer has, or a broker looks after."""

import datetime as dt

from django.db.models import Q

from payerport.accounts.models import GroupRole
from payerport.audit.actor import Actor


def groups_of(actor: Actor, day: dt.date) -> list[GroupRole]:
    """The groups of the actor's organization on that day, by name; none for an actor without one."""
    if actor.organization_id is None:
        return []
    return list(
        GroupRole.objects.filter(
            Q(end=None) | Q(end__gte=day), organization_id=actor.organization_id, start__lte=day
        )
        .select_related("group")
        .order_by("group__name", "group_id")
    )
