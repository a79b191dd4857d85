"""The answer comes from the same plan and balances as a claim's decision, and tells nothing of people not
found."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from plancore.benefits.balances import Balances
from plancore.benefits.design import Limit, LimitUnit
from plancore.claims import adjudicate
from plancore.claims.order_of_benefits import OtherPlan, PlanFacts
from plancore.claims.tests import worlds
from plancore.eligibility import Amount, Answer, CoverageStatus, Inquiry, MemberFacts, answer
from plancore.kernel import Period

FACTS = MemberFacts(member=worlds.member(), last_name="O'Testa", first_name="Tia")
PLANS = {"test-plan": worlds.TEST_DESIGN}


def _ask(facts: MemberFacts | None = FACTS, /, **inquiry: Any) -> Answer:
    asked = Inquiry(**{"service_date": worlds.DAY, "member_id": "123456701", **inquiry})
    return answer(asked, facts, PLANS, {}, today=worlds.DAY)


@pytest.mark.req("R-03")
def test_it_answers_an_active_member_with_totals_and_what_is_left() -> None:
    found = _ask()
    assert (found.status, found.plan_name, found.network) == (CoverageStatus.ACTIVE, "Test Plan", "ppo")
    assert (
        Amount(kind="deductible", scope="individual", tier="in", total=50_000, remaining=50_000)
        in found.amounts
    )
    assert len(found.amounts) == 8


def test_it_has_less_left_by_what_a_claim_used() -> None:
    decision = adjudicate(worlds.claim(worlds.line(code="G0260", charge=45_000)), worlds.snapshot())
    used = worlds.after({}, decision)
    asked = Inquiry(service_date=worlds.DAY, member_id="123456701")
    found = answer(asked, FACTS, PLANS, used, today=worlds.DAY)
    left = {(one.kind, one.scope): one.remaining for one in found.amounts if one.tier == "in"}
    assert left["deductible", "individual"] == 50_000 - 40_000
    assert left["deductible", "family"] == 100_000 - 40_000


def test_it_leaves_a_person_no_more_than_the_family_has_left() -> None:
    used = {("deductible", "in", 2026, ""): 99_000}
    found = answer(Inquiry(service_date=worlds.DAY), FACTS, PLANS, used, today=worlds.DAY)
    left = {(one.kind, one.scope): one.remaining for one in found.amounts if one.tier == "in"}
    assert left["deductible", "individual"] == 1_000


def test_it_tells_the_share_of_the_service_asked_about() -> None:
    found = _ask(service_types=("98",))
    assert [(one.tier, one.copay, one.coinsurance) for one in found.benefits] == [
        ("in", 3_000, None),
        ("out", None, 4_000),
    ]
    assert {one.service_type for one in _ask().benefits} == {"98", "1"}


@pytest.mark.parametrize(
    "given",
    [{"birth_date": dt.date(1999, 1, 1)}, {"last_name": "Somebody"}],
    ids=["another birth date", "another name"],
)
def test_it_finds_nobody_when_something_given_does_not_fit(given: dict[str, Any]) -> None:
    found = _ask(**given)
    assert (found.status, found.reject, found.follow_up) == (CoverageStatus.NOT_FOUND, "75", "C")
    assert found == _ask(None, **given)


def test_it_reads_a_name_without_its_marks() -> None:
    assert _ask(last_name="OTESTA").status is CoverageStatus.ACTIVE


def test_it_says_inactive_and_when_coverage_was() -> None:
    period = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    found = _ask(replace(FACTS, member=worlds.member(period=period)))
    assert (found.status, found.period, found.amounts) == (CoverageStatus.INACTIVE, period, ())


@pytest.mark.parametrize(("days", "reject"), [(-731, "62"), (93, "63")])
def test_it_refuses_a_day_too_far_off(days: int, reject: str) -> None:
    found = _ask(service_date=worlds.DAY + dt.timedelta(days=days))
    assert (found.status, found.reject) == (CoverageStatus.REFUSED, reject)


def test_it_never_takes_an_unpublished_year_for_covered() -> None:
    found = answer(Inquiry(service_date=dt.date(2025, 6, 1)), FACTS, PLANS, {}, today=dt.date(2025, 6, 1))
    assert (found.status, found.reject) == (CoverageStatus.REFUSED, "42")


def test_it_has_the_individual_figures_alone_for_self_only_coverage() -> None:
    found = _ask(replace(FACTS, member=worlds.member(level="self_only")))
    assert {one.scope for one in found.amounts} == {"individual"}


def test_it_names_the_other_plans_of_the_day_with_their_place() -> None:
    holder = PlanFacts(is_holder=True)
    others = (
        OtherPlan(
            payer_name="Sample Mutual",
            period=Period(worlds.DAY),
            ours=PlanFacts(is_holder=False),
            other=holder,
        ),
        OtherPlan(payer_name="Model Life", period=Period(worlds.DAY, worlds.DAY)),
        OtherPlan(
            payer_name="Medicare", period=Period(dt.date(2020, 1, 1), worlds.DAY - dt.timedelta(days=1))
        ),
    )
    found = _ask(replace(FACTS, member=replace(FACTS.member, other_plans=others)))
    assert [(one.payer_name, one.first) for one in found.other_insurance] == [
        ("Sample Mutual", "other"),
        ("Model Life", "open"),
    ]
    assert _ask().other_insurance == ()


def test_it_tells_what_is_left_of_each_limit_for_the_person() -> None:
    design = worlds.TEST_DESIGN
    limit = Limit(
        id="therapy", title="Therapy", unit=LimitUnit.VISITS, amount=20, categories=frozenset({"visit"})
    )
    terms = tuple(replace(one, limits=(limit,)) for one in design.terms)
    category = next(one for one in terms[0].categories if "98" in one.service_types)
    limit = replace(limit, categories=frozenset({category.id}))
    terms = tuple(replace(one, limits=(limit,)) for one in design.terms)
    plans = {"test-plan": replace(design, terms=terms)}
    used = Balances({}, self_only=False)
    key, amount = used.count_limit(limit, 2026, FACTS.member.person, worlds.DAY, 3)
    asked = Inquiry(service_date=worlds.DAY, member_id="123456701", service_types=("98",))
    (left,) = answer(asked, FACTS, plans, {key: amount}, today=worlds.DAY).limits
    assert (left.title, left.total, left.remaining, left.used, left.is_money) == ("Therapy", 20, 17, 3, False)
    assert answer(replace(asked, service_types=("XX",)), FACTS, plans, {}, today=worlds.DAY).limits == ()
