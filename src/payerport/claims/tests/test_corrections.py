"""Voids and replacements are carried out: balances go back, later claims follow, the next payment takes
back."""

import datetime as dt
from dataclasses import replace
from typing import Any
from unittest import mock

import pytest
from django.db.models import Sum
from tests import factories as make

from payerport.accounts.models import Organization
from payerport.audit.actor import core
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.claims import corrections, queries
from payerport.claims.models import AccumulatorEntry, Claim, Decision, DecisionLine, State
from payerport.claims.store import decision_of
from payerport.members.models import Member
from payerport.remittance.models import Payment, RemittedClaim
from plancore import remittance as core_remittance
from plancore.exchange import x835
from plancore.remittance import balance
from plancore.x12 import check

pytestmark = pytest.mark.django_db

OTHER_CARE, PRICE = "G0260", 50_000


@pytest.fixture
def practice(clock: dt.datetime) -> Organization:
    make.published_plan()
    return make.organization()


@pytest.fixture
def member() -> Member:
    return make.family()[0]


def void_of(claim: Claim, practice: Organization, member: Member) -> Claim:
    return make.decided_claim(
        practice, member, frequency="8", original_reference=claim.control_number, lines=_lines(claim)
    )


def _lines(claim: Claim) -> list[Any]:
    return [make.line(on=claim.service_from)]


def used(member: Member) -> dict[str, int]:
    """What the family's rows add up to, by kind, for the member."""
    with as_core():
        found = AccumulatorEntry.objects.filter(family=member.family_id, person=member.person)
        return {
            row["kind"]: row["total"]
            for row in found.order_by().values("kind").annotate(total=Sum("amount"))
            if row["total"]
        }


def sent(payment: Payment) -> core_remittance.Remittance:
    with as_core():
        content = bytes(payment.file.content)
    assert [one.code for one in check([content]) if one.is_error] == []
    (remittance,) = x835.read([content])
    assert balance(remittance) == []
    return remittance


def later(member: Member, since: int = 0, *, dry_run: bool = False) -> corrections.Redecided:
    """What the queued job does."""
    return corrections.redecide(core("test"), member.family_id, since=since, dry_run=dry_run)


@pytest.mark.req("R-06")
def test_it_takes_a_voided_claim_back_to_the_cent(practice: Organization, member: Member) -> None:
    claim = make.decided_claim(practice, member)
    assert used(member)
    void = void_of(claim, practice, member)
    make.renew(claim)
    assert (claim.state, void.state) == (State.VOIDED, State.VOIDED)
    assert used(member) == {}
    assert (claim.allowed, claim.paid, claim.member_share) == (0, 0, 0)
    with as_core():
        first, undone = (decision_of(row) for row in Decision.objects.filter(claim=claim).order_by("pk"))
        assert (undone.charge, undone.paid) == (-first.charge, -first.paid)
        assert Decision.objects.filter(claim=void).count() == 0
        assert queries.disagreements() == []
        assert Event.objects.filter(action="claim.taken_back", record_id=claim.control_number).count() == 1
        assert queries.view_of(claim).decision == first, "the page shows what was taken back"


def test_it_sends_nothing_about_a_claim_that_was_voided_before_it_was_paid(
    practice: Organization, member: Member
) -> None:
    claim = make.decided_claim(practice, member)
    void_of(claim, practice, member)
    assert make.payments() == ()


@pytest.mark.req("R-19")
def test_it_takes_a_paid_claim_back_with_the_next_payment(practice: Organization, member: Member) -> None:
    claim = make.decided_claim(practice, member)
    (first,) = make.payments()
    void_of(claim, practice, member)
    other = make.decided_claim(practice, make.family()[0])
    dearer = make.decided_claim(practice, make.family()[0])
    (second,) = make.payments()
    remittance = sent(second)
    reversal, *paid = remittance.claims
    assert (reversal.status, reversal.plan_control_number) == ("22", claim.control_number)
    assert reversal.paid == -first.amount < 0
    assert {one.plan_control_number for one in paid} == {other.control_number, dearer.control_number}
    assert second.amount == sum(one.paid for one in paid) - first.amount > 0
    assert second.carried_forward == 0
    assert make.payments() == ()


