"""The landing page of each audience, and the search that every page carries."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.views.decorators.http import require_GET, require_POST

from payerport.accounts.gates import needs
from payerport.accounts.middleware import ActorRequest
from payerport.accounts.models import User
from payerport.accounts.roles import (
    CHECK_ELIGIBILITY,
    SEE_CLAIMS,
    SEE_GROUP_REPORTS,
    SEE_OWN_COVERAGE,
    SEE_PAYMENTS,
    SEE_RECORD,
    SEE_ROSTER,
)
from payerport.audit.actions import record_each
from payerport.audit.actor import Actor
from payerport.claims import queries as claims
from payerport.claims.models import State
from payerport.eligibility.forms import InquiryForm
from payerport.files import queries as files
from payerport.homes import groups, member
from payerport.registration.applications import application_of
from payerport.remittance import queries as payments
from payerport.remittance.access import payments_visible_to


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What needs this person today. Somebody not signed in goes to sign in."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.may(SEE_OWN_COVERAGE) and isinstance(request.user, User):
        return member.page(request, request.user)
    if actor.may(SEE_ROSTER) or actor.may(SEE_GROUP_REPORTS):
        return groups.page(request)  # type: ignore[arg-type]  # the middleware has made it one
    if actor.may(SEE_RECORD) and not actor.may(SEE_CLAIMS):
        return redirect("security:record")
    today = timezone.localdate()
    context: dict[str, object] = {"actor": actor, "today": formats.date_format(today, "l, F j, Y")}
    if not actor.permissions and isinstance(request.user, User):
        context["application"] = application_of(request.user)
    if actor.may(CHECK_ELIGIBILITY):
        # The field waits for whoever has a patient before them; others keep their keys.
        context["form"] = InquiryForm(is_first=not actor.may(SEE_CLAIMS))
    if actor.may(SEE_CLAIMS):
        counts = claims.counts_by_state(actor)
        yesterday = dt.datetime.combine(today - dt.timedelta(days=1), dt.time())
        fresh = claims.changed_since(actor, timezone.make_aware(yesterday))
        context |= {
            "stats": [
                (value, label, counts[value], fresh.get(value, 0))
                for value, label in State.choices
                if value != State.VOIDED
            ],
            "total": sum(counts.values()),
            "files": files.recent_files(actor, 5),
        }
    if actor.may(SEE_PAYMENTS):
        context["payments"] = payments.page_of_payments(actor, 1).object_list[:5]
    return render(request, "homes/home.html", context)


@require_POST
@needs(SEE_CLAIMS)
def find(request: ActorRequest) -> HttpResponse:
    """Find a claim by control number, patient control number or patient's name, or a payment by its trace
    number.

    By POST, so that no name stands in an address. One hit opens at once.
    """
    text = request.POST.get("q", "").strip()[:120]
    payment = None
    if text and request.actor.may(SEE_PAYMENTS):
        payment = payments_visible_to(request.actor).filter(trace_number__iexact=text).first()
    if payment:
        return redirect("remittance:detail", trace_number=payment.trace_number)
    found = claims.find_claims(request.actor, text)
    if len(found) == 1:
        return redirect("claims:detail", control_number=found[0].control_number)
    record_each(
        request.actor, "claim.listed", "claim", [(claim.control_number, claim.family) for claim in found]
    )
    return render(request, "homes/find.html", {"claims": found, "search_text": text})
