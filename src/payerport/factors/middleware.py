"""The gate of the second step: who must take it, and has not, reaches nothing else.

Runs within the request's transaction, after the actor is known. Fails closed: an address is shut unless its
name is listed here.
"""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from payerport.factors.standing import Standing, standing_of
from payerport.web.refusals import JSON_PREFIXES, NotAllowed, answer

ALWAYS: Final = frozenset(
    {
        "account_login",
        "account_logout",
        "accounts:session_left",
        "accounts:sign_in_help",
        "health_live",
        "health_ready",
        "web:browsers",
        "web:privacy",
        "web:security",
    }
)
"""Addresses that need no second step: the way out, and pages that show nothing of anybody."""
ALLOWED: Final = {
    Standing.ASK: ALWAYS | {"factors:confirm", "factors:confirm_passkey"},
    Standing.SET_UP: ALWAYS
    | {"factors:confirm", "factors:start", "factors:app", "factors:passkey", "factors:passkey_options"},
}
LEADS_TO: Final = {Standing.ASK: "factors:confirm", Standing.SET_UP: "factors:start"}


class FactorMiddleware:
    """Leads to the second step, or to setting one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponseBase | None:
        """Let the view be called, or answer in its place."""
        match = request.resolver_match
        if not hasattr(request, "actor") or not request.user.is_authenticated or match is None:
            return None
        standing = standing_of(request)
        if standing is Standing.NOTHING or match.view_name in ALLOWED[standing]:
            return None
        if request.path.startswith(JSON_PREFIXES):
            return answer(request, NotAllowed())
        address = reverse(LEADS_TO[standing])
        if "HX-Request" in request.headers:
            led = HttpResponse(status=204)
            led["HX-Redirect"] = address
            return led
        if standing is Standing.ASK and request.method == "GET":
            return redirect(reverse(LEADS_TO[standing], query={"next": request.get_full_path()}))
        return redirect(address)
