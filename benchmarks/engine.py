"""How many claims a second one core decides, snapshot in memory, all edits on: `python benchmarks/engine.py`.

Three-line professional claims of the demo plan with its real code tables and shipped fee schedule, 400
families, balances and history carried along as in production. Prints claims a second, lines a second, the
memory after each tenth of the claims, and what a line costs with code tables ten times as large.

    python benchmarks/engine.py --claims 1000000      memory over a million claims
"""

import argparse
import copy
import datetime as dt
import random
import resource
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from payerport.codes import tables
from payerport.plans.loading import LoadedPlans, load_plans
from plancore.claims import (
    ClaimForm,
    ClaimSubmission,
    Contract,
    Coverage,
    Decision,
    LineDecision,
    Member,
    PriorLine,
    ProviderRecord,
    ServiceLine,
    Snapshot,
    adjudicate,
)
from plancore.claims.snapshot import BalanceKey
from plancore.claims.types import Diagnosis, Person, Provider
from plancore.codes import CodeTables
from plancore.codes.lazy import LazyRows
from plancore.kernel import Cents, Period, npi_from

NPI = npi_from("155512345")
DIAGNOSES = ("I10", "E119", "M1711", "J069", "Z0000", "M545", "E785", "K219")
_EVER = Period(dt.date(2020, 1, 1))
_HISTORY = 12
"""Earlier lines that a family's snapshot holds, as a store would load those of the day and of open limits."""


def _claim(rng: random.Random, family: str, person: str, codes: list[str]) -> ClaimSubmission:
    day = dt.date(2026, 1, 1) + dt.timedelta(days=rng.randrange(300))
    lines = tuple(
        ServiceLine(
            number=number,
            procedure=code,
            charge=rng.randrange(3_000, 60_000),
            units=Decimal(1),
            service_from=day,
            service_to=day,
            place_of_service="11",
            diagnosis_pointers=(1, 2),
        )
        for number, code in enumerate(["T1015", *rng.sample(codes, 2)], start=1)
    )
    patient = Person(member_id=family + person, birth_date=dt.date(1985, 6, 15))
    return ClaimSubmission(
        form=ClaimForm.PROFESSIONAL,
        patient_control_number=f"{rng.randrange(10**9)}",
        total_charge=sum(line.charge for line in lines),
        billing=Provider(npi=NPI, tax_id="555010100"),
        subscriber=patient,
        patient=patient,
        patient_relationship="18",
        diagnoses=tuple(Diagnosis(qualifier="ABK", code=code) for code in rng.sample(DIAGNOSES, 2)),
        lines=lines,
        facility_code="11",
    )


class World:
    """Families with their balances and recent history."""

    def __init__(self, loaded: LoadedPlans) -> None:
        self.loaded = loaded
        schedule = loaded.schedules["harbor-standard"]
        self.codes = tables()
        self.provider = ProviderRecord(
            npi=NPI,
            tax_id="555010100",
            contracts=(Contract(network="harbor-ppo", period=_EVER, fee_schedule=schedule),),
            taxonomy="207Q00000X",
        )
        self.balances: dict[str, dict[BalanceKey, Cents]] = defaultdict(dict)
        self.history: dict[str, list[PriorLine]] = defaultdict(list)

    def snapshot(self, family: str, person: str) -> Snapshot:
        """What one decision sees."""
        return Snapshot(
            received_on=dt.date(2026, 11, 20),
            member=Member(
                family=family,
                person=person,
                birth_date=dt.date(1985, 6, 15),
                gender="F",
                relationship="18",
                coverages=(Coverage(plan_id="harbor-ppo-1500", period=_EVER),),
            ),
            provider=self.provider,
            plans=self.loaded.designs,
            codes=self.codes,
            balances=self.balances[family],
            history=tuple(self.history[family]),
            schedules=self.loaded.schedules,
        )

    def keep(self, claim: ClaimSubmission, person: str, decision: Decision, family: str) -> None:
        """Count movements and remember the lines."""
        balances = self.balances[family]
        for movement in decision.movements:
            key = (movement.kind, movement.tier, movement.year, movement.person)
            balances[key] = balances.get(key, 0) + movement.amount
        history = self.history[family]
        for decided, submitted in zip(decision.lines, claim.lines, strict=True):
            history.append(_prior(claim.patient_control_number, person, submitted, decided))
        del history[:-_HISTORY]


def _prior(claim: str, person: str, line: ServiceLine, decided: LineDecision) -> PriorLine:
    return PriorLine(
        claim=claim,
        person=person,
        billing_npi=NPI,
        procedure=line.procedure,
        modifiers=line.modifiers,
        units="1",
        service_from=line.service_from,
        service_to=line.service_to,
        charge=line.charge,
        allowed=decided.allowed,
        paid=decided.paid,
        state="processed",
        category=decided.category,
        copay=decided.copay,
        denied=not decided.allowed,
    )


