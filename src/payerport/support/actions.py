"""Helping somebody back in: facts held against the file, a link by mail, a second person where it matters.

Support sets no password and sees none: the link lets the person choose one. The contact on file is told at
once, also when the link goes elsewhere.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from payerport.accounts import identity as accounts
from payerport.accounts.models import User
from payerport.accounts.roles import ASSIST_SIGN_IN
from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.audit.lock import as_core
from payerport.recovery.actions import renew_password
from payerport.support import identity
from payerport.support.models import Assistance, Comparison
from payerport.web.refusals import Conflict, NotAllowed, NotFound

LINK_LASTS: Final = dt.timedelta(hours=24)
MOST_WRONG: Final = 3
"""Comparisons of one account that did not suffice, within a day; then support stops asking, whoever calls."""
MOST_FOUND: Final = 20
_SALT: Final = "payerport.support.link"


class TooManyWrong(Conflict):
    """Somebody has guessed at this account by telephone."""

    title = _("Stop here for today")
    text = _("What callers told about this account did not fit three times within a day.")
    instead = _("Ask the caller to let an administrator of the organization call, or to write to the plan.")


class HelpedAlready(Conflict):
    """There is one under way."""

    title = _("This person is being helped already")
    text = _("A request for this account waits for a second person, or its link is still good.")
    instead = _("Look at what waits, or let the caller look into their mail.")


def _gate(actor: Actor) -> None:
    if not actor.may(ASSIST_SIGN_IN):
        raise NotAllowed


def find(actor: Actor, words: str) -> list[User]:
    """People by username, e-mail, last name, or their organization's Tax ID: whole words, nothing that begins
    so. Members by username and e-mail alone."""
    _gate(actor)
    words = words.strip()
    digits = "".join(one for one in words if one.isdecimal())
    people = accounts.people_by(words, digits, MOST_FOUND) if words else []
    record(actor, "support.searched", "user", detail={"found": len(people)})
    return people


def person_for(actor: Actor, pk: int) -> User:
    """The person, by number; on record. Raises `NotFound`."""
    _gate(actor)
    found = accounts.active_person(pk)
    if found is None:
        raise NotFound
    record(actor, "support.viewed", "user", found.pk)
    return found


def ask(
    actor: Actor, user: User, said: Mapping[str, str], note: str, new_email: str
) -> Assistance | Comparison:
    """Hold what the caller said against the file. Enough: the help asked for, its link sent at once or after
    a second person agreed. Not enough: the comparison. Raises `TooManyWrong` and `HelpedAlready`."""
    _gate(actor)
    if actor.user_id is None or actor.user_id == user.pk:
        raise NotAllowed
    now = timezone.now()
    with as_core():
        accounts.lock_person(user.pk)
        lately = Comparison.objects.filter(user=user, is_enough=False, at__gt=now - dt.timedelta(days=1))
        if lately.count() >= MOST_WRONG:
            raise TooManyWrong
        _end_what_is_over(user, now)
        if Assistance.objects.filter(user=user, state__in=("waiting", "sent")).exists():
            raise HelpedAlready
        right, wrong = identity.compare(user, said)
        enough = identity.is_enough(user, right, wrong)
        comparison = Comparison.objects.create(
            user=user, by_id=actor.user_id, at=now, right=right, wrong=wrong, is_enough=enough
        )
        record(
            actor,
            "support.compared",
            "user",
            user.pk,
            outcome="done" if enough else "refused",
            detail={"right": right, "wrong": wrong},
        )
        if not enough:
            return comparison
        second = bool(new_email) or not user.email or identity.is_privileged(user)
        made = Assistance(
            user=user,
            comparison=comparison,
            note=note,
            new_email=new_email,
            asked_by_id=actor.user_id,
            asked_at=now,
            needs_second=second,
            state=Assistance.State.WAITING if second else Assistance.State.SENT,
            sent_at=None if second else now,
        )
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:
            raise HelpedAlready from None
    record(
        actor, "support.asked", "user", user.pk, detail={"needs second": second, "assistance": str(made.pk)}
    )
    _tell(made)
    return made


def waiting_for(actor: Actor) -> QuerySet[Assistance]:
    """What waits for a second person, the oldest first."""
    _gate(actor)
    rows = Assistance.objects.filter(state=Assistance.State.WAITING).select_related("user", "asked_by")
    return rows.order_by("asked_at", "pk")


def assistance_for(actor: Actor, pk: uuid.UUID) -> Assistance:
    """One that waits. Raises `NotFound`."""
    found = waiting_for(actor).filter(pk=pk).select_related("comparison").first()
    if found is None:
        raise NotFound
    return found


def decide(actor: Actor, found: Assistance, is_agreed: bool) -> None:
    """The second person agrees, and the link goes out, or refuses. Raises `NotAllowed` for who asked, and for
    whose account it is."""
    _gate(actor)
    with as_core():
        locked = Assistance.objects.select_for_update().get(pk=found.pk)
        if actor.user_id is None or actor.user_id in (locked.asked_by_id, locked.user_id):
            raise NotAllowed(
                _("A second person decides: not who asked, and not whose account it is."),
                instead=_("Ask a colleague of support to look at it."),
            )
        if locked.state != Assistance.State.WAITING:
            raise Conflict
        now = timezone.now()
        locked.state = Assistance.State.SENT if is_agreed else Assistance.State.REFUSED
        locked.decided_by_id, locked.decided_at = actor.user_id, now
        locked.sent_at = now if is_agreed else None
        locked.save(update_fields=["state", "decided_by", "decided_at", "sent_at"])
    record(
        actor,
        "support.agreed" if is_agreed else "support.declined",
        "user",
        locked.user_id,
        detail={"assistance": str(locked.pk)},
    )
    _tell(locked)


# -- the link ---------------------------------------------------------------------------------------------


def secret_of(found: Assistance) -> str:
    """What the link holds: its number, and a code that only the portal's key makes of it."""
    words = f"{found.pk}|{found.user_id}|{found.sent_at and found.sent_at.isoformat()}"
    return f"{found.pk}.{salted_hmac(_SALT, words, algorithm='sha256').hexdigest()}"


