"""How often somebody may try to sign in: counted by allauth's limiter, by place, by account and by device.

- At a device where the username was signed in before: that device's tries, and nobody else's.
- Anywhere else: the tries of this network address; those for this username from this address; and those for
  this username from all such places together, so that many addresses help no guesser.

Each count has several stretches, so that the wait grows: five minutes at first, an hour, a day
(`PAYERPORT_SIGN_IN_LIMITS`). A username that nobody has is counted like every other one.
OWASP ASVS 5 6.3.1; NIST SP 800-63B-4 section 3.2.2 asks for at most 100 consecutive failed tries.
"""

from collections.abc import Callable
from typing import Final

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payerport.accounts.known import device_of

_APP: Final = "allauth.account"
DEVICE: Final = "login_failed_device"
PLACE: Final = "login_failed"
ACCOUNT: Final = "login_failed_account"


def take(request: HttpRequest, username: str) -> RateLimitUsage | None:
    """Count one try; None when there were too many. What is given can be rolled back: a right try counts
    for nothing."""
    name = username.casefold()
    device = device_of(request, name)
    if device:
        return _consume(request, DEVICE, f"{name}|{device}")
    here = _consume(request, PLACE, f"{name}|{ratelimit.get_ip(request)}")
    everywhere = _consume(request, ACCOUNT, name) if here is not None else None
    if here is None or everywhere is None:
        return None
    return RateLimitUsage(usage=[*here.usage, *everywhere.usage])


def told() -> list[str]:
    """The limits of one username at one place or device, as the help page says them."""
    rates = ratelimit.parse_rates(settings.ACCOUNT_RATE_LIMITS[DEVICE])
    return [
        _("{count} wrong tries within {time}: wait until {time} after the first of them.").format(
            count=rate.amount, time=_time(int(rate.duration))
        )
        for rate in rates
    ]


def _time(seconds: int) -> str:
    for size, unit in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        if seconds % size == 0:
            return _UNITS[unit](seconds // size)
    return _UNITS["second"](seconds)


_UNITS: Final[dict[str, Callable[[int], str]]] = {
    "day": lambda n: ngettext("{n} day", "{n} days", n).format(n=n),
    "hour": lambda n: ngettext("{n} hour", "{n} hours", n).format(n=n),
    "minute": lambda n: ngettext("{n} minute", "{n} minutes", n).format(n=n),
    "second": lambda n: ngettext("{n} second", "{n} seconds", n).format(n=n),
}


def _consume(request: HttpRequest, action: str, key: str) -> RateLimitUsage | None:
    return ratelimit.consume(request, app=_APP, action=action, key=key, limit_get=True)
