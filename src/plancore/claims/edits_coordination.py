"""Edits on other plans: whether one pays before this one, by what came with the claim and by what the plan
knows; what the facts leave open is looked at by a person."""

from plancore.benefits.edit_settings import Settled
from plancore.claims.coordination import other_outcome
from plancore.claims.order_of_benefits import First, Order, order_with
from plancore.claims.work import ClaimWork, LineWork, Verdict, settle


def coordination(work: ClaimWork, line: LineWork) -> Verdict | None:
    """The order in which the plans pay on the day of service, and what an earlier one decided.

    Sent as if this plan were first: denied (or as the plan wants it) when another one is known to pay before
    it; a wait when its order is open, or when the claim tells all the same what the other one paid or
    decided. Sent as if it came later: reckoned when the other's decision came along and the plan says how;
    without it denied (or as the plan wants it) when the other is known to pay first, else looked at by hand;
    so is a claim for which this plan is known to be first.
    """
    known = _order(work, line)
    if work.claim.payer_responsibility == "P":
        return _as_first(work, line, known)
    return _as_later(work, line, known)


def _as_first(work: ClaimWork, line: LineWork, known: Order | None) -> Verdict | None:
    if any(other.paid for other in (*work.claim.other_payments, *line.line.other_payments)):
        work.pend(line, "pend.coordination")
        return None
    if known is None or known.first is First.OURS or line.terms is None:
        return None
    if known.first is First.OPEN:
        work.pend(line, "pend.coordination.order", why=known.rule)
        return None
    if other_outcome(work.claim, line.line) is not None:
        work.pend(line, "pend.coordination")
        return None
    return settle(work, line, line.terms.edits.other_plan_first, "coordination.other_first", why=known.rule)


def _as_later(work: ClaimWork, line: LineWork, known: Order | None) -> Verdict | None:
    terms = line.terms
    line.other = other_outcome(work.claim, line.line)
    if line.other is None and terms is not None and known is not None and known.first is First.OTHER:
        return _without_decision(work, line, terms.edits.other_plan_first, known)
    if line.other is None or terms is None or not terms.coordination:
        work.pend(line, "pend.coordination")
        return None
    if known is not None and known.first is First.OURS:
        return settle(work, line, terms.edits.this_plan_first, "coordination.this_first", why=known.rule)
    return None


def _without_decision(work: ClaimWork, line: LineWork, does: Settled, known: Order) -> Verdict | None:
    """The other plan is first by the claim and by the file, and what it decided is not here: never reckoned,
    and so a plan that would only note it looks at it by hand."""
    if does is Settled.NOTE:
        work.pend(line, "pend.coordination")
        return None
    return settle(work, line, does, "coordination.other_first", why=known.rule)


def _order(work: ClaimWork, line: LineWork) -> Order | None:
    """The order with the other plans known on the day: one before this plan counts most, then one whose
    place is open; None when none is known."""
    member, day = work.snapshot.member, line.line.service_from
    if member is None or not member.other_plans:
        return None
    orders = [order_with(one, day, member.relationship) for one in member.other_plans if day in one.period]
    for first in (First.OTHER, First.OPEN, First.OURS):
        found = next((one for one in orders if one.first is first), None)
        if found is not None:
            line.trace.append(f"order:{first}:{found.source}")
            return found
    return None
