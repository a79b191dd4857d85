"""The arithmetic of one line's cost share. Whole cents in, whole cents out; nothing is looked up.

Order and bases are the plan's settings (see `CostShare`); each piece is held to what is left of the
deductible and of the out-of-pocket maximum when it is taken.
"""

from dataclasses import dataclass

from plancore.benefits.design import CostShare
from plancore.kernel import Cents

UNLIMITED = 1 << 62
"""Room where the plan sets no figure, in cents."""


@dataclass(slots=True)
class Room:
    """What is left (cents) of the deductible and of the out-of-pocket maximum before the line."""

    deductible: Cents
    maximum: Cents


@dataclass(slots=True)
class Pieces:
    """The member's share of the allowed amount by kind, in cents, and what of each counts where.

    `steps` are the pieces in the order they were taken.
    """

    deductible: Cents = 0
    copay: Cents = 0
    coinsurance: Cents = 0
    copay_to_deductible: Cents = 0
    to_maximum: Cents = 0
    capped: Cents = 0
    """What the member was spared because the out-of-pocket maximum was met."""
    steps: tuple[str, ...] = ()

    @property
    def total(self) -> Cents:
        """The member's share."""
        return self.deductible + self.copay + self.coinsurance


def reckon(allowed: Cents, share: CostShare, copay_due: Cents, room: Room) -> Pieces:
    """The member's share of `allowed` cents. `copay_due` is what of the visit's copay is not yet taken.

    Always 0 <= total <= allowed, and what counts to the maximum never passes `room.maximum`.
    """
    pieces = Pieces()
    if share.deductible_first:
        _take_deductible(pieces, allowed, share, room)
        _take_copay(pieces, allowed - pieces.deductible - pieces.capped, share, copay_due, room)
    else:
        _take_copay(pieces, allowed, share, copay_due, room)
        _take_deductible(pieces, allowed - pieces.copay, share, room)
    _take_coinsurance(pieces, allowed, share, room)
    return pieces


def _take_deductible(pieces: Pieces, left: Cents, share: CostShare, room: Room) -> None:
    if not share.deductible_applies:
        return
    wanted = min(left, room.deductible - pieces.copay_to_deductible)
    taken = min(wanted, room.maximum - pieces.to_maximum)
    pieces.deductible = taken
    pieces.to_maximum += taken
    pieces.capped += wanted - taken
    if taken:
        pieces.steps += ("deductible",)


def _take_copay(pieces: Pieces, left: Cents, share: CostShare, due: Cents, room: Room) -> None:
    wanted = min(due, left)
    maximum_left = room.maximum - pieces.to_maximum
    taken = wanted
    if share.copay_to_maximum:
        taken = min(wanted, maximum_left)
    elif maximum_left <= 0:
        taken = 0
    if share.copay_after_maximum:
        taken = wanted
    pieces.copay = taken
    pieces.capped += wanted - taken
    if share.copay_to_maximum:
        pieces.to_maximum += min(taken, maximum_left)
    if share.copay_to_deductible:
        pieces.copay_to_deductible = min(taken, room.deductible - pieces.deductible)
    if taken:
        pieces.steps += ("copay",)


def _take_coinsurance(pieces: Pieces, allowed: Cents, share: CostShare, room: Room) -> None:
    if not share.coinsurance:
        return
    rest = allowed - pieces.deductible - pieces.copay
    base = allowed - pieces.deductible if share.coinsurance_on_gross else rest
    wanted = min((base * share.coinsurance + 5_000) // 10_000, rest)
    taken = max(0, min(wanted, room.maximum - pieces.to_maximum))
    pieces.coinsurance = taken
    pieces.to_maximum += taken
    pieces.capped += wanted - taken
    if taken:
        pieces.steps += ("coinsurance",)
