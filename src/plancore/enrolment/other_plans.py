"""Other plans of a member as a sponsor tells them (834 loops 2320 and 2330), for the order of benefits."""

import datetime as dt
from collections.abc import Iterator

from plancore.claims.order_of_benefits import First, OtherPlan
from plancore.enrolment.types import MemberChange, OtherInsurance
from plancore.kernel import Period

_PAYER_FIRST = {"P": First.OTHER, "S": First.OURS, "T": First.OURS}
"""COB01, the other plan's place: primary, secondary, tertiary; U is open."""
_SETTLED = "1"
"""COB03: the coverage is coordinated. 5 is unknown, 6 says there is none to coordinate."""
_NONE = "6"
_BEGINS, _ENDS = "344", "345"
"""Days on which benefits are coordinated from and to."""
_INSURER = "IN"
_EVER = dt.date(2000, 1, 1)


def other_plans_of(change: MemberChange) -> tuple[OtherPlan, ...]:
    """The other plans that the change's coverages name, each once. The sponsor tells the place of a plan and
    not why: `stated` has it, unless it is unknown or not sure to be coordinated."""
    found = (
        plan
        for coverage in change.coverages
        for one in coverage.other_insurance
        if one.is_coordinated != _NONE
        for plan in _plans(one)
    )
    return tuple(dict.fromkeys(found))


def _plans(one: OtherInsurance) -> Iterator[OtherPlan]:
    days = {date.kind: date.first for date in one.dates}
    start, end = days.get(_BEGINS) or _EVER, days.get(_ENDS)
    insurer = next((each for each in one.entities if each.role == _INSURER), None)
    yield OtherPlan(
        payer_name=insurer.last_name if insurer is not None else "",
        payer_id=insurer.id if insurer is not None else "",
        period=Period(start, end if end is None or end >= start else None),
        stated=_PAYER_FIRST.get(one.responsibility) if one.is_coordinated == _SETTLED else None,
    )
