"""What differs between two sets of terms, in sentences that a benefits analyst reads."""

from collections.abc import Iterator
from dataclasses import fields

from plancore.benefits.design import Category, Ceiling, CostShare, Limit, LimitPer, LimitUnit, Terms, Tier
from plancore.benefits.edit_settings import EditSettings
from plancore.kernel import Cents, money_words


def differences(earlier: Terms, later: Terms) -> list[str]:
    """One sentence for each thing that changed, was added or was taken away, in the plan's order."""
    return [
        *_tiers(earlier, later),
        *_categories(earlier, later),
        *_limits(earlier, later),
        *_other(earlier, later),
    ]


def _money(amount: Cents | None) -> str:
    return "none" if amount is None else money_words(amount)


def _rate(basis_points: int) -> str:
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02d}%".replace(".00%", "%")


def _changed(what: str, before: str, after: str) -> Iterator[str]:
    if before != after:
        yield f"{what}: {before or 'none'} becomes {after or 'none'}."


def _tiers(earlier: Terms, later: Terms) -> Iterator[str]:
    before = {tier.id: tier for tier in earlier.tiers}
    after = {tier.id: tier for tier in later.tiers}
    for tier_id in [*before, *(new for new in after if new not in before)]:
        old, new = before.get(tier_id), after.get(tier_id)
        if old is None or new is None:
            yield f"The tier {tier_id} is {'new' if old is None else 'gone'}."
            continue
        yield from _ceilings(old, new)
        yield from _changed(f"{new.title}, networks", _networks(old), _networks(new))
        yield from _changed(f"{new.title}, price without a contract", _pricing(old), _pricing(new))


def _networks(tier: Tier) -> str:
    return "any" if tier.networks is None else ", ".join(sorted(tier.networks))


def _pricing(tier: Tier) -> str:
    pricing = tier.pricing
    if pricing is None:
        return "none"
    said = f"{_rate(pricing.percent)} of {pricing.reference}"
    if pricing.percent_of_charge is not None:
        said += f", else {_rate(pricing.percent_of_charge)} of the charge"
    return said + (", the rest may be billed" if pricing.balance_billing else ", nothing billed on top")


def _ceilings(old: Tier, new: Tier) -> Iterator[str]:
    for name, before, after in (
        ("deductible", old.deductible, new.deductible),
        ("out-of-pocket maximum", old.out_of_pocket, new.out_of_pocket),
    ):
        what = f"{new.title}, {name}"
        yield from _changed(what, *(_ceiling(one) for one in (before, after)))


def _ceiling(one: Ceiling | None) -> str:
    if one is None:
        return "none"
    said = f"{_money(one.individual)} a person, {_money(one.family)} a family, {one.counting.value}"
    if one.self_only_cap is not None:
        said += f", at most {_money(one.self_only_cap)} a person"
    return said + (f", counts also to {', '.join(one.also_to)}" if one.also_to else "")


def _categories(earlier: Terms, later: Terms) -> Iterator[str]:
    before = {category.id: category for category in earlier.categories}
    after = {category.id: category for category in later.categories}
    for category_id, old in before.items():
        new = after.get(category_id)
        if new is None:
            yield f"{old.title} is gone."
            continue
        yield from _changed(f"{new.title}, services", str(len(old.when)), str(len(new.when)))
        if old.when != new.when and len(old.when) == len(new.when):
            yield f"{new.title}: the codes or conditions change."
        yield from _changed(new.title, _exclusion(old), _exclusion(new))
        for tier in later.tiers:
            shares = (old.shares.get(tier.id), new.shares.get(tier.id))
            where = f"{new.title}, {tier.title.lower()}"
            yield from _changed(where, *(share_words(one) for one in shares))
            yield from _changed(f"{where}, copay", *(_copay(one) for one in shares))
            yield from _changed(f"{where}, coinsurance", *(_base(one) for one in shares))
        yield from _changed(
            f"{new.title}, authorization", _needed(old.authorization), _needed(new.authorization)
        )
        yield from _changed(f"{new.title}, referral", _needed(old.referral), _needed(new.referral))
        yield from _changed(f"{new.title}, outside the network", _protection(old), _protection(new))
    for category_id, new in after.items():
        if category_id not in before:
            yield f"{new.title} is new."


