"""Refusals: one exception family for what may not or cannot be done, and its answer at each door.

A refusal carries only text that is safe to show anyone: no names, ids, amounts or dates of a person.
"""

from collections.abc import Callable
from typing import ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payerport.web.correlation import correlation_id

Text = str | Promise
"""A string, or one that is translated when shown."""

JSON_PREFIXES = ("/api/", "/fhir/")


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """What was asked is not done, for a reason the asker may know.

    `text` says what happened, `instead` what one may do, `ask` whom to ask. Each has a default.
    """

    status: ClassVar[int] = 400
    code: ClassVar[str] = "refused"
    title: ClassVar[Text] = _("This could not be done")
    text: Text = _("What was asked for can't be done as it stands.")
    instead: Text = _("Go back, check what was entered, and try again.")
    ask: Text = ""

    def __init__(self, text: Text = "", *, instead: Text = "", ask: Text = "") -> None:
        self.text = text or type(self).text
        self.instead = instead or type(self).instead
        self.ask = ask or type(self).ask
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.text)

    def as_json(self, correlation: str = "") -> dict[str, object]:
        """The same facts for a JSON door, in the shape of RFC 9457 (problem details)."""
        return {
            "type": f"urn:payerport:refusal:{self.code}",
            "title": str(self.title),
            "status": self.status,
            "detail": str(self.text),
            "instead": str(self.instead),
            "ask": str(self.ask),
            "correlation_id": correlation,
        }


class BadRequest(Refusal):
    """The request itself can't be understood (not: wrong data in a form, which is shown at its field)."""

    code = "bad-request"
    title = _("We could not read that request")
    text = _("Something in the address or the form sent did not have the shape this page expects.")
    instead = _("Go back to the page before, reload it, and try again.")


class NotAllowed(Refusal):
    """The person is known, and their role does not include this."""

    status = 403
    code = "not-allowed"
    title = _("Your role does not include this")
    text = _("You are signed in, and your role in this organization does not include this page or act.")
    instead = _("The entries in the menu are what your role includes.")
    ask: Text = _("Your organization's administrator gives roles and can change yours.")


class NotFound(Refusal):
    """There is no such thing here, or it is not the asker's: both look the same."""

    status = 404
    code = "not-found"
    title = _("We could not find that")
    text = _("There is nothing at this address that belongs to the organization you act for.")
    instead = _("Check the number or the address, or look for it with the search.")


class Conflict(Refusal):
    """It was changed meanwhile, or is in a state from which this can't be done."""

    status = 409
    code = "conflict"
    title = _("This changed in the meantime")
    text = _("What was shown is no longer how it stands, so nothing was changed.")
    instead = _("Open it again to see how it stands now.")


def wants_json(request: HttpRequest) -> bool:
    """True for the JSON doors, and for a caller that accepts JSON and not HTML."""
    accept = request.headers.get("Accept", "")
    return request.path.startswith(JSON_PREFIXES) or ("json" in accept and "text/html" not in accept)


def is_fragment(request: HttpRequest) -> bool:
    """True when htmx asked for a part of a page (and not for a whole page to be put in place)."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and headers.get("HX-Boosted") != "true"


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal as the asker can use it: problem details, a fragment or a page, with its status."""
    correlation = correlation_id(request)
    if wants_json(request):
        return JsonResponse(
            refusal.as_json(correlation), status=refusal.status, content_type="application/problem+json"
        )
    template = "web/refusal_fragment.html" if is_fragment(request) else f"{refusal.status}.html"
    context = {"refusal": refusal, "correlation_id": correlation}
    return render(request, template, context, status=refusal.status)


class RefusalMiddleware:
    """Turns a `Refusal` that leaves a view into its answer. Anything else is a bug and goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer(request, exception) if isinstance(exception, Refusal) else None
