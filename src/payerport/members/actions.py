"""Writes about enrolment: which other plans cover a member."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.members import queries, store
from payerport.members.models import Member, OtherCoverage
from plancore.claims.order_of_benefits import OtherPlan


def tell_other_plans(actor: Actor, member: Member, plans: Sequence[OtherPlan]) -> bool:
    """From now on these are the other plans that cover the member; those told before are withdrawn and
    kept. False, and nothing is written, when they are the same as before.
    """
    with transaction.atomic():
        queries.lock_families([member.family_id])
        before = list(OtherCoverage.objects.filter(member=member, withdrawn_at=None))
        if [store.other_plan_of(row) for row in before] == sorted(plans, key=lambda one: one.period.start):
            return False
        now = timezone.now()
        OtherCoverage.objects.filter(pk__in=[row.pk for row in before]).update(withdrawn_at=now)
        OtherCoverage.objects.bulk_create(
            OtherCoverage(
                member=member,
                payer_name=one.payer_name,
                payer_id=one.payer_id,
                start=one.period.start,
                end=one.period.end,
                facts=store.facts_of(one),
                told_at=now,
                told_by=actor.user_id,
            )
            for one in plans
        )
        record(
            actor,
            "coverage.other_told",
            "member",
            member.pk,
            family=member.family_id,
            detail={"plans": len(plans)},
        )
    return True
