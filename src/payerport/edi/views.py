"""Pages about files: send one, see its receipt fill up, take the acknowledgements. And the door for 270
inquiries.
"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from payerport.accounts.gates import needs
from payerport.accounts.middleware import ActorRequest
from payerport.accounts.roles import SEE_CLAIMS, SUBMIT_CLAIMS
from payerport.audit.actions import record, record_each
from payerport.claims import queries as claims
from payerport.edi import actions, presenters
from payerport.edi.forms import ClaimFileForm
from payerport.files import queries
from payerport.files.access import acknowledgement_for, file_for
from payerport.files.models import InboundFile
from payerport.restricted.access import refuse_if_shut
from payerport.web.downloads import x12_file

NOTHING_NEW = 204
LAST_TIME = 286


@require_http_methods(["GET", "POST"])
@needs(SUBMIT_CLAIMS)
def send(request: ActorRequest) -> HttpResponse:
    """Send a claim file; goes on to its receipt. The same file again goes to the first receipt."""
    form = ClaimFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            receipt = actions.receive(
                request.actor, InboundFile.Channel.UPLOAD, upload.name, upload.chunks(1 << 20)
            )
        except (actions.FileEmpty, actions.FileTooLarge) as refusal:
            form.add_error("file", f"{refusal.text} {refusal.instead}")
        else:
            address = redirect("edi:receipt", receipt_number=receipt.file.receipt_number)
            if receipt.is_repeat:
                address["Location"] += "?repeat=1"
            return address
    context = {"form": form, "files": queries.recent_files(request.actor)}
    return render(request, "edi/send.html", context, status=422 if form.errors else 200)


@require_GET
@needs(SEE_CLAIMS)
def receipt(request: ActorRequest, receipt_number: str) -> HttpResponse:
    """A file's receipt: number, time, hash; what was found; where its claims stand (`?state=` chooses)."""
    found = file_for(request.actor, receipt_number)
    return render(request, "edi/receipt.html", _receipt_context(request, found))


@require_GET
@needs(SEE_CLAIMS)
def receipt_live(request: ActorRequest, receipt_number: str) -> HttpResponse:
    """The receipt's renewing part, when something has changed since `?since=`."""
    found = file_for(request.actor, receipt_number)
    stamp = presenters.stamp_of(found, claims.totals_of_file(request.actor, found.pk))
    if stamp == request.GET.get("since"):
        return HttpResponse(status=NOTHING_NEW)
    context = _receipt_context(request, found)
    return render(request, "edi/_receipt.html", context, status=LAST_TIME if context["is_done"] else 200)


def _receipt_context(request: ActorRequest, found: InboundFile) -> dict[str, object]:
    number, state = request.GET.get("page", "1"), request.GET.get("state", "")
    states = presenters.STATES.get(state, ())
    page = claims.claims_of_file(request.actor, found.pk, int(number) if number.isdecimal() else 1, states)
    totals = claims.totals_of_file(request.actor, found.pk)
    record(request.actor, "file.viewed", "file", found.receipt_number)
    record_each(
        request.actor, "claim.listed", "claim", [(one.control_number, one.family) for one in page.object_list]
    )
    is_read = found.progress != InboundFile.Progress.RECEIVED
    in_claims = claims.found_in_file(request.actor, found.pk) if totals.rejected else []
    return {
        "file": found,
        "totals": totals,
        "page": page,
        "state": state if states else "",
        "findings": presenters.alike(queries.findings_of(found), {one.message for one in in_claims}),
        "in_claims": in_claims,
        "acknowledgements": presenters.acknowledgements(queries.acknowledgement_kinds(found)),
        "is_read": is_read,
        "is_done": is_read and not totals.undecided,
        "decided": totals.accepted - totals.undecided,
        "stamp": presenters.stamp_of(found, totals),
        "is_repeat": "repeat" in request.GET,
    }


@require_GET
@needs(SEE_CLAIMS)
def acknowledgement(request: ActorRequest, receipt_number: str, kind: str) -> HttpResponse:
    """An acknowledgement of a file (`999`, `277CA`, `TA1`), as a file."""
    found = acknowledgement_for(request.actor, receipt_number, kind)
    refuse_if_shut(request.actor, lambda: claims.families_of_file(found.answers_id))
    record(request.actor, "file.downloaded", "file", f"{receipt_number} {kind}")
    return x12_file(bytes(found.content), f"{receipt_number}.{kind}")
