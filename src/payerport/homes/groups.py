"""The home of an employer and of a broker: their groups, and how many people are covered. Nobody's name, and
nothing of anybody's health."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import formats, timezone

from payerport.accounts.groups import groups_of
from payerport.accounts.middleware import ActorRequest
from payerport.accounts.models import Organization
from payerport.accounts.queries import organization_of
from payerport.audit.actions import record_each
from payerport.audit.lock import as_core
from payerport.members.queries import covered_in_groups


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group: employees with coverage, and all people with those of their families."""

    number: str
    name: str
    subscribers: int
    people: int


def page(request: ActorRequest) -> HttpResponse:
    """The groups of the organization that the person acts for."""
    today = timezone.localdate()
    roles = groups_of(request.actor, today)
    with as_core():
        covered = covered_in_groups([one.group_id for one in roles], today)
    lines = [GroupLine(one.group_id, one.group.name, *covered.get(one.group_id, (0, 0))) for one in roles]
    organization = organization_of(request.actor)
    record_each(request.actor, "group.listed", "group", [(one.number, "") for one in lines])
    context = {
        "today": formats.date_format(today, "l, F j, Y"),
        "groups": lines,
        "is_broker": organization is not None and organization.kind == Organization.Kind.BROKER,
        "subscribers": sum(one.subscribers for one in lines),
        "people": sum(one.people for one in lines),
    }
    return render(request, "homes/groups.html", context)
