"""A payment run: everything payable once, balanced to the cent, or nothing at all."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any
from unittest import mock

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from tests import factories as make

from payerport.accounts.models import Organization
from payerport.audit.actor import core
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.claims import queries as claims
from payerport.claims.access import claim_for
from payerport.claims.models import Claim, Decision, State
from payerport.edi.tests.x12 import segments
from payerport.files.models import OutboundFile
from payerport.remittance import actions, queries
from payerport.remittance.models import Payment, PaymentRun, RemittedClaim
from plancore import remittance as core_remittance
from plancore.exchange import x835
from plancore.remittance import balance
from plancore.x12 import check

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(clock: dt.datetime) -> Organization:
    make.published_plan()
    return make.organization()


def content_of(payment: Payment) -> bytes:
    with as_core():
        return bytes(queries.file_of(payment).content)


def issued() -> list[int]:
    """Runs, payments, claims on them, 835 files, audit rows of payments."""
    with as_core():
        return [
            PaymentRun.objects.count(),
            Payment.objects.count(),
            RemittedClaim.objects.count(),
            OutboundFile.objects.filter(kind="835").count(),
            Event.objects.filter(action__startswith="payment.").count(),
        ]


def read_back(content: bytes) -> core_remittance.Remittance:
    (remittance,) = x835.read([content])
    return remittance


@pytest.mark.req("R-19")
def test_it_pays_each_payee_once_with_a_balanced_835(practice: Organization) -> None:
    other = make.organization()
    people = make.family(size=3)
    decided = [make.decided_claim(practice, people[0]), make.decided_claim(practice, people[1])]
    decided += [make.decided_claim(other, people[2])]
    first, second = make.payments()
    assert {first.organization_id, second.organization_id} == {practice.pk, other.pk}
    for payment in (first, second):
        its = [one for one in decided if one.organization_id == payment.organization_id]
        content = content_of(payment)
        assert [one.code for one in check([content]) if one.is_error] == []
        written = segments(content)
        (bpr,), (trn,) = ([one for one in written if one[0] == name] for name in ("BPR", "TRN"))
        paid = sum(one.paid or 0 for one in its)
        assert payment.amount == paid > 0
        assert (bpr[2].replace(".", "").zfill(3), trn[2]) == (_digits(paid), payment.trace_number)
        assert {one[7] for one in written if one[0] == "CLP"} == {one.control_number for one in its}
    make.renew(*decided)
    assert {one.state for one in decided} == {State.PAID}
    assert issued()[:4] == [1, 2, 3, 2]


def _digits(cents: int) -> str:
    """An amount as X12 writes it, without the point: `145` for 145.00, `1455` for 145.50."""
    whole, rest = divmod(cents, 100)
    return f"{whole}{rest:02d}".rstrip("0") if rest else f"{whole}"


@pytest.mark.req("R-19")
def test_it_writes_an_835_that_reads_back_balanced(practice: Organization) -> None:
    """Balanced at line, claim and payment, by the core's own reckoning over what the file says."""
    member = make.family()[0]
    make.decided_claim(practice, member, lines=[make.line(1), make.line(2, procedure="G0463", charge=20_001)])
    (payment,) = make.payments()
    remittance = read_back(content_of(payment))
    assert balance(remittance) == []
    assert (remittance.total, remittance.trace_number) == (payment.amount, payment.trace_number)


@pytest.mark.req("R-19")
def test_it_puts_the_trace_number_on_the_claims_timeline(practice: Organization) -> None:
    claim = make.decided_claim(practice, make.family()[0])
    (payment,) = make.payments()
    assert re.fullmatch(r"HHP20260310\d{6}", payment.trace_number)
    biller = make.actor("biller", practice)
    with as_core():
        view = claims.view_of(claim_for(biller, claim.control_number))
    assert [one.state for one in view.timeline] == ["received", "processed", "paid"]
    assert view.timeline[-1].reason == payment.trace_number


def test_it_pays_nothing_twice(practice: Organization) -> None:
    make.decided_claim(practice, make.family()[0])
    make.payments()
    before = issued()
    assert make.payments() == ()
    assert issued() == before, "no run is recorded when there is nothing to pay"


def test_it_has_a_database_that_refuses_to_pay_a_decision_twice(practice: Organization) -> None:
    make.decided_claim(practice, make.family()[0])
    make.payments()
    with pytest.raises(IntegrityError, match="decision"), as_core():
        again = RemittedClaim.objects.get()
        again.pk = None
        again.save(force_insert=True)


def test_it_leaves_what_is_not_decided(practice: Organization) -> None:
    waiting = make.claim(practice, make.family()[0])
    assert make.payments() == ()
    make.renew(waiting)
    assert waiting.state == State.RECEIVED
    assert issued() == [0] * 5


def denied_claim(practice: Organization) -> Claim:
    """A claim for a service that another claim of that day has had paid already: a duplicate."""
    member = make.family()[0]
    make.decided_claim(practice, member, patient_control_number="FIRST")
    make.payments()
    denied = make.decided_claim(practice, member, patient_control_number="SECOND")
    assert denied.state == State.DENIED
    return denied


