"""How a plan wants its edits: what an edit does when it fires, and the plan's own lists (bundles, medical
necessity, specialties, dental, visits within a surgery's package). Part of the plan's dated data, `edits:`.
"""

from dataclasses import dataclass
from enum import StrEnum

CodeRanges = tuple[tuple[str, str], ...]
"""Low and high end of each range, as `reading.Node.ranges` gives them."""


class Settled(StrEnum):
    """What a rule of the plan's choice does when it fires."""

    NOTE = "note"
    PEND = "pend"
    DENY = "deny"


def within(code: str, ranges: CodeRanges) -> bool:
    """True when the code stands in one of the ranges."""
    return any(low <= code <= high for low, high in ranges)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Procedures that are part of others of the same day. `separable`: an NCCI modifier sets them apart;
    `exclusive`: neither belongs beside the other."""

    procedures: CodeRanges
    part_of: CodeRanges
    separable: bool
    exclusive: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Necessity:
    """Procedures that are covered for these diagnoses only (a coverage determination)."""

    procedures: CodeRanges
    diagnoses: CodeRanges
    does: Settled
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialtyRule:
    """Procedures that only these specialties (beginnings of taxonomy codes) are paid for."""

    procedures: CodeRanges
    specialties: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToothRule:
    """What a dental procedure needs: `needs` of tooth, surface, cavity; whole years of age; months (0: any)
    that lie between two of the same tooth."""

    procedures: CodeRanges
    needs: frozenset[str]
    youngest: int
    oldest: int
    months: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditSettings:
    """A plan's settings of edits. The defaults never let the unknown pass as if it were right: a question of
    fact waits or is denied; a diagnosis's usual age and sex are noted, because they are no rule."""

    diagnosis_age: Settled = Settled.NOTE
    diagnosis_sex: Settled = Settled.NOTE
    excludes1: Settled = Settled.PEND
    procedure_age: Settled = Settled.DENY
    procedure_sex: Settled = Settled.PEND
    rendering_unknown: Settled = Settled.PEND
    same_day_elsewhere: Settled = Settled.NOTE
    """The same service of the same day by another provider."""
    referral_unknown: Settled = Settled.PEND
    """A referral number that the plan does not have."""
    other_plan_first: Settled = Settled.DENY
    """A claim sent as if this plan were first, when another one is known to pay before it."""
    this_plan_first: Settled = Settled.PEND
    """A claim sent as if another plan were first, when this one is known to be."""
    authorization_over: str = "deny"
    """`deny`: a line with more units than are left is denied; `cut_back`: what is left is paid."""
    after_other_plan_days: int | None = None
    """Days for filing from the other plan's decision; None: it gives no more time."""
    surgery_visits: CodeRanges = ()
    """Visits that a surgery's package holds (each plan's licensed codes among them)."""
    bundles: tuple[Bundle, ...] = ()
    necessity: tuple[Necessity, ...] = ()
    specialties: tuple[SpecialtyRule, ...] = ()
    teeth: tuple[ToothRule, ...] = ()
