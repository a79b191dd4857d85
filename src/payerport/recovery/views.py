"""Getting back in: who one is, the facts, the code, the username and another password.

A stranger sees what everybody sees, until a code is right.
"""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from payerport.accounts.forms import sent
from payerport.accounts.known import remember
from payerport.onetime.models import Purpose
from payerport.recovery import actions
from payerport.recovery.forms import MemberForm, NewPasswordForm, ProviderForm
from payerport.recovery.models import Attempt
from payerport.registration.steps import Steps, actor_of

STEPS: Final = Steps("recovery", Purpose.RECOVERY, actions.attempt_of, actions.check)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Who one is; employers, facilities and brokers call (R-36)."""
    return render(request, "recovery/start.html")


# -- the facts --------------------------------------------------------------------------------------------


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def member(request: HttpRequest) -> HttpResponse:
    """A member's facts."""
    form = MemberForm(sent(request))
    return STEPS.facts(
        request,
        form,
        "recovery/member.html",
        lambda: actions.begin_member(actor_of(request), **form.cleaned_data),
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def provider(request: HttpRequest) -> HttpResponse:
    """A provider's facts."""
    form = ProviderForm(sent(request))

    def begin() -> Attempt:
        clean = form.cleaned_data
        return actions.begin_provider(
            actor_of(request), clean["provider_id"], clean["tax_id"], clean["birth_date"]
        )

    return STEPS.facts(request, form, "recovery/provider.html", begin)


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
    """The username; go on to sign in with it, or choose another password first. From here on this device is
    known to be the person's, so that tries of others elsewhere do not stand in their way."""
    attempt = STEPS.attempt(request)
    if attempt is None:
        return STEPS.from_the_start(request)
    if attempt.proved_at is None or attempt.account is None:
        return redirect("recovery:code")
    remember(request, attempt.account.username)
    form = NewPasswordForm(attempt.account, sent(request))
    if form.is_bound and form.is_valid():
        actions.finish(actor_of(request), attempt, form.cleaned_data["password"])
        STEPS.end(request)
        messages.success(request, _("Your password is changed. Sign in with it."))
        return redirect("account_login")
    context = {"form": form, "profile": form.profile, "username": attempt.account.username}
    return render(request, "recovery/account.html", context, status=422 if form.is_bound else 200)
