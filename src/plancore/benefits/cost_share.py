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

    Always 0 <= total <= allowed, and what counts to the maximum never passes `room.maximum`. Each piece is
    first reckoned as if there were no maximum, so that `capped` is exactly what the maximum spares the
    member.
    """
    pieces = Pieces()
    if share.deductible_first:
        deductible = _take_deductible(pieces, allowed, share, room)
        copay = _take_copay(pieces, min(copay_due, allowed - deductible), share, room)
    else:
        copay = _take_copay(pieces, min(copay_due, allowed), share, room)
        deductible = _take_deductible(pieces, allowed - copay, share, room)
    if share.coinsurance:
        rest = allowed - deductible - copay
        base = allowed - deductible if share.coinsurance_on_gross else rest
        _take_coinsurance(pieces, min((base * share.coinsurance + 5_000) // 10_000, rest), room)
    return pieces


def _take_deductible(pieces: Pieces, left: Cents, share: CostShare, room: Room) -> Cents:
    """Takes the deductible; gives what it would be without a maximum."""
    if not share.deductible_applies:
        return 0
    wanted = min(left, room.deductible - pieces.copay_to_deductible)
    taken = min(wanted, room.maximum - pieces.to_maximum)
    pieces.deductible = taken
    pieces.to_maximum += taken
    pieces.capped += wanted - taken
    if taken:
        pieces.steps += ("deductible",)
    return wanted


def _take_copay(pieces: Pieces, wanted: Cents, share: CostShare, room: Room) -> Cents:
    """Takes the copay; gives what it would be without a maximum."""
    maximum_left = room.maximum - pieces.to_maximum
    if share.copay_after_maximum:
        taken = wanted
    elif share.copay_to_maximum:
        taken = min(wanted, maximum_left)
    else:
        taken = wanted if maximum_left > 0 else 0
    pieces.copay = taken
    pieces.capped += wanted - taken
    if share.copay_to_maximum:
        pieces.to_maximum += min(taken, maximum_left)
    if share.copay_to_deductible:
        pieces.copay_to_deductible = min(taken, room.deductible - pieces.deductible)
    if taken:
        pieces.steps += ("copay",)
    return wanted


def _take_coinsurance(pieces: Pieces, wanted: Cents, room: Room) -> None:
    taken = min(wanted, room.maximum - pieces.to_maximum)
    pieces.coinsurance = taken
    pieces.to_maximum += taken
    pieces.capped += wanted - taken
    if taken:
        pieces.steps += ("coinsurance",)
