"""Sending a code and checking one: the same work, in the same time, whether or not a mail goes out."""

import datetime as dt
import uuid
from enum import StrEnum
from typing import Final

from django.db.models import F, Q
from django.utils import timezone
from procrastinate.contrib.django import app

from payerport.accounts.models import User
from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.audit.lock import as_core
from payerport.onetime.codes import fits
from payerport.onetime.models import Code, Purpose
from payerport.vault.fields import matching

LIVES: Final = dt.timedelta(minutes=10)
"""How long a code can be used after it was sent (NIST SP 800-63B-4 section 3.1.3.2 asks for at most ten
minutes)."""
MOST_TRIES: Final = 5
"""Wrong tries in all, over every sending of one code: then it is dead. Guessing succeeds once in 20
million."""
MOST_SENDINGS: Final = 3
APART: Final = dt.timedelta(seconds=60)
"""Between two sendings of one code."""
MOST_AN_HOUR: Final = 6
"""Mails to one address within an hour; beyond that codes are pretended, so that nobody's mailbox is
flooded."""
KEPT: Final = dt.timedelta(days=30)


class Outcome(StrEnum):
    """What a check says. `WRONG` is said alike of wrong digits and of a code that was never sent."""

    RIGHT = "right"
    WRONG = "wrong"
    OVER = "over"
    """Used, too old, or tried too often: only a new code helps."""


def send_code(
    actor: Actor, purpose: Purpose, address: str, *, goes_out: bool, user: User | None = None
) -> uuid.UUID:
    """Have a code sent to `address` by a job; the id is what the asker's session keeps.

    `goes_out=False` for whoever may not have one (no match, no such account): all is done but the mail,
    and no digits will be right. `user` is whose account it proves.
    """
    now = timezone.now()
    address = address.strip()
    with as_core():
        lately = Code.objects.filter(
            matching(Code, "address_index", address), goes_out=True, sent_at__gt=now - dt.timedelta(hours=1)
        ).values_list("sendings", flat=True)
        goes_out &= sum(lately) < MOST_AN_HOUR
        made = Code(
            purpose=purpose,
            user=user,
            goes_out=goes_out,
            address=address,
            asked_at=now,
            sent_at=now,
            expires_at=now + LIVES,
        )
        made.save(force_insert=True)
    record(actor, "code.sent", "code", made.pk, detail={"purpose": str(purpose), "goes out": goes_out})
    _defer(made)
    return made.pk


def send_again(actor: Actor, code_id: uuid.UUID, purpose: Purpose) -> bool:
    """Send a new code in place of the one before, which is dead then. False when it is too soon, or was sent
    too often, or is over: nothing has changed."""
    now = timezone.now()
    with as_core():
        code = _locked(code_id, purpose)
        if code is None or not _may_go_again(code, now):
            return False
        code.sendings += 1
        code.sent_at, code.expires_at = now, now + LIVES
        code.save(update_fields=["sendings", "sent_at", "expires_at"])
    record(actor, "code.sent_again", "code", code.pk, detail={"purpose": code.purpose})
    _defer(code)
    return True


def check_code(actor: Actor, code_id: uuid.UUID, purpose: Purpose, typed: str) -> Outcome:
    """Whether what was typed is the code. A right one is used up; a wrong one is one try less."""
    now = timezone.now()
    with as_core():
        code = _locked(code_id, purpose)
        if code is None or code.used_at or now >= code.expires_at or code.tries >= MOST_TRIES:
            outcome = Outcome.OVER
        elif fits(typed, code.pk, code.purpose, code.sendings) and code.goes_out:
            Code.objects.filter(pk=code.pk).update(used_at=now)
            outcome = Outcome.RIGHT
        else:
            Code.objects.filter(pk=code.pk).update(tries=F("tries") + 1)
            outcome = Outcome.OVER if code.tries + 1 >= MOST_TRIES else Outcome.WRONG
    record(
        actor,
        "code.checked",
        "code",
        code_id,
        outcome="done" if outcome is Outcome.RIGHT else "refused",
        detail={"purpose": str(purpose), "result": outcome.value},
    )
    return outcome


def purge(now: dt.datetime) -> int:
    """Delete the codes that nobody needs any more; how many. Their rows on record stay."""
    with as_core():
        return Code.objects.filter(Q(asked_at__lt=now - KEPT)).delete()[0]


def _locked(code_id: uuid.UUID, purpose: Purpose) -> Code | None:
    return Code.objects.select_for_update().filter(pk=code_id, purpose=purpose).first()


def _may_go_again(code: Code, now: dt.datetime) -> bool:
    is_alive = code.used_at is None and code.tries < MOST_TRIES
    return is_alive and code.sendings < MOST_SENDINGS and now >= code.sent_at + APART


def _defer(code: Code) -> None:
    app.configure_task("onetime.send_code").defer(code_id=str(code.pk), sending=code.sendings)
