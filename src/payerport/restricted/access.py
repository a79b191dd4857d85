"""The gate for restricted records: which families are shut to an actor, and the refusal that says so.

Only people of the plan's own staff meet it. A practice sees its own patients, and the payer core decides
for every family alike.
"""

from collections.abc import Callable, Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payerport.audit.actions import record
from payerport.audit.actor import Actor, Reader
from payerport.audit.lock import as_core
from payerport.restricted.models import Opening, Restriction
from payerport.web.refusals import Refusal


class Restricted(Refusal):
    """The record is there and is restricted; who has a reason may open it for a while."""

    status = 403
    code = "restricted"
    title = _("This record is restricted")
    text = _("It belongs to somebody whose data the plan's staff sees for a stated reason only.")
    instead = _("If your work needs it now, open it under Restricted in the menu and say why.")
    ask = _("Each opening is on record, and plan security is told of it at once.")


def is_held(actor: Actor) -> bool:
    """True for a person of the plan's staff; restricted records are shut to no one else."""
    return actor.reader is Reader.PLAN and actor.user_id is not None


def _in_force(actor: Actor) -> QuerySet[Restriction]:
    now = timezone.now()
    mine = Opening.objects.filter(
        user_id=actor.user_id or 0, family=OuterRef("family"), at__lte=now, until__gt=now
    )
    return Restriction.objects.filter(~Exists(mine), since__lte=now, lifted_at=None)


def unrestricted(actor: Actor) -> Q:
    """A filter on a column `family`: leaves out the families that are shut to the actor."""
    return ~Q(family__in=_in_force(actor).values("family")) if is_held(actor) else Q()


def refuse_if_shut(actor: Actor, families: Callable[[], Iterable[str]]) -> None:
    """Raise `Restricted`, with a row on record for each, when one of the families is shut to the actor.

    They are asked for, as the payer core, only when the actor is one whom restrictions hold.
    """
    if not is_held(actor):
        return
    with as_core():
        shut = sorted(_in_force(actor).filter(family__in=set(families())).values_list("family", flat=True))
    for family in shut:
        record(actor, "restricted.refused", "family", family, family=family, outcome="refused")
    if shut:
        raise Restricted
