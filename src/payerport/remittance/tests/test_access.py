"""The gate for payments, with five people."""

import datetime as dt

import pytest
from tests import factories as make

from payerport.accounts.models import Organization
from payerport.remittance import queries
from payerport.remittance.access import payment_for, payments_visible_to
from payerport.remittance.models import Payment

pytestmark = [pytest.mark.django_db, pytest.mark.req("R-18")]

SEEING = {"owner", "plan staff", "the payer core"}


@pytest.fixture
def practice(clock: dt.datetime) -> Organization:
    make.published_plan()
    return make.organization()


@pytest.fixture
def payment(practice: Organization) -> Payment:
    make.decided_claim(practice, make.family()[0])
    (payment,) = make.payments()
    return payment


def test_it_shows_a_payment_to_its_payee_and_the_plan(practice: Organization, payment: Payment) -> None:
    people = make.people(practice)
    number = payment.trace_number
    assert make.who_sees(people, lambda who: make.opens(lambda: payment_for(who, number))) == SEEING
    assert make.who_sees(people, lambda who: payments_visible_to(who).exists()) == SEEING
    assert make.who_sees(people, lambda who: bool(queries.page_of_payments(who, 1).object_list)) == SEEING


def test_it_locks_the_rows_for_another_practice_when_the_gate_is_forgotten(
    practice: Organization, payment: Payment
) -> None:
    people = make.people(practice)
    assert make.who_sees(people, lambda who: Payment.objects.exists()) == SEEING
    assert make.who_sees(people, lambda who: bool(queries.claims_of(who, payment))) == SEEING
