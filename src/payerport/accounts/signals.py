"""Sign-ins on the record: who came, who left, and tries that failed (without what was typed: it may be a
password).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import connection
from django.dispatch import receiver
from django.http import HttpRequest

from payerport.accounts.known import remember
from payerport.accounts.middleware import address_of
from payerport.accounts.models import User
from payerport.accounts.queries import id_of_username
from payerport.audit.actions import record
from payerport.audit.actor import NOBODY, Actor


def actor_about(request: HttpRequest | None, user: User | None) -> Actor | None:
    """Who it is about, from where; None outside a request (a command, a test), where nobody signs in."""
    if request is None or not connection.in_atomic_block:
        return None
    actor: Actor = getattr(request, "actor", NOBODY)
    return replace(actor, user_id=user.pk if user else None, address=address_of(request))


@receiver(user_logged_in)
def began(sender: object, request: HttpRequest | None, user: User, **_: Any) -> None:
    """A person signed in."""
    actor = actor_about(request, user)
    if actor:
        record(actor, "session.began", "user", user.pk)
    if request is not None:
        remember(request, user.username)


@receiver(user_logged_out)
def ended(sender: object, request: HttpRequest | None, user: User | None, **_: Any) -> None:
    """A person signed out."""
    actor = actor_about(request, user)
    if actor and user:
        record(actor, "session.ended", "user", user.pk)


@receiver(user_login_failed)
def failed(
    sender: object,
    request: HttpRequest | None = None,
    credentials: Mapping[str, Any] | None = None,
    **_: Any,
) -> None:
    """A try that failed: whose account it was at, if there is one of that name; never what was typed."""
    actor = actor_about(request, None)
    if actor:
        whose = id_of_username(str((credentials or {}).get("username") or ""))
        record(actor, "session.refused", "user", whose or "", outcome="refused")


def locked(request: HttpRequest, username: str) -> None:
    """A try that was not looked at, because there were too many before it."""
    actor = actor_about(request, None)
    if actor:
        record(actor, "session.locked", "user", id_of_username(username) or "", outcome="refused")
