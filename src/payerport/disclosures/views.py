"""Pages of the plan's privacy work: disclosures recorded, a new one, a member's accounting."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from payerport.accounts.forms import sent
from payerport.accounts.gates import needs
from payerport.accounts.middleware import ActorRequest
from payerport.accounts.roles import ACCOUNT_DISCLOSURES
from payerport.audit.actions import record, record_each
from payerport.disclosures import actions, queries
from payerport.disclosures.forms import DisclosureForm, MemberForm
from payerport.web.refusals import NotFound


@require_GET
@needs(ACCOUNT_DISCLOSURES)
def listing(request: ActorRequest) -> HttpResponse:
    """The newest disclosures, and the question whose accounting is wanted."""
    number = request.GET.get("page", "1")
    page = queries.newest(int(number) if number.isdecimal() else 1)
    record_each(
        request.actor,
        "disclosure.listed",
        "disclosure",
        [(one.pk, one.member.family_id) for one in page.object_list],
    )
    return render(request, "disclosures/list.html", {"page": page, "form": MemberForm()})


@require_http_methods(["GET", "POST"])
@needs(ACCOUNT_DISCLOSURES)
def add(request: ActorRequest) -> HttpResponse:
    """Record a disclosure."""
    form = DisclosureForm(sent(request))
    if form.is_valid():
        actions.disclose(request.actor, form.cleaned_data["member"], form.told())
        messages.success(request, _("The disclosure is in the member's accounting."))
        return redirect("disclosures:list")
    return render(request, "disclosures/add.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@needs(ACCOUNT_DISCLOSURES)
def accounting(request: ActorRequest) -> HttpResponse:
    """One member's accounting, to print; by POST, so that no member id stands in an address."""
    form = MemberForm(request.POST)
    if not form.is_valid():
        context = {"page": queries.newest(1), "form": form}
        return render(request, "disclosures/list.html", context, status=422)
    member, now = form.cleaned_data["member"], timezone.now()
    rows = queries.accounting_of(member, now, for_member=False)
    record(
        request.actor,
        "disclosure.accounted",
        "member",
        member.pk,
        family=member.family_id,
        detail={"rows": len(rows)},
    )
    context = {"member": member, "rows": rows, "since": queries.accounting_since(now), "now": now}
    return render(request, "disclosures/accounting.html", context)


@require_POST
@needs(ACCOUNT_DISCLOSURES)
def take_back(request: ActorRequest, pk: int) -> HttpResponse:
    """Take back a row that was recorded by mistake."""
    found = queries.standing(pk)
    if found is None:
        raise NotFound
    actions.take_back(request.actor, found)
    messages.success(request, _("The disclosure is taken back."))
    return redirect("disclosures:list")
