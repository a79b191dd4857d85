"""What a person's coverage is worth, for their own pages: the answer that a practice would get, not kept."""

import datetime as dt
from collections.abc import Sequence

from payerport.claims import queries as claims
from payerport.eligibility import store
from payerport.members.models import Member
from payerport.plans import store as plans
from plancore.eligibility import decide
from plancore.eligibility.types import Answer, Inquiry


def answers_about(people: Sequence[Member], today: dt.date) -> list[Answer]:
    """The answer about each of these people of one family (with coverage), as the payer core (see
    `audit.lock.as_core`)."""
    if not people:
        return []
    designs = plans.designs()
    balances = claims.balances_of_family(people[0].family_id)
    return [
        decide.answer(
            Inquiry(service_date=today, member_id=str(one.member_id)),
            store.facts_of(one),
            designs,
            balances,
            today=today,
        )
        for one in people
    ]
