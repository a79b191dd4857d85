"""Reads the limits of a plan design, and the lists of tiers and categories that its parts name."""

import re

from plancore.benefits.design import Category, Limit, LimitPer, LimitUnit, Tier
from plancore.benefits.reading import Node

_MONTHS = re.compile(r"([1-9]\d{0,2}) months?")
_PERIODS = (LimitPer.BENEFIT_YEAR, LimitPer.CALENDAR_YEAR, LimitPer.LIFETIME)


def tier_set(node: Node, key: str, tier_ids: list[str]) -> frozenset[str]:
    """The tiers named at `key`; a word that is none is an error."""
    words = node.words(key)
    for word in words:
        if word not in tier_ids:
            node.wrong(
                key, "plan.choice", f"has `{word}`, which is no tier.", f"Tiers: {', '.join(tier_ids)}."
            )
    return frozenset(words)


def category_set(node: Node, key: str, known: list[str]) -> frozenset[str]:
    """The categories named at `key`; a word that is none is an error."""
    names = node.words(key)
    for name in names:
        if name not in known:
            node.wrong(
                key, "plan.choice", f"has `{name}`, which is no category.", "Use the id of a category."
            )
    return frozenset(names)


def read_limit(node: Node, categories: tuple[Category, ...], tiers: tuple[Tier, ...]) -> Limit:
    """One limit, with a finding for each thing that is wrong."""
    unit = LimitUnit(node.choice("unit", [one.value for one in LimitUnit]))
    amount = node.money("amount") if unit is LimitUnit.DOLLARS else node.whole("amount")
    names = category_set(node, "categories", [category.id for category in categories])
    if not names:
        node.wrong("categories", "plan.missing", "is missing.", "Name the categories that it limits.")
    per, months = _per(node)
    limit = Limit(
        id=node.text("id"),
        title=node.text("title"),
        unit=unit,
        amount=amount or 0,
        categories=names,
        tiers=tier_set(node, "tiers", [tier.id for tier in tiers]),
        per=per,
        months=months,
        source=node.text("source", ""),
    )
    node.done()
    return limit


def _per(node: Node) -> tuple[LimitPer, int]:
    """The time over which it counts: a word, or `12 months` for any stretch of so many."""
    rolling = _MONTHS.fullmatch(str(node.raw("per")))
    if rolling is not None:
        return LimitPer.ROLLING, int(rolling[1])
    if node.raw("per") == LimitPer.ROLLING.value:
        node.wrong("per", "plan.choice", "does not say how many months.", "Write it like `12 months`.")
        return LimitPer.ROLLING, DEFAULT_MONTHS
    return LimitPer(node.choice("per", [one.value for one in _PERIODS])), 0


DEFAULT_MONTHS = 12
"""Stands where the file says `rolling` alone, which is an error, so that one pass finds everything."""
