"""The gate for claims: who may see which."""

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce, NullIf
from django.db.models.lookups import In

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
    return Claim.objects.filter(reach(actor, SEE_CLAIMS), within_limits(actor), unrestricted(actor))


def within_limits(actor: Actor) -> Q:
    """A filter on claims: those of the places and Tax IDs that the actor is limited to, or all.

    A claim's place is its service facility where it names one, else its billing provider.
    """
    if actor.limits is None:
        return Q()
    facility = KeyTextTransform("npi", KeyTransform("service_facility", "submission"))
    named = NullIf(facility, Value(""), output_field=TextField())
    place = Coalesce(named, "billing_npi", output_field=TextField())
    billed_under = KeyTextTransform("tax_id", KeyTransform("billing", "submission"))
    chosen = Q(pk__in=())
    if actor.limits.npis:
        chosen |= Q(In(place, sorted(actor.limits.npis)))
    if actor.limits.tax_numbers:
        chosen |= Q(In(billed_under, sorted(actor.limits.tax_numbers)))
    return chosen


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
