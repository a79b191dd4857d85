"""Is an authorization or a referral needed? The same terms answer here and at adjudication."""

from dataclasses import dataclass
from enum import StrEnum

from plancore.benefits.design import Service, Terms


class Needed(StrEnum):
    """The answer's word. UNKNOWN is never shown as no."""

    YES = "yes"
    NO = "no"
    NOT_COVERED = "not_covered"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What is needed for a service in a network tier. `category` and `title` are the plan's; `source` its
    document."""

    authorization: Needed
    referral: Needed
    category: str = ""
    title: str = ""
    source: str = ""


def need(service: Service, terms: Terms | None, networks: frozenset[str]) -> Need:
    """What the plan asks for before the service by a provider of these networks. Emergencies are never
    asked for one outside the network (45 CFR 149.110)."""
    if terms is None:
        return Need(authorization=Needed.UNKNOWN, referral=Needed.UNKNOWN)
    tier, group = terms.tier_for(networks), terms.category_for(service)
    if tier is None or group is None:
        return Need(authorization=Needed.UNKNOWN, referral=Needed.UNKNOWN)
    is_protected = group.protected and tier.networks is None
    share = group.shares.get(terms.tiers[0].id if is_protected else tier.id)
    if share is None or not share.covered:
        words = (Needed.NOT_COVERED, Needed.NOT_COVERED)
    elif is_protected:
        words = (Needed.NO, Needed.NO)
    else:
        words = (_word(tier.id in group.authorization), _word(tier.id in group.referral))
    return Need(
        authorization=words[0],
        referral=words[1],
        category=group.id,
        title=group.title,
        source=group.source or terms.source,
    )


def _word(is_needed: bool) -> Needed:
    return Needed.YES if is_needed else Needed.NO
