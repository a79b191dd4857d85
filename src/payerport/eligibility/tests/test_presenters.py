"""Answers in words: what to collect, each benefit once, when coverage ended or begins."""

import datetime as dt

import pytest

from payerport.eligibility import presenters
from plancore.eligibility.types import (
    Amount,
    Answer,
    Benefit,
    CoverageStatus,
    Inquiry,
    LimitLeft,
    OtherInsurance,
)
from plancore.kernel import Period

DAY = dt.date(2026, 3, 2)
BY_ID = Inquiry(service_date=DAY, member_id="123456701")
BY_NAME = Inquiry(service_date=DAY, last_name="Testwood", first_name="Alice", birth_date=dt.date(1985, 3, 14))


def benefit(service_type: str, category: str, tier: str = "in", **more: object) -> Benefit:
    return Benefit(
        service_type=service_type, category=category, title=category.title(), tier=tier, **more  # type: ignore[arg-type]
    )  # fmt: skip


def test_it_puts_what_to_collect_first_and_each_benefit_once() -> None:
    answer = Answer(
        status=CoverageStatus.ACTIVE,
        service_date=DAY,
        plan_name="Plan",
        amounts=(
            Amount(kind="deductible", scope="family", tier="in", total=300_000, remaining=0),
            Amount(kind="deductible", scope="individual", tier="in", total=150_000, remaining=50_000),
        ),
        benefits=(
            benefit("UC", "urgent", copay=7_500),
            benefit("AD", "therapy", copay=4_500),
            benefit("AE", "therapy", copay=4_500),
            benefit("98", "visit", copay=3_000, authorization_required=True),
            benefit("98", "visit", tier="out", coinsurance=4_000, deductible_applies=True),
        ),
    )
    words = presenters.words_of(answer, BY_ID)
    assert [(one.title, one.share, one.notes) for one in words.collect] == [
        ("Visit", "$30.00 copay", ["Needs authorization."]),
        ("Urgent", "$75.00 copay", []),
    ]
    assert words.first is not None
    assert [one.title for one in words.first.benefits] == ["Urgent", "Therapy", "Visit"]
    assert [str(title) for title, _ in words.first.amounts] == ["This person", "Family"]
    assert [one.benefits[0].share for one in words.others] == ["40% after the deductible"]
    assert words.text == "Plan · $500.00 of the deductible is left"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31)), "Coverage by Plan ended on Dec 31, 2025."),
        (Period(dt.date(2026, 4, 1), None), "Coverage by Plan begins on Apr 1, 2026."),
    ],
)
def test_it_says_when_coverage_ended_or_begins(period: Period, words: str) -> None:
    answer = Answer(status=CoverageStatus.INACTIVE, service_date=DAY, plan_name="Plan", period=period)
    assert presenters.words_of(answer, BY_ID).text.startswith(words)


def test_it_asks_for_the_id_when_a_name_was_not_enough() -> None:
    answer = Answer(status=CoverageStatus.NOT_FOUND, service_date=DAY, message="Check the number.")
    assert presenters.words_of(answer, BY_ID).text == "Check the number."
    assert "type the member id" in presenters.words_of(answer, BY_NAME).text


def test_it_repeats_what_was_asked_as_it_can_be_typed_again() -> None:
    assert presenters.asked(BY_ID) == "123456701"
    assert presenters.asked(BY_NAME) == "Alice Testwood 03/14/1985"


def test_it_says_what_is_left_of_each_limit_and_which_other_plan_pays_first() -> None:
    answer = Answer(
        status=CoverageStatus.ACTIVE,
        service_date=DAY,
        limits=(
            LimitLeft(title="60 therapy visits a benefit year.", total=60, remaining=57, is_money=False),
            LimitLeft(title="$200 for glasses", total=20_000, remaining=0, is_money=True),
        ),
        other_insurance=(
            OtherInsurance(payer_name="Sample Mutual", period=Period(dt.date(2025, 1, 1)), first="other"),
            OtherInsurance(
                payer_name="Medicare",
                period=Period(dt.date(2025, 1, 1), dt.date(2026, 12, 31)),
                first="ours",
                why="Because.",
            ),
            OtherInsurance(payer_name="Model Life", period=Period(DAY)),
        ),
    )
    words = presenters.words_of(answer, BY_ID)
    assert [(one.title, one.used, one.left) for one in words.limits] == [
        ("60 therapy visits a benefit year", "3", "57"),
        ("$200 for glasses", "$200.00", "$0.00"),
    ]
    assert [(one.payer, one.days, one.place, one.why) for one in words.insurance] == [
        ("Sample Mutual", "since Jan 1, 2025", "It pays before this plan: bill it first.", ""),
        ("Medicare", "from Jan 1, 2025 to Dec 31, 2026", "It pays after this plan.", "Because."),
        ("Model Life", "since Mar 2, 2026", "Which plan pays first is open: call the plan.", ""),
    ]
