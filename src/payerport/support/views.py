"""Technical support's console, and the page that the link opens (R-36)."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from payerport.accounts.forms import sent
from payerport.accounts.gates import needs
from payerport.accounts.known import remember
from payerport.accounts.middleware import ActorRequest
from payerport.accounts.queries import memberships_of
from payerport.accounts.roles import ASSIST_SIGN_IN
from payerport.recovery.forms import NewPasswordForm
from payerport.registration.throttle import count_a_try
from payerport.support import actions, identity
from payerport.support.forms import CallerForm, DecisionForm, FindForm
from payerport.support.models import Assistance
from payerport.web.refusals import NotFound


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@needs(ASSIST_SIGN_IN)
def console(request: ActorRequest) -> HttpResponse:
    """Find who calls; and what waits for a second person."""
    form = FindForm(sent(request))
    people = None
    if form.is_bound and form.is_valid():
        people = [(one, memberships_of(one)) for one in actions.find(request.actor, form.cleaned_data["who"])]
    context = {"form": form, "people": people, "waiting": list(actions.waiting_for(request.actor)[:100])}
    status = 422 if form.is_bound and people is None else 200
    return render(request, "support/console.html", context, status=status)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@needs(ASSIST_SIGN_IN)
def person(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask the caller, and send the link when enough fits. What is on file is not shown."""
    user = actions.person_for(request.actor, pk)
    form = CallerForm(user, sent(request))
    wrong: list[object] = []
    too_little = False
    if form.is_bound and form.is_valid():
        clean = form.cleaned_data
        made = actions.ask(request.actor, user, form.said(), clean["note"], clean["new_email"])
        if isinstance(made, Assistance):
            messages.success(request, _asked(made))
            return redirect("support:console")
        wrong = [identity.TITLES[fact] for fact in made.wrong]
        too_little = not made.wrong
    context = {
        "form": form,
        "person": user,
        "memberships": memberships_of(user),
        "is_privileged": identity.is_privileged(user),
        "wrong": wrong,
        "too_little": too_little,
    }
    return render(request, "support/person.html", context, status=422 if form.is_bound else 200)


def _asked(made: Assistance) -> str:
    if made.state == Assistance.State.WAITING:
        return _("Noted. A second person of support has to agree before the link goes out.")
    return _("The link is on its way to the mailbox on file. It works for 24 hours, once.")


@require_http_methods(["GET", "POST"])
@needs(ASSIST_SIGN_IN)
def second(request: ActorRequest, pk: uuid.UUID) -> HttpResponse:
    """The second person: agree or not."""
    found = actions.assistance_for(request.actor, pk)
    form = DecisionForm(sent(request))
    if form.is_bound and form.is_valid():
        actions.decide(request.actor, found, form.cleaned_data["result"] == "agree")
        messages.success(request, _("Decided."))
        return redirect("support:console")
    context = {
        "form": form,
        "assistance": found,
        "right": [identity.TITLES[fact] for fact in found.comparison.right],
        "memberships": memberships_of(found.user),
        "is_own": request.actor.user_id in (found.asked_by_id, found.user_id),
    }
    return render(request, "support/second.html", context, status=422 if form.is_bound else 200)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """What the link opens: the username, and another password. A link that is over says so, and no more."""
    count_a_try(request)
    try:
        found = actions.by_secret(secret)
    except NotFound:
        return render(request, "support/link_over.html", status=404)
    form = NewPasswordForm(found.user, sent(request))
    if form.is_bound and form.is_valid():
        actions.use(request.actor, found, form.cleaned_data["password"])  # type: ignore[attr-defined]
        remember(request, found.user.username)
        messages.success(request, _("Your password is changed. Sign in with it."))
        return redirect("account_login")
    context = {"form": form, "profile": form.profile, "username": found.user.username}
    return render(request, "support/link.html", context, status=422 if form.is_bound else 200)
