"""Devices that somebody has signed in at before, by a signed cookie; nothing about them is kept here.

After OWASP's device cookies ("Slow Down Online Guessing Attacks with Device Cookies"): tries at a device
where the username has been signed in before are counted for that device alone, so that no stranger's tries
elsewhere lock its owner out. The cookie opens nothing: it gives one set of tries of its own.
"""

import secrets
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

_SALT: Final = "payerport.known"
_MARK: Final = "_payerport_known_username"
MOST: Final = 8
"""How many usernames one device remembers; the one that was longest ago goes first."""


def device_of(request: HttpRequest, username: str) -> str:
    """The number of this device, if the username was signed in here before; else empty."""
    device, tags = _read(request)
    mine = _tag(device, username)
    return device if any(constant_time_compare(mine, tag) for tag in tags) else ""


def remember(request: HttpRequest, username: str) -> None:
    """Have the answer to this request say that the username was proved at this device."""
    setattr(request, _MARK, username)


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    """The device's number and its usernames' tags; none for a cookie that is absent, forged or too old."""
    try:
        device, *tags = signing.loads(
            request.COOKIES.get(settings.KNOWN_DEVICE_COOKIE, ""),
            salt=_SALT,
            max_age=settings.KNOWN_DEVICE_DAYS * 86_400,
        )
    except (signing.BadSignature, ValueError):
        return "", []
    return device, tags


def _tag(device: str, username: str) -> str:
    """The username as the cookie holds it: told apart on this device, and readable by nobody."""
    return salted_hmac(_SALT, f"{device}|{username.casefold()}", algorithm="sha256").hexdigest()[:32]


class KnownDeviceMiddleware:
    """Writes the cookie once somebody has signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        username = getattr(request, _MARK, "")
        if username:
            device, tags = _read(request)
            device = device or secrets.token_urlsafe(16)
            mine = _tag(device, username)
            kept = [mine, *(tag for tag in tags if tag != mine)][:MOST]
            response.set_cookie(
                settings.KNOWN_DEVICE_COOKIE,
                signing.dumps([device, *kept], salt=_SALT),
                max_age=settings.KNOWN_DEVICE_DAYS * 86_400,
                secure=settings.SECURE_COOKIES,
                httponly=True,
                samesite="Strict",
            )
        return response
