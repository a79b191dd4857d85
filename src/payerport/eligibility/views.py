"""The eligibility page: one field, Enter, the answer."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from payerport.accounts.gates import needs
from payerport.accounts.middleware import ActorRequest
from payerport.accounts.roles import CHECK_ELIGIBILITY
from payerport.audit.actions import record, record_each
from payerport.eligibility import actions, presenters, queries, store
from payerport.eligibility.access import check_for
from payerport.eligibility.forms import InquiryForm
from payerport.providers import queries as providers
from plancore.eligibility.types import CoverageStatus


@require_http_methods(["GET", "POST"])
@needs(CHECK_ELIGIBILITY)
def eligibility(request: ActorRequest) -> HttpResponse:
    """Ask. A POST that can be asked goes on to the answer's own address, which holds nothing of the
    person.
    """
    form = InquiryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        npi, name = providers.name_of_billing(request.actor.organization_id)
        check = actions.check(request.actor, form.inquiry(npi, name), door="page")
        return redirect("eligibility:answer", check_id=check.pk)
    recent = queries.recent_checks(request.actor)
    record_each(request.actor, "eligibility.listed", "check", [(row.pk, row.family) for row, _ in recent])
    status = 422 if form.errors else 200
    return render(request, "eligibility/ask.html", {"form": form, "recent": recent}, status=status)


@require_GET
@needs(CHECK_ELIGIBILITY)
def answer(request: ActorRequest, check_id: UUID) -> HttpResponse:
    """The answer to one check, until it expires."""
    row = check_for(request.actor, check_id)
    given, inquiry = store.answer_of(row), store.inquiry_of(row)
    person = given.member_id[-2:]
    record(request.actor, "eligibility.viewed", "check", row.pk, family=row.family, detail={"person": person})
    words = presenters.words_of(given, inquiry)
    asked = presenters.asked(inquiry)
    context: dict[str, object] = {"check": row, "answer": given, "words": words, "asked": asked}
    if given.status is not CoverageStatus.ACTIVE:
        context["form"] = InquiryForm(initial={"who": asked, "service_date": row.service_date})
    return render(request, "eligibility/answer.html", context)
