"""Proof that is fresh: sensitive acts ask for a password or a factor again, unless one was shown just now."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from payerport.accounts.middleware import ActorRequest

P = ParamSpec("P")
CONFIRM: Final = "factors:confirm"
"""The address that asks for the proof."""
_FRESH: Final = "fresh.proved"
_TO_SEND: Final = 15 * 60
"""Seconds longer that a form may be sent which was opened in time: what was typed is not lost."""


def note_fresh(request: HttpRequest) -> None:
    """The person has proved just now who they are."""
    request.session[_FRESH] = int(time.time())


def is_fresh(request: HttpRequest) -> bool:
    """Whether the last proof is fresh enough for a sensitive act (`PAYERPORT_FRESH_MINUTES`); to send what
    was opened in time, a quarter of an hour longer."""
    proved = request.session.get(_FRESH)
    most = settings.FRESH_MINUTES * 60 + (_TO_SEND if request.method == "POST" else 0)
    return isinstance(proved, int) and time.time() - proved < most


def fresh(
    view: Callable[Concatenate[ActorRequest, P], HttpResponse],
) -> Callable[Concatenate[ActorRequest, P], HttpResponse]:
    """Let a view be reached with fresh proof only; others prove who they are, and come back to it. Stands
    below the gate of the view: who is not signed in, or may not, is never asked."""

    @wraps(view)
    def asking(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        return redirect(reverse(CONFIRM, query={"next": request.get_full_path()}))

    return asking
