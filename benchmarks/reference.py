"""Compares the engine with the slow second reckoning on random family histories: `python
benchmarks/reference.py --histories N`.

A history is a family of three, a plan with random figures and settings, and up to eight claims in a year.
Exit code 1 with the first history on which a cent differs.
"""

import argparse
import datetime as dt
import random
import sys
import time
from fractions import Fraction
from typing import Any

from plancore.benefits import PlanDesign
from plancore.claims import PriorLine, adjudicate
from plancore.claims.tests import worlds
from plancore.claims.tests.brute_force import Paid, Rules, settle
from plancore.claims.tests.test_properties import rules_of
from plancore.kernel import Cents, dollars

CODES = ("T1015", "G0260", "J3301")
_FAMILIES_OF_A_PLAN = 20


def _money(amount: Cents) -> str:
    return f"${dollars(amount)}"


def _figures(rng: random.Random, low: Cents, high: Cents, *, capped: bool) -> dict[str, str]:
    each = rng.randint(low, high)
    more = rng.randint(low, high)
    found = {
        "counting": rng.choice(["embedded", "aggregate"]),
        "individual": _money(each),
        "family": _money(each + more),
    }
    if capped and found["counting"] == "aggregate" and rng.random() < 0.5:
        found["self_only_cap"] = _money(each + rng.randint(0, more))
    return found


def _plan(rng: random.Random) -> dict[str, Any]:
    share = {
        "copay": _money(rng.choice([0, 0, rng.randint(1, 9_000)])),
        "coinsurance": f"{rng.randint(0, 100)}%",
        "deductible": rng.choice(["applies", "applies", "waived"]),
    }
    document = worlds.plan_document(
        cost_sharing={
            "order": rng.choice(["deductible_then_copay", "copay_then_deductible"]),
            "coinsurance_on": rng.choice(["after_copay", "gross"]),
            "copay_counts_to": rng.choice(
                [["out_of_pocket"], ["deductible"], ["deductible", "out_of_pocket"], ["nothing"]]
            ),
            "copay_after_maximum": rng.choice(["waived", "charged"]),
        },
        categories=[{"id": "all", "title": "All", "share": {"in": share, "out": "not covered"}}],
    )
    document["tiers"][0] |= {
        "deductible": _figures(rng, 0, 60_000, capped=False),
        "out_of_pocket": _figures(rng, 60_000, 300_000, capped=True),
    }
    return document


def _history(rng: random.Random, design: PlanDesign, rules: Rules) -> str:
    """Play one family's year; empty, or what differs."""
    balances: dict[tuple[str, str, int, str], Cents] = {}
    earlier: list[Paid] = []
    history: tuple[PriorLine, ...] = ()
    seen: set[tuple[str, int]] = set()
    for number in range(rng.randint(1, 8)):
        person, day = rng.choice(["01", "02", "03"]), rng.randrange(300)
        if (person, day) in seen:
            continue
        seen.add((person, day))
        date = dt.date(2026, 1, 1) + dt.timedelta(days=day)
        prices = {code: rng.randint(0, 90_000) for code in rng.sample(CODES, rng.randint(1, 3))}
        lines = [
            worlds.line(place, code, price + 500, day=date)
            for place, (code, price) in enumerate(prices.items(), start=1)
        ]
        claim = worlds.claim(*lines, person=person)
        snapshot = worlds.snapshot(
            member=worlds.member(person),
            provider=worlds.practice(prices),
            plans={"test-plan": design},
            balances=balances,
            history=history,
            received_on=date,
        )
        decision = adjudicate(claim, snapshot)
        balances = worlds.after(balances, decision)
        history += worlds.prior_lines(claim, decision, f"C{number}")
        for line, price in zip(decision.lines, prices.values(), strict=True):
            expected = settle(Fraction(price, 100), person, day, rules, earlier)
            earlier.append(expected)
            found = tuple(Fraction(one, 100) for one in (line.deductible, line.copay, line.coinsurance))
            wanted = (expected.deductible, expected.copay, expected.coinsurance)
            if found != wanted:
                return f"claim {number + 1} line {line.number}: engine {found}, reckoning {wanted}"
    return ""


def main() -> int:
    """Run; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=11)
    given = parser.parse_args()
    rng = random.Random(given.seed)  # noqa: S311 - reproducible examples, not secrets
    begun = time.monotonic()
    for number in range(0, given.histories, _FAMILIES_OF_A_PLAN):
        document = _plan(rng)
        design, rules = worlds.design(document), rules_of(document)
        for family in range(_FAMILIES_OF_A_PLAN):
            difference = _history(rng, design, rules)
            if difference:
                sys.stderr.write(f"history {number + family}, seed {given.seed}: {difference}\n{document}\n")
                return 1
    seconds = time.monotonic() - begun
    sys.stdout.write(f"{given.histories} histories agree to the cent ({seconds:.0f} s, seed {given.seed})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
