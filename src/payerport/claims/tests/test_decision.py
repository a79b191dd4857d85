"""Receipt and decision of claims: through the actions, on a real database."""

import json
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import factories

from payerport.audit.actor import core
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.claims import actions, queries
from payerport.claims.models import (
    AccumulatorEntry,
    Claim,
    ClaimFinding,
    Decision,
    DecisionLine,
    State,
    StateChange,
)
from payerport.claims.store import decision_of, dump, recorded_inputs, submission_of
from payerport.codes import tables
from payerport.plans import store as plans
from plancore.claims import record
from plancore.claims.decision import Group

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plan() -> None:
    factories.published_plan()


def test_it_receives_a_claim_with_its_first_state() -> None:
    practice, member = factories.organization(), factories.family()[0]
    claim = factories.claim(practice, member)
    with as_core():
        assert claim.state == State.RECEIVED
        assert claim.family == member.family_id
        assert [change.state for change in StateChange.objects.filter(claim=claim)] == ["received"]
        assert Event.objects.filter(action="claim.received", record_id=claim.control_number).count() == 1


@pytest.mark.req("R-11")
def test_it_decides_a_claim_and_explains_every_cent() -> None:
    practice, member = factories.organization(), factories.family()[0]
    claim = factories.decided_claim(practice, member)
    assert claim.state == State.PROCESSED
    with as_core():
        row = Decision.objects.get(claim=claim)
        decided = decision_of(row)
        line = decided.lines[0]
        assert line.charge == line.paid + sum(one.amount for one in line.adjustments)
        assert line.copay > 0, "a clinic visit has a copay in this plan"
        assert claim.paid == decided.paid == row.paid
        assert claim.member_share == sum(one.amount for one in line.adjustments if one.group is Group.PATIENT)
        assert [change.state for change in StateChange.objects.filter(claim=claim).order_by("pk")] == [
            "received",
            "processed",
        ]
        assert all((row.engine_version, row.plan_version, row.fee_schedule_version, row.codes_version))
        assert Event.objects.filter(action="claim.decided", record_id=claim.control_number).count() == 1


def test_it_keeps_the_submission_without_loss() -> None:
    practice, member = factories.organization(), factories.family()[0]
    sent = factories.submission(practice, member)
    claim = factories.claims(practice, [sent])[0]
    with as_core():
        assert submission_of(Claim.objects.get(pk=claim.pk)) == sent


def test_it_decides_once_however_often_it_is_asked() -> None:
    practice, member = factories.organization(), factories.family()[0]
    claim = factories.decided_claim(practice, member)
    factories.decide(claim)
    with as_core():
        assert Decision.objects.filter(claim=claim).count() == 1
        assert actions.decide_families(core("test"), [member.family_id]) == 0


@pytest.mark.req("R-09")
def test_it_returns_a_claim_for_somebody_unknown_and_keeps_it() -> None:
    practice, member = factories.organization(), factories.family()[0]
    sent = factories.submission(practice, member)
    claim = factories.claims(practice, [factories.with_member_id(sent, "999999999")])[0]
    with as_core():
        assert claim.state == State.REJECTED
        assert claim.family == ""
        assert claim.organization_id == practice.pk
        assert "claim.member.unknown" in ClaimFinding.objects.filter(claim=claim).values_list(
            "code", flat=True
        )


def test_it_takes_the_same_claim_in_once() -> None:
    practice, member = factories.organization(), factories.family()[0]
    sent = factories.submission(practice, member)
    first, again = factories.claims(practice, [sent, sent])
    later = factories.claims(practice, [sent])[0]
    assert [first.state, again.state, later.state] == [State.RECEIVED, State.REJECTED, State.REJECTED]
    with as_core():
        for claim in (again, later):
            codes = ClaimFinding.objects.filter(claim=claim).values_list("code", flat=True)
            assert list(codes) == ["claim.duplicate.received"]


def test_it_denies_the_same_service_sent_as_another_claim() -> None:
    practice, member = factories.organization(), factories.family()[0]
    first = factories.decided_claim(practice, member, patient_control_number="A1")
    second = factories.decided_claim(practice, member, patient_control_number="A2")
    assert first.state == State.PROCESSED
    assert second.state == State.DENIED
    with as_core():
        assert [one.carc for one in decision_of(Decision.objects.get(claim=second)).lines[0].adjustments] == [
            "18"
        ]


