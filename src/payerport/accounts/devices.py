"""Where a person is signed in: the sessions of theirs that live, and ending them."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from allauth.usersessions.models import UserSession
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payerport.accounts.models import User
from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.web.refusals import NotFound

_BROWSERS: Final = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS: Final = (
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "Mac"),
    (r"CrOS", "ChromeOS"),
    (r"Linux", "Linux"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One session: what it looks like to its owner. `since` in UTC."""

    pk: int
    words: str | Promise
    address: str
    since: datetime
    is_this: bool


def words_of(user_agent: str) -> str | Promise:
    """What a browser calls itself, as people call it: `Firefox, Windows`."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if re.search(mark, user_agent)), "")
    return ", ".join(filter(None, (browser, system))) or _("Another program")


def devices_of(user: User, session_key: str | None) -> list[Device]:
    """The person's sessions that live, this one first, then the newest. Those that ended are forgotten."""
    alive: list[UserSession] = UserSession.objects.purge_and_list(user)
    found = [
        Device(
            pk=one.pk,
            words=words_of(one.user_agent),
            address=one.ip,
            since=one.created_at,
            is_this=one.session_key == session_key,
        )
        for one in alive
    ]
    found.sort(key=lambda one: one.since, reverse=True)
    return sorted(found, key=lambda one: not one.is_this)


def end_one(actor: Actor, user: User, pk: int) -> None:
    """Sign out one of the person's own sessions. Raises `NotFound`, alike for another's and for none."""
    found = UserSession.objects.filter(user=user, pk=pk).first()
    if found is None:
        raise NotFound
    found.end()
    record(actor, "session.ended_elsewhere", "user", user.pk, detail={"sessions": 1})


def end_others(actor: Actor, user: User, session_key: str | None) -> int:
    """Sign out everywhere but here. Gives how many sessions ended."""
    others = list(UserSession.objects.filter(user=user).exclude(session_key=session_key))
    for one in others:
        one.end()
    record(actor, "session.ended_elsewhere", "user", user.pk, detail={"sessions": len(others)})
    return len(others)
