"""Interest on claims paid late. Days, rates and the divisor are a table by state and date, given as data."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from plancore.kernel import Cents, Period, rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestTerms:
    """One jurisdiction's terms for claims received in a period.

    `days` to pay a clean claim, counted from the day of receipt (not itself counted); `rate` in basis
    points a year over `divisor` days (365 or 360); nothing is due below `least` cents. `source` is the law
    or manual.
    """

    jurisdiction: str
    period: Period
    days: int
    rate: int | Fraction
    divisor: int
    source: str
    least: Cents = 0
    electronic_only: bool = False
    """True: holds for claims that came electronically; paper ones have terms of their own."""
    begins_with_period: bool = False
    """True: the period's first day is the terms' own; False: they held already then, since when is not
    known."""


@dataclass(frozen=True, slots=True)
class Interest:
    """What is owed: cents, the days it is owed for, the last day without interest, and by which terms."""

    amount: Cents
    days: int
    due: dt.date
    terms: InterestTerms


def terms_for(
    table: Sequence[InterestTerms], jurisdiction: str, received_on: dt.date, *, electronic: bool
) -> InterestTerms | None:
    """The terms of a jurisdiction for the day of receipt; the first of the table that fits, or None."""
    for terms in table:
        fits = terms.jurisdiction == jurisdiction and received_on in terms.period
        if fits and (electronic or not terms.electronic_only):
            return terms
    return None


def interest(net: Cents, received_on: dt.date, paid_on: dt.date, terms: InterestTerms) -> Interest:
    """Simple interest on the net payment, from the day after the due day to the day of payment, both
    counted, half up to the cent (Medicare Claims Processing Manual ch. 1, 80.2.2). `received_on` is the day
    the claim became clean."""
    due = received_on + dt.timedelta(days=terms.days)
    late = max((paid_on - due).days, 0)
    amount = (
        rounded(net * late * Fraction(terms.rate) * Fraction(1, 10_000 * terms.divisor)) if net > 0 else 0
    )
    return Interest(amount if amount >= terms.least else 0, late, due, terms)
