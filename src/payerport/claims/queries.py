"""Read shapes about claims, each of a bounded number of SQL statements. What leaves this app names its
actor.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from payerport.accounts import queries as accounts
from payerport.audit.actor import Actor
from payerport.claims import store
from payerport.claims.access import claims_visible_to
from payerport.claims.models import AccumulatorEntry, Claim, ClaimFinding, Decision, State, StateChange
from plancore.claims import decision as core
from plancore.claims.snapshot import BalanceKey
from plancore.claims.types import ClaimSubmission
from plancore.kernel import Cents

PAGE_SIZE = 25


def balances_of_family(family: str) -> dict[BalanceKey, Cents]:
    """What counts so far for a family and its people, by accumulator; for the payer core (see
    `audit.lock.as_core`).
    """
    return store.balances_of_each(AccumulatorEntry.objects.filter(family=family)).get(family, {})


def control_numbers_of_member(member: int) -> QuerySet[Any]:
    """The control numbers of an enrolled person's claims, for the record about them; as the payer core."""
    return Claim.objects.filter(member=member).values("control_number")


def counts_by_state(actor: Actor) -> Mapping[str, int]:
    """How many of the actor's claims stand in each state; states without claims count 0. One statement."""
    rows = claims_visible_to(actor).order_by().values_list("state").annotate(number=Count("pk"))
    counted = dict(rows)
    return {state: counted.get(state, 0) for state in State.values}


def changed_since(actor: Actor, moment: dt.datetime) -> Mapping[str, int]:
    """How many of the actor's claims came to the state they stand in since a moment, by state. One
    statement."""
    rows = claims_visible_to(actor).filter(state_at__gte=moment).order_by().values_list("state")
    return dict(rows.annotate(number=Count("pk")))


def page_of_claims(actor: Actor, state: str, number: int) -> Page[Claim]:
    """One page of the actor's claims, newest first; `state` empty: all. A page past the end gives the
    last.
    """
    chosen = claims_visible_to(actor).defer("submission").order_by("-received_at", "-pk")
    if state in State.values:
        chosen = chosen.filter(state=state)
    return Paginator(chosen, PAGE_SIZE).get_page(number)


def newest_change(actor: Actor) -> int:
    """A number that grows with each state change of any claim the actor may see; 0 when there is none yet."""
    visible = StateChange.objects.order_by("-pk")
    if actor.organization_id is not None:
        visible = visible.filter(organization_id=actor.organization_id)
    return visible.values_list("pk", flat=True).first() or 0


def find_claims(actor: Actor, text: str) -> list[Claim]:
    """The actor's claims with this control number, patient control number or last name of the patient (at
    most 50).
    """
    text = text.strip()
    if not text:
        return []
    fitting = Q(control_number__iexact=text) | Q(patient_control_number__iexact=text)
    if len(text) > 2 and text.replace("'", "").replace("-", "").replace(" ", "").isalpha():
        fitting |= Q(patient_name__istartswith=text)
    return list(
        claims_visible_to(actor).defer("submission").filter(fitting).order_by("-received_at", "-pk")[:50]
    )


def newest_change_of(claim: Claim) -> str:
    """What is another text after each state change of the claim, and after each payment that tells of it (a
    claim on which nothing is payable changes no state by it)."""
    newest = StateChange.objects.filter(claim=claim).order_by("-pk").values_list("pk", flat=True).first()
    return _stamp(newest or 0, claim)


def _stamp(newest: int, claim: Claim) -> str:
    return f"{newest}.{claim.remittances.count()}"


@dataclass(frozen=True, slots=True)
class Happening:
    """One row of the timeline: to which state, when, by whom (a name, or what kind of process), and why."""

    state: str
    at: dt.datetime
    who: str
    by_process: str
    reason: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """All that the claim page shows."""

    claim: Claim
    submission: ClaimSubmission
    findings: list[ClaimFinding]
    decision: core.Decision | None
    timeline: list[Happening]
    newest_change: str


