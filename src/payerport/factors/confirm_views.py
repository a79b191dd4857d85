"""Proving anew who one is: before a sensitive act, and where a session has not seen the second step yet."""

from typing import Any, ClassVar

from allauth.core import ratelimit
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from payerport.accounts.forms import sent
from payerport.accounts.fresh import note_fresh
from payerport.accounts.middleware import ActorRequest
from payerport.accounts.models import User
from payerport.audit.actions import record
from payerport.factors import queries
from payerport.factors.forms import CodeStepForm, ConfirmForm, PasskeyConfirmForm
from payerport.factors.standing import Standing, standing_of
from payerport.web.refusals import Refusal, Text


def _next(request: HttpRequest) -> str:
    """Where to go on: an address of this portal."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if is_ours else "/"


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@login_required
def confirm(request: ActorRequest) -> HttpResponse:
    """A code, a passkey or (where no second step is due) the password; then on to where one was going."""
    person = request.user
    assert isinstance(person, User)
    is_due = standing_of(request) is Standing.ASK
    held = queries.factors_of(person)
    form = _form(request, person, is_due=is_due)
    if form.is_bound:
        _count_a_try(request)
    if form.is_bound and form.is_valid():
        if isinstance(form, ConfirmForm):
            if not person.check_password(form.cleaned_data["password"]):
                record(request.actor, "proof.refused", "user", person.pk, outcome="refused")
                form.add_error("password", _("This is not the password you sign in with. Type it again."))
            else:
                record(request.actor, "proof.given", "user", person.pk, detail={"by": "password"})
                note_fresh(request)
                return redirect(_next(request))
        else:
            form.save()
            return redirect(_next(request))
    passkey_error = form.errors.get("credential") if isinstance(form, PasskeyConfirmForm) else None
    if isinstance(form, PasskeyConfirmForm):
        form = CodeStepForm(user=person)
    by_password = isinstance(form, ConfirmForm)
    context = {
        "form": form,
        "passkey_error": passkey_error,
        "by_password": by_password,
        "is_due": is_due,
        "next": _next(request),
        "has_passkey": any(not one.is_app for one in held),
        "has_code": any(one.is_app for one in held) or bool(queries.codes_left(person)),
    }
    return render(request, "factors/confirm.html", context, status=422 if request.method == "POST" else 200)


def _form(request: ActorRequest, person: User, *, is_due: bool) -> Any:
    """The form that was sent, or that fits: a code where the second step is due; else the password, or a code
    by `?by=code`."""
    data = sent(request)
    if data is not None and data.get("credential"):
        return PasskeyConfirmForm(user=person, data=data)
    by_code = "code" in (data or {}) or request.GET.get("by") == "code"
    if is_due or by_code:
        return CodeStepForm(user=person, data=data)
    return ConfirmForm(data)


class TooOften(Refusal):
    """Proving oneself was tried too often."""

    status: ClassVar[int] = 429
    code: ClassVar[str] = "too-often"
    title: ClassVar[Text] = lazy("Too many tries in a short time")
    text: Text = lazy("That was tried too often within a minute.")
    instead: Text = lazy("Wait a minute, then try again.")


def _count_a_try(request: HttpRequest) -> None:
    """Raises `TooOften` beyond ten tries a minute."""
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        raise TooOften


@never_cache
@require_safe
@login_required
def confirm_passkey(request: ActorRequest) -> HttpResponse:
    """What the browser needs to use a passkey; the challenge is kept in the session."""
    assert isinstance(request.user, User)
    return JsonResponse(webauthn.begin_authentication(request.user))
