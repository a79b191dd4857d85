"""Claims of people, for their own pages."""

from collections.abc import Iterable

from payerport.claims.models import NOT_STANDING, Claim


def newest_of_members(member_ids: Iterable[int], most: int) -> list[Claim]:
    """The newest claims of these people that stand, by day of service, at most so many; as the payer core
    (see `audit.lock.as_core`). Whose they are to see is decided before."""
    chosen = Claim.objects.filter(member__in=list(member_ids)).exclude(state__in=NOT_STANDING)
    return list(
        chosen.defer("submission")
        .select_related("organization", "member")
        .order_by("-service_from", "-received_at", "-pk")[:most]
    )
