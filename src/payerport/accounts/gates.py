"""The gate at the top of each view: signed in, and allowed by role."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from payerport.accounts.middleware import ActorRequest
from payerport.audit.actions import record
from payerport.web.refusals import NotAllowed

P = ParamSpec("P")


def needs(
    permission: str,
) -> Callable[
    [Callable[Concatenate[ActorRequest, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """Let a view be reached only by an actor who may `permission`.

    Someone not signed in is sent to sign in and back; someone whose role lacks it gets `NotAllowed`, and the
    try is on record.
    """

    def wrap(
        view: Callable[Concatenate[ActorRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def gated(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            assert isinstance(request, HttpRequest) and hasattr(request, "actor")
            actor_request: ActorRequest = request  # type: ignore[assignment]
            if not actor_request.actor.may(permission):
                record(actor_request.actor, "page.refused", "permission", permission, outcome="refused")
                raise NotAllowed
            return view(actor_request, *args, **kwargs)

        gated.permission = permission  # type: ignore[attr-defined]
        return gated

    return wrap