@pytest.mark.req("R-19")
def test_it_sends_an_advice_without_money_for_denied_claims(practice: Organization) -> None:
    denied = denied_claim(practice)
    (advice,) = make.payments()
    assert (advice.amount, advice.method) == (0, "NON")
    written = segments(content_of(advice))
    (bpr,) = (one for one in written if one[0] == "BPR")
    assert (bpr[2], bpr[4]) == ("0", "NON")
    (clp,) = (one for one in written if one[0] == "CLP")
    assert (clp[1], clp[2], clp[7]) == ("SECOND", "4", denied.control_number)
    assert any(one[0] == "CAS" for one in written), "a denial says why"
    make.renew(denied)
    assert denied.state == State.DENIED, "denied stays denied, and is remitted"
    assert make.payments() == ()


# -- nothing is issued when anything is wrong --------------------------------------------------------------


@pytest.fixture
def two_payees(practice: Organization) -> list[Claim]:
    people = make.family(size=3)
    return [make.decided_claim(practice, people[0]), make.decided_claim(make.organization(), people[1])]


def nobody_is_paid(decided: list[Claim]) -> None:
    assert issued() == [0] * 5
    make.renew(*decided)
    assert {one.state for one in decided} == {State.PROCESSED}


@pytest.mark.req("R-19")
def test_it_issues_nothing_when_one_remittance_does_not_balance(two_payees: list[Claim]) -> None:
    """The fault is planted at the last payee, after the first one's rows were written."""
    build, built = core_remittance.build, []

    def off_by_one(*given: Any, **more: Any) -> core_remittance.Remittance:
        remittance = build(*given, **more)
        built.append(remittance)
        return replace(remittance, total=remittance.total + 1) if len(built) == 2 else remittance

    with (
        mock.patch.object(core_remittance, "build", off_by_one),
        pytest.raises(actions.UnbalancedError) as found,
    ):
        make.payments()
    assert len(built) == 2
    assert "1985" not in str(found.value)
    assert "Testwood" not in str(found.value), "what is said of the fault names nobody"
    nobody_is_paid(two_payees)


@pytest.mark.req("R-19")
def test_it_issues_nothing_when_a_stored_decision_does_not_add_up(two_payees: list[Claim]) -> None:
    """A cent changed in what was decided (which the database itself refuses) stops the run as well."""
    newest = actions._newest_decisions

    def changed(given: Any) -> dict[int, Decision]:
        found = newest(given)
        for row in found.values():
            row.record["lines"][0]["paid"] += 1
        return found

    with mock.patch.object(actions, "_newest_decisions", changed), pytest.raises(actions.UnbalancedError):
        make.payments()
    nobody_is_paid(two_payees)


@pytest.mark.parametrize("where", ["x835.write", "files.write_file", "claims_actions.mark_paid"])
def test_it_issues_nothing_when_it_crashes_at_the_last_payee(two_payees: list[Claim], where: str) -> None:
    class PlantedError(Exception):
        pass

    module, _, name = where.partition(".")
    owner = getattr(actions, module)
    real, calls = getattr(owner, name), []

    def fails_the_second_time(*given: Any, **more: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise PlantedError
        return real(*given, **more)

    with mock.patch.object(owner, name, fails_the_second_time), pytest.raises(PlantedError):
        make.payments()
    nobody_is_paid(two_payees)
    assert len(make.payments()) == 2, "and the next run pays all"


# -- record and cost ---------------------------------------------------------------------------------------


@pytest.mark.req("R-18")
def test_it_records_the_run_each_payment_and_each_claim(two_payees: list[Claim]) -> None:
    payments = make.payments()
    with as_core():
        told = list(
            Event.objects.filter(action__in=["payment.run", "payment.issued", "claim.paid", "file.written"])
            .order_by("action", "record_id")
            .values_list("action", "record_id", "process")
        )
    run = PaymentRun(pk=payments[0].run_id)
    assert [one for one in told if one[0] == "payment.run"] == [("payment.run", str(run.pk), "command")]
    assert {one[1] for one in told if one[0] == "payment.issued"} == {one.trace_number for one in payments}
    assert {one[1] for one in told if one[0] == "claim.paid"} == {one.control_number for one in two_payees}
    assert len([one for one in told if one[0] == "file.written"]) == 2


def test_it_takes_no_more_statements_for_more_claims_of_a_payee(practice: Organization) -> None:
    counted = []
    for number in (1, 9):
        member = make.family()[0]
        for place in range(number):
            make.decided_claim(practice, member, lines=[make.line(on=make.day(-place))])
        with as_core(), CaptureQueriesContext(connection) as asked:
            outcome = actions.run(core("command"))
        assert outcome.claims == number
        counted.append(len(asked))
    assert counted[1] <= counted[0] <= 40


def test_it_says_what_it_is_doing_payee_by_payee(two_payees: list[Claim]) -> None:
    told: list[tuple[int, int]] = []
    actions.run(core("command"), lambda done, every: told.append((done, every)))
    assert told == [(1, 2), (2, 2)]
