"""Enrolment rows into the core's values."""

from collections.abc import Iterable

from payerport.members.models import Coverage, Member
from plancore.claims import snapshot
from plancore.kernel import Period


def to_core(member: Member, coverages: Iterable[Coverage]) -> snapshot.Member:
    """One member with coverage, as a decision sees it."""
    return snapshot.Member(
        family=member.family_id,
        person=member.person,
        birth_date=member.birth_date,
        gender=member.gender,
        relationship=member.relationship,
        coverages=tuple(
            snapshot.Coverage(
                plan_id=coverage.plan_id,
                period=Period(coverage.start, coverage.end),
                level=coverage.level,
                group_number=coverage.group_number,
            )
            for coverage in coverages
        ),
    )
