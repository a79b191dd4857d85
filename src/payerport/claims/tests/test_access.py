"""The gate for claims, with five people and both locks: gate and row lock alone let the same ones in."""

import datetime as dt

import pytest
from tests import factories as make

from payerport.audit.lock import as_core
from payerport.claims import queries
from payerport.claims.access import claim_for, claims_visible_to
from payerport.claims.models import Claim

pytestmark = [pytest.mark.django_db, pytest.mark.req("R-18")]


@pytest.fixture
def claim(clock: dt.datetime) -> Claim:
    make.published_plan()
    return make.claim(make.organization(), make.family()[0])


def test_it_shows_a_claim_to_its_practice_and_the_plan(claim: Claim) -> None:
    assert claim.organization is not None
    people = make.people(claim.organization)
    seeing = {"owner", "plan staff", "the payer core"}
    number = claim.control_number
    assert make.who_sees(people, lambda who: make.opens(lambda: claim_for(who, number))) == seeing
    assert make.who_sees(people, lambda who: claims_visible_to(who).exists()) == seeing
    assert make.who_sees(people, lambda who: sum(queries.counts_by_state(who).values()) == 1) == seeing
    assert make.who_sees(people, lambda who: bool(queries.find_claims(who, number))) == seeing


def test_it_locks_the_rows_for_another_practice_when_the_gate_is_forgotten(claim: Claim) -> None:
    """Without the gate the row lock still knows organizations, and what a role may see."""
    assert claim.organization is not None
    people = make.people(claim.organization)
    seeing = {"owner", "plan staff", "the payer core"}
    assert make.who_sees(people, lambda who: Claim.objects.exists()) == seeing


def test_it_shows_a_claim_of_an_unknown_provider_to_the_plan_alone(clock: dt.datetime) -> None:
    make.published_plan()
    practice = make.organization()
    claim = make.claim(practice, make.family()[0])
    with as_core():
        Claim.objects.update(organization=None)
    people = make.people(practice)
    assert make.who_sees(people, lambda who: make.opens(lambda: claim_for(who, claim.control_number))) == {
        "plan staff",
        "the payer core",
    }
