"""Read shapes about eligibility checks."""

from payerport.audit.actor import Actor
from payerport.eligibility import store
from payerport.eligibility.access import checks_visible_to
from payerport.eligibility.models import Check
from plancore.eligibility.types import Answer


def recent_checks(actor: Actor, limit: int = 10) -> list[tuple[Check, Answer]]:
    """The organization's newest checks that have not expired, with their answers."""
    rows = checks_visible_to(actor).order_by("-asked_at")[:limit]
    return [(row, store.answer_of(row)) for row in rows]
