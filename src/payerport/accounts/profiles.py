"""How usernames and passwords are made, for each audience: the rules as data, checked here, told on the help
page and ticked off while somebody types.

Two profiles are ready. `classic` has the plan's published rules (R-33, R-34); `nist` those of NIST SP
800-63B-4 section 3.1.1: length and a block list, no rules of composition. A plan chooses one for each
audience by the setting `PAYERPORT_SIGN_IN_PROFILES`. A former password never comes back under either; that
rule needs the database and stands in `passwords`.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SPECIAL: Final = "@._-"
"""The special characters that count as a kind of their own."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `holds(value, username)` answers for what is typed; `browser` says the same to the script
    that ticks rules off (empty: only the server can tell)."""

    id: str
    words: "str | _StrPromise"
    holds: Callable[[str, str], bool]
    browser: Mapping[str, str] = field(default_factory=dict)


def _length(least: int, most: int, what: "str | _StrPromise") -> Rule:
    return Rule(
        "length",
        format_lazy(what, least=least, most=most),
        lambda value, _username: least <= len(value) <= most,
        {"least": str(least), "most": str(most)},
    )


_USERNAME_LENGTH = _("{least} to {most} characters")
_PASSWORD_LENGTH = _("{least} to {most} characters; capital and small letters are told apart")


def _kinds(value: str) -> int:
    """How many of the four kinds of characters are in it (R-34)."""
    return sum(
        any(test(one) for one in value)
        for test in (str.isupper, str.islower, str.isdecimal, SPECIAL.__contains__)
    )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


OWN_WORDS = frozenset(
    ("payerport", "portal", "password", "welcome", "member", "health", "healthplan", "insurance")
)
"""Words that come to mind here: no password is one of them, or one of the plan's name, with digits and marks
around it (OWASP ASVS 5, 6.1.2 and 6.2.11)."""


def _is_own_word(value: str) -> bool:
    letters = "".join(filter(str.isalpha, _folded(value)))
    names = _folded(settings.PLAN_NAME).split()
    return letters in OWN_WORDS or letters in names or letters == "".join(names)


def _is_uncommon(value: str, _username: str) -> bool:
    if _is_own_word(value):
        return False
    try:
        _COMMON.validate(value)
    except ValidationError:
        return False
    return True


_COMMON = CommonPasswordValidator()

NO_ASTERISK = Rule(
    "no_asterisk", _("no asterisk (*)"), lambda value, _username: "*" not in value, {"without": "*"}
)
NO_SPACES = Rule(
    "no_spaces",
    _("no spaces"),
    lambda value, _username: not any(one.isspace() for one in value),
    {"without": " "},
)
THREE_KINDS = Rule(
    "three_kinds",
    _("at least three of these: a capital letter, a small letter, a digit, one of @\u00a0.\u00a0_\u00a0-"),
    lambda value, _username: _kinds(value) >= 3,
    {"kinds": "3"},
)
A_DIGIT = Rule(
    "digit",
    _("at least one digit"),
    lambda value, _username: any(one.isdecimal() for one in value),
    {"digits": "1"},
)
WITHOUT_USERNAME = Rule(
    "without_username",
    _("your username is not in it"),
    lambda value, username: not username or _folded(username) not in _folded(value),
    {"username": "within"},
)
NOT_USERNAME = Rule(
    "not_username",
    _("not the same as your username"),
    lambda value, username: _folded(username) != _folded(value),
    {"username": "same"},
)
UNCOMMON = Rule(
    "uncommon",
    _("not a password that many people use, nor a word of this site with digits around it"),
    _is_uncommon,
)
NEVER_BEFORE = Rule("never_before", _("not one you had before"), lambda _value, _username: True)
"""Told with the others; `passwords.was_used` is the check."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules of one audience."""

    id: str
    username: tuple[Rule, ...]
    password: tuple[Rule, ...]

    def broken_by_username(self, username: str) -> list[Rule]:
        """The rules that the username breaks."""
        return [rule for rule in self.username if not rule.holds(username, username)]

    def broken_by_password(self, password: str, username: str) -> list[Rule]:
        """The rules that the password breaks, but for those that need the database."""
        return [rule for rule in self.password if not rule.holds(password, username)]


_CLASSIC_USERNAME = (_length(5, 10, _USERNAME_LENGTH), NO_ASTERISK, NO_SPACES)

MEMBER_CLASSIC = Profile(
    "classic",
    username=_CLASSIC_USERNAME,
    password=(
        _length(8, 32, _PASSWORD_LENGTH),
        THREE_KINDS,
        NO_SPACES,
        WITHOUT_USERNAME,
        UNCOMMON,
        NEVER_BEFORE,
    ),
)
OTHERS_CLASSIC = Profile(
    "classic",
    username=_CLASSIC_USERNAME,
    password=(_length(8, 32, _PASSWORD_LENGTH), A_DIGIT, NOT_USERNAME, UNCOMMON, NEVER_BEFORE),
)
NIST = Profile(
    "nist",
    username=(_length(5, 40, _USERNAME_LENGTH), NO_ASTERISK, NO_SPACES),
    password=(_length(15, 128, _PASSWORD_LENGTH), WITHOUT_USERNAME, UNCOMMON, NEVER_BEFORE),
)


def profile_named(audience: str, name: str) -> Profile:
    """The profile of that name as it is for the audience."""
    if name == "nist":
        return NIST
    return MEMBER_CLASSIC if audience == "member" else OTHERS_CLASSIC


def profile_of(audience: str) -> Profile:
    """The audience's profile, as the plan has chosen."""
    return profile_named(audience, settings.SIGN_IN_PROFILES[audience])
