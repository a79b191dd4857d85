"""How long a session lasts: without a sign of the person, and in all. By audience (`SESSION_LIMITS`).

Source: NIST SP 800-63B-4 section 2.2.3 asks for at most one hour of inactivity and 24 hours in all at the
second assurance level; the defaults stay below. A page that asks for news by itself is no sign of a person.
"""

import time
from enum import StrEnum
from typing import Final, NamedTuple

from django.conf import settings
from django.http import HttpRequest

from payerport.accounts.models import User
from payerport.web.polling import POLL_HEADER

_BEGAN: Final = "session.began"
_SEEN: Final = "session.seen"


class Over(StrEnum):
    """Why a session ended by itself."""

    IDLE = "idle"
    LONG = "long"


class Limits(NamedTuple):
    """Seconds without a sign of the person, and seconds in all."""

    idle: int
    whole: int


def limits_of(audience: str) -> Limits:
    """The audience's limits."""
    minutes, hours = settings.SESSION_LIMITS[audience]
    return Limits(minutes * 60, hours * 3600)


def seconds_left(request: HttpRequest) -> int:
    """How long the session of somebody signed in lasts from now if nothing more happens; zero when it is
    over."""
    assert isinstance(request.user, User)
    limits, now = limits_of(request.user.audience), int(time.time())
    began = int(request.session.get(_BEGAN, now))
    seen = int(request.session.get(_SEEN, now))
    return max(0, min(began + limits.whole, seen + limits.idle) - now)


def over(request: HttpRequest) -> Over | None:
    """Whether the session has reached a limit; if not, this request counts as a sign of the person (unless
    its page asked by itself)."""
    if not isinstance(request.user, User):
        return None
    now = int(time.time())
    request.session.setdefault(_BEGAN, now)
    if seconds_left(request) == 0:
        whole = limits_of(request.user.audience).whole
        return Over.LONG if now >= request.session[_BEGAN] + whole else Over.IDLE
    if POLL_HEADER not in request.headers:
        request.session[_SEEN] = now
    return None
