"""Enrolment rows into the core's values."""

from collections.abc import Iterable
from typing import Any

import msgspec

from payerport.members.models import Coverage, Member, OtherCoverage
from plancore.claims import snapshot
from plancore.claims.order_of_benefits import OtherPlan
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
        other_plans=tuple(map(other_plan_of, member.other_coverages.all())),
    )


def facts_of(plan: OtherPlan) -> dict[str, Any]:
    """The facts of another plan as plain JSON data."""
    kept: dict[str, Any] = msgspec.to_builtins(plan)
    return {name: kept[name] for name in ("ours", "other", "medicare", "stated")}


def other_plan_of(row: OtherCoverage) -> OtherPlan:
    """Another plan of a member, as a decision sees it."""
    return msgspec.convert(
        {
            "payer_name": row.payer_name,
            "payer_id": row.payer_id,
            "period": {"start": row.start, "end": row.end},
            **row.facts,
        },
        OtherPlan,
    )
