"""Stored decisions made again from what they recorded, to prove that nothing but the record decided them."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from payerport.audit.actor import Actor
from payerport.audit.lock import acting
from payerport.claims import store
from payerport.claims.models import Decision, State
from payerport.codes import tables
from payerport.plans import store as plans
from plancore.benefits.design import PlanDesign
from plancore.claims import record


@dataclass(frozen=True, slots=True)
class Replayed:
    """One decision that did not come out as recorded: where it differs, or what it needs and is not there."""

    control_number: str
    differences: tuple[record.Difference, ...]
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """How many decisions were made again, and those that differ."""

    looked_at: int
    faults: tuple[Replayed, ...]


def replay_sample(actor: Actor, number: int) -> Sample:
    """Make `number` stored decisions again, drawn at random; all of them when there are fewer. Reversals are
    no decisions of their own and are left out."""
    with acting(actor):
        drawn = Decision.objects.exclude(outcome=State.VOIDED).order_by("?").values_list("pk", flat=True)
        chosen = list(drawn[:number])
        rows = Decision.objects.filter(pk__in=chosen).select_related("claim").order_by("pk")
        faults = [fault for row in rows.iterator(chunk_size=200) if (fault := _replay(row)) is not None]
    return Sample(len(chosen), tuple(faults))


def _replay(row: Decision) -> Replayed | None:
    recorded = store.decision_of(row)
    published = record.Published(
        plans=_designs_of(recorded.versions.plan),
        schedules=plans.fee_schedules_by_version(),
        codes=tables(),
    )
    try:
        again, differences = record.replay(
            store.submission_of(row.claim), recorded, store.recorded_inputs(row), published
        )
    except record.NotPublished as fault:
        return Replayed(row.claim.control_number, (), str(fault))
    kept = msgspec.json.decode(msgspec.json.encode(again))
    if not differences and kept != row.record:
        differences = [record.Difference("record", str(row.record), str(kept))]
    return Replayed(row.claim.control_number, tuple(differences)) if differences else None


def _designs_of(versions: str) -> Mapping[str, PlanDesign]:
    """The newest designs, and in their place those of the versions that a decision names."""
    by_version = plans.designs_by_version()
    named = [by_version[version] for version in versions.split() if version in by_version]
    return {**plans.designs(), **{design.plan_id: design for design in named}}
