"""Pages of what an organization is made of, for its administrators; and the plan's queue of Tax IDs."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from payerport.accounts import practice
from payerport.accounts.forms import sent
from payerport.accounts.gates import needs
from payerport.accounts.middleware import ActorRequest
from payerport.accounts.models import Organization
from payerport.accounts.queries import organization_of
from payerport.accounts.roles import CHECK_APPLICATIONS, MANAGE_PEOPLE
from payerport.audit.actions import record
from payerport.organizations.forms import AnswerTaxIdForm, AskTaxIdForm, DelegationForm, LocationForm
from payerport.providers.queries import of_organization
from payerport.web.refusals import NotFound

_CARE = (Organization.Kind.PRACTICE, Organization.Kind.FACILITY)


def _organization(request: ActorRequest, *, of_care: bool = True) -> Organization:
    """The organization acted for. Raises `NotFound` for an employer or a broker where only those who treat
    have such a page."""
    found = organization_of(request.actor)
    if found is None or (of_care and found.kind not in _CARE):
        raise NotFound
    return found


@require_safe
@needs(MANAGE_PEOPLE)
def overview(request: ActorRequest) -> HttpResponse:
    """Tax IDs, locations, providers, who bills; of an employer or a broker, its groups."""
    organization = _organization(request, of_care=False)
    providers = of_organization(organization.pk)
    context = {
        "organization": organization,
        "is_of_care": organization.kind in _CARE,
        "tax_ids": practice.tax_ids_visible_to(request.actor),
        "locations": practice.locations_visible_to(request.actor),
        "billing": [one for one in providers if one.kind == one.Kind.ORGANIZATION],
        "rendering": [one for one in providers if one.kind == one.Kind.INDIVIDUAL],
        "delegations": practice.delegations_visible_to(request.actor),
        "groups": practice.groups_visible_to(request.actor),
    }
    return render(request, "organizations/overview.html", context)


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
def add_location(request: ActorRequest) -> HttpResponse:
    """Another location."""
    organization = _organization(request)
    form = LocationForm(organization, practice.tax_numbers_of(organization), sent(request))
    if form.is_valid():
        practice.add_location(request.actor, form.cleaned_data)
        messages.success(request, _("The location is added. You can limit people to it from now on."))
        return redirect("organizations:overview")
    return _form_page(request, "organizations/location.html", form)


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
def close_location(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask once, then let today be its last day."""
    location = practice.location_for(request.actor, pk)
    if request.method == "POST":
        practice.close_location(request.actor, location)
        messages.success(request, _("The location is closed. Today is its last day."))
        return redirect("organizations:overview")
    return render(request, "organizations/close_location.html", {"location": location})


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
def add_tax_id(request: ActorRequest) -> HttpResponse:
    """Ask the plan for another Tax ID."""
    _organization(request)
    form = AskTaxIdForm(sent(request))
    if form.is_valid():
        practice.ask_for_tax_id(request.actor, form.cleaned_data["number"], form.cleaned_data["name"])
        messages.success(request, _("The plan checks it. Once it is confirmed, the list says so."))
        return redirect("organizations:overview")
    return _form_page(request, "organizations/tax_id.html", form)


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
def delegate(request: ActorRequest) -> HttpResponse:
    """Let a billing group act, as a contract says."""
    form = DelegationForm(_organization(request), sent(request))
    if form.is_valid():
        practice.delegate(request.actor, form.cleaned_data["biller"], form.facts())
        messages.success(request, _("Given. The group's people can choose you at the top of their page."))
        return redirect("organizations:overview")
    return _form_page(request, "organizations/delegation.html", form)


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
def end_delegation(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask once, then end it."""
    delegation = practice.delegation_for(request.actor, pk)
    if request.method == "POST":
        practice.end_delegation(request.actor, delegation)
        messages.success(request, _("Ended. The group's people have no access any more."))
        return redirect("organizations:overview")
    return render(request, "organizations/end_delegation.html", {"delegation": delegation})


@require_safe
@needs(CHECK_APPLICATIONS)
def tax_ids(request: ActorRequest) -> HttpResponse:
    """What waits for the plan, the oldest first."""
    waiting = list(practice.tax_ids_visible_to(request.actor)[:200])
    return render(request, "organizations/tax_ids.html", {"waiting": waiting})


@require_http_methods(["GET", "POST"])
@needs(CHECK_APPLICATIONS)
def answer_tax_id(request: ActorRequest, pk: int) -> HttpResponse:
    """One Tax ID that an organization asks for: confirm it, or not."""
    asked = practice.tax_id_for(request.actor, pk)
    form = AnswerTaxIdForm(sent(request))
    if form.is_valid():
        start = form.cleaned_data["start"] if form.cleaned_data["result"] == "confirm" else None
        practice.answer_tax_id(request.actor, asked, start)
        messages.success(request, _("Answered. The organization sees it on its page."))
        return redirect("organizations:tax_ids")
    record(request.actor, "tax_id.viewed", "tax_id", asked.pk)
    status = 422 if form.is_bound else 200
    return render(request, "organizations/answer_tax_id.html", {"form": form, "asked": asked}, status=status)


def _form_page(
    request: ActorRequest, template: str, form: LocationForm | AskTaxIdForm | DelegationForm
) -> HttpResponse:
    return render(request, template, {"form": form}, status=422 if form.is_bound else 200)
