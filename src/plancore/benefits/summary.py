"""A summary of benefits and coverage out of the same terms that decide claims: what a page or a letter lays
out."""

from dataclasses import dataclass

from plancore.benefits.compare import share_words
from plancore.benefits.design import Ceiling, Limit, Terms
from plancore.kernel import Cents


@dataclass(frozen=True, slots=True)
class Figure:
    """A deductible or out-of-pocket maximum in cents by tier; None: there is none."""

    tier: str
    individual: Cents | None
    family: Cents | None
    is_aggregate: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of service: what the member pays in each tier, in words, and what else to know."""

    category: str
    title: str
    shares: tuple[tuple[str, str], ...]
    """(tier, words), in the tiers' order."""
    needs_authorization: tuple[str, ...]
    needs_referral: tuple[str, ...]
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole, with `tiers` as (id, title) in order. `excluded` are the titles of what is never covered."""

    tiers: tuple[tuple[str, str], ...]
    deductibles: tuple[Figure, ...]
    maximums: tuple[Figure, ...]
    rows: tuple[Row, ...]
    excluded: tuple[str, ...]
    source: str
    version: str


def summary(terms: Terms) -> Summary:
    """The summary of a plan's terms, in the plan's order."""
    return Summary(
        tiers=tuple((tier.id, tier.title) for tier in terms.tiers),
        deductibles=tuple(_figure(tier.id, tier.deductible) for tier in terms.tiers),
        maximums=tuple(_figure(tier.id, tier.out_of_pocket) for tier in terms.tiers),
        rows=tuple(
            Row(
                category=group.id,
                title=group.title,
                shares=tuple((tier.id, share_words(group.shares.get(tier.id))) for tier in terms.tiers),
                needs_authorization=tuple(tier.id for tier in terms.tiers if tier.id in group.authorization),
                needs_referral=tuple(tier.id for tier in terms.tiers if tier.id in group.referral),
                limits=_limits(terms.limits, group.id),
            )
            for group in terms.categories
            if not group.exclusion
        ),
        excluded=tuple(group.title for group in terms.categories if group.exclusion),
        source=terms.source,
        version=terms.version,
    )


def _figure(tier_id: str, ceiling: Ceiling | None) -> Figure:
    if ceiling is None:
        return Figure(tier_id, None, None, is_aggregate=False)
    return Figure(
        tier_id, ceiling.individual, ceiling.family, is_aggregate=ceiling.counting.value == "aggregate"
    )


def _limits(limits: tuple[Limit, ...], category_id: str) -> tuple[str, ...]:
    return tuple(limit.title for limit in limits if category_id in limit.categories)
