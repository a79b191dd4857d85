"""Who acts: what each may do, which rows they reach, and the plan's day."""

import datetime as dt

import pytest
from django.db.models import Q

from payerport.audit.actor import NOBODY, Actor, Reader, core
from payerport.audit.clock import plan_day
from payerport.audit.reach import reach

SEE = "claims.see"
BILLER = Actor(reader=Reader.ORGANIZATION, organization_id=3, role="biller", permissions=frozenset({SEE}))


def test_it_may_what_its_permissions_say() -> None:
    assert BILLER.may(SEE)
    assert not BILLER.may("payments.issue")
    assert not NOBODY.may(SEE)


def test_it_may_all_as_the_payer_core() -> None:
    assert core("worker").may("anything")


def test_it_keeps_who_it_is_within_another_request() -> None:
    within = BILLER.within("job-9")
    assert (within.request_id, within.organization_id, within.permissions) == ("job-9", 3, BILLER.permissions)


def test_it_reaches_the_rows_of_its_organization() -> None:
    assert reach(BILLER, SEE) == Q(organization_id=3)


def test_it_reaches_all_rows_for_the_plan() -> None:
    assert reach(core("worker"), SEE) == Q()


@pytest.mark.parametrize(
    "actor",
    [
        NOBODY,
        Actor(reader=Reader.ORGANIZATION, organization_id=3, role="front_desk"),
        Actor(reader=Reader.ORGANIZATION, permissions=frozenset({SEE})),
        Actor(reader=Reader.NOBODY, organization_id=3, permissions=frozenset({SEE})),
        Actor(reader=Reader.PLAN, role="operations"),
    ],
    ids=["nobody", "no permission", "no organization", "no reader", "staff without permission"],
)
def test_it_reaches_nothing_otherwise(actor: Actor) -> None:
    assert reach(actor, SEE) == Q(pk__in=())


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (dt.datetime(2026, 3, 2, 4, 59, tzinfo=dt.UTC), dt.date(2026, 3, 1)),
        (dt.datetime(2026, 3, 2, 5, 0, tzinfo=dt.UTC), dt.date(2026, 3, 2)),
        (dt.datetime(2026, 7, 2, 3, 59, tzinfo=dt.UTC), dt.date(2026, 7, 1)),
        (dt.datetime(2026, 7, 2, 4, 0, tzinfo=dt.UTC), dt.date(2026, 7, 2)),
    ],
)
def test_it_counts_days_in_the_plans_zone(moment: dt.datetime, day: dt.date) -> None:
    """New York: midnight is 5:00 UTC in winter, 4:00 in summer."""
    assert plan_day(moment) == day
