"""Asking whether a member is covered, and keeping the answer for a while."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.audit.clock import plan_day
from payerport.audit.lock import as_core
from payerport.claims import queries as claims
from payerport.eligibility import store
from payerport.eligibility.models import Check
from payerport.members import queries as members
from payerport.members.models import Member
from payerport.plans import store as plans
from payerport.restricted.access import refuse_if_shut
from plancore.eligibility import decide
from plancore.eligibility.types import Inquiry
from plancore.kernel import MemberId


def check(actor: Actor, inquiry: Inquiry, door: str) -> Check:
    """Answer an inquiry and keep both until the plan's time for them is over. `door` is `page` or `270`.

    An answer that says a person was not found is kept and recorded as well: it was a look too. Raises
    `Restricted` when a person of the plan's staff asks about a restricted record.
    """
    now = timezone.now()
    refuse_if_shut(actor, lambda: _families_of(inquiry))
    with transaction.atomic():
        with as_core():
            found = _find(inquiry)
            facts = store.facts_of(found) if found else None
            balances = claims.balances_of_family(found.family_id) if found else {}
            answer = decide.answer(inquiry, facts, plans.designs(), balances, today=plan_day(now))
        family = found.family_id if found else ""
        row = Check.objects.create(
            organization_id=actor.organization_id,
            family=family,
            asked_at=now,
            asked_by=actor.user_id,
            door=door,
            service_date=inquiry.service_date,
            status=answer.status.value,
            inquiry=store.dump(inquiry),
            answer=store.dump(answer),
            expires_at=now + dt.timedelta(days=settings.ELIGIBILITY_KEPT_DAYS),
        )
        record(
            actor,
            "eligibility.checked",
            "check",
            row.pk,
            family=family,
            detail={"door": door, "status": answer.status.value, "person": found.person if found else ""},
        )
    return row


def _families_of(inquiry: Inquiry) -> list[str]:
    found = _find(inquiry)
    return [found.family_id] if found else []


def _find(inquiry: Inquiry) -> Member | None:
    """The one member that the inquiry names. The id finds; a name or birth date sent beside it must agree
    with it.

    By name and birth date alone: only when exactly one member fits.
    """
    member_id = MemberId.parse(inquiry.member_id) if inquiry.member_id else None
    if member_id is not None:
        member = members.by_member_ids([member_id]).get(member_id)
        return member if member and _agrees(member, inquiry) else None
    if inquiry.member_id or not (inquiry.last_name and inquiry.first_name and inquiry.birth_date):
        return None
    fitting = members.by_name_and_birth_date(inquiry.last_name, inquiry.first_name, inquiry.birth_date)
    return fitting[0] if len(fitting) == 1 else None


def _agrees(member: Member, inquiry: Inquiry) -> bool:
    if inquiry.birth_date and inquiry.birth_date != member.birth_date:
        return False
    return not inquiry.last_name or inquiry.last_name.casefold() == member.last_name.casefold()


def purge_expired(actor: Actor) -> int:
    """Delete the checks whose time is over; gives how many. That they were asked stays on record."""
    with transaction.atomic():
        count, _ = Check.objects.filter(expires_at__lte=timezone.now()).delete()
        if count:
            record(actor, "eligibility.purged", "check", detail={"count": count})
    return count
