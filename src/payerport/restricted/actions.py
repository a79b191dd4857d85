"""Restricting a family, lifting it, and breaking the glass. Each act is on record."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.members import queries as members
from payerport.restricted.models import Opening, Restriction
from payerport.web.refusals import Conflict, NotFound

ALERTS_TASK = "security.alerts"
"""Looks for odd patterns; an opening is one. It runs every five minutes, and at once after an opening."""


class NotThere(NotFound):
    """No family of this number; said to the plan's security staff, who may know."""

    text = _("No family has this number.")
    instead = _("Check the seven digits before the asterisk on the card.")


def restrict(actor: Actor, family: str, reason: str) -> Restriction:
    """Shut a family's data to the plan's staff. Raises `NotThere`, and `Conflict` when it is shut already."""
    if not members.is_family(family):
        raise NotThere
    with transaction.atomic():
        members.lock_families([family])
        if Restriction.objects.filter(family=family, lifted_at=None).exists():
            raise Conflict(_("This family is restricted already."))
        made = Restriction.objects.create(
            family=family, reason=reason, since=timezone.now(), set_by=actor.user_id
        )
        record(actor, "restricted.set", "restriction", made.pk, family=family, detail={"reason": made.reason})
    return made


def lift(actor: Actor, restriction: Restriction) -> None:
    """End a restriction. One that has ended stays as it ended."""
    with transaction.atomic():
        ended = Restriction.objects.filter(pk=restriction.pk, lifted_at=None).update(
            lifted_at=timezone.now(), lifted_by=actor.user_id
        )
        if not ended:
            raise Conflict(_("This restriction is lifted already."))
        record(actor, "restricted.lifted", "restriction", restriction.pk, family=restriction.family)


def open_record(actor: Actor, family: str, reason: str, words: str) -> Opening | None:
    """Break the glass: the family's data is open to this person for a while.

    None when no restriction of that family is in force: there is nothing to open, and a number that nobody
    has is answered alike. The try is on record either way, and an opening alerts plan security at once.
    """
    assert actor.user_id is not None
    now = timezone.now()
    with transaction.atomic():
        if not Restriction.objects.filter(family=family, since__lte=now, lifted_at=None).exists():
            record(actor, "restricted.not_there", "family", family, outcome="refused")
            return None
        made = Opening.objects.create(
            user_id=actor.user_id,
            family=family,
            reason=reason,
            words=words,
            at=now,
            until=now + dt.timedelta(minutes=settings.RESTRICTED_OPEN_MINUTES),
        )
        record(actor, "restricted.opened", "opening", made.pk, family=family, detail={"reason": made.reason})
        transaction.on_commit(_alert)
    return made


def _alert() -> None:
    app.configure_task(ALERTS_TASK).defer(timestamp=0)
