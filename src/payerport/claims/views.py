"""Pages about claims: the list, one claim, and the parts of both that renew themselves."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from payerport.accounts.gates import needs
from payerport.accounts.middleware import ActorRequest
from payerport.accounts.roles import SEE_CLAIMS
from payerport.audit.actions import record, record_each
from payerport.claims import presenters, queries
from payerport.claims.access import claim_for
from payerport.claims.models import Claim, State

NOTHING_NEW = 204
"""htmx: leave what is shown in place, and ask again."""


@require_GET
@needs(SEE_CLAIMS)
def claims(request: ActorRequest) -> HttpResponse:
    """The list of claims; `?state=` chooses, `?page=` turns."""
    return render(request, "claims/list.html", _list_context(request))


@require_GET
@needs(SEE_CLAIMS)
def claims_live(request: ActorRequest) -> HttpResponse:
    """The list's renewing part, when a claim has changed since `?since=`."""
    newest = queries.newest_change(request.actor)
    if str(newest) == request.GET.get("since"):
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "claims/_list.html", _list_context(request))


def _list_context(request: ActorRequest) -> dict[str, object]:
    state = request.GET.get("state", "")
    number = request.GET.get("page", "1")
    counts = queries.counts_by_state(request.actor)
    page = queries.page_of_claims(request.actor, state, int(number) if number.isdecimal() else 1)
    seen = [(claim.control_number, claim.family) for claim in page.object_list]
    record_each(request.actor, "claim.listed", "claim", seen)
    return {
        "newest": queries.newest_change(request.actor),
        "state": state if state in State.values else "",
        "stats": [(value, label, counts[value]) for value, label in State.choices if value != State.VOIDED],
        "total": sum(counts.values()),
        "page": page,
    }


@require_GET
@needs(SEE_CLAIMS)
def claim(request: ActorRequest, control_number: str) -> HttpResponse:
    """One claim: where it stands, what was decided and why, what happened when."""
    found = claim_for(request.actor, control_number)
    record(request.actor, "claim.viewed", "claim", found.control_number, family=found.family)
    return render(request, "claims/detail.html", _claim_context(found))


@require_GET
@needs(SEE_CLAIMS)
def claim_live(request: ActorRequest, control_number: str) -> HttpResponse:
    """The claim page's renewing part, when the claim has changed since `?since=`."""
    found = claim_for(request.actor, control_number)
    if queries.newest_change_of(found) == request.GET.get("since"):
        return HttpResponse(status=NOTHING_NEW)
    record(request.actor, "claim.viewed", "claim", found.control_number, family=found.family)
    return render(request, "claims/_detail.html", _claim_context(found))


def _claim_context(found: Claim) -> dict[str, object]:
    view = queries.view_of(found)
    remittance = found.remittances.select_related("payment").order_by("-pk").first()
    return {
        "claim": found,
        "view": view,
        "submission": view.submission,
        "answer": presenters.answer_of(found, view),
        "lines": presenters.lines_of(view.submission, view.decision),
        "totals": presenters.totals_of(found, view),
        "timeline": presenters.timeline_of(view),
        "is_settled": presenters.is_settled(found, is_remitted=remittance is not None),
        "diagnoses": [presenters.with_point(diagnosis.code) for diagnosis in view.submission.diagnoses],
        "remittance": remittance,
    }