@pytest.mark.req("R-19")
def test_it_carries_forward_what_a_payment_cannot_take_back(practice: Organization, member: Member) -> None:
    claim = make.decided_claim(practice, member)
    (first,) = make.payments()
    void_of(claim, practice, member)
    (second,) = make.payments()
    assert (second.amount, second.method, second.carried_forward) == (0, "NON", first.amount)
    (forward,) = sent(second).provider_adjustments
    assert (forward.reason, forward.amount) == ("FB", -first.amount)
    for _ in range(2):
        make.decided_claim(practice, make.family()[0])
    (third,) = make.payments()
    (taken,) = sent(third).provider_adjustments
    assert (taken.reason, taken.amount, taken.reference) == ("FB", first.amount, second.trace_number)
    assert third.amount == sum(one.paid for one in sent(third).claims) - first.amount
    assert third.carried_forward == 0


@pytest.mark.req("R-06")
def test_it_replaces_a_claim_as_if_the_first_had_never_been(practice: Organization, member: Member) -> None:
    claim = make.decided_claim(practice, member)
    make.payments()
    before = used(member)
    changed = make.decided_claim(
        practice,
        member,
        frequency="7",
        original_reference=claim.control_number,
        lines=[make.line(charge=make.VISIT_CHARGE + 1_000)],
    )
    make.renew(claim)
    assert (claim.state, changed.state) == (State.VOIDED, State.PROCESSED)
    assert used(member) == before, "one visit, one copay"
    (payment,) = make.payments()
    assert [one.status for one in sent(payment).claims] == ["22", "1"]
    reversal, correction = (one.paid for one in sent(payment).claims)
    assert (payment.amount, correction) == (reversal + correction, changed.paid)
    with as_core():
        assert queries.disagreements() == []


def test_it_leaves_the_original_while_its_replacement_waits(practice: Organization, member: Member) -> None:
    claim = make.decided_claim(practice, member)
    sent_now = make.submission(practice, member, frequency="7", original_reference=claim.control_number)
    (waits,) = make.claims(practice, [replace(sent_now, payer_responsibility="S")])
    before = used(member)
    make.decide(waits)
    make.renew(claim)
    assert (waits.state, claim.state) == (State.PENDED, State.PROCESSED)
    assert used(member) == before


def test_it_lets_a_second_void_of_a_claim_wait(practice: Organization, member: Member) -> None:
    """Both were received before either was decided; the first one takes back."""
    claim = make.decided_claim(practice, member)
    voids = [
        make.claim(
            practice,
            member,
            frequency="8",
            original_reference=claim.control_number,
            patient_control_number=number,
        )
        for number in ("ONE", "TWO")
    ]
    make.decide(*voids)
    assert [one.state for one in voids] == [State.VOIDED, State.PENDED]
    assert used(member) == {}


def test_it_voids_a_claim_that_is_decided_in_the_same_job(practice: Organization, member: Member) -> None:
    claim = make.claim(practice, member)
    void = make.claim(practice, member, frequency="8", original_reference=claim.control_number)
    make.decide(claim, void)
    assert (claim.state, void.state) == (State.VOIDED, State.VOIDED)
    assert used(member) == {}


