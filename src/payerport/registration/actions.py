"""Registering, step by step: facts and an e-mail address, the code that was mailed there, the account.

The first step does the same work, in the same time, whether the facts prove somebody new, somebody who has
an account, or nobody; only the mail differs, and it goes by a job (R-31, R-32).
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Final

from django.utils import timezone
from procrastinate.contrib.django import app

from payerport.accounts.actions import open_account
from payerport.accounts.models import Audience, Organization, User
from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.audit.lock import as_core
from payerport.members import queries as members
from payerport.onetime.actions import Outcome, check_code, send_code
from payerport.onetime.models import Purpose
from payerport.providers import queries as providers
from payerport.providers.models import Provider
from payerport.registration import links, queries
from payerport.registration.applications import apply
from payerport.registration.models import Attempt
from payerport.web.refusals import NotFound
from plancore.kernel import MemberId

LASTS: Final = dt.timedelta(hours=1)
"""How long an attempt can be gone on with."""
KEPT: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was typed about oneself, and where the code is to go."""

    first_name: str = ""
    last_name: str = ""
    birth_date: dt.date
    email: str


def begin_member(actor: Actor, member_id: MemberId, facts: Facts) -> Attempt:
    """A member's first step (R-31)."""
    with as_core():
        member = members.proved(member_id, facts.first_name, facts.last_name, facts.birth_date)
        account = queries.account_of_member_id(member.pk if member else 0)
        attempt = _attempt(Attempt.Kind.MEMBER, facts)
        if member is not None:
            attempt.first_name, attempt.last_name = member.first_name, member.last_name
            attempt.account = account
            attempt.member = None if account else member
        return _send(actor, attempt, family=member.family_id if member else "")


def begin_provider(actor: Actor, kind: Attempt.Kind, number: str, tax_id: str, facts: Facts) -> Attempt:
    """A provider's first step (R-32): the person with that record, or somebody of that practice. A facility
    does not register itself, and is answered as nobody."""
    wanted = Provider.Kind.INDIVIDUAL if kind == Attempt.Kind.PERSON else Provider.Kind.ORGANIZATION
    with as_core():
        provider = providers.proved(number, tax_id, facts.birth_date)
        if provider is not None and (
            provider.kind != wanted or provider.organization.kind != Organization.Kind.PRACTICE
        ):
            provider = None
        account = queries.account_of_provider_id(provider.pk if provider else 0, facts.birth_date)
        attempt = _attempt(kind, facts)
        if provider is not None:
            if kind == Attempt.Kind.PERSON:
                attempt.first_name = provider.first_name
                attempt.last_name = provider.last_or_organization_name
            attempt.account = account
            attempt.provider = None if account else provider
        return _send(actor, attempt)


def check(actor: Actor, attempt: Attempt, typed: str) -> Outcome:
    """Check the code of the second step. `RIGHT` once, and then the account may be made."""
    outcome = check_code(actor, attempt.code_id, Purpose.REGISTRATION, typed)
    if outcome is Outcome.RIGHT:
        with as_core():
            attempt.proved_at = timezone.now()
            attempt.save(update_fields=["proved_at"])
    return outcome


def attempt_of(attempt_id: str | None) -> Attempt:
    """The attempt a session holds, while it lasts. Raises `NotFound` when there is none to go on with."""
    with as_core():
        found = (
            Attempt.objects.select_related("member", "provider__organization")
            .filter(pk=uuid.UUID(attempt_id), done_at=None, began_at__gt=timezone.now() - LASTS)
            .first()
            if attempt_id
            else None
        )
    if found is None:
        raise NotFound
    return found


def keep_password(attempt: Attempt, password: str) -> None:
    """Keep a good password while the person looks for another username; an empty one forgets it."""
    with as_core():
        attempt.password = password
        attempt.save(update_fields=["password"])


def finish(actor: Actor, attempt: Attempt, username: str, password: str) -> User:
    """Make the account of a proved attempt and tie it to whom it is of. A provider's goes to the plan's
    check, or to the administrators of the organization.

    Raises `UsernameTaken` and `HasAnAccount`; then nothing has changed.
    """
    if attempt.proved_at is None or (attempt.member is None and attempt.provider is None):
        raise NotFound
    with as_core():
        user = open_account(
            actor,
            Audience.MEMBER if attempt.member else Audience.PROVIDER,
            username,
            password,
            first_name=named(attempt.first_name),
            last_name=named(attempt.last_name),
            email=attempt.email,
        )
        if attempt.member is not None:
            links.link_member(actor, user, attempt.member)
        else:
            assert attempt.provider is not None
            born = dt.date.fromisoformat(attempt.birth_date)
            links.link_provider(actor, user, attempt.provider, born)
            apply(actor, user, attempt.provider)
        attempt.password, attempt.done_at = "", timezone.now()
        attempt.save(update_fields=["password", "done_at"])
    return user


def named(name: str) -> str:
    """A name of the records, which may be all capitals, as people write theirs."""
    return name.title() if name.isupper() else name


def purge(now: dt.datetime) -> int:
    """Delete the attempts of yesterday and before, with what was typed; how many."""
    with as_core():
        return Attempt.objects.filter(began_at__lt=now - KEPT).delete()[0]


def _attempt(kind: Attempt.Kind, facts: Facts) -> Attempt:
    return Attempt(
        kind=kind,
        first_name=facts.first_name,
        last_name=facts.last_name,
        birth_date=facts.birth_date.isoformat(),
        email=facts.email,
        began_at=timezone.now(),
    )


def _send(actor: Actor, attempt: Attempt, family: str = "") -> Attempt:
    """Keep the attempt, and have the mail sent that belongs to it: the code, or that there is an account, or
    none."""
    is_new = attempt.member is not None or attempt.provider is not None
    attempt.code_id = send_code(actor, Purpose.REGISTRATION, attempt.email, goes_out=is_new)
    attempt.save(force_insert=True)
    result = "new" if is_new else "has account" if attempt.account else "no match"
    record(
        actor,
        "registration.begun",
        "registration",
        attempt.pk,
        family=family,
        outcome="done" if is_new else "refused",
        detail={"kind": str(attempt.kind), "result": result},
    )
    app.configure_task("registration.tell").defer(attempt_id=str(attempt.pk))
    return attempt
