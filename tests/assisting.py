"""Rows for tests of getting back in: attempts, old accounts with a PIN, and callers of technical support."""

import datetime as dt

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from tests import factories as make

from payerport.accounts.models import User
from payerport.audit.actor import core
from payerport.audit.lock import as_core
from payerport.members.models import Member
from payerport.recovery import actions as recovery
from payerport.recovery.models import Attempt, LegacyAccount
from payerport.support.models import Assistance, Comparison

PIN = "4711"


def attempt(of: Member) -> Attempt:
    """A member's recovery that waits for its code; a pretence when the member has no account."""
    with as_core():
        return recovery.begin_member(core("test"), of.member_id, of.first_name, of.last_name, of.birth_date)


def legacy_member(of: Member, *, pin: str = PIN, until: dt.date = dt.date(2026, 12, 31)) -> LegacyAccount:
    """A member of the portal before this one, who has not signed in here."""
    made = LegacyAccount(
        id_number=str(of.member_id),
        audience="member",
        pin=make_password(pin),
        email="old.address@example.org",
        birth_date=of.birth_date.isoformat(),
        member=of,
        until=until,
        imported_at=timezone.now(),
    )
    with as_core():
        made.save(force_insert=True)
    return made


def assistance(of: User, state: str = Assistance.State.SENT, *, new_email: str = "") -> Assistance:
    """Somebody whom support helps: the link is sent, or waits for a second person."""
    first, second = make.user(staff_role="support"), make.user(staff_role="support")
    now = timezone.now()
    waits = state == Assistance.State.WAITING
    with as_core():
        comparison = Comparison.objects.create(
            user=of, by=first, at=now, right=["name", "tax_id", "email"], wrong=[], is_enough=True
        )
        made = Assistance(
            user=of,
            comparison=comparison,
            note="Forgot both.",
            new_email=new_email,
            asked_by=first,
            asked_at=now,
            needs_second=True,
            state=state,
            decided_by=None if waits else second,
            decided_at=None if waits else now,
            sent_at=None if waits else now,
        )
        made.save(force_insert=True)
    return made
