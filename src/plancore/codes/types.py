"""What one code is: its number, words, days in force and the facts the rules ask for. Frozen values, no
rules.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from plancore.kernel import Finding, Period, Severity

ALWAYS = Period(dt.date.min)
"""In force on every day, as far as the shipped table says."""


class Membership(StrEnum):
    """What a set can say of a code on a day. `NOT_LOADED` is not `UNKNOWN`: the table that would know is not
    here.
    """

    KNOWN = "known"
    UNKNOWN = "unknown"
    NOT_LOADED = "not loaded"


class Side(StrEnum):
    """The side a code or a modifier names; `UNSPECIFIED` where it asks for a side and names none."""

    RIGHT = "right"
    LEFT = "left"
    BILATERAL = "bilateral"
    UNSPECIFIED = "unspecified"


class Sex(StrEnum):
    """The sex a code is usually reported for. Advisory: it supports a question, never by itself a denial."""

    FEMALE = "F"
    MALE = "M"


@dataclass(frozen=True, slots=True)
class AgeRange:
    """Whole years of age, both ends counted."""

    youngest: int
    oldest: int

    def __contains__(self, years: int) -> bool:
        return self.youngest <= years <= self.oldest


@dataclass(frozen=True, slots=True)
class Release:
    """One published state of a set: where it came from and the days it speaks for.

    `as_of` is the day the publisher's state dates from; `stale_days` how many days past it the set is still
    trusted; `version` names the exact content (date and the first digits of its SHA-256), as recorded in
    decisions.
    """

    name: str
    as_of: dt.date
    source: str = ""
    licence: str = ""
    version: str = ""
    stale_days: int = 400
    speaks_from: dt.date | None = None

    def is_stale(self, on: dt.date) -> bool:
        """True when `on` is more than `stale_days` days after `as_of`."""
        return (on - self.as_of).days > self.stale_days

    def caveats(self, on: dt.date) -> tuple[Finding, ...]:
        """Warnings about using this release for `on`; never an error, so never by itself a rejection."""
        if self.is_stale(on):
            return (
                Finding(
                    code="codes.stale",
                    severity=Severity.WARNING,
                    where=self.name,
                    message=f"The plan's {self.name} table is of {self.as_of:%Y-%m-%d} and due for renewal.",
                    mend="Nothing for you to do; the plan loads a newer table.",
                ),
            )
        if self.speaks_from is not None and on < self.speaks_from:
            return (
                Finding(
                    code="codes.before-release",
                    severity=Severity.WARNING,
                    where=self.name,
                    message=f"The plan's {self.name} table begins with {self.speaks_from:%Y-%m-%d}; "
                    "the service is older.",
                    mend="Nothing for you to do; the plan checks older services by hand where it matters.",
                ),
            )
        return ()


@dataclass(frozen=True, slots=True)
class Code:
    """One code. `label` is short plain words (empty where none are free to ship), `detail` the publisher's
    full text.
    """

    code: str
    label: str = ""
    detail: str = ""
    period: Period = ALWAYS

    @property
    def shown(self) -> str:
        """The number as people write it."""
        return self.code


@dataclass(frozen=True, slots=True)
class Diagnosis(Code):
    """An ICD-10-CM code, stored without its point. Only a `billable` one may stand on a claim.

    `side` is read from the official title; `sex` and `ages` from the chapter and title, advisory both.
    """

    billable: bool = True
    side: Side | None = None
    sex: Sex | None = None
    ages: AgeRange | None = None
    manifestation: bool = False

    @property
    def shown(self) -> str:
        """With its point: `M17.11`."""
        return self.code if len(self.code) <= 3 else f"{self.code[:3]}.{self.code[3:]}"

    @property
    def is_external_cause(self) -> bool:
        """Chapter 20 (V00-Y99): tells how it happened and is never the first diagnosis (ICD-10-CM guideline
        I.C.20).
        """
        return self.code[0] in "VWXY"


@dataclass(frozen=True, slots=True)
class Procedure(Code):
    """An HCPCS Level II code, or a CPT or CDT code of the plan's own licensed table.

    `coverage` is CMS's code (C carrier judgment, D special instructions, I not Medicare, M non-covered, S
    statute); `category` and `subcategory` are the RBCS grouping; `unlisted` marks "not otherwise classified"
    codes; `abbreviated` is CMS's 28-character form.
    """

    unlisted: bool = False
    coverage: str = ""
    category: str = ""
    subcategory: str = ""
    abbreviated: str = ""


@dataclass(frozen=True, slots=True)
class Modifier(Code):
    """A two-character modifier. `ncci` marks those that may bypass a PTP edit of indicator 1 (NCCI Policy
    Manual ch. 1).
    """

    side: Side | None = None
    ncci: bool = False


@dataclass(frozen=True, slots=True)
class PlaceOfService(Code):
    """A place-of-service code; `facility` says which of the two Medicare fee schedule rates applies there."""

    facility: bool = False


@dataclass(frozen=True, slots=True)
class DrgTitle(Code):
    """A Medicare severity diagnosis-related group: `mdc` two digits or empty, `kind` SURG, MED or empty."""

    mdc: str = ""
    kind: str = ""
