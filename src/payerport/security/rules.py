"""What is odd: the rules of the alerts, as one table. A number is changed here and nowhere else."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Pattern(Enum):
    """What a rule counts, within its stretch of time."""

    FAMILIES = "families that one person looked at"
    FAMILIES_OUT_OF_HOURS = "families that one person looked at outside of the plan's hours"
    NAMESAKES = "families of the person's own last name"
    FAILED_SIGN_INS = "sign-ins refused to one address"
    GUESSES = "sign-ins refused at one account, from wherever"
    OPENINGS = "restricted families that one person opened"
    FACTORS_REMOVED = "second steps removed, or reset, at one account"
    GUESSED_CODES = "second steps refused at one account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An alert when `pattern` counts more than `more_than` within one `stretch` (from midnight UTC on)."""

    code: str
    title: str | Promise
    pattern: Pattern
    more_than: int
    stretch: dt.timedelta


OPENS: Final = 6
CLOSES: Final = 22
"""The plan's hours by its own clock; a Sunday has none."""

RULES: Final = (
    Rule(
        code="many_people",
        title=_("Many families in one hour"),
        pattern=Pattern.FAMILIES,
        more_than=60,
        stretch=dt.timedelta(hours=1),
    ),
    Rule(
        code="out_of_hours",
        title=_("Several families at night or on a Sunday"),
        pattern=Pattern.FAMILIES_OUT_OF_HOURS,
        more_than=5,
        stretch=dt.timedelta(hours=1),
    ),
    Rule(
        code="own_name",
        title=_("A family of the person's own last name"),
        pattern=Pattern.NAMESAKES,
        more_than=0,
        stretch=dt.timedelta(days=1),
    ),
    Rule(
        code="failed_sign_ins",
        title=_("Many failed sign-ins from one address"),
        pattern=Pattern.FAILED_SIGN_INS,
        more_than=20,
        stretch=dt.timedelta(minutes=15),
    ),
    Rule(
        code="guessed_account",
        title=_("Many failed sign-ins at one account"),
        pattern=Pattern.GUESSES,
        more_than=15,
        stretch=dt.timedelta(hours=1),
    ),
    Rule(
        code="glass_broken",
        title=_("A restricted record was opened"),
        pattern=Pattern.OPENINGS,
        more_than=0,
        stretch=dt.timedelta(minutes=15),
    ),
    Rule(
        code="factor_removed",
        title=_("A second step was removed"),
        pattern=Pattern.FACTORS_REMOVED,
        more_than=0,
        stretch=dt.timedelta(hours=1),
    ),
    Rule(
        code="guessed_codes",
        title=_("Many wrong second steps at one account"),
        pattern=Pattern.GUESSED_CODES,
        more_than=10,
        stretch=dt.timedelta(hours=1),
    ),
)
BY_CODE: Final = {rule.code: rule for rule in RULES}
