"""Reads other plans of a member out of plain data. What is wrong becomes a finding with its place and how to
mend it. Written form: docs/reference/other-coverage.md.
"""

import datetime as dt

from plancore.benefits.reading import Node, as_date
from plancore.claims.order_of_benefits import (
    Custody,
    First,
    MedicareFacts,
    MedicareReason,
    OtherPlan,
    PlanFacts,
    Status,
)
from plancore.kernel import Finding, Period

_EVER = dt.date(2000, 1, 1)


def read_other_plans(entries: object) -> tuple[tuple[OtherPlan, ...], tuple[Finding, ...]]:
    """The plans of a list, and what is wrong. With a finding none should be kept."""
    findings: list[Finding] = []
    node = Node({"other_plans": entries}, "", findings)
    found = tuple(_plan(one) for one in node.children("other_plans"))
    return found, tuple(findings)


def _plan(node: Node) -> OtherPlan:
    start, end = _day(node, "from") or _EVER, _day(node, "to")
    if end is not None and end < start:
        node.wrong("to", "plan.dates", "is before the first day.", "Check both days.")
        end = None
    found = OtherPlan(
        payer_name=node.text("payer"),
        payer_id=node.text("payer_id", ""),
        period=Period(start, end),
        ours=_facts(node.child("ours")) if node.has("ours") else None,
        other=_facts(node.child("other")) if node.has("other") else None,
        medicare=_medicare(node.child("medicare")) if node.has("medicare") else None,
        stated=First(node.choice("stated", [First.OURS, First.OTHER])) if node.has("stated") else None,
    )
    if found.medicare is not None and (found.ours is not None or found.other is not None):
        node.wrong("medicare", "plan.twice", "stands beside facts of plans.", "Keep one of the two.")
    node.done()
    return found


def _facts(node: Node) -> PlanFacts:
    found = PlanFacts(
        is_holder=node.flag("holder", False),
        status=Status(node.choice("status", list(Status), Status.ACTIVE)),
        since=_day(node, "since"),
        holder_birth_date=_day(node, "parent_born"),
        custody=Custody(node.choice("custody", list(Custody), Custody.TOGETHER)),
    )
    node.done()
    return found


def _medicare(node: Node) -> MedicareFacts:
    found = MedicareFacts(
        reason=MedicareReason(node.choice("reason", list(MedicareReason))),
        employees=node.whole("employees", optional=True),
        is_current_employment=node.flag("working", False) if node.has("working") else None,
        renal_since=_day(node, "renal_since"),
    )
    node.done()
    return found


def _day(node: Node, key: str) -> dt.date | None:
    given = node.raw(key)
    if given is None:
        return None
    day = as_date(given)
    if day is None:
        node.wrong(key, "plan.dates", "is no day.", f"Write `{key}: 2026-03-02`.")
    return day
