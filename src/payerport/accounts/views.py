"""Choosing which organization to act for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from payerport.accounts.middleware import CHOSEN_ORGANIZATION
from payerport.accounts.models import User
from payerport.accounts.queries import memberships_of
from payerport.audit.actions import record
from payerport.web.refusals import NotFound


@require_POST
def act_for(request: HttpRequest) -> HttpResponse:
    """Act for another of one's organizations from the next request on. Goes home: what was open may not be
    its.
    """
    user = request.user
    chosen = request.POST.get("organization", "")
    if not isinstance(user, User) or not chosen.isdecimal():
        raise NotFound
    if not memberships_of(user).filter(organization_id=int(chosen)).exists():
        raise NotFound
    request.session[CHOSEN_ORGANIZATION] = int(chosen)
    record(request.actor, "organization.chosen", "organization", chosen)  # type: ignore[attr-defined]
    return redirect("homes:home")
