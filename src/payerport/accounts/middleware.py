"""Gives each request its actor, one transaction, and the row lock opened for that actor.

Runs last of the middleware, so that all that a view reads and writes, audit rows included, stands or falls
together.
"""

from collections.abc import Callable
from urllib.parse import urlencode

import structlog
from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from payerport.accounts.limits import Over, over
from payerport.accounts.queries import actor_for
from payerport.audit.actor import Actor
from payerport.audit.lock import open_for
from payerport.web.polling import POLL_HEADER

CHOSEN_ORGANIZATION = "organization"
"""The session's key for the organization that the person chose."""


class ActorRequest(HttpRequest):
    """A request after `ActorMiddleware`."""

    actor: Actor


def address_of(request: HttpRequest) -> str | None:
    """The peer's address as the web server saw it. Forwarded headers are the server's business, not believed
    here.
    """
    return request.META.get("REMOTE_ADDR") or None


def _ended(request: HttpRequest, why: Over) -> HttpResponse:
    """Sign out, and lead to the door: with the way back, where there is one to lead to."""
    logout(request)
    words = {"ended": why.value}
    if request.method == "GET" and POLL_HEADER not in request.headers and "HX-Request" not in request.headers:
        words["next"] = request.get_full_path()
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode(words)}")


class ActorMiddleware:
    """One transaction a request, read and written as the request's actor; undone whole when the answer is a
    5xx.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(("/static/", "/health/")):
            return self.get_response(request)
        with transaction.atomic():
            ended = over(request)
            if ended is not None:
                return _ended(request, ended)
            actor, choices = actor_for(
                request.user,
                request.session.get(CHOSEN_ORGANIZATION),
                request_id=str(structlog.contextvars.get_contextvars().get("request_id", "")),
                address=address_of(request),
            )
            open_for(actor)
            request.actor = actor  # type: ignore[attr-defined]
            request.organization_choices = choices  # type: ignore[attr-defined]
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response
