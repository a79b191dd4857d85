"""Getting back in: facts, the code to the contact on file, then the username and another password (R-35).

The first step does the same work, in the same time, whether or not the facts prove somebody with an account;
only the mail differs, and it goes by a job.
"""

import datetime as dt
import uuid
from typing import Final

from django.utils import timezone
from procrastinate.contrib.django import app

from payerport.accounts.actions import change_password
from payerport.accounts.devices import end_others
from payerport.accounts.models import User
from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.audit.lock import as_core
from payerport.onetime.actions import Outcome, check_code, send_code
from payerport.onetime.models import Purpose
from payerport.recovery.models import Attempt
from payerport.registration import queries
from payerport.web.refusals import NotFound
from plancore.kernel import MemberId

LASTS: Final = dt.timedelta(minutes=30)
"""How long an attempt can be gone on with."""
KEPT: Final = dt.timedelta(days=30)
_NOWHERE: Final = "somebody@nowhere.invalid"
"""Stands for the address of whom no mail goes to."""


def begin_member(
    actor: Actor, member_id: MemberId, first_name: str, last_name: str, birth_date: dt.date
) -> Attempt:
    """A member's facts."""
    with as_core():
        account = queries.member_account_by_facts(member_id, first_name, last_name, birth_date)
        return _begin(actor, Attempt.Kind.MEMBER, account)


def begin_provider(actor: Actor, number: str, tax_id: str, birth_date: dt.date) -> Attempt:
    """A provider's facts."""
    with as_core():
        account = queries.provider_account_by_facts(number, tax_id, birth_date)
        return _begin(actor, Attempt.Kind.PROVIDER, account)


def _begin(actor: Actor, kind: Attempt.Kind, account: User | None) -> Attempt:
    if account is not None and not (account.is_active and account.email):
        account = None
    code_id = send_code(
        actor,
        Purpose.RECOVERY,
        account.email if account else _NOWHERE,
        goes_out=account is not None,
        user=account,
    )
    made = Attempt(kind=kind, account=account, code_id=code_id, began_at=timezone.now())
    made.save(force_insert=True)
    record(
        actor,
        "recovery.begun",
        "user",
        account.pk if account else "",
        outcome="done" if account else "refused",
        detail={"kind": str(kind), "attempt": str(made.pk)},
    )
    return made


def attempt_of(attempt_id: str | None) -> Attempt:
    """The attempt a session holds, while it lasts. Raises `NotFound` when there is none to go on with."""
    with as_core():
        found = (
            Attempt.objects.select_related("account")
            .filter(pk=uuid.UUID(attempt_id), done_at=None, began_at__gt=timezone.now() - LASTS)
            .first()
            if attempt_id
            else None
        )
    if found is None:
        raise NotFound
    return found


def check(actor: Actor, attempt: Attempt, typed: str) -> Outcome:
    """Check the code. `RIGHT` once: then the username is shown and another password may be chosen."""
    outcome = check_code(actor, attempt.code_id, Purpose.RECOVERY, typed)
    if outcome is Outcome.RIGHT and attempt.account_id is not None:
        with as_core():
            attempt.proved_at = timezone.now()
            attempt.save(update_fields=["proved_at"])
        record(actor, "recovery.proved", "user", attempt.account_id, detail={"attempt": str(attempt.pk)})
    return outcome


def renew_password(actor: Actor, user: User, password: str, *, how: str) -> None:
    """Set another password, sign the person out everywhere, and have the contact on file told."""
    change_password(actor, user, password)
    end_others(actor, user, None)
    record(actor, "recovery.done", "user", user.pk, detail={"how": how})
    app.configure_task("recovery.tell_changed").defer(user_id=user.pk)


def finish(actor: Actor, attempt: Attempt, password: str) -> User:
    """Another password for the account of a proved attempt, which is over then."""
    if attempt.proved_at is None or attempt.account is None:
        raise NotFound
    with as_core():
        renew_password(actor, attempt.account, password, how="self")
        attempt.done_at = timezone.now()
        attempt.save(update_fields=["done_at"])
    return attempt.account


def purge(now: dt.datetime) -> int:
    """Delete attempts of long ago; how many. Their rows on record stay."""
    with as_core():
        return Attempt.objects.filter(began_at__lt=now - KEPT).delete()[0]
