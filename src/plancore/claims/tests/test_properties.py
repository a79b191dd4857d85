"""What must hold for every plan, family and order of claims. Cases are random; each rule is stated once."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancore.benefits import PlanDesign
from plancore.claims import Decision, PriorLine, Snapshot, adjudicate, reversal
from plancore.claims.tests import worlds
from plancore.claims.tests.brute_force import Paid, Rules, settle
from plancore.kernel import Cents, dollars

CODES = ("T1015", "G0260", "J3301")
MANY = settings(max_examples=40, deadline=None)


def _figures(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """A deductible or maximum: both figures, either counting, with or without a cap."""

    def make(each: int, family: int, counting: str, cap: int) -> dict[str, Any]:
        found = {
            "counting": counting,
            "individual": f"${dollars(each)}",
            "family": f"${dollars(each + family)}",
        }
        if counting == "aggregate" and name == "out_of_pocket" and cap:
            found["self_only_cap"] = f"${dollars(each + min(cap, family))}"
        return found

    top = 300_000 if name == "out_of_pocket" else 60_000
    low = 60_000 if name == "out_of_pocket" else 0
    return st.builds(
        make,
        st.integers(low, top),
        st.integers(0, top) if name == "deductible" else st.integers(60_000, top),
        st.sampled_from(["embedded", "aggregate"]),
        st.integers(0, top),
    )


def _share() -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(
        lambda copay, rate, deductible: {
            "copay": f"${dollars(copay)}",
            "coinsurance": f"{rate}%",
            "deductible": deductible,
        },
        st.integers(0, 9_000),
        st.integers(0, 100),
        st.sampled_from(["applies", "waived"]),
    )


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """A plan document with random figures and settings; one category, so that the reference can follow."""
    document = worlds.plan_document(
        cost_sharing={
            "order": draw(st.sampled_from(["deductible_then_copay", "copay_then_deductible"])),
            "coinsurance_on": draw(st.sampled_from(["after_copay", "gross"])),
            "copay_counts_to": draw(
                st.sampled_from(
                    [["out_of_pocket"], ["deductible"], ["deductible", "out_of_pocket"], ["nothing"]]
                )
            ),
            "copay_after_maximum": draw(st.sampled_from(["waived", "charged"])),
        },
        categories=[{"id": "all", "title": "All", "share": {"in": draw(_share()), "out": "not covered"}}],
    )
    maximum = draw(_figures("out_of_pocket"))
    deductible = draw(_figures("deductible"))
    document["tiers"][0] |= {"deductible": deductible, "out_of_pocket": maximum}
    return document


Event = tuple[str, int, list[tuple[str, Cents]]]
"""Person, day of the year, and the services with what the contract pays for them."""

events = st.lists(
    st.tuples(
        st.sampled_from(["01", "02", "03"]),
        st.integers(0, 90),
        st.lists(
            st.tuples(st.sampled_from(CODES), st.integers(0, 90_000)),
            min_size=1,
            max_size=3,
            unique_by=lambda one: one[0],
        ),
    ),
    min_size=1,
    max_size=7,
    unique_by=lambda event: (event[0], event[1]),
)


class Year:
    """A family's year: claims decided in order, balances and history carried along."""

    def __init__(self, design: PlanDesign) -> None:
        self.design = design
        self.balances: dict[tuple[str, str, int, str], Cents] = {}
        self.history: tuple[PriorLine, ...] = ()

    def world(self, event: Event) -> Snapshot:
        """What the decision about the event sees."""
        person, day, services = event
        return worlds.snapshot(
            member=worlds.member(person),
            provider=worlds.practice(dict(services)),
            plans={"test-plan": self.design},
            balances=dict(self.balances),
            history=self.history,
            received_on=_date(day) + dt.timedelta(days=1),
        )

    def decide(self, event: Event, markup: Cents = 1_000) -> Decision:
        """Decide the event's claim and keep what it used."""
        submitted = _submitted(event, markup)
        decision = adjudicate(submitted, self.world(event))
        self.keep(decision)
        self.history += worlds.prior_lines(submitted, decision, f"C{len(self.history)}")
        return decision

    def keep(self, decision: Decision) -> None:
        """Count the decision's movements."""
        self.balances = worlds.after(self.balances, decision)


def _date(day: int) -> dt.date:
    return dt.date(2026, 1, 1) + dt.timedelta(days=day)


def _submitted(event: Event, markup: Cents = 1_000) -> Any:
    person, day, services = event
    lines = [
        worlds.line(number, code, price + markup, day=_date(day))
        for number, (code, price) in enumerate(services, start=1)
    ]
    return worlds.claim(*lines, person=person)


def _spent(design: PlanDesign, happened: Sequence[Event]) -> list[Decision]:
    year = Year(design)
    return [year.decide(event) for event in happened]


@pytest.mark.req("R-06")
@MANY
@given(plans(), events)
def test_it_accounts_for_every_cent_of_every_line(document: dict[str, Any], happened: list[Event]) -> None:
    for decision in _spent(worlds.design(document), happened):
        for line in decision.lines:
            assert line.charge == line.paid + sum(one.amount for one in line.adjustments)
            assert 0 <= line.paid <= line.allowed <= line.charge
            assert 0 <= line.member_share <= line.allowed
            assert line.deductible + line.copay + line.coinsurance == line.member_share
            assert line.allowed == line.paid + line.member_share


