"""The claims that voids and replacements name: found, and what follows from taking them back. The claim named
is taken back in the transaction that carries the void or replacement out; the later claims follow in a job.
"""

from collections.abc import Iterable, Mapping, Sequence

from payerport.claims import store
from payerport.claims.models import Claim, Decision, State
from payerport.claims.written import Standing
from plancore.claims.types import ClaimSubmission, Frequency

_CORRECTIONS = (Frequency.REPLACEMENT.value, Frequency.VOID.value)
_NOT_OVER = (State.PENDED.value, State.PROCESSED.value, State.DENIED.value, State.PAID.value)


def correction_count(waiting: Mapping[str, Sequence[Claim]]) -> int:
    """How many of these claims are voids or replacements."""
    return sum(claim.frequency in _CORRECTIONS for claims in waiting.values() for claim in claims)


def original_for(
    claim: Claim, submission: ClaimSubmission, standing: Mapping[str, Standing]
) -> Standing | None:
    """What a void or replacement takes back: a claim of the same member and practice that is not over; None
    when the claim is neither, or names no such claim (then it waits for a person)."""
    if claim.frequency not in _CORRECTIONS:
        return None
    found = standing.get(submission.original_reference)
    if found is None or found.claim.state not in _NOT_OVER:
        return None
    of_same = (found.claim.member_id, found.claim.billing_npi) == (claim.member_id, claim.billing_npi)
    return found if of_same else None


def queue_later(taken_back: Iterable[Standing]) -> None:
    """Queue the claims that became final after those taken back, in the running transaction: one job for a
    family."""
    from payerport.claims.tasks import redecide as job

    since: dict[str, int] = {}
    for one in taken_back:
        family = one.claim.family
        since[family] = min(since.get(family, one.decision_id), one.decision_id)
    for family, decision_id in sorted(since.items()):
        job.defer(family=family, since=decision_id)


def originals_of(waiting: Mapping[str, Sequence[Claim]]) -> dict[str, dict[str, Standing]]:
    """The claims that voids and replacements among `waiting` name, by family and control number, with what
    was decided last. Two statements, none when there is nothing of the kind."""
    named = {
        str(claim.submission.get("original_reference", ""))
        for claims in waiting.values()
        for claim in claims
        if claim.frequency in _CORRECTIONS
    }
    if not named:
        return {}
    claims = Claim.objects.filter(control_number__in=named, family__in=list(waiting)).select_related("member")
    by_key = {claim.pk: claim for claim in claims}
    newest = Decision.objects.filter(claim__in=by_key).order_by("claim_id", "-pk").distinct("claim_id")
    found: dict[str, dict[str, Standing]] = {}
    for row in newest:
        claim = by_key[row.claim_id]
        found.setdefault(claim.family, {})[claim.control_number] = Standing(
            claim, store.decision_of(row), row.pk
        )
    return found
