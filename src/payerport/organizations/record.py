"""An organization's own record: what its people did, and what billing groups did for it.

The first lock is here, the second is the policy on the record: an organization's rows, and those that its
people wrote for others (`through`)."""

import datetime as dt
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payerport.accounts.queries import people_ever_of
from payerport.accounts.roles import MANAGE_PEOPLE
from payerport.audit import queries as audit
from payerport.audit.actor import Actor
from payerport.audit.clock import plan_zone
from payerport.audit.models import Event

MOST: Final = 10_000
"""A look and an export hold so many of the newest rows at most."""

KINDS: Final[dict[str, tuple[Promise, Q]]] = {
    "claims": (_("Claims"), Q(record_kind="claim")),
    "files": (_("Files"), Q(record_kind__in=("file", "interchange"))),
    "payments": (_("Payments"), Q(record_kind="payment")),
    "eligibility": (_("Eligibility"), Q(record_kind="check")),
    "people": (_("People and access"), Q(record_kind__in=("user", "invitation", "access_request"))),
    "organization": (
        _("The organization itself"),
        Q(record_kind__in=("location", "tax_id", "delegation", "organization", "record")),
    ),
    "refused": (_("What was refused"), Q(outcome="refused")),
}
"""What somebody may look for: words and filter."""

WORDS: Final[dict[str, Promise]] = {
    "claim.viewed": _("Looked at a claim"),
    "claim.listed": _("Saw a claim in a list"),
    "claim.received": _("Sent a claim"),
    "file.received": _("Sent a file"),
    "file.viewed": _("Looked at a file's receipt"),
    "file.downloaded": _("Took an answer to a file"),
    "payment.viewed": _("Looked at a payment"),
    "payment.listed": _("Saw a payment in a list"),
    "payment.downloaded": _("Took a payment's file"),
    "eligibility.checked": _("Asked about eligibility"),
    "eligibility.viewed": _("Looked at an eligibility answer"),
    "eligibility.listed": _("Saw an eligibility answer in a list"),
    "inquiry.answered": _("Asked about eligibility by a file"),
    "page.refused": _("Tried a page that the role does not include"),
    "person.invited": _("Invited somebody"),
    "person.removed": _("Removed somebody"),
    "person.admitted": _("Gave somebody access"),
    "role.changed": _("Changed a role"),
    "invitation.withdrawn": _("Took an invitation back"),
    "invitation.accepted": _("Accepted an invitation"),
    "access.viewed": _("Looked at a request for access"),
    "access.asked": _("Asked for access elsewhere"),
    "username.changed": _("Changed their username"),
    "password.changed": _("Changed their password"),
    "access.granted": _("Answered a request for access with yes"),
    "access.refused": _("Answered a request for access with no"),
    "location.added": _("Added a location"),
    "location.closed": _("Closed a location"),
    "tax_id.asked": _("Asked for a Tax ID"),
    "delegation.given": _("Let a billing group act"),
    "delegation.ended": _("Ended a billing group's access"),
    "organization.chosen": _("Chose whom to act for"),
    "organization_record.viewed": _("Looked at this record"),
    "organization_record.exported": _("Exported this record"),
}
"""What was done, in words; an act that is not here is shown by its name."""


def events_visible_to(actor: Actor) -> QuerySet[Event]:
    """What people did for the organization, or of its people for others; the newest first. For who manages
    its people."""
    if not actor.may(MANAGE_PEOPLE) or actor.organization_id is None:
        return audit.of_organization(0).none()
    return audit.of_organization(actor.organization_id)


def chosen(
    actor: Actor, *, user_id: int | None, kind: str, since: dt.date | None, until: dt.date | None
) -> QuerySet[Event]:
    """Of these, one person's, one kind's (`KINDS`), those of some days (the plan's own, both counted)."""
    rows = events_visible_to(actor)
    if user_id is not None:
        rows = rows.filter(user_id=user_id)
    if kind in KINDS:
        rows = rows.filter(KINDS[kind][1])
    if since is not None:
        rows = rows.filter(at__gte=_midnight(since))
    if until is not None:
        rows = rows.filter(at__lt=_midnight(until + dt.timedelta(days=1)))
    return rows[:MOST]


def people_of(actor: Actor) -> list[tuple[int, str]]:
    """Who acts, or has acted, for the organization as one of its own: id and name, by name."""
    return people_ever_of(actor.organization_id or 0)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=plan_zone())
