"""Pages: opening a restricted record; for plan security, which families are restricted and who opened one."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from payerport.accounts.forms import sent
from payerport.accounts.gates import needs
from payerport.accounts.middleware import ActorRequest
from payerport.accounts.queries import names_of
from payerport.accounts.roles import OPEN_RESTRICTED, RESTRICT
from payerport.audit.actions import record
from payerport.restricted import actions, queries
from payerport.restricted.forms import OpenForm, RestrictForm
from payerport.web.refusals import Conflict, NotFound

NOT_RESTRICTED = gettext_lazy("No restricted record has this number. Look for it as you always do.")


@require_http_methods(["GET", "POST"])
@needs(OPEN_RESTRICTED)
def open_record(request: ActorRequest) -> HttpResponse:
    """Break the glass: whose record, and why. Shows what is open to this person now."""
    form = OpenForm(sent(request))
    if form.is_valid():
        given = form.cleaned_data
        if actions.open_record(request.actor, given["family"], given["reason"], given["words"]):
            messages.success(request, _("The record is open to you. Plan security has been told."))
            return redirect("restricted:open")
        form.add_error("family", NOT_RESTRICTED)
    context = {
        "form": form,
        "open": queries.open_to(request.actor),
        "minutes": settings.RESTRICTED_OPEN_MINUTES,
    }
    return render(request, "restricted/open.html", context, status=422 if form.is_bound else 200)


@require_GET
@needs(RESTRICT)
def families(request: ActorRequest) -> HttpResponse:
    """The restricted families."""
    rows = list(queries.restrictions_in_force())
    record(request.actor, "restricted.listed", "restriction", detail={"rows": len(rows)})
    names = names_of({one.set_by for one in rows if one.set_by})
    context = {"rows": [(one, names.get(one.set_by or 0, "")) for one in rows]}
    return render(request, "restricted/families.html", context)


@require_http_methods(["GET", "POST"])
@needs(RESTRICT)
def add(request: ActorRequest) -> HttpResponse:
    """Restrict a family."""
    form = RestrictForm(sent(request))
    if form.is_valid():
        try:
            actions.restrict(request.actor, form.cleaned_data["family"], form.cleaned_data["reason"])
        except (actions.NotThere, Conflict) as refusal:
            form.add_error("family", str(refusal))
        else:
            messages.success(request, _("The family is restricted from now on."))
            return redirect("restricted:families")
    return render(request, "restricted/add.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@needs(RESTRICT)
def lift(request: ActorRequest, pk: int) -> HttpResponse:
    """End a restriction."""
    found = queries.restrictions_in_force().filter(pk=pk).first()
    if found is None:
        raise NotFound
    actions.lift(request.actor, found)
    messages.success(request, _("The restriction is lifted."))
    return redirect("restricted:families")


@require_GET
@needs(RESTRICT)
def openings(request: ActorRequest) -> HttpResponse:
    """Who opened a restricted record, why, and until when, newest first."""
    number = request.GET.get("page", "1")
    page = queries.openings(int(number) if number.isdecimal() else 1)
    record(request.actor, "restricted.reviewed", "opening", detail={"rows": len(page.object_list)})
    names = names_of({one.user_id for one in page.object_list})
    rows = [(one, names.get(one.user_id, "")) for one in page.object_list]
    return render(request, "restricted/openings.html", {"page": page, "rows": rows})
