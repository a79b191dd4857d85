"""Money is a whole number of cents. Rates are exact fractions or basis points; rounding is half up, to the
cent.
"""

import re
from decimal import Decimal
from fractions import Fraction

Cents = int
"""An amount in U.S. cents. May be negative (a take-back, a forward balance)."""

_DOLLARS = re.compile(r"-?(?:\d+\.?\d{0,2}|\.\d{1,2})")


def rounded(amount: Fraction | Decimal | int) -> Cents:
    """Round an exact amount of cents half up, away from zero, to whole cents."""
    exact = Fraction(amount)
    whole = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return whole if exact >= 0 else -whole


def percent(amount: Cents, basis_points: int) -> Cents:
    """The share of `amount` (cents) that `basis_points` (1/100 of a percent) stand for, half up to the cent.

    `percent(10_000, 2_000)` is 2,000: twenty percent of one hundred dollars.
    """
    return rounded(Fraction(amount * basis_points, 10_000))


def dollars(amount: Cents) -> str:
    """Plain decimal dollars without a sign for the currency: `123456` gives `1234.56`; `-5` gives `-0.05`."""
    sign = "-" if amount < 0 else ""
    whole, rest = divmod(abs(amount), 100)
    return f"{sign}{whole}.{rest:02d}"


def money_words(amount: Cents) -> str:
    """Dollars as a sentence has them: `123456` gives `$1,234.56`; `-5` gives `-$0.05`."""
    sign = "-" if amount < 0 else ""
    whole, rest = divmod(abs(amount), 100)
    return f"{sign}${whole:,}.{rest:02d}"


def parse_dollars(text: str) -> Cents | None:
    """Cents out of decimal dollars (`12`, `12.5`, `.50`, `-3.00`); None when the text is no such amount.

    More than two decimals are refused rather than rounded, unless the further ones are zeros.
    """
    text = text.strip()
    if "." in text:
        text = text.rstrip("0") if len(text.partition(".")[2]) > 2 else text
    if not text.isascii() or not _DOLLARS.fullmatch(text):
        return None
    sign = -1 if text.startswith("-") else 1
    whole, _, rest = text.lstrip("-").partition(".")
    return sign * (int(whole or "0") * 100 + int((rest + "00")[:2]))
