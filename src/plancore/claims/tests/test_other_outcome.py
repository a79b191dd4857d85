"""What plans before this one decided is taken as they said it; a plan that is only named decided nothing."""

from dataclasses import replace

import pytest

from plancore.claims.coordination import OtherOutcome, other_outcome
from plancore.claims.tests import worlds
from plancore.claims.types import ClaimSubmission, OtherPayment

FIRST = OtherPayment(payer_id="A", paid=6_000, adjustments=(("PR", "2", 4_000),))
SECOND = OtherPayment(payer_id="B", responsibility="S", paid=3_000, adjustments=(("PR", "2", 1_000),))


def _named(payment: OtherPayment) -> OtherPayment:
    return replace(payment, paid=0, adjustments=(), is_decided=False)


def _outcome(place: str, *claim_level: OtherPayment, line_level: tuple[OtherPayment, ...] = ()) -> object:
    line = replace(worlds.line(charge=10_000), other_payments=line_level)
    claim: ClaimSubmission = replace(
        worlds.claim(line), other_payments=claim_level, payer_responsibility=place
    )
    return other_outcome(claim, line)


def test_it_takes_what_the_last_plan_left_and_what_all_paid() -> None:
    assert _outcome("T", FIRST, SECOND) == OtherOutcome(9_000, 1_000)
    assert _outcome("S", FIRST) == OtherOutcome(6_000, 4_000)


@pytest.mark.parametrize("place", ["S", "T", "U"])
def test_it_knows_nothing_of_a_plan_that_is_only_named(place: str) -> None:
    assert _outcome(place, _named(FIRST)) is None
    assert _outcome(place) is None


def test_it_waits_for_the_second_plan_where_this_one_is_third() -> None:
    assert _outcome("T", FIRST, _named(SECOND)) is None


def test_it_does_not_wait_for_a_plan_after_this_one() -> None:
    assert _outcome("S", FIRST, _named(replace(SECOND, responsibility="T"))) == OtherOutcome(6_000, 4_000)


def test_it_takes_a_decision_on_the_line_for_a_plan_that_the_claim_names() -> None:
    assert _outcome("S", _named(FIRST), line_level=(FIRST,)) == OtherOutcome(6_000, 4_000)
    assert _outcome("T", _named(FIRST), _named(SECOND), line_level=(FIRST,)) is None


def test_it_takes_adjustments_without_a_payment_as_a_decision() -> None:
    denied = replace(_named(FIRST), adjustments=(("PR", "204", 10_000),))
    assert _outcome("S", denied) == OtherOutcome(0, 10_000)
