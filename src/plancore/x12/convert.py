"""Texts of elements to values, each remembered for a while because files repeat themselves. None: no such
value."""

import datetime as dt
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from plancore.kernel import Cents, dollars, parse_dollars


@lru_cache(maxsize=16_384)
def cents(text: str) -> Cents | None:
    """An amount in cents out of decimal dollars."""
    whole, point, rest = text.partition(".")
    if len(rest) == 2 and text.isascii() and whole.isdigit() and rest.isdigit():
        return int(whole + rest)
    if not point and text.isascii() and whole.isdigit():
        return int(whole) * 100
    return parse_dollars(text)


_DOLLARS = {str(whole): whole * 100 for whole in range(10_000)} | {"": 0}
_CENTS = {f"{rest:02d}": rest for rest in range(100)} | {str(rest): rest * 10 for rest in range(10)} | {"": 0}


def sure_cents(text: str) -> Cents:
    """An amount in cents out of a text that a pattern for money passed (pattern.MONEY), or an empty one. Not
    remembered: amounts of a file are many, and two look-ups take less time than keeping them."""
    whole, _, rest = text.partition(".")
    try:
        return _DOLLARS[whole] + _CENTS[rest]
    except KeyError:
        return cents(text) or 0


@lru_cache(maxsize=16_384)
def day(text: str) -> dt.date | None:
    """A day out of YYYYMMDD."""
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return None
    try:
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


@lru_cache(maxsize=16_384)
def days(text: str) -> tuple[dt.date, dt.date] | None:
    """First and last day out of YYYYMMDD or YYYYMMDD-YYYYMMDD."""
    first, _, last = text.partition("-")
    begin = day(first)
    end = day(last) if last else begin
    return (begin, end) if begin and end else None


@lru_cache(maxsize=4_096)
def number(text: str) -> Decimal | None:
    """An exact decimal number."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def amount(value: Cents) -> str:
    """Cents as X12 writes dollars: `1250` gives `12.5`, `1200` gives `12`."""
    text = dollars(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def date8(value: dt.date) -> str:
    """A day as YYYYMMDD."""
    return f"{value.year:04d}{value.month:02d}{value.day:02d}"


def plain(value: Decimal) -> str:
    """A number without exponent and without zeros at its end."""
    text = format(value.normalize(), "f")
    return text if text != "-0" else "0"
