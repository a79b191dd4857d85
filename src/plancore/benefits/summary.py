"""A summary of benefits and coverage out of the same terms that decide claims: what a page or a letter lays
out."""

from dataclasses import dataclass

from plancore.benefits.compare import share_words
from plancore.benefits.design import Ceiling, Limit, Terms
from plancore.kernel import Cents, money_words


@dataclass(frozen=True, slots=True)
class Figure:
    """A deductible or out-of-pocket maximum in cents by tier; None: there is none."""

    tier: str
    individual: Cents | None
    family: Cents | None
    is_aggregate: bool
    self_only_cap: Cents | None = None

    @property
    def words(self) -> str:
        """`$1,500.00 a person, $3,000.00 a family`, and how the family's counts where it is aggregate."""
        if self.individual is None and self.family is None:
            return "none"
        named = ((self.individual, "a person"), (self.family, "a family"))
        said = ", ".join(f"{money_words(amount)} {whose}" for amount, whose in named if amount is not None)
        if self.is_aggregate and self.individual is not None and self.family is not None:
            alone, together = money_words(self.individual), money_words(self.family)
            said = f"{alone} covered alone, {together} for a family together"
        if self.self_only_cap is not None:
            said += f", at most {money_words(self.self_only_cap)} for one of them"
        return said


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

    @property
    def figures(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The figures as a table in words: what it is, then one cell for each tier."""
        kinds = (("Deductible", self.deductibles), ("Out-of-pocket maximum", self.maximums))
        return tuple((name, tuple(one.words for one in figures)) for name, figures in kinds)


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
        tier_id,
        ceiling.individual,
        ceiling.family,
        is_aggregate=ceiling.counting.value == "aggregate",
        self_only_cap=ceiling.self_only_cap,
    )


def _limits(limits: tuple[Limit, ...], category_id: str) -> tuple[str, ...]:
    return tuple(limit.title for limit in limits if category_id in limit.categories)