def _batch(rng: random.Random, codes: list[str], size: int) -> Iterator[tuple[str, str, ClaimSubmission]]:
    for _ in range(size):
        family, person = f"{1_000_000 + rng.randrange(400)}", f"{rng.randrange(1, 4):02d}"
        yield family, person, _claim(rng, family, person, codes)


def _peak() -> int:
    """Peak memory of the process in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _now() -> int:
    """Memory that the process has now, in MiB (0: this system does not tell)."""
    account = Path("/proc/self/status")
    if not account.exists():
        return 0
    return next(int(one.split()[1]) for one in account.read_text().splitlines() if "VmRSS" in one) // 1024


def _grown(codes: CodeTables, times: int) -> CodeTables:
    """The tables that lines ask most, plain dictionaries with `times` as many entries (the others are of no
    code that exists)."""

    def larger(part: Any) -> Any:
        rows = dict(part._rows.get())
        padded = {f"{code}.{number}": row for number in range(1, times) for code, row in rows.items()}
        made = copy.copy(part)
        made._rows = LazyRows(lambda: rows | padded)
        if hasattr(part, "_remembered"):
            made._remembered = {}
        return made

    names = ("icd10cm", "ptp_practitioner", "mue_practitioner", "add_on_codes", "relative_values")
    return replace(
        codes,
        procedures=replace(codes.procedures, hcpcs=larger(codes.procedures.hcpcs)),
        **{name: larger(getattr(codes, name)) for name in names},
    )


def line_cost(count: int, seed: int) -> None:
    """Print what a line costs with small and with large tables, by turns; medians."""
    loaded, seconds = load_plans(Path("plans")), {1: list[float](), 10: list[float]()}
    worlds = {times: World(loaded) for times in seconds}
    for times, world in worlds.items():
        world.codes = _grown(world.codes, times)
        world.codes.load()
    for turn in range(5):
        for times, world in worlds.items():
            seconds[times].append(_decide(world, count, seed + turn, {}))
    small, large = (statistics.median(seconds[times]) / count / 3 * 1e6 for times in (1, 10))
    sys.stdout.write(
        f"a line with the shipped tables {small:.1f} us, with tables ten times as large {large:.1f} us: "
        f"{large / small:.3f} times\n"
    )


def _decide(world: World, count: int, seed: int, outcomes: dict[str, int]) -> float:
    """Decide `count` claims; gives the processor time of `adjudicate` alone."""
    schedule = world.loaded.schedules["harbor-standard"]
    day, spent = dt.date(2026, 6, 1), 0.0
    codes = sorted(
        code for code, modifier in schedule.rates if not modifier and world.codes.procedures.lookup(code, day)
    )
    rng = random.Random(seed)  # noqa: S311
    for family, person, claim in _batch(rng, codes, count):
        snapshot = world.snapshot(family, person)
        begun = time.process_time()
        decision = adjudicate(claim, snapshot)
        spent += time.process_time() - begun
        outcomes[decision.outcome.value] = outcomes.get(decision.outcome.value, 0) + 1
        world.keep(claim, person, decision, family)
    return spent


def run(count: int, seed: int) -> None:
    """Decide `count` claims in tenths; only `adjudicate` is timed."""
    world = World(load_plans(Path("plans")))
    world.codes.load()
    spent, outcomes, memory = 0.0, dict[str, int](), [_now()]
    for tenth in range(10):
        spent += _decide(world, count // 10, seed + tenth, outcomes)
        memory.append(_now())
    done = count // 10 * 10
    rates = f"{done / spent:.0f} claims/s, {3 * done / spent:.0f} lines/s"
    sys.stdout.write(f"{done} claims in {spent:.2f} s of processor time: {rates}\n")
    sys.stdout.write(f"the same work in plain loops: {_loops_each(spent / done)} additions a claim\n")
    after = " ".join(str(one) for one in memory[1:])
    sys.stdout.write(
        f"outcomes {outcomes}; peak {_peak()} MiB; before {memory[0]} MiB, after each tenth: {after}\n"
    )


def _loops_each(seconds: float) -> int:
    """How many additions in a plain loop this machine makes in that time: a yardstick between machines."""
    begun, total = time.process_time(), 0
    for number in range(2_000_000):
        total += number
    return int(seconds / ((time.process_time() - begun) / 2_000_000))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    run(given.claims, given.seed)
    line_cost(min(given.claims, 10_000), given.seed)
