"""Pages of access requests: asking, and an administrator's answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from payerport.accounts.forms import sent
from payerport.accounts.gates import needs
from payerport.accounts.middleware import ActorRequest
from payerport.accounts.models import Organization, User
from payerport.accounts.queries import organization_of
from payerport.accounts.roles import MANAGE_PEOPLE, ROLES_OF_KIND
from payerport.audit.actions import record
from payerport.organizations import requests
from payerport.organizations.forms import AnswerAccessForm, AskAccessForm
from payerport.web.refusals import NotAllowed


@require_http_methods(["GET", "POST"])
@login_required
def ask(request: ActorRequest) -> HttpResponse:
    """Ask to act for an organization; what one asked for before stands below."""
    assert isinstance(request.user, User)
    roles = requests.roles_for(request.user)
    if not roles:
        raise NotAllowed(
            _("This account acts for nobody but yourself."),
            instead=_("To act for an organization, register an account of that kind."),
        )
    form = AskAccessForm(roles, sent(request))
    if form.is_valid():
        typed = form.cleaned_data
        requests.ask(request.actor, request.user, typed["tax_number"], typed["role"], typed["words"])
        messages.success(
            request,
            _("Sent. If the organization uses the portal, its administrators can answer for 14 days."),
        )
        return redirect("organizations:ask")
    context = {"form": form, "asked": requests.requests_of(request.user), "now": timezone.now()}
    return render(request, "organizations/ask.html", context, status=422 if form.is_bound else 200)


@require_safe
@needs(MANAGE_PEOPLE)
def listing(request: ActorRequest) -> HttpResponse:
    """Who asks to act for the organization, the oldest first."""
    context = {
        "organization": organization_of(request.actor),
        "requests": requests.requests_visible_to(request.actor),
    }
    return render(request, "organizations/requests.html", context)


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
def answer(request: ActorRequest, pk: int) -> HttpResponse:
    """One request: yes with a role, or no with a reason."""
    asked = requests.request_for(request.actor, pk)
    organization = organization_of(request.actor)
    assert isinstance(organization, Organization)
    form = AnswerAccessForm(
        list(ROLES_OF_KIND[organization.kind]), sent(request), initial={"role": asked.role}
    )
    if form.is_valid():
        if form.cleaned_data["result"] == "grant":
            requests.grant(request.actor, asked, form.cleaned_data["role"])
            messages.success(request, _("The person has access from their next page on, and is told."))
        else:
            requests.refuse(request.actor, asked, form.cleaned_data["reason"].strip())
            messages.success(request, _("Answered. The person is told."))
        return redirect("organizations:requests")
    record(request.actor, "access.viewed", "access_request", asked.pk)
    context = {"form": form, "asked": asked, "organization": organization}
    return render(request, "organizations/answer.html", context, status=422 if form.is_bound else 200)
