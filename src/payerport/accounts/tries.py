"""How often somebody may try to sign in: counted by allauth's limiter, by place, by account and by device.

- At a device where the username was signed in before: that device's tries, and nobody else's.
- Anywhere else: the tries of this network address; those for this username from this address; and those for
  this username from all such places together, so that many addresses help no guesser.

Each count has several stretches, so that the wait grows: five minutes at first, an hour, a day
(`PAYERPORT_SIGN_IN_LIMITS`). A username that nobody has is counted like every other one.
OWASP ASVS 5 6.3.1; NIST SP 800-63B-4 section 3.2.2 asks for at most 100 consecutive failed tries.
"""

from typing import Final

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.http import HttpRequest

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


def _consume(request: HttpRequest, action: str, key: str) -> RateLimitUsage | None:
    return ratelimit.consume(request, app=_APP, action=action, key=key, limit_get=True)
