"""The plan's queue of applications: who asks to administer which organization, and the decision."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from payerport.accounts.forms import sent
from payerport.accounts.gates import needs
from payerport.accounts.middleware import ActorRequest
from payerport.accounts.roles import CHECK_APPLICATIONS
from payerport.audit.actions import record
from payerport.registration import applications
from payerport.registration.forms import DecisionForm


@require_safe
@needs(CHECK_APPLICATIONS)
def listing(request: ActorRequest) -> HttpResponse:
    """What waits, the oldest first."""
    waiting = list(applications.applications_visible_to(request.actor)[:200])
    return render(request, "registration/applications.html", {"applications": waiting})


@require_http_methods(["GET", "POST"])
@needs(CHECK_APPLICATIONS)
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    """One application: what to check, and the decision."""
    found = applications.application_for(request.actor, pk)
    form = DecisionForm(sent(request))
    if form.is_bound and form.is_valid():
        act = applications.approve if form.cleaned_data["result"] == "approve" else applications.decline
        act(request.actor, found, form.cleaned_data["note"])
        messages.success(request, _("Decided. The person is told by e-mail."))
        return redirect("registration:applications")
    record(request.actor, "application.viewed", "application", found.pk)
    context = {"application": found, "form": form}
    return render(request, "registration/application.html", context, status=422 if form.is_bound else 200)