@pytest.mark.req("R-19")
def test_it_pays_interest_on_what_is_paid_late_and_none_on_its_correction(
    practice: Organization, member: Member, clock: dt.datetime
) -> None:
    """New York: 30 days for an electronic claim, then 12 % a year over 365 days, nothing below $2.00."""
    claims = deductible_year(practice, member)
    cheap = make.decided_claim(practice, make.family()[0])
    with mock.patch("django.utils.timezone.now", return_value=clock + dt.timedelta(days=61)):
        (payment,) = make.payments()
    adjustments = {one.reference: one for one in sent(payment).provider_adjustments}
    make.renew(*claims)
    expected = {
        one.control_number: -amount
        for one in claims
        if (amount := ((one.paid or 0) * 1_200 * 31 * 2 + 3_650_000) // (3_650_000 * 2)) >= 200
    }
    assert expected
    assert {number: one.amount for number, one in adjustments.items()} == expected
    assert {one.reason for one in adjustments.values()} == {"L6"}
    assert cheap.control_number not in adjustments
    assert payment.amount == sum(one.paid for one in sent(payment).claims) - sum(expected.values())


def deductible_year(practice: Organization, member: Member) -> list[Claim]:
    """Four claims that use up the deductible of 1,500.00 and go on."""
    return [
        make.decided_claim(
            practice,
            member,
            lines=[make.line(procedure=OTHER_CARE, charge=PRICE, on=make.day(-place))],
        )
        for place in range(1, 9)
    ]


def test_it_decides_the_familys_later_claims_again(practice: Organization, member: Member) -> None:
    claims = deductible_year(practice, member)
    before = used(member)
    shares = [one.member_share for one in claims]
    make.payments()
    void_of(claims[0], practice, member)
    first_look = later(member, dry_run=True)
    assert first_look.changes
    make.renew(*claims)
    assert [one.member_share for one in claims[1:]] == shares[1:], "a dry run writes nothing"
    found = later(member)
    assert [one.control_number for one in found.changes] == [one.control_number for one in first_look.changes]
    make.renew(*claims)
    assert sum(one.member_share or 0 for one in claims[1:]) > sum(one or 0 for one in shares[1:])
    assert used(member)["deductible"] == before["deductible"], "the next claims fill the deductible"
    assert later(member).changes == (), "once decided again, nothing more changes"
    with as_core():
        assert queries.disagreements() == []


@pytest.mark.req("R-19")
def test_it_pays_a_claim_decided_again_by_reversal_and_correction(
    practice: Organization, member: Member
) -> None:
    claims = deductible_year(practice, member)
    make.payments()
    void_of(claims[0], practice, member)
    changed = {one.control_number for one in later(member).changes}
    (payment,) = make.payments()
    statuses: dict[str, list[str]] = {}
    for one in sent(payment).claims:
        statuses.setdefault(one.plan_control_number, []).append(one.status)
    assert statuses.pop(claims[0].control_number) == ["22"]
    assert {*statuses} == changed
    assert all(one[0] == "22" and len(one) == 2 for one in statuses.values())
    assert make.payments() == ()
    with as_core():
        newest = {one.pk: one for one in Claim.objects.filter(control_number__in=changed)}
        settled = RemittedClaim.objects.filter(claim__in=newest).values("claim").annotate(total=Sum("paid"))
        assert {row["claim"]: row["total"] for row in settled} == {pk: one.paid for pk, one in newest.items()}


def test_it_looks_at_no_line_that_was_taken_back(practice: Organization, member: Member) -> None:
    """Else a claim decided again would be its own duplicate the next time."""
    claims = deductible_year(practice, member)
    void_of(claims[0], practice, member)
    assert later(member).changes
    with as_core():
        lines = DecisionLine.objects.filter(claim=claims[-1]).count()
    assert lines >= 1
    again = make.decided_claim(practice, member, lines=[make.line(procedure=OTHER_CARE, charge=PRICE)])
    assert again.state == State.PROCESSED


def test_it_lists_what_a_retroactive_end_of_coverage_changes(practice: Organization, member: Member) -> None:
    claim = make.decided_claim(practice, member)
    with as_core():
        coverage = member.coverages.get()
        coverage.end = make.day(-1)
        coverage.save()
    found = later(member, dry_run=True)
    assert [(one.control_number, one.after.outcome.value) for one in found.changes] == [
        (claim.control_number, "denied")
    ]
    assert found.changes[0].paid == -(claim.paid or 0) < 0


def test_it_lists_what_a_retroactive_begin_of_coverage_pays(practice: Organization, member: Member) -> None:
    """Coverage that was told too late: the claim was denied, and is paid by what the plan knows now."""
    with as_core():
        coverage = member.coverages.get()
        started = coverage.start
        coverage.start = make.day(1)
        coverage.save()
    claim = make.decided_claim(practice, member)
    assert claim.state == State.DENIED
    with as_core():
        coverage.start = started
        coverage.save()
    (found,) = later(member, dry_run=True).changes
    assert (found.control_number, found.after.outcome.value) == (claim.control_number, "processed")
    assert found.paid == found.after.paid > 0
    make.renew(claim)
    assert claim.state == State.DENIED, "a dry run writes nothing"
    later(member)
    make.renew(claim)
    assert (claim.state, claim.paid) == (State.PROCESSED, found.paid)


def test_it_lists_nothing_where_retroactive_enrolment_changes_no_decision(
    practice: Organization, member: Member
) -> None:
    make.decided_claim(practice, member)
    with as_core():
        coverage = member.coverages.get()
        coverage.end = make.day(30)
        coverage.save()
    found = later(member, dry_run=True)
    assert (found.looked_at, found.changes) == (1, ())
