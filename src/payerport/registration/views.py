"""Registering: who one is, the facts, the code, the account. A stranger sees what everybody sees."""

from collections.abc import Mapping
from typing import Final

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from payerport.accounts.actions import UsernameTaken
from payerport.accounts.forms import sent, taken
from payerport.accounts.models import Audience
from payerport.onetime.models import Purpose
from payerport.registration import actions
from payerport.registration.forms import AccountForm, GroupForm, MemberForm, PersonForm
from payerport.registration.links import HasAnAccount
from payerport.registration.models import Attempt
from payerport.registration.steps import Steps, actor_of
from payerport.web.refusals import NotFound

_BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"
STEPS: Final = Steps("registration", Purpose.REGISTRATION, actions.attempt_of, actions.check)

INVITED: Final = ("facility", "employer", "broker")
"""Audiences that do not register themselves."""


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Who registers, and how the others get in."""
    return render(request, "registration/start.html")


@require_safe
def provider(request: HttpRequest) -> HttpResponse:
    """Choose the kind of account (R-32). A choice leads to its page."""
    kind = request.GET.get("kind", "")
    if kind in _PROVIDER_FORMS:
        return redirect("registration:provider_facts", kind=kind)
    if kind in INVITED:
        return redirect("registration:invited", audience=kind)
    return render(request, "registration/provider.html", {"is_chosen": "kind" in request.GET})


@require_safe
def invited(request: HttpRequest, audience: str) -> HttpResponse:
    """How a facility, an employer or a broker gets in: by invitation, or by support."""
    if audience not in INVITED:
        raise NotFound
    return render(request, "registration/invited.html", {"audience": audience})


# -- the facts --------------------------------------------------------------------------------------------


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def member(request: HttpRequest) -> HttpResponse:
    """A member's facts (R-31)."""
    form = MemberForm(sent(request))

    def begin() -> Attempt:
        return actions.begin_member(actor_of(request), form.cleaned_data["member_id"], form.facts())

    return STEPS.facts(request, form, "registration/member.html", begin)


_PROVIDER_FORMS: Final[Mapping[str, type[PersonForm] | type[GroupForm]]] = {
    Attempt.Kind.PERSON: PersonForm,
    Attempt.Kind.GROUP: GroupForm,
}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def provider_facts(request: HttpRequest, kind: str) -> HttpResponse:
    """A provider's facts, by the kind of account."""
    if kind not in _PROVIDER_FORMS:
        raise NotFound
    form = _PROVIDER_FORMS[kind](sent(request))

    def begin() -> Attempt:
        clean = form.cleaned_data
        return actions.begin_provider(
            actor_of(request), Attempt.Kind(kind), clean["provider_id"], clean["tax_id"], form.facts()
        )

    return STEPS.facts(request, form, f"registration/{kind}.html", begin)


# -- the code ---------------------------------------------------------------------------------------------


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The code that was mailed, if the facts fit; the page is the same if they don't."""
    return STEPS.code(request)


@require_POST
def code_again(request: HttpRequest) -> HttpResponse:
    """Send the code once more."""
    return STEPS.code_again(request)


# -- the account ------------------------------------------------------------------------------------------


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Username and password, once the code was right. A taken username loses nothing that was typed."""
    attempt = STEPS.attempt(request)
    if attempt is None:
        return STEPS.from_the_start(request)
    if attempt.proved_at is None:
        return redirect("registration:code")
    audience = Audience.MEMBER if attempt.kind == Attempt.Kind.MEMBER else Audience.PROVIDER
    form = AccountForm(audience, attempt.password, sent(request))
    if form.is_bound and form.is_valid():
        try:
            user = actions.finish(actor_of(request), attempt, **form.cleaned_data)
        except UsernameTaken:
            form.add_error("username", taken())
        except HasAnAccount:
            return STEPS.from_the_start(request)
        else:
            login(request, user, backend=_BACKEND)
            UserSession.objects.create_from_request(request)
            STEPS.end(request)
            messages.success(request, _("Your account is ready."))
            return redirect("homes:home")
    if form.is_bound:
        actions.keep_password(attempt, form.good_password)
    context = {"form": form, "profile": form.profile, "is_kept": bool(attempt.password)}
    return render(request, "registration/account.html", context, status=422 if form.is_bound else 200)
