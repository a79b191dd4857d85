"""The gate for eligibility checks: the organization that asked (and the plan) sees the answer, until it
expires.
"""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from payerport.accounts.roles import CHECK_ELIGIBILITY
from payerport.audit.actor import Actor
from payerport.audit.reach import reach
from payerport.eligibility.models import Check
from payerport.restricted.access import unrestricted
from payerport.web.refusals import NotFound


def checks_visible_to(actor: Actor) -> QuerySet[Check]:
    """The organization's checks that have not expired; of somebody limited to a part of it, their own."""
    own = Q() if actor.limits is None else Q(asked_by=actor.user_id)
    return Check.objects.filter(
        reach(actor, CHECK_ELIGIBILITY), own, unrestricted(actor), expires_at__gt=timezone.now()
    )


def check_for(actor: Actor, check_id: UUID) -> Check:
    """The check, if the actor may see it. Raises `NotFound` otherwise, and once it has expired."""
    check = checks_visible_to(actor).filter(pk=check_id).first()
    if check is None:
        raise NotFound
    return check
