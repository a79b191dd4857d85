"""How often somebody may type facts: by network address, so that nobody's own registration is ever shut by
what a stranger tries. What is typed beyond it is not even looked at."""

import ipaddress
from typing import ClassVar, Final

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from payerport.accounts.middleware import address_of
from payerport.web.refusals import Refusal, Text

MOST: Final = 30
"""Tries within the time, from one address (an IPv6 network of 64 bits counts as one)."""
WITHIN: Final = 3600
"""Seconds."""


class TooOften(Refusal):
    """Said alike whatever was typed."""

    status: ClassVar[int] = 429
    code: ClassVar[str] = "too-often"
    title: ClassVar[Text] = _("Too many tries in a short time")
    text: Text = _("From this network it was tried too often within an hour.")
    instead: Text = _("Wait an hour, or call us.")


def count_a_try(request: HttpRequest) -> None:
    """Count one try. Raises `TooOften` when there were too many."""
    key = _key(request)
    cache.add(key, 0, WITHIN)
    if cache.incr(key) > MOST:
        raise TooOften


def _key(request: HttpRequest) -> str:
    address = ipaddress.ip_address(address_of(request) or "0.0.0.0")  # noqa: S104 - a name for "unknown"
    if address.version == 6:
        network = ipaddress.ip_network((address, 64), strict=False)
        words = str(network)
    else:
        words = str(address)
    return f"registration.{salted_hmac('payerport.registration.tries', words).hexdigest()}"
