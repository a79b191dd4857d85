"""The first lock, said once: which rows of a table that organizations own an actor reaches."""

from django.db.models import Q

from payerport.audit.actor import Actor, Reader


def reach(actor: Actor, permission: str) -> Q:
    """A filter on `organization_id`: own rows for an organization's people, all for the plan's, and none for
    anyone who lacks `permission`."""
    if not actor.may(permission):
        return Q(pk__in=())
    if actor.reader is Reader.PLAN:
        return Q()
    if actor.reader is Reader.ORGANIZATION and actor.organization_id is not None:
        return Q(organization_id=actor.organization_id)
    return Q(pk__in=())
