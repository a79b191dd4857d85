"""Publications into the core's values, built once a process for each state of what is published."""

from collections.abc import Mapping
from functools import lru_cache

from payerport.plans.loading import fee_schedule_from, plan_from
from payerport.plans.models import Publication
from plancore.benefits.design import PlanDesign
from plancore.claims.snapshot import FeeSchedule


def designs() -> Mapping[str, PlanDesign]:
    """The newest published design of each plan, by plan id."""
    return _designs(_state(Publication.Kind.PLAN))


def fee_schedules() -> Mapping[str, FeeSchedule]:
    """The newest published version of each fee schedule, by its name."""
    return _fee_schedules(_state(Publication.Kind.FEE_SCHEDULE))


_State = tuple[int, str]
"""The newest publication's key and version: tells when what is cached is out of date."""


def _state(kind: Publication.Kind) -> _State:
    newest = Publication.objects.filter(kind=kind).order_by("-pk").values_list("pk", "version").first()
    return newest or (0, "")


def _newest(kind: Publication.Kind) -> list[Publication]:
    return list(Publication.objects.filter(kind=kind).order_by("key", "-pk").distinct("key"))


@lru_cache(maxsize=2)
def _designs(state: _State) -> Mapping[str, PlanDesign]:
    return {row.key: plan_from(row.document, row.version) for row in _newest(Publication.Kind.PLAN)}


@lru_cache(maxsize=2)
def _fee_schedules(state: _State) -> Mapping[str, FeeSchedule]:
    return {
        row.key: fee_schedule_from(row.document, row.version)
        for row in _newest(Publication.Kind.FEE_SCHEDULE)
    }


def designs_by_version() -> Mapping[str, PlanDesign]:
    """Every published design by the version of each of its years' terms, as decisions name them."""
    return _designs_by_version(_state(Publication.Kind.PLAN))


def fee_schedules_by_version() -> Mapping[str, FeeSchedule]:
    """Every published version of every fee schedule."""
    return _schedules_by_version(_state(Publication.Kind.FEE_SCHEDULE))


@lru_cache(maxsize=1)
def _designs_by_version(state: _State) -> Mapping[str, PlanDesign]:
    rows = Publication.objects.filter(kind=Publication.Kind.PLAN).order_by("pk")
    designs = [plan_from(row.document, row.version) for row in rows]
    return {terms.version: design for design in designs for terms in design.terms}


@lru_cache(maxsize=1)
def _schedules_by_version(state: _State) -> Mapping[str, FeeSchedule]:
    rows = Publication.objects.filter(kind=Publication.Kind.FEE_SCHEDULE).order_by("pk")
    schedules = [fee_schedule_from(row.document, row.version) for row in rows]
    return {one.version: one for one in schedules}
