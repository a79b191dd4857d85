"""What a family has used of its deductibles, maximums and limits, and what is left. Works on a copy; gives
movements."""

import datetime as dt
from collections.abc import Mapping

from plancore.benefits.cost_share import UNLIMITED, Room
from plancore.benefits.design import Ceiling, Counting, Limit, LimitPer, Terms, Tier
from plancore.kernel import Cents

Key = tuple[str, str, int, str]
"""(kind, pool, year, person or "" for the family)."""

Moved = tuple[Key, int]
"""A key and what was added to it."""

DEDUCTIBLE = "deductible"
MAXIMUM = "out_of_pocket"
LIMIT_POOL = "all"
LIFETIME = 0
"""The `year` of what is counted over a lifetime."""
DECEMBER = 12


def limit_kind(limit: Limit) -> str:
    """The kind under which a limit's use is kept."""
    return f"limit:{limit.id}"


class Balances:
    """Used amounts (cents; for limits, what the limit counts) by key, changed line by line while a claim is
    decided.

    `self_only` says that the member is covered alone: only then an aggregate figure for one person applies.
    """

    __slots__ = ("_used", "self_only")

    def __init__(self, used: Mapping[Key, Cents], self_only: bool = False) -> None:
        self._used = dict(used)
        self.self_only = self_only

    def used(self, kind: str, pool: str, year: int, person: str) -> int:
        """What is used already."""
        return self._used.get((kind, pool, year, person), 0)

    def ceiling_left(self, kind: str, ceiling: Ceiling | None, year: int, person: str) -> Cents:
        """Cents that `person` can still be charged under the ceiling; UNLIMITED where there is none."""
        if ceiling is None:
            return UNLIMITED
        left = UNLIMITED
        individual = self.individual_figure(ceiling)
        if individual is not None:
            left = individual - self._used.get((kind, ceiling.pool, year, person), 0)
        if ceiling.family is not None and not self.self_only:
            left = min(left, ceiling.family - self._used.get((kind, ceiling.pool, year, ""), 0))
        return max(left, 0)

    def individual_figure(self, ceiling: Ceiling) -> Cents | None:
        """The figure that holds for one person of this coverage, or None where only the family's does."""
        if ceiling.counting is Counting.EMBEDDED or self.self_only:
            return ceiling.individual
        return ceiling.self_only_cap

    def room(self, tier: Tier, year: int, person: str) -> Room:
        """What is left of the tier's deductible and maximum for a person."""
        deductible = (
            0 if tier.deductible is None else self.ceiling_left(DEDUCTIBLE, tier.deductible, year, person)
        )
        return Room(deductible, self.ceiling_left(MAXIMUM, tier.out_of_pocket, year, person))

    def count(
        self, kind: str, ceiling: Ceiling | None, terms: Terms, person: str, amount: Cents
    ) -> list[Moved]:
        """Count `amount` to the ceiling's pool and the pools it also counts to; gives what was added where.

        In a further pool no more is counted than that pool's own figures still hold.
        """
        if ceiling is None or amount <= 0:
            return []
        year = terms.year
        moved = self._count_one(kind, ceiling.pool, year, person, amount)
        for pool in ceiling.also_to:
            other = _ceiling_of(terms, kind, pool)
            fits = min(amount, self.ceiling_left(kind, other, year, person))
            if fits > 0:
                moved += self._count_one(kind, pool, year, person, fits)
        return moved

    def _count_one(self, kind: str, pool: str, year: int, person: str, amount: Cents) -> list[Moved]:
        keys = ((kind, pool, year, person), (kind, pool, year, ""))
        for key in keys:
            self._used[key] = self._used.get(key, 0) + amount
        return [(keys[0], amount), (keys[1], amount)]

    def count_person(self, kind: str, pool: str, year: int, person: str, amount: int) -> Moved:
        """Count something for the person alone; gives what was added where."""
        key = (kind, pool, year, person)
        self._used[key] = self._used.get(key, 0) + amount
        return key, amount

    def limit_left(self, limit: Limit, year: int, person: str, day: dt.date) -> int:
        """What is left of a limit for a person on a day of the benefit year, in what the limit counts."""
        if limit.per is LimitPer.ROLLING:
            used = self._most_around(limit, person, day)
        else:
            used = self._used.get(_limit_key(limit, year, person, day), 0)
        return max(limit.amount - used, 0)

    def count_limit(self, limit: Limit, year: int, person: str, day: dt.date, amount: int) -> Moved:
        """Count use of a limit on a day; gives what was added where."""
        kind, pool, of_year, _ = _limit_key(limit, year, person, day)
        return self.count_person(kind, pool, of_year, person, amount)

    def _most_around(self, limit: Limit, person: str, day: dt.date) -> int:
        """The most used in any stretch of the limit's months that holds `day`: claims come in any order, so
        later days count as well."""
        kind = limit_kind(limit)
        by_day = {
            dt.date.fromisoformat(pool): amount
            for (found, pool, _, whose), amount in self._used.items()
            if found == kind and whose == person and amount and pool != LIMIT_POOL
        }
        ends = [day, *(one for one in by_day if day < one and months_before(one, limit.months) < day)]
        return max(
            sum(amount for one, amount in by_day.items() if months_before(end, limit.months) < one <= end)
            for end in ends
        )


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier; the month's last day where it has no such day."""
    years, month = divmod(day.month - 1 - months, DECEMBER)
    first = dt.date(day.year + years, month + 1, 1)
    following = (first + dt.timedelta(days=31)).replace(day=1)
    return min(first + dt.timedelta(days=day.day - 1), following - dt.timedelta(days=1))


def _limit_key(limit: Limit, year: int, person: str, day: dt.date) -> Key:
    """Where use on a day is kept; a rolling limit keeps each day apart, its pool is the day."""
    kind = limit_kind(limit)
    if limit.per is LimitPer.ROLLING:
        return kind, day.isoformat(), day.year, person
    if limit.per is LimitPer.LIFETIME:
        return kind, LIMIT_POOL, LIFETIME, person
    return kind, LIMIT_POOL, day.year if limit.per is LimitPer.CALENDAR_YEAR else year, person


def limits_for(terms: Terms, category_id: str, tier_id: str) -> list[Limit]:
    """The limits that a service of a category and tier counts to, in the plan's order."""
    return [
        limit
        for limit in terms.limits
        if category_id in limit.categories and (not limit.tiers or tier_id in limit.tiers)
    ]


def _ceiling_of(terms: Terms, kind: str, pool: str) -> Ceiling | None:
    for tier in terms.tiers:
        ceiling = tier.deductible if kind == DEDUCTIBLE else tier.out_of_pocket
        if ceiling is not None and ceiling.pool == pool:
            return ceiling
    return None
