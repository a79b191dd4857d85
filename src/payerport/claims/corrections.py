"""A family's claims decided again: after an earlier one was taken back, or after enrolment, contracts or
terms changed for days that have passed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from payerport.audit import rows
from payerport.audit.actions import record_each
from payerport.audit.actor import Actor
from payerport.audit.lock import acting
from payerport.claims import actions, store
from payerport.claims.models import Claim, Decision, State
from payerport.claims.written import Standing, Written
from payerport.members import queries as members
from plancore.claims.resequence import Change, Decided, balances_without, resequence
from plancore.claims.states import ClaimState

_FINAL = (State.PROCESSED.value, State.DENIED.value)
_STANDING = (*_FINAL, State.PAID.value)


@dataclass(frozen=True, slots=True)
class Redecided:
    """What deciding a family's claims again came to: how many were looked at, and those that change."""

    looked_at: int
    changes: tuple[Change, ...]

    @property
    def waiting(self) -> tuple[Change, ...]:
        """Those that would wait for a person now: their earlier decision goes on standing."""
        return tuple(one for one in self.changes if one.after.outcome is ClaimState.PENDED)


def redecide(actor: Actor, family: str, *, since: int = 0, dry_run: bool = False) -> Redecided:
    """Decide a family's standing claims again, in the order in which they became final, by what the plan
    knows now: enrolment, contracts, terms. `since`: only those that became final after the decision of that
    key.

    Each that changes gets the reversal of its decision and the new one beside it, so that the next payment
    run takes back and pays. `dry_run`: nothing is written.
    """
    with acting(actor):
        members.lock_families([family])
        standing = _in_order(family, since)
        if not standing:
            return Redecided(0, ())
        world = next(actions.worlds({family: [one.claim for one in standing]}))
        numbers = {one.claim.control_number for one in standing}
        later = [
            Decided(
                control_number=one.claim.control_number,
                claim=submission,
                decision=one.decision,
                snapshot=world.snapshot_for(one.claim, submission),
            )
            for one in standing
            for submission in (store.submission_of(one.claim),)
        ]
        changes = resequence(
            later,
            balances_without(world.balances, [one.decision for one in later]),
            [line for line in world.history if line.claim not in numbers],
        )
        if not dry_run:
            _write(actor, {one.claim.control_number: one for one in standing}, changes)
        return Redecided(len(later), tuple(changes))


def _in_order(family: str, since: int) -> list[Standing]:
    """The family's standing claims with the decision that stands, in the order of their first final one."""
    claims = Claim.objects.filter(family=family, state__in=_STANDING).select_related("member")
    decided = Decision.objects.filter(claim__in=claims, outcome__in=_FINAL).order_by("pk")
    newest: dict[int, Decision] = {}
    first: dict[int, int] = {}
    for row in decided:
        newest[row.claim_id] = row
        first.setdefault(row.claim_id, row.pk)
    chosen = [claim for claim in claims if first.get(claim.pk, 0) > since]
    return [
        Standing(claim, store.decision_of(newest[claim.pk]), newest[claim.pk].pk)
        for claim in sorted(chosen, key=lambda one: first[one.pk])
    ]


def _write(actor: Actor, standing: Mapping[str, Standing], changes: Sequence[Change]) -> None:
    final = [one for one in changes if one.after.outcome is not ClaimState.PENDED]
    if not final:
        return
    keys = rows.take_keys(Decision, 2 * len(final))
    written = Written(actor, timezone.now(), iter(keys))
    for one in final:
        earlier = standing[one.control_number]
        written.take_back(earlier, "", is_void=False)
        written.add(earlier.claim, submission=one.claim, snapshot=one.snapshot, decided=one.after)
    written.save()
    said = [(claim.control_number, claim.family) for claim in written.claims.values()]
    record_each(actor, "claim.redecided", "claim", said)