def _copay(share: CostShare | None) -> str:
    """What the words of the share leave out about the copay; a share without one says nothing."""
    if share is None or not share.copay:
        return ""
    counts = [
        name
        for name, is_so in (
            ("deductible", share.copay_to_deductible),
            ("out-of-pocket maximum", share.copay_to_maximum),
        )
        if is_so
    ]
    said = f"one a {share.copay_per.value}, counts to {' and '.join(counts) or 'nothing'}"
    if share.copay_after_maximum:
        said += ", charged also past the maximum"
    if share.copay_waived_by:
        said += f", waived by {', '.join(sorted(share.copay_waived_by))}"
    return said


def _base(share: CostShare | None) -> str:
    if share is None or not (share.copay and share.coinsurance):
        return ""
    return "on the amount before the copay" if share.coinsurance_on_gross else "on what the copay leaves"


def _needed(tiers: frozenset[str]) -> str:
    return f"needed ({', '.join(sorted(tiers))})" if tiers else "not needed"


def _protection(category: Category) -> str:
    return "as inside (No Surprises Act)" if category.protected else "as the tier says"


def _exclusion(category: Category) -> str:
    return category.exclusion or "covered"


def share_words(share: CostShare | None) -> str:
    """A cost share in words: `$30.00 copay`, `20% after the deductible`, `not covered`."""
    if share is None or not share.covered:
        return "not covered"
    parts: list[str] = []
    if share.copay:
        parts.append(f"{_money(share.copay)} copay")
    if share.coinsurance:
        parts.append(_rate(share.coinsurance))
    said = " and ".join(parts) or "no charge"
    if share.deductible_applies:
        said += " after the deductible" if share.deductible_first else ", then the deductible"
    if share.free_visits:
        said += f", the first {share.free_visits} visits at no charge"
    return said


def _limits(earlier: Terms, later: Terms) -> Iterator[str]:
    before = {limit.id: limit for limit in earlier.limits}
    after = {limit.id: limit for limit in later.limits}
    for limit_id in [*before, *(new for new in after if new not in before)]:
        old, new = before.get(limit_id), after.get(limit_id)
        title = (new or old or next(iter(after.values()))).title
        yield from _changed(f"Limit ({title})", _limit(old), _limit(new))


_PER = {
    LimitPer.BENEFIT_YEAR: "a benefit year",
    LimitPer.CALENDAR_YEAR: "a calendar year",
    LimitPer.LIFETIME: "ever",
}


def _limit(limit: Limit | None) -> str:
    if limit is None:
        return "none"
    amount = _money(limit.amount) if limit.unit is LimitUnit.DOLLARS else f"{limit.amount} {limit.unit.value}"
    return f"{amount} {_PER.get(limit.per) or f'in any {limit.months} months'}"


def _other(earlier: Terms, later: Terms) -> Iterator[str]:
    ways = [(one.coordination or "by hand").replace("_", " ") for one in (earlier, later)]
    yield from _changed("After another plan", *ways)
    yield from _changed("Timely filing, days", str(earlier.timely_filing_days), str(later.timely_filing_days))
    yield from _changed(
        "Timely filing of replacements, days",
        str(earlier.timely_filing_replacement_days),
        str(later.timely_filing_replacement_days),
    )
    yield from _edits(earlier.edits, later.edits)


def _edits(earlier: EditSettings, later: EditSettings) -> Iterator[str]:
    for one in fields(EditSettings):
        before, after = getattr(earlier, one.name), getattr(later, one.name)
        title = f"Edits, {one.name.replace('_', ' ')}"
        if not isinstance(before, tuple):
            yield from _changed(title, _said(before), _said(after))
        elif before != after:
            yield f"{title}: {len(before)} entries become {len(after)}; read both."


def _said(value: object) -> str:
    return "none" if value is None else str(value)
