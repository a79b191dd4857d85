"""Eligibility rows to and from the core's values."""

from typing import Any

import msgspec

from payerport.eligibility.models import Check
from payerport.members import store as members_store
from payerport.members.models import Member
from plancore.claims.types import Address
from plancore.eligibility.decide import MemberFacts
from plancore.eligibility.types import Answer, Inquiry


def dump(value: Inquiry | Answer) -> Any:
    """An inquiry or answer as plain JSON data."""
    return msgspec.to_builtins(value)


def answer_of(row: Check) -> Answer:
    """The answer as it was given."""
    return msgspec.convert(row.answer, Answer)


def inquiry_of(row: Check) -> Inquiry:
    """The inquiry as it was asked."""
    return msgspec.convert(row.inquiry, Inquiry)


def facts_of(member: Member) -> MemberFacts:
    """An enrolled person as an answer names them."""
    return MemberFacts(
        member=members_store.to_core(member, member.coverages.all()),
        last_name=member.last_name,
        first_name=member.first_name,
        address=Address(
            line1=member.address_line1, city=member.city, state=member.state, postal_code=member.postal_code
        ),
        primary_care=member.primary_care,
    )
