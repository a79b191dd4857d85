"""What one person of a family sees of another: a pure rule over relationship and birth date.

Everybody sees their own. A subscriber or spouse sees the children's, as their personal representative (45 CFR
164.502(g)(3)); from an age that the plan sets, when state laws let minors ask for some care by themselves,
coverage alone. Another adult is seen by nobody without consent: not a spouse, not a grown-up child.
"""

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

ADULT: Final = 18
"""Years."""
PARENTS: Final = frozenset({"18", "01"})
"""X12 individual relationships: self, spouse."""
CHILDREN: Final = frozenset({"19"})
"""X12 individual relationship: child."""


class Sight(IntEnum):
    """How much is seen."""

    NOTHING = 0
    COVERAGE = 1
    """That they are covered, by which plan; no claims and no balances."""
    ALL = 2


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rule asks of a person."""

    family: str
    person: str
    relationship: str
    birth_date: dt.date


def years_old(birth_date: dt.date, today: dt.date) -> int:
    """Whole years on that day; someone born on February 29 is a year older on March 1."""
    return today.year - birth_date.year - ((today.month, today.day) < (birth_date.month, birth_date.day))


def sight(
    viewer: Facts, other: Facts, today: dt.date, private_from: int, is_protected: bool = False
) -> Sight:
    """How much the viewer sees of the other on that day. `private_from` in years; `is_protected`: the family
    is shut for protection, and then nobody sees anybody else."""
    if (viewer.family, viewer.person) == (other.family, other.person):
        return Sight.ALL
    is_parent = viewer.relationship in PARENTS and years_old(viewer.birth_date, today) >= ADULT
    age = years_old(other.birth_date, today)
    is_minor = other.relationship in CHILDREN and age < ADULT
    if viewer.family != other.family or is_protected or not (is_parent and is_minor):
        return Sight.NOTHING
    return Sight.COVERAGE if age >= private_from else Sight.ALL
