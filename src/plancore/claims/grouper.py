"""What a grouper has to give. None is shipped: a plan that has one names a claim's diagnosis related group
before the decision, and the decision records it."""

from dataclasses import replace
from typing import Protocol

from plancore.claims.snapshot import Snapshot
from plancore.claims.types import ClaimSubmission


class Grouper(Protocol):
    """Finds the diagnosis related group of a stay."""

    def group(self, claim: ClaimSubmission) -> str:
        """The group's three digits, or "" when the claim cannot be grouped."""


def grouped(claim: ClaimSubmission, snapshot: Snapshot, grouper: Grouper | None) -> Snapshot:
    """The snapshot with the grouper's answer for an institutional claim; as it is without grouper or
    answer."""
    if grouper is None or claim.institutional is None:
        return snapshot
    return replace(snapshot, grouped_drg=grouper.group(claim))
