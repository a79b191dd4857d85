"""Identifiers of the field: NPI (45 CFR 162.406), Tax ID, and the plan's member id."""

import re
from dataclasses import dataclass

_NPI = re.compile(r"[12][0-9]{9}")
_MEMBER_ID = re.compile(r"([0-9]{7})\*?([0-9]{2})")
_TAX_ID = re.compile(r"[0-9]{2}-?[0-9]{7}|[0-9]{3}-[0-9]{2}-[0-9]{4}")


def _luhn_check_digit(digits: str) -> int:
    """The Luhn digit that completes `digits` (ISO/IEC 7812-1)."""
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * 2 if place % 2 == 0 else int(char)
        total += value - 9 if value > 9 else value
    return -total % 10


def is_valid_npi(text: str) -> bool:
    """True for ten digits that begin with 1 or 2 and whose last is the Luhn digit over `80840` and the first
    nine.

    The prefix is the health-industry number of the card issuer standard (CMS, NPI check digit).
    """
    return bool(_NPI.fullmatch(text)) and _luhn_check_digit("80840" + text[:9]) == int(text[9])


def npi_from(nine_digits: str) -> str:
    """The NPI whose first nine digits are given. Raises ValueError unless they are nine and begin with 1 or
    2.
    """
    if not re.fullmatch(r"[12][0-9]{8}", nine_digits):
        raise ValueError("nine digits that begin with 1 or 2")
    return nine_digits + str(_luhn_check_digit("80840" + nine_digits))


def is_tax_id(text: str) -> bool:
    """True for the shape of an EIN (`12-3456789` or nine digits) or of an SSN with its hyphens. Not a proof
    of issue.
    """
    return bool(_TAX_ID.fullmatch(text))


@dataclass(frozen=True, slots=True, order=True)
class MemberId:
    """A member id: seven digits of the family (the subscriber's number) and two of the person, card form
    `1234567*01`.

    `str()` gives the digits alone, as typed on pages and carried in X12: `123456701`.
    """

    family: str
    person: str

    @classmethod
    def parse(cls, text: str) -> "MemberId | None":
        """A member id out of what a person types or a file carries: spaces and hyphens are passed over, the
        asterisk may be there or not. None when it is not seven and two digits."""
        found = _MEMBER_ID.fullmatch(re.sub(r"[\s-]", "", text)) if text.isascii() else None
        return cls(found[1], found[2]) if found else None

    def __str__(self) -> str:
        return self.family + self.person

    @property
    def on_card(self) -> str:
        """The form printed on the card: `1234567*01`."""
        return f"{self.family}*{self.person}"
