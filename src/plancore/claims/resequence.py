"""Deciding a family's claims again, in the order in which they became final: after an earlier claim was taken
back, or after enrolment or a plan changed for days that have passed.

Pure: decisions and what the world now says go in, the claims that come out otherwise are given. Whoever
stores them takes each decision back (`reversal.reverse`) and adds the new one beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from plancore.claims.decide import adjudicate
from plancore.claims.decision import Decision, LineDecision
from plancore.claims.snapshot import BalanceKey, PriorLine, Snapshot
from plancore.claims.states import ClaimState
from plancore.claims.types import ClaimForm, ClaimSubmission
from plancore.kernel import Cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A claim with its standing final decision. `snapshot` is the world as it is now; its balances and
    history are replaced while the claims are decided again."""

    control_number: str
    claim: ClaimSubmission
    decision: Decision
    snapshot: Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A claim that comes out otherwise: both decisions, and the snapshot of the new one. When the new one is
    PENDED the earlier decision goes on standing until a person has looked at it."""

    control_number: str
    claim: ClaimSubmission
    before: Decision
    after: Decision
    snapshot: Snapshot

    @property
    def paid(self) -> Cents:
        """By how many cents the plan's payment changes; below zero: the plan takes back."""
        return self.after.paid - self.before.paid

    @property
    def member_share(self) -> Cents:
        """By how many cents the member's share changes."""
        return self.after.member_share - self.before.member_share


def resequence(
    later: Sequence[Decided], balances: Mapping[BalanceKey, Cents], history: Sequence[PriorLine]
) -> list[Change]:
    """Decide `later` again in the order given, each upon what those before it now use; gives those that
    change.

    `balances` (cents) and `history` are the family's without these claims: see `balances_without`.
    """
    used, lines = dict(balances), list(history)
    changes: list[Change] = []
    for one in later:
        snapshot = replace(one.snapshot, balances=dict(used), history=tuple(lines))
        again = adjudicate(one.claim, snapshot)
        standing = one.decision
        if not same_result(one.decision, again):
            changes.append(
                Change(
                    control_number=one.control_number,
                    claim=one.claim,
                    before=one.decision,
                    after=again,
                    snapshot=snapshot,
                )
            )
            standing = one.decision if again.outcome is ClaimState.PENDED else again
        add_movements(used, standing)
        member = one.snapshot.member
        lines += prior_lines(one.control_number, one.claim, standing, member.person if member else "")
    return changes


def same_result(one: Decision, other: Decision) -> bool:
    """True when two decisions differ in nothing that moves money, balances or reasons (versions of the data,
    words and traces aside)."""
    return (
        one.outcome is other.outcome
        and one.movements == other.movements
        and [_result(line) for line in one.lines] == [_result(line) for line in other.lines]
    )


def _result(line: LineDecision) -> LineDecision:
    return replace(line, trace=())


def add_movements(used: dict[BalanceKey, Cents], decision: Decision) -> None:
    """Add what a decision moved to the balances."""
    for movement in decision.movements:
        key = (movement.kind, movement.tier, movement.year, movement.person)
        used[key] = used.get(key, 0) + movement.amount


def balances_without(
    balances: Mapping[BalanceKey, Cents], decisions: Iterable[Decision]
) -> dict[BalanceKey, Cents]:
    """The balances as they would be without these decisions; what comes to nothing is left out."""
    left = dict(balances)
    for decision in decisions:
        for movement in decision.movements:
            key = (movement.kind, movement.tier, movement.year, movement.person)
            left[key] = left.get(key, 0) - movement.amount
    return {key: used for key, used in left.items() if used}


def prior_lines(
    control_number: str, claim: ClaimSubmission, decision: Decision, person: str
) -> list[PriorLine]:
    """The lines of a decided claim as later decisions of the family look at them."""
    sent = {line.number: line for line in claim.lines}
    return [
        PriorLine(
            claim=control_number,
            person=person,
            billing_npi=claim.billing.npi,
            rendering_npi=_rendering(claim, line.number),
            procedure=line.procedure,
            modifiers=line.modifiers,
            units=str(sent[line.number].units),
            service_from=sent[line.number].service_from,
            service_to=sent[line.number].service_to,
            charge=line.charge,
            allowed=line.allowed,
            paid=line.paid,
            state=decision.outcome,
            category=line.category,
            copay=line.copay,
            free_visit=line.free_visit,
            denied=line.allowed == 0 and line.charge != 0,
            form=claim.form,
            revenue_code=sent[line.number].revenue_code,
            bill_type=claim.facility_code[:2] if claim.form is ClaimForm.INSTITUTIONAL else "",
            teeth=sent[line.number].teeth,
        )
        for line in decision.lines
    ]


def _rendering(claim: ClaimSubmission, number: int) -> str:
    line = next(one for one in claim.lines if one.number == number)
    rendering = line.rendering or claim.rendering
    return rendering.npi if rendering is not None else ""


__all__ = [
    "Change",
    "Decided",
    "add_movements",
    "balances_without",
    "prior_lines",
    "resequence",
    "same_result",
]
