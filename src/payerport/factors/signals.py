"""The second step on the record: each use of a factor and each failure; and the session's marks."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_used
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from payerport.accounts.fresh import note_fresh
from payerport.accounts.models import User
from payerport.accounts.signals import actor_about
from payerport.audit.actions import record
from payerport.factors.actions import tell
from payerport.factors.standing import note_passed


@receiver(authenticator_used)
def used(sender: object, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """The second step was taken, or a person proved anew who they are."""
    actor = actor_about(request, user)
    if actor:
        record(
            actor,
            "factor.used",
            "user",
            user.pk,
            detail={"kind": authenticator.type, "factor": authenticator.pk},
        )
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        tell(user, "code_used")
    note_passed(request, user)


@receiver(authentication_failed)
def failed(sender: object, request: HttpRequest, user: User | None, **_: Any) -> None:
    """A second step that was not right."""
    actor = actor_about(request, user)
    if actor:
        record(actor, "factor.refused", "user", user.pk if user else "", outcome="refused")


@receiver(user_logged_in)
def began(sender: object, request: HttpRequest | None, **_: Any) -> None:
    """Who signs in has just proved who they are."""
    if request is not None and hasattr(request, "session"):
        note_fresh(request)
