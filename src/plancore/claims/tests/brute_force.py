"""A second, slow reckoning of a family's cost share, written apart from the engine: exact fractions of a
dollar, nothing carried over, every balance added up anew from all earlier lines. For comparison in tests
only."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

CENT = Fraction(1, 100)


@dataclass(frozen=True)
class Rules:
    """One tier's rules in dollars; None: no such figure."""

    deductible_each: Fraction | None
    deductible_family: Fraction | None
    deductible_aggregate: bool
    maximum_each: Fraction | None
    maximum_family: Fraction | None
    maximum_aggregate: bool
    maximum_cap: Fraction | None
    copay: Fraction
    rate: Fraction
    deductible_applies: bool
    deductible_first: bool
    rate_on_gross: bool
    copay_to_deductible: bool
    copay_to_maximum: bool
    copay_charged_after_maximum: bool


@dataclass
class Paid:
    """What one line came to, in dollars, and what it counted to."""

    person: str
    day: int
    deductible: Fraction
    copay: Fraction
    coinsurance: Fraction
    counts_to_deductible: Fraction
    counts_to_maximum: Fraction


def nearest_cent(amount: Fraction) -> Fraction:
    """Half up."""
    cents = amount * 100
    down = cents.numerator // cents.denominator
    return (down + (1 if cents - down >= Fraction(1, 2) else 0)) * CENT


def _left(each: Fraction | None, family: Fraction | None, own: Fraction, all_: Fraction) -> Fraction | None:
    lefts = [limit - used for limit, used in ((each, own), (family, all_)) if limit is not None]
    return max(min(lefts), Fraction(0)) if lefts else None


def _least(amount: Fraction, limit: Fraction | None) -> Fraction:
    return amount if limit is None else min(amount, limit)


def settle(allowed: Fraction, person: str, day: int, rules: Rules, earlier: Sequence[Paid]) -> Paid:
    """What one line costs the member, given all that came before it in the year."""
    mine = [one for one in earlier if one.person == person]
    deductible_left = _left(
        None if rules.deductible_aggregate else rules.deductible_each,
        rules.deductible_family,
        sum((one.counts_to_deductible for one in mine), Fraction(0)),
        sum((one.counts_to_deductible for one in earlier), Fraction(0)),
    )
    maximum_left = _left(
        rules.maximum_cap if rules.maximum_aggregate else rules.maximum_each,
        rules.maximum_family,
        sum((one.counts_to_maximum for one in mine), Fraction(0)),
        sum((one.counts_to_maximum for one in earlier), Fraction(0)),
    )
    copay_taken = sum((one.copay for one in mine if one.day == day), Fraction(0))
    copay_due = max(rules.copay - copay_taken, Fraction(0))
    result = Paid(person, day, *(Fraction(0) for _ in range(5)))
    rest, forgiven = allowed, Fraction(0)
    for step in ("deductible", "copay") if rules.deductible_first else ("copay", "deductible"):
        room = None if maximum_left is None else maximum_left - result.counts_to_maximum
        if step == "deductible" and rules.deductible_applies:
            left = None if deductible_left is None else deductible_left - result.counts_to_deductible
            owed = _least(rest, left)
            result.deductible = _least(owed, room)
            forgiven = owed - result.deductible
            rest -= result.deductible
            result.counts_to_deductible += result.deductible
            result.counts_to_maximum += result.deductible
        if step == "copay":
            owed = min(copay_due, rest - forgiven)
            is_met = room is not None and room <= 0
            if rules.copay_charged_after_maximum:
                result.copay = owed
            elif rules.copay_to_maximum:
                result.copay = _least(owed, room)
            else:
                result.copay = Fraction(0) if is_met else owed
            if rules.copay_to_maximum:
                result.counts_to_maximum += _least(result.copay, room)
            if rules.copay_to_deductible:
                left = None if deductible_left is None else deductible_left - result.counts_to_deductible
                result.counts_to_deductible += _least(result.copay, left)
            rest -= result.copay
    base = allowed - result.deductible if rules.rate_on_gross else rest
    owed = min(nearest_cent(base * rules.rate), rest)
    room = None if maximum_left is None else max(maximum_left - result.counts_to_maximum, Fraction(0))
    result.coinsurance = _least(owed, room)
    result.counts_to_maximum += result.coinsurance
    return result
