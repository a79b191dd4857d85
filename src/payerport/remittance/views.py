"""Pages about payments: the list, one remittance, its 835."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from payerport.accounts.gates import needs
from payerport.accounts.middleware import ActorRequest
from payerport.accounts.roles import SEE_PAYMENTS
from payerport.audit.actions import record, record_each
from payerport.remittance import queries
from payerport.remittance.access import payment_for
from payerport.restricted.access import refuse_if_shut
from payerport.web.downloads import x12_file


@require_GET
@needs(SEE_PAYMENTS)
def payments(request: ActorRequest) -> HttpResponse:
    """The payments, newest first."""
    number = request.GET.get("page", "1")
    page = queries.page_of_payments(request.actor, int(number) if number.isdecimal() else 1)
    record_each(
        request.actor, "payment.listed", "payment", [(one.trace_number, "") for one in page.object_list]
    )
    return render(request, "remittance/list.html", {"page": page})


@require_GET
@needs(SEE_PAYMENTS)
def payment(request: ActorRequest, trace_number: str) -> HttpResponse:
    """One payment: what it pays for, claim by claim."""
    found = payment_for(request.actor, trace_number)
    number = request.GET.get("page", "1")
    page = queries.claims_of(request.actor, found, int(number) if number.isdecimal() else 1)
    record(request.actor, "payment.viewed", "payment", found.trace_number)
    record_each(
        request.actor,
        "claim.listed",
        "claim",
        [(one.claim.control_number, one.family) for one in page.object_list],
    )
    context = {
        "payment": found,
        "page": page,
        "totals": queries.totals_of(found),
        "hidden": queries.hidden_of(request.actor, found),
    }
    return render(request, "remittance/detail.html", context)


@require_GET
@needs(SEE_PAYMENTS)
def remittance_file(request: ActorRequest, trace_number: str) -> HttpResponse:
    """The payment's 835 as a file. Raises `Restricted` when it tells of a record that is restricted to the
    actor."""
    found = payment_for(request.actor, trace_number)
    refuse_if_shut(request.actor, lambda: queries.families_of(found))
    record(request.actor, "payment.downloaded", "payment", found.trace_number)
    return x12_file(bytes(queries.file_of(found).content), f"{found.trace_number}.835")
