"""Views for what goes wrong outside of our views: Django's 400, 403, 404, 500 and the failed CSRF check."""

from django.http import HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from payerport.web.correlation import correlation_id
from payerport.web.refusals import BadRequest, NotAllowed, NotFound, Text, answer, wants_json


class FormRefused(NotAllowed):
    """A form that can't be shown to come from the person who is signed in."""

    code = "form-refused"
    title = _lazy("The form was not taken")
    ask: Text = ""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: also what Django calls suspicious. The exception's own text is not shown."""
    return answer(request, BadRequest())


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return answer(request, NotAllowed())


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such address."""
    return answer(request, NotFound())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the CSRF check: the usual reasons are cookies that are off or a form that lay open for long."""
    cookies_off = not request.COOKIES
    text = (
        _("This site needs cookies to know that a form comes from you, and your browser sent none.")
        if cookies_off
        else _("The form lay open too long or came from another sign-in, so nothing was sent.")
    )
    instead = (
        _("Allow cookies for this site in your browser's settings, then reload the page.")
        if cookies_off
        else _("Go back, reload the page, and send the form again.")
    )
    refusal = FormRefused(text, instead=instead)
    return answer(request, refusal)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a bug. Shows the correlation id and nothing else of it; needs neither database nor session."""
    correlation = correlation_id(request)
    if wants_json(request):
        problem = {
            "type": "urn:payerport:error",
            "title": "Something went wrong on our side",
            "status": 500,
            "correlation_id": correlation,
        }
        return JsonResponse(problem, status=500, content_type="application/problem+json")
    try:
        return HttpResponseServerError(render_to_string("500.html", {"correlation_id": correlation}))
    except (TemplateDoesNotExist, ValueError):
        # The static files' manifest is missing: say it without the theme rather than not at all.
        text = _("Something went wrong on our side. Tell us this number when you ask for help:")
        return HttpResponseServerError(
            format_html("<!doctype html><title>500</title><p>{} {}</p>", text, correlation)
        )
