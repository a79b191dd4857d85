"""For whom a person may act: each organization they belong to, and those that have delegated billing to
one of these, within the delegation's scope. Looked up with each request: what has ended is gone at the next.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from payerport.accounts.models import Delegation, Location, Membership, Organization, User
from payerport.accounts.roles import (
    CHECK_ELIGIBILITY,
    SEE_CLAIMS,
    SEE_PAYMENTS,
    SUBMIT_CLAIMS,
    permissions_of,
)
from payerport.audit.actor import Limits
from payerport.audit.clock import plan_day
from payerport.audit.lock import as_core

SCOPES: Final[dict[str, frozenset[str]]] = {
    "eligibility": frozenset({CHECK_ELIGIBILITY}),
    "claims": frozenset({SEE_CLAIMS, SUBMIT_CLAIMS}),
    "payments": frozenset({SEE_PAYMENTS}),
}
"""What a delegation may hand over. Never who has access, nor anything that is not listed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One organization to act for; `through` is the person's own, which bills for it (None: the same)."""

    organization: Organization
    role: str
    permissions: frozenset[str]
    membership: Membership
    through: Organization | None = None

    @property
    def organization_id(self) -> int:
        """Of the organization acted for."""
        return self.organization.pk


def memberships_of(user: User) -> QuerySet[Membership]:
    """The person's memberships in force now, by the organization's name."""
    now = timezone.now()
    return (
        Membership.objects.filter(Q(until=None) | Q(until__gt=now), user=user, since__lte=now)
        .select_related("organization")
        .order_by("organization__name", "organization_id")
    )


def choices_of(user: User) -> list[Choice]:
    """All that the person may act for now: their own organizations first, each by name, each once."""
    own = [Choice(one.organization, one.role, permissions_of(one.role), one) for one in memberships_of(user)]
    seen = {one.organization_id for one in own}
    found = list(own)
    for one in _delegated(own):
        if one.organization_id not in seen:
            seen.add(one.organization_id)
            found.append(one)
    return found


def _delegated(own: Iterable[Choice]) -> list[Choice]:
    """By delegation. A member who is limited to some places of the billing group bills for nobody else."""
    billers = {
        one.organization_id: one
        for one in own
        if one.organization.bills_for_others and not (one.membership.locations or one.membership.tax_numbers)
    }
    if not billers:
        return []
    with as_core():
        given = list(
            in_force(Delegation.objects.filter(biller__in=billers))
            .select_related("organization")
            .order_by("organization__name", "pk")
        )
    choices = []
    for one in given:
        by = billers[one.biller_id]
        permissions = by.permissions & permissions_in(one)
        if permissions:
            choices.append(Choice(one.organization, by.role, permissions, by.membership, by.organization))
    return choices


def in_force(chosen: QuerySet[Delegation]) -> QuerySet[Delegation]:
    """Those of the delegations that hold today (the plan's day) and were not ended."""
    today = plan_day(timezone.now())
    return chosen.filter(Q(end=None) | Q(end__gte=today), start__lte=today, ended_at=None)


def permissions_in(delegation: Delegation) -> frozenset[str]:
    """What the delegation's scope hands over."""
    handed = (permissions for scope, permissions in SCOPES.items() if getattr(delegation, scope))
    return frozenset().union(*handed)


def limits_of(membership: Membership) -> Limits | None:
    """What a membership is limited to, as the columns of claims and payments have it; None: nothing.

    An NPI of a location that has closed still counts: what happened there is still there to be worked.
    """
    if not (membership.locations or membership.tax_numbers):
        return None
    with as_core():
        places = list(
            Location.objects.filter(organization_id=membership.organization_id).values_list(
                "pk", "npi", "tax_number"
            )
        )
    npis = frozenset(npi for pk, npi, _ in places if pk in membership.locations)
    under = frozenset(npi for _, npi, number in places if number in membership.tax_numbers)
    return Limits(npis=npis, tax_numbers=frozenset(membership.tax_numbers), payees=npis | under)
