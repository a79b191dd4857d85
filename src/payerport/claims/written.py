"""Rows of several decisions, gathered while families are decided and saved together."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from payerport.audit import rows
from payerport.audit.actor import Actor
from payerport.claims import store
from payerport.claims.models import (
    AccumulatorEntry,
    Claim,
    Decision,
    DecisionAdjustment,
    DecisionLine,
    State,
    StateChange,
)
from plancore.claims import decision as core
from plancore.claims import reversal
from plancore.claims.snapshot import Snapshot
from plancore.claims.states import ClaimState, may_move
from plancore.claims.types import ClaimSubmission


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim with the decision that stands, and that decision's primary key."""

    claim: Claim
    decision: core.Decision
    decision_id: int


@dataclass
class Written:
    """Rows of several decisions, saved together; `keys` are those of the decisions to come."""

    actor: Actor
    now: dt.datetime
    keys: Iterator[int]
    claims: dict[int, Claim] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    lines: list[DecisionLine] = field(default_factory=list)
    adjustments: list[DecisionAdjustment] = field(default_factory=list)
    movements: list[AccumulatorEntry] = field(default_factory=list)
    states: list[StateChange] = field(default_factory=list)
    taken_back: list[Standing] = field(default_factory=list)

    def add(
        self, claim: Claim, *, submission: ClaimSubmission, snapshot: Snapshot, decided: core.Decision
    ) -> Standing:
        """Note one decision, and move the claim to its outcome. A pended one has no lines."""
        row = self._decision(claim, submission, decided, store.inputs_of(snapshot))
        self._move(claim, decided.outcome, decided.pends[0].reason if decided.pends else "")
        claim.allowed, claim.paid, claim.member_share = decided.allowed, decided.paid, decided.member_share
        return Standing(claim, decided, row.pk)

    def take_back(self, standing: Standing, reason: str, *, is_void: bool = True) -> None:
        """Note the reversal of a decision beside it. `is_void`: the claim is over; otherwise a new decision
        of the same claim follows. What only waited has nothing to reverse."""
        claim = standing.claim
        if standing.decision.outcome is not ClaimState.PENDED:
            submission = store.submission_of(claim)
            undone = reversal.reverse(standing.decision)
            self._decision(claim, submission, undone, {"reverses": standing.decision_id})
        self.taken_back.append(standing)
        if is_void:
            self._move(claim, ClaimState.VOIDED, reason)
            claim.allowed = claim.paid = claim.member_share = 0

    def carry_out(self, void: Claim, original: Claim) -> None:
        """Note that a void did what it was sent for; it has no decision of its own."""
        self._move(void, ClaimState.VOIDED, original.control_number)

    def _decision(
        self, claim: Claim, submission: ClaimSubmission, decided: core.Decision, inputs: object
    ) -> Decision:
        row = store.decision_row(claim, decided, inputs, self.now)
        row.pk = next(self.keys)
        self.decisions.append(row)
        if decided.outcome is not ClaimState.PENDED:
            person = claim.member.person if claim.member else ""
            lines, adjustments, movements = store.line_rows(claim, row, decided, submission, person)
            self.lines += lines
            self.adjustments += adjustments
            self.movements += movements
        return row

    def _move(self, claim: Claim, outcome: ClaimState, reason: str) -> None:
        if not may_move(ClaimState(claim.state), outcome):
            raise ValueError(f"a claim does not go from {claim.state} to {outcome}")
        self.states.append(store.state_row(self.actor, claim, outcome.value, self.now, reason))
        claim.state, claim.state_at = State(outcome.value), self.now
        self.claims[claim.pk] = claim

    def save(self) -> None:
        """Store it all, in seven statements at most."""
        kinds: Sequence[
            Sequence[Decision | DecisionLine | DecisionAdjustment | AccumulatorEntry | StateChange]
        ]
        kinds = (self.decisions, self.lines, self.adjustments, self.movements, self.states)
        for added in kinds:
            rows.insert(added)
        rows.update([*self.claims.values()], ("state", "state_at", "allowed", "paid", "member_share"))
