"""The gate for claims: who may see which."""

from django.db.models import QuerySet

from payerport.accounts.roles import SEE_CLAIMS
from payerport.audit.actor import Actor
from payerport.audit.reach import reach
from payerport.claims.models import Claim
from payerport.restricted.access import refuse_if_shut, unrestricted
from payerport.web.refusals import NotFound


def claims_visible_to(actor: Actor) -> QuerySet[Claim]:
    """The claims that the actor may see: the organization's own, or all for the plan's staff and
    processes.
    """
    return Claim.objects.filter(reach(actor, SEE_CLAIMS), unrestricted(actor))


def claim_for(actor: Actor, control_number: str) -> Claim:
    """The claim, if the actor may see it. Raises `NotFound`, alike for one that is another's and one that is
    not; a person of the plan's staff gets `Restricted` for a restricted family's.
    """
    claim = claims_visible_to(actor).select_related("file").filter(control_number=control_number).first()
    if claim is None:
        refuse_if_shut(actor, lambda: _families_of(control_number))
        raise NotFound
    return claim


def _families_of(control_number: str) -> list[str]:
    return list(Claim.objects.filter(control_number=control_number).values_list("family", flat=True))
