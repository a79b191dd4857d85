"""Getting back in: who one is, the facts, the code, the username and another password.

A stranger sees what everybody sees, until a code is right.
"""

from collections.abc import Callable
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from payerport.accounts.forms import sent
from payerport.accounts.known import remember
from payerport.audit.actor import Actor
from payerport.onetime.actions import Outcome, send_again
from payerport.onetime.models import Purpose
from payerport.recovery import actions
from payerport.recovery.forms import MemberForm, NewPasswordForm, ProviderForm
from payerport.recovery.models import Attempt
from payerport.registration.forms import CodeForm
from payerport.registration.throttle import count_a_try
from payerport.web.refusals import NotFound

ATTEMPT: Final = "recovery"
"""The session's key for the number of the attempt."""


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Who one is; employers, facilities and brokers call (R-36)."""
    return render(request, "recovery/start.html")


# -- the facts --------------------------------------------------------------------------------------------


def _facts(
    request: HttpRequest, form: forms.Form, template: str, begin: Callable[[], Attempt]
) -> HttpResponse:
    """Show the form, or begin and go on to the code: for everybody alike."""
    if form.is_bound and form.is_valid():
        count_a_try(request)
        request.session[ATTEMPT] = str(begin().pk)
        return redirect("recovery:code")
    return render(request, template, {"form": form}, status=422 if form.is_bound else 200)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def member(request: HttpRequest) -> HttpResponse:
    """A member's facts."""
    form = MemberForm(sent(request))
    return _facts(
        request,
        form,
        "recovery/member.html",
        lambda: actions.begin_member(_actor(request), **form.cleaned_data),
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def provider(request: HttpRequest) -> HttpResponse:
    """A provider's facts."""
    form = ProviderForm(sent(request))

    def begin() -> Attempt:
        clean = form.cleaned_data
        return actions.begin_provider(
            _actor(request), clean["provider_id"], clean["tax_id"], clean["birth_date"]
        )

    return _facts(request, form, "recovery/provider.html", begin)


# -- the code ---------------------------------------------------------------------------------------------


def _attempt(request: HttpRequest) -> Attempt | None:
    """The attempt of this session; None when there is none, or its time is over."""
    try:
        return actions.attempt_of(request.session.get(ATTEMPT))
    except NotFound:
        return None


def _from_the_start(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Begin again, please: what was begun is over."))
    return redirect("recovery:start")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The code that was mailed, if the facts fit; the page is the same if they don't."""
    attempt = _attempt(request)
    if attempt is None:
        return _from_the_start(request)
    if attempt.proved_at is not None:
        return redirect("recovery:account")
    form = CodeForm(sent(request))
    is_over = False
    if form.is_bound and form.is_valid():
        outcome = actions.check(_actor(request), attempt, form.cleaned_data["code"])
        if outcome is Outcome.RIGHT and attempt.proved_at is not None:
            return redirect("recovery:account")
        is_over = outcome is Outcome.OVER
        form.add_error("code", _over() if is_over else _wrong())
    context = {"form": form, "is_over": is_over, "kind": attempt.kind}
    return render(request, "recovery/code.html", context, status=422 if form.is_bound else 200)


def _wrong() -> forms.ValidationError:
    return forms.ValidationError(
        _("This is not the code of our last mail. Check its eight digits and type them again."), code="wrong"
    )


def _over() -> forms.ValidationError:
    return forms.ValidationError(
        _("This code can't be used any more. Begin again, and we send another one."), code="over"
    )


@require_POST
def code_again(request: HttpRequest) -> HttpResponse:
    """Send the code once more; what is said is the same when it is too soon, or there is none to send."""
    attempt = _attempt(request)
    if attempt is None:
        return _from_the_start(request)
    send_again(_actor(request), attempt.code_id, Purpose.RECOVERY)
    messages.info(
        request,
        _("If a code can be sent, it is on its way. It is sent once a minute, three times at most."),
    )
    return redirect("recovery:code")


# -- the account ------------------------------------------------------------------------------------------


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """The username; go on to sign in with it, or choose another password first. From here on this device is
    known to be the person's, so that tries of others elsewhere do not stand in their way."""
    attempt = _attempt(request)
    if attempt is None:
        return _from_the_start(request)
    if attempt.proved_at is None or attempt.account is None:
        return redirect("recovery:code")
    remember(request, attempt.account.username)
    form = NewPasswordForm(attempt.account, sent(request))
    if form.is_bound and form.is_valid():
        actions.finish(_actor(request), attempt, form.cleaned_data["password"])
        request.session.pop(ATTEMPT, None)
        messages.success(request, _("Your password is changed. Sign in with it."))
        return redirect("account_login")
    context = {"form": form, "profile": form.profile, "username": attempt.account.username}
    return render(request, "recovery/account.html", context, status=422 if form.is_bound else 200)
