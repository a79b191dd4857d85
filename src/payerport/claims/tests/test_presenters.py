"""Claims in words: the answer first, each amount with its reason, who did what."""

import datetime as dt
from decimal import Decimal

import pytest
from tests import factories as make

from payerport.audit.lock import as_core
from payerport.claims import presenters, queries
from payerport.claims.models import Claim, State, StateChange
from plancore.claims.decision import Decision
from plancore.claims.types import ClaimSubmission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def plan() -> None:
    make.published_plan()


def answer(claim: Claim) -> presenters.ClaimAnswer:
    with as_core():
        return presenters.answer_of(claim, queries.view_of(claim))


def test_it_says_what_is_paid_and_what_the_patient_owes() -> None:
    claim = make.decided_claim(make.organization(), make.family()[0])
    said = answer(claim)
    assert said.title.startswith("Approved: $") and said.title.endswith("with the next payment")
    assert said.text.startswith("The patient owes ")
    assert not presenters.is_settled(claim, is_remitted=False)
    make.payments()
    make.renew(claim)
    assert answer(claim).title.startswith("Paid: $")
    assert presenters.is_settled(claim, is_remitted=True)


def test_it_says_anew_where_a_claim_stands_once_it_is_remitted_without_money() -> None:
    claim = make.decided_claim(make.organization(), make.family()[0], lines=[make.line(charge=100)])
    assert (claim.state, claim.paid) == ("processed", 0), "the copay is more than the charge"
    with as_core():
        before = queries.newest_change_of(claim)
        assert before == queries.view_of(claim).newest_change
    assert not presenters.is_settled(claim, is_remitted=False), "its remittance is still to come"
    make.payments()
    make.renew(claim)
    with as_core():
        assert claim.state == "processed" and queries.newest_change_of(claim) != before
    assert presenters.is_settled(claim, is_remitted=True)


@pytest.mark.req("R-11")
def test_it_names_the_main_reason_of_a_denial_and_what_to_do() -> None:
    claim = make.decided_claim(make.organization(), make.family(start=make.day(1))[0])
    said = answer(claim)
    assert said.title == "Denied: before coverage began (PR-26)"
    assert said.text.endswith("Check the date of service, or the patient's coverage on that day.")
    with as_core():
        line = presenters.lines_of(*_decided(claim))[0]
    assert line.status is not None and str(line.status.word) == "Denied"
    assert line.adjustments[0].mend == said.text


@pytest.mark.req("R-09")
def test_it_counts_what_to_mend_in_a_rejected_claim() -> None:
    at, patient = make.organization(), make.family()[0]
    sent = make.with_member_id(make.submission(at, patient), "999999901")
    claim = make.claims(at, [sent])[0]
    said = answer(claim)
    assert said.title == "Rejected: 1 thing to mend"
    assert "send it again as a new claim" in said.text
    assert presenters.is_settled(claim, is_remitted=False)


def test_it_tells_who_sent_a_claim_that_the_checks_rejected() -> None:
    at, patient = make.organization(), make.family()[0]
    person = make.user("biller", at)
    person.first_name, person.last_name = "Basil", "Draftgrove"
    person.save()
    sent = make.with_member_id(make.submission(at, patient), "999999901")
    file = make.sent_file(make.actor_of(person), make.x12_837p(sent))
    claim = make.claims_of(file)[0]
    with as_core():
        steps = presenters.timeline_of(queries.view_of(claim))
        row = StateChange.objects.get(claim=claim)
    assert [(step.what, step.who) for step in steps] == [
        ("Rejected", "the plan, automatically"),
        ("Received", "Basil Draftgrove"),
    ]
    assert (row.user_id, row.process) == (person.pk, "")


def test_it_names_the_plans_operator_where_no_person_sent_the_file() -> None:
    from payerport.audit.actor import core

    at, patient = make.organization(), make.family()[0]
    file = make.sent_file(core("command"), make.x12_837p(make.submission(at, patient)))
    with as_core():
        steps = presenters.timeline_of(queries.view_of(make.claims_of(file)[0]))
    assert [step.who for step in steps] == ["the plan's operator"]


def test_it_shows_no_amounts_of_a_claim_that_waits() -> None:
    received = make.claim(make.organization(), make.family()[0])
    with as_core():
        view = queries.view_of(received)
    assert presenters.totals_of(received, view) == presenters.Figures(received.total_charge)
    assert not presenters.is_settled(received, is_remitted=False)


@pytest.mark.parametrize(
    ("units", "words"), [("1", "1 unit"), ("2", "2 units"), ("1.50", "1.5 units"), ("1200", "1,200 units")]
)
def test_it_counts_units_in_words(units: str, words: str) -> None:
    from dataclasses import replace

    assert presenters.units_text(replace(make.line(), units=Decimal(units))) == words


def test_it_counts_what_changed_lately() -> None:
    at = make.organization()
    make.decided_claim(at, make.family()[0])
    who = make.actor("biller", at)
    with as_core():
        moment = Claim.objects.get().state_at
        assert queries.changed_since(who, moment) == {State.PROCESSED: 1}
        assert queries.changed_since(who, moment + dt.timedelta(seconds=1)) == {}


def _decided(claim: Claim) -> tuple[ClaimSubmission, Decision | None]:
    view = queries.view_of(claim)
    return view.submission, view.decision
