"""The member's page: who looked at my data, and to whom was it told."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from payerport.accounts.models import User
from payerport.audit.actions import record
from payerport.audit.lock import as_core
from payerport.disclosures import queries as disclosures
from payerport.looks import queries
from payerport.registration.queries import member_of
from payerport.web.refusals import NotFound


@require_GET
@login_required
def looks(request: HttpRequest) -> HttpResponse:
    """Looks at the data of the member whose account it is, and the accounting of disclosures (45 CFR
    164.528). Raises `NotFound` for an account that is no member's."""
    assert isinstance(request.user, User)
    now = timezone.now()
    with as_core():
        member = member_of(request.user)
        if member is None:
            raise NotFound
        told = disclosures.accounting_of(member, now, for_member=True)
    context = {
        "looks": queries.looks_at(member, request.user.pk, now, settings.PLAN_NAME),
        "told": told,
        "since": disclosures.accounting_since(now),
    }
    actor = request.actor  # type: ignore[attr-defined]
    record(actor, "looks.viewed", "member", member.pk, family=member.family_id)
    return render(request, "looks/mine.html", context)