def by_secret(secret: str) -> Assistance:
    """The help whose link this is, while it is good. Raises `NotFound`."""
    number, _dot, _code = secret.partition(".")
    try:
        pk = uuid.UUID(number)
    except ValueError:
        raise NotFound from None
    with as_core():
        found = (
            Assistance.objects.select_related("user")
            .filter(pk=pk, state=Assistance.State.SENT, sent_at__gt=timezone.now() - LINK_LASTS)
            .first()
        )
    if found is None or not constant_time_compare(secret, secret_of(found)) or not found.user.is_active:
        raise NotFound
    return found


def use(actor: Actor, found: Assistance, password: str) -> None:
    """Another password by the link, once; a new contact is the account's from now on. Raises `NotFound` when
    it was used meanwhile."""
    with as_core():
        locked = Assistance.objects.select_for_update().get(pk=found.pk)
        if locked.state != Assistance.State.SENT:
            raise NotFound
        locked.state, locked.used_at = Assistance.State.USED, timezone.now()
        locked.save(update_fields=["state", "used_at"])
        user = found.user
        if locked.new_email:
            user.email = locked.new_email
            user.save(update_fields=["email"])
            record(actor, "contact.changed", "user", user.pk)
        renew_password(actor, user, password, how="support")


def _end_what_is_over(user: User, now: dt.datetime) -> None:
    """A link that nobody used in time stands in nobody's way."""
    Assistance.objects.filter(user=user, state=Assistance.State.SENT, sent_at__lte=now - LINK_LASTS).update(
        state=Assistance.State.REFUSED
    )


def _tell(found: Assistance) -> None:
    app.configure_task("support.tell").defer(assistance_id=str(found.pk), state=str(found.state))
