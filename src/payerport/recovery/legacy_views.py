"""Signing in: by username and password or, once, by an old id number and PIN in the same fields (R-38)."""

import re
import time
from typing import Any, Final

from allauth.account.views import LoginView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from payerport.accounts import tries
from payerport.accounts.actions import UsernameTaken
from payerport.accounts.forms import sent, taken
from payerport.accounts.models import Audience
from payerport.audit.actor import Actor
from payerport.recovery import legacy
from payerport.registration.forms import AccountForm
from payerport.registration.links import HasAnAccount
from payerport.web.refusals import NotFound

_BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"
_ENTERED: Final = "legacy"
"""The session's key: the legacy account's number, and the second when its PIN was right."""
_ID: Final = re.compile(r"[0-9]{9}")
_BLANKS: Final = re.compile(r"[\s-]")


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


class SignInView(LoginView):  # type: ignore[misc]  # allauth has no types
    """allauth's page; nine digits are looked at as an old id number before they are as a username."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        number = _BLANKS.sub("", request.POST.get("login", ""))
        pin = request.POST.get("password", "")
        if _ID.fullmatch(number) and pin and _may_try(request, number):
            found = legacy.enter(_actor(request), number, pin)
            if found is not None:
                request.session[_ENTERED] = [str(found.pk), time.time()]
                return redirect("recovery:first")
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


def _may_try(request: HttpRequest, number: str) -> bool:
    """The PIN is looked at within the sign-in's own limits, counted by those alone."""
    usage = tries.take(request, number)
    if usage is not None:
        usage.rollback()
    return usage is not None


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def first(request: HttpRequest) -> HttpResponse:
    """After the old id number and PIN: choose a username and a password, by the audience's rules."""
    try:
        found = legacy.entered(*request.session.get(_ENTERED, [None, None]))
    except NotFound:
        return redirect("account_login")
    form = AccountForm(Audience[found.audience.upper()], "", sent(request))
    if form.is_bound and form.is_valid():
        try:
            user = legacy.choose(_actor(request), found, **form.cleaned_data)
        except UsernameTaken:
            form.add_error("username", taken())
        except HasAnAccount:
            return redirect("account_login")
        else:
            request.session.pop(_ENTERED, None)
            login(request, user, backend=_BACKEND)
            UserSession.objects.create_from_request(request)
            messages.success(request, _("Your account is ready. Your old number and PIN work no more."))
            return redirect("homes:home")
    context = {"form": form, "profile": form.profile}
    return render(request, "recovery/first.html", context, status=422 if form.is_bound else 200)
