"""Whether a session has passed the second step."""

from enum import StrEnum
from typing import Final

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from payerport.accounts.fresh import note_fresh
from payerport.accounts.models import User

PASSED: Final = "factors.passed"
"""The session's key for the id of the person who has passed the second step in it."""


class Standing(StrEnum):
    """What stands between a person who is signed in and the pages."""

    NOTHING = "nothing"
    ASK = "ask"
    """They have a second factor, and this session has not seen it."""
    SET_UP = "set up"
    """They must have one, and have none."""


def must(user: User) -> bool:
    """Whether the person's audience must have a second factor (`PAYERPORT_SECOND_FACTOR`). An audience that
    nobody thought of must."""
    return user.audience not in settings.SECOND_FACTOR_OPTIONAL


def has_factor(user: User) -> bool:
    """Whether the person can take the second step by something else than recovery codes."""
    return bool(
        Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
    )


def standing_of(request: HttpRequest) -> Standing:
    """Of a request by somebody who is signed in. No query once the step was taken."""
    user = request.user
    assert isinstance(user, User)
    if request.session.get(PASSED) == user.pk:
        return Standing.NOTHING
    if has_factor(user):
        return Standing.ASK
    return Standing.SET_UP if must(user) else Standing.NOTHING


def note_passed(request: HttpRequest, user: User) -> None:
    """The person has shown a second factor in this session, or just set one up."""
    request.session[PASSED] = user.pk
    note_fresh(request)


def lacks_second_step(user_id: int | None) -> bool:
    """Whether the account must have a second factor and has none: then no door for machines opens either."""
    user = User.objects.filter(pk=user_id or 0).first()
    return user is None or (must(user) and not has_factor(user))