def view_of(claim: Claim) -> ClaimView:
    """The page's data for a claim that `access.claim_for` gave."""
    changes = list(StateChange.objects.filter(claim=claim).order_by("pk"))
    names = accounts.names_of({change.user_id for change in changes if change.user_id})
    decided = Decision.objects.filter(claim=claim).exclude(outcome=State.VOIDED).order_by("-pk").first()
    return ClaimView(
        claim=claim,
        submission=store.submission_of(claim),
        findings=list(ClaimFinding.objects.filter(claim=claim).order_by("pk")),
        decision=store.decision_of(decided) if decided else None,
        timeline=[
            Happening(
                state=change.state,
                at=change.at,
                who=names.get(change.user_id, "") if change.user_id else "",
                by_process=change.process,
                reason=change.reason,
            )
            for change in changes
        ],
        newest_change=_stamp(changes[-1].pk if changes else 0, claim),
    )


@dataclass(frozen=True, slots=True)
class Totals:
    """What became of the claims of one file. `paid` counts those approved (paid or to be paid with the next
    run).
    """

    accepted: int = 0
    rejected: int = 0
    undecided: int = 0
    paid: int = 0
    denied: int = 0
    pended: int = 0
    amount: Cents = 0
    """What the plan pays for them, in cents."""


def totals_of_file(actor: Actor, file_id: UUID) -> Totals:
    """The totals of a file's claims, for the actor."""
    rows = claims_visible_to(actor).filter(file_id=file_id).order_by().values_list("state", "paid")
    counted: dict[str, int] = {}
    amount = 0
    for state, paid in rows:
        counted[state] = counted.get(state, 0) + 1
        amount += (paid or 0) if state in (State.PROCESSED, State.PAID) else 0
    rejected = counted.get(State.REJECTED, 0)
    return Totals(
        accepted=sum(counted.values()) - rejected,
        rejected=rejected,
        undecided=counted.get(State.RECEIVED, 0),
        paid=counted.get(State.PROCESSED, 0) + counted.get(State.PAID, 0),
        denied=counted.get(State.DENIED, 0),
        pended=counted.get(State.PENDED, 0),
        amount=amount,
    )


def claims_of_file(actor: Actor, file_id: UUID, number: int, states: Sequence[str] = ()) -> Page[Claim]:
    """One page of a file's claims in the file's order; `states` empty: all."""
    chosen = claims_visible_to(actor).defer("submission").filter(file_id=file_id).order_by("number_in_file")
    if states:
        chosen = chosen.filter(state__in=states)
    return Paginator(chosen, PAGE_SIZE).get_page(number)


def families_of_file(file_id: UUID | None) -> set[str]:
    """The families that a file tells of, restricted ones too; for the gate, as the payer core."""
    return set(Claim.objects.filter(file_id=file_id).values_list("family", flat=True))


@dataclass(frozen=True, slots=True)
class FoundOften:
    """One thing found in a file's claims: what, how to mend it, in how many claims."""

    severity: str
    message: str
    mend: str
    claims: int


def found_in_file(actor: Actor, file_id: UUID, limit: int = 10) -> list[FoundOften]:
    """What was found in the rejected claims of a file, alike together, the most frequent first. One
    statement."""
    rejected = claims_visible_to(actor).filter(file_id=file_id, state=State.REJECTED)
    rows = (
        ClaimFinding.objects.filter(claim__in=rejected, severity="error")
        .values_list("severity", "message", "mend")
        .annotate(number=Count("claim", distinct=True))
        .order_by("-number", "message")[:limit]
    )
    return [FoundOften(*row) for row in rows]


def disagreements() -> list[str]:
    """Control numbers of claims whose current-state columns differ from their newest state row or decision.

    Always empty; run by the operator's check and by tests. Reads as the payer core.
    """
    wrong = Claim.objects.raw(
        """
        SELECT c.id, c.control_number FROM claims_claim c
        LEFT JOIN LATERAL (SELECT state FROM claims_statechange s WHERE s.claim_id = c.id ORDER BY id DESC
        LIMIT 1) s ON true LEFT JOIN LATERAL (SELECT (outcome <> 'voided')::int * allowed
        AS allowed, (outcome <> 'voided')::int * paid AS paid, (outcome <> 'voided')::int * member_share AS
        member_share FROM claims_decision d WHERE d.claim_id = c.id ORDER BY id DESC LIMIT 1) d ON true
        WHERE s.state IS DISTINCT FROM c.state OR d.allowed IS DISTINCT FROM c.allowed
           OR d.paid IS DISTINCT FROM c.paid OR d.member_share IS DISTINCT FROM c.member_share
        """
    )
    return [claim.control_number for claim in wrong]