@MANY
@given(plans(), events)
def test_it_never_passes_a_figure_of_the_plan(document: dict[str, Any], happened: list[Event]) -> None:
    design = worlds.design(document)
    tier = design.terms[0].tiers[0]
    year = Year(design)
    for event in happened:
        year.decide(event)
        for kind, ceiling in (("deductible", tier.deductible), ("out_of_pocket", tier.out_of_pocket)):
            assert ceiling is not None
            embedded = ceiling.counting.value == "embedded"
            each = ceiling.individual if embedded else ceiling.self_only_cap
            for (found, _, _, person), used in year.balances.items():
                limit = ceiling.family if person == "" else each
                if found == kind and limit is not None:
                    assert 0 <= used <= limit


@MANY
@given(plans(), events)
def test_it_keeps_the_family_balance_equal_to_the_sum_of_its_members(
    document: dict[str, Any], happened: list[Event]
) -> None:
    year = Year(worlds.design(document))
    for event in happened:
        year.decide(event)
    for kind in ("deductible", "out_of_pocket"):
        family = year.balances.get((kind, "in", 2026, ""), 0)
        persons = [used for (found, _, _, person), used in year.balances.items() if found == kind and person]
        assert family == sum(persons)


@MANY
@given(plans(), events)
def test_it_agrees_with_the_slow_reckoning(document: dict[str, Any], happened: list[Event]) -> None:
    rules = rules_of(document)
    earlier: list[Paid] = []
    year = Year(worlds.design(document))
    for event in happened:
        for line, (_, price) in zip(year.decide(event).lines, event[2], strict=True):
            expected = settle(Fraction(price, 100), event[0], event[1], rules, earlier)
            earlier.append(expected)
            found = tuple(Fraction(one, 100) for one in (line.deductible, line.copay, line.coinsurance))
            assert found == (expected.deductible, expected.copay, expected.coinsurance)


def rules_of(document: dict[str, Any]) -> Rules:
    """The plan document as the second reckoning has it."""
    tier, settings_ = document["tiers"][0], document["cost_sharing"]
    share = document["categories"][0]["share"]["in"]
    deductible, maximum = tier["deductible"], tier["out_of_pocket"]

    def money(text: str) -> Fraction:
        return Fraction(text[1:])

    return Rules(
        deductible_each=money(deductible["individual"]),
        deductible_family=money(deductible["family"]),
        deductible_aggregate=deductible["counting"] == "aggregate",
        maximum_each=money(maximum["individual"]),
        maximum_family=money(maximum["family"]),
        maximum_aggregate=maximum["counting"] == "aggregate",
        maximum_cap=money(maximum["self_only_cap"]) if "self_only_cap" in maximum else None,
        copay=money(share["copay"]),
        rate=Fraction(int(share["coinsurance"][:-1]), 100),
        deductible_applies=share["deductible"] == "applies",
        deductible_first=settings_["order"] == "deductible_then_copay",
        rate_on_gross=settings_["coinsurance_on"] == "gross",
        copay_to_deductible="deductible" in settings_["copay_counts_to"],
        copay_to_maximum="out_of_pocket" in settings_["copay_counts_to"],
        copay_charged_after_maximum=settings_["copay_after_maximum"] == "charged",
    )


@MANY
@given(plans(), events)
def test_it_gives_the_same_answer_to_the_same_question(
    document: dict[str, Any], happened: list[Event]
) -> None:
    first, again = (_spent(worlds.design(document), happened) for _ in range(2))
    assert repr(first) == repr(again)


@MANY
@given(plans(), events)
def test_it_returns_to_where_it_was_when_a_claim_is_taken_back_and_sent_again(
    document: dict[str, Any], happened: list[Event]
) -> None:
    year = Year(worlds.design(document))
    for event in happened[:-1]:
        year.decide(event)
    before, history = dict(year.balances), year.history
    decided = year.decide(happened[-1])
    year.keep(reversal.reverse(decided))
    year.history = history
    assert {key: used for key, used in year.balances.items() if used} == {
        key: used for key, used in before.items() if used
    }
    assert year.decide(happened[-1]) == decided


@MANY
@given(plans(), events)
def test_it_does_not_matter_whether_a_day_is_billed_on_one_claim_or_two(
    document: dict[str, Any], happened: list[Event]
) -> None:
    design = worlds.design(document)
    whole, parts = Year(design), Year(design)
    for person, day, services in happened:
        together = whole.decide((person, day, services))
        apart = [parts.decide((person, day, [service])) for service in services]
        assert together.member_share == sum(one.member_share for one in apart)
        assert together.paid == sum(one.paid for one in apart)


@MANY
@given(plans(), events, st.integers(0, 50_000))
def test_it_pays_no_more_for_a_higher_charge(
    document: dict[str, Any], happened: list[Event], more: Cents
) -> None:
    year = Year(worlds.design(document))
    for event in happened:
        world = year.world(event)
        usual = adjudicate(_submitted(event), world)
        assert adjudicate(_submitted(event, 1_000 + more), world).paid == usual.paid
        year.decide(event)


@MANY
@given(plans(), events)
def test_it_reverses_to_the_exact_opposite(document: dict[str, Any], happened: list[Event]) -> None:
    for decision in _spent(worlds.design(document), happened):
        undone = reversal.reverse(decision)
        assert (undone.charge, undone.paid, undone.member_share) == (
            -decision.charge,
            -decision.paid,
            -decision.member_share,
        )
        assert replace(reversal.reverse(undone), outcome=decision.outcome).movements == decision.movements
