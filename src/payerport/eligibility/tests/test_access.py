"""The gate for eligibility checks, with five people, and their end."""

import datetime as dt
from unittest import mock

import pytest
from django.conf import settings
from tests import factories as make

from payerport.accounts.models import Organization
from payerport.audit.actor import core
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.eligibility.access import check_for, checks_visible_to
from payerport.eligibility.actions import purge_expired
from payerport.eligibility.models import Check

pytestmark = pytest.mark.django_db

SEEING = {"owner", "colleague", "plan staff", "the payer core"}
"""The front desk asks too, so a colleague sees what the practice asked."""


@pytest.fixture
def practice(clock: dt.datetime) -> Organization:
    make.published_plan()
    return make.organization()


@pytest.fixture
def check(practice: Organization) -> Check:
    return make.check(make.actor("front_desk", practice), make.family()[0])


@pytest.mark.req("R-18")
def test_it_shows_an_answer_to_the_practice_that_asked_and_the_plan(
    practice: Organization, check: Check
) -> None:
    people = make.people(practice)
    assert make.who_sees(people, lambda who: make.opens(lambda: check_for(who, check.pk))) == SEEING
    assert make.who_sees(people, lambda who: checks_visible_to(who).exists()) == SEEING


@pytest.mark.req("R-18")
def test_it_locks_the_rows_for_another_practice_when_the_gate_is_forgotten(
    practice: Organization, check: Check
) -> None:
    assert make.who_sees(make.people(practice), lambda who: Check.objects.exists()) == SEEING


@pytest.mark.req("R-05")
def test_it_shows_nobody_an_answer_that_has_expired(
    practice: Organization, check: Check, clock: dt.datetime
) -> None:
    later = clock + dt.timedelta(days=settings.ELIGIBILITY_KEPT_DAYS)
    people = make.people(practice)
    with mock.patch("django.utils.timezone.now", return_value=later):
        assert make.who_sees(people, lambda who: make.opens(lambda: check_for(who, check.pk))) == set()


@pytest.mark.req("R-05")
def test_it_purges_what_has_expired_and_remembers_who_asked(check: Check, clock: dt.datetime) -> None:
    with as_core():
        assert purge_expired(core("worker")) == 0
        later = clock + dt.timedelta(days=settings.ELIGIBILITY_KEPT_DAYS)
        with mock.patch("django.utils.timezone.now", return_value=later):
            assert purge_expired(core("worker")) == 1
        assert not Check.objects.exists()
        asked = Event.objects.get(action="eligibility.checked")
    assert (asked.record_id, asked.user_id) == (str(check.pk), check.asked_by)