def test_it_does_not_take_a_claim_in_from_another_practice() -> None:
    practice, other, member = factories.organization(), factories.organization(), factories.family()[0]
    claim = factories.claims(other, [factories.submission(practice, member)])[0]
    assert claim.state == State.REJECTED
    assert claim.organization_id == other.pk, "what they sent is theirs to see, and nobody else's"
    with as_core():
        codes = ClaimFinding.objects.filter(claim=claim).values_list("code", flat=True)
        assert "claim.provider.not_yours" in codes


def test_it_moves_the_balances_by_what_the_decisions_say() -> None:
    practice, people = factories.organization(), factories.family(size=3)
    for person in people:
        factories.decided_claim(practice, person)
    with as_core():
        balances = queries.balances_of_family(people[0].family_id)
        moved = [
            movement
            for row in Decision.objects.filter(family=people[0].family_id)
            for movement in decision_of(row).movements
        ]
        assert sum(balances.values()) == sum(movement.amount for movement in moved)
        assert AccumulatorEntry.objects.filter(family=people[0].family_id).count() == len(moved) > 0


def test_it_has_no_current_column_that_disagrees_with_the_history() -> None:
    practice, member = factories.organization(), factories.family()[0]
    factories.decided_claim(practice, member)
    factories.claim(practice, member, patient_control_number="WAITS")
    with as_core():
        assert queries.disagreements() == []
        Claim.objects.filter(state=State.RECEIVED).update(state=State.DENIED)
        assert len(queries.disagreements()) == 1


def test_it_decides_more_claims_of_a_family_with_no_more_statements() -> None:
    practice, member = factories.organization(), factories.family()[0]
    counted = []
    for days in (range(2), range(3, 13)):
        claims = [
            factories.claim(practice, member, lines=[factories.line(on=factories.day(n))]) for n in days
        ]
        with as_core(), CaptureQueriesContext(connection) as statements:
            assert actions.decide_families(core("test"), [member.family_id]) == len(claims)
        counted.append(len(statements))
    assert counted[1] <= counted[0] <= 30
    with as_core():
        assert DecisionLine.objects.filter(family=member.family_id).count() == 12


def test_it_finds_a_dependent_who_is_named_under_the_subscribers_number() -> None:
    practice, (subscriber, _spouse, child) = factories.organization(), factories.family(size=3)
    sent = factories.submission(practice, child)
    named = replace(
        sent,
        subscriber=replace(sent.subscriber, member_id=str(subscriber.member_id)),
        patient=replace(sent.patient, member_id=str(subscriber.member_id)),
    )
    stranger = replace(named, patient=replace(named.patient, first_name="Nobody"))
    found, unknown = factories.claims(practice, [named, stranger])
    assert (found.state, found.member_id) == (State.RECEIVED, child.pk)
    assert (unknown.state, unknown.member_id) == (State.REJECTED, None)


def test_it_decides_again_from_the_record_to_the_same_bytes() -> None:
    practice, people = factories.organization(), factories.family(size=3)
    for person in (*people, people[0]):
        factories.decided_claim(practice, person, lines=[factories.line(on=factories.day(person.pk % 20))])
    with as_core():
        rows = list(Decision.objects.filter(family=people[0].family_id).select_related("claim"))
        published = record.Published(
            plans=plans.designs(),
            schedules={one.version: one for one in plans.fee_schedules().values()},
            codes=tables(),
        )
        for row in rows:
            again, differences = record.replay(
                submission_of(row.claim), decision_of(row), recorded_inputs(row), published
            )
            assert differences == []
            assert json.loads(json.dumps(dump(again))) == row.record
    assert len(rows) == 4


@pytest.mark.parametrize("charge", [10_000_000_000, 10**30])
def test_it_returns_a_charge_that_no_amount_field_holds(charge: int) -> None:
    practice, member = factories.organization(), factories.family()[0]
    sent = factories.submission(practice, member, lines=[factories.line(charge=charge)])
    claim = factories.claims(practice, [sent])[0]
    assert claim.state == State.REJECTED
    with as_core():
        found = ClaimFinding.objects.filter(claim=claim).values_list("code", flat=True)
        assert set(found) == {"claim.charge.too_large"}
        kept = Claim.objects.get(pk=claim.pk)
        assert submission_of(kept).total_charge == charge, "what was sent is kept whole"
        assert kept.total_charge == 9_999_999_999, "what lists show has its limit"
