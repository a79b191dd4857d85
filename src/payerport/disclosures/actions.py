"""Recording a disclosure, and taking one back. Nothing is edited: a wrong row is named by a later one."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.disclosures.models import Disclosure
from payerport.members import queries as members
from payerport.members.models import Member
from payerport.web.refusals import Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was told to whom, and why; as `Disclosure` has it."""

    on: dt.date
    last_on: dt.date | None = None
    times: int = 1
    recipient: str
    recipient_address: str = ""
    what: str
    purpose: str
    why: str
    held_until: dt.date | None = None


def disclose(actor: Actor, member: Member, told: Told) -> Disclosure:
    """Put a disclosure into the member's accounting."""
    with transaction.atomic():
        made = Disclosure.objects.create(
            member=member,
            on=told.on,
            last_on=told.last_on,
            times=told.times,
            recipient=told.recipient,
            recipient_address=told.recipient_address,
            what=told.what,
            purpose=told.purpose,
            why=told.why,
            held_until=told.held_until,
            recorded_at=timezone.now(),
            recorded_by=actor.user_id,
        )
        record(
            actor,
            "disclosure.recorded",
            "disclosure",
            made.pk,
            family=member.family_id,
            detail={"purpose": made.purpose, "person": member.person},
        )
    return made


def take_back(actor: Actor, wrong: Disclosure) -> None:
    """Take a row back that should not be there; it stays, and another says that it is void. Raises
    `Conflict` when that was done already.
    """
    with transaction.atomic():
        members.lock_families([wrong.member.family_id])
        if Disclosure.objects.filter(replaces=wrong).exists():
            raise Conflict
        Disclosure.objects.create(
            member_id=wrong.member_id,
            on=wrong.on,
            recipient=wrong.recipient,
            what=wrong.what,
            purpose=wrong.purpose,
            why=wrong.why,
            recorded_at=timezone.now(),
            recorded_by=actor.user_id,
            replaces=wrong,
            is_void=True,
        )
        record(actor, "disclosure.taken_back", "disclosure", wrong.pk, family=wrong.member.family_id)
