"""Payment runs that meet, and one that is killed half-way: each decision is paid once, or nobody is."""

from pathlib import Path
from typing import Any

import pytest
from tests.drills.house import Figures, House, say

from payerport.audit.actor import core
from payerport.audit.lock import acting
from payerport.claims import actions as claims
from payerport.claims import queries
from payerport.claims.models import Claim
from payerport.edi import actions as edi
from payerport.files.models import InboundFile

_ISSUED = """
    SELECT (SELECT count(*) FROM remittance_paymentrun), (SELECT count(*) FROM remittance_payment),
           (SELECT count(*) FROM remittance_remittedclaim),
           (SELECT count(*) FROM files_outboundfile WHERE kind = '835'),
           (SELECT count(*) FROM claims_claim WHERE state = 'paid'),
           (SELECT count(*) FROM audit_event WHERE action LIKE 'payment.%' OR action = 'claim.paid'),
           (SELECT coalesce(sum(amount), 0)::bigint FROM remittance_payment)
"""
NOTHING = (0,) * 7


def issued(house: House) -> tuple[Any, ...]:
    """Runs, payments, claims on them, 835s, claims Paid, audit rows, cents."""
    (row,) = house.ask(_ISSUED)
    return row


@pytest.fixture
def decided(house: House, claims_file: Path, undisturbed: Figures) -> House:
    """A house where all is decided and nothing is paid."""
    with acting(core("worker")) as worker, claims_file.open("rb") as content:
        receipt = edi.receive(core("command"), InboundFile.Channel.COMMAND, "claims.837", content)
        edi.read_file(worker, receipt.file.pk)
        waiting = list(Claim.objects.filter(state="received").values_list("pk", flat=True))
    claims.decide_claims(core("worker"), waiting)
    # The job that would read the file again finds it read.
    assert house.figures().claims == undisturbed.claims
    return house


def whole(house: House, undisturbed: Figures) -> None:
    """All that is payable was paid, each decision once."""
    runs, payments, remitted, files, paid, _, cents = issued(house)
    payable = undisturbed.states.get("processed", 0) + undisturbed.states.get("denied", 0)
    say(f"{runs} run, {payments} payments, {remitted} claims on them, {paid} paid, {cents} cents")
    assert (runs, remitted, cents) == (1, payable, undisturbed.cents)
    assert payments == files > 1
    assert house.number("SELECT count(DISTINCT decision_id) FROM remittance_remittedclaim") == payable
    with acting(core("test")):
        assert queries.disagreements() == []


@pytest.mark.req("R-19")
def test_it_pays_once_when_two_runs_meet_and_every_835_balances(
    decided: House, undisturbed: Figures, tmp_path: Path
) -> None:
    with decided.holding("remittance_remittedclaim") as wait_for:
        runs = [decided.begin("payments", "run", "--out", str(tmp_path)) for _ in range(2)]
        wait_for(1)
        decided.wait_until_somebody_waits(2)
    said = [run.communicate(timeout=120)[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    assert sum("Nothing is payable." in text for text in said) == 1
    whole(decided, undisturbed)
    assert "Nothing is payable." in decided.run("payments", "run")
    files = sorted(tmp_path.glob("*.835"))
    checked = decided.run("x12", "check", *map(str, files))
    say(f"x12 check of {len(files)} files of remittance: {checked.strip().splitlines()[-1]}")
    assert len(files) == issued(decided)[3]


@pytest.mark.req("R-19")
def test_it_pays_nobody_when_the_run_is_killed_half_way(decided: House, undisturbed: Figures) -> None:
    payees = [row[0] for row in decided.ask("SELECT DISTINCT organization_id FROM claims_claim ORDER BY 1")]
    late = next(one for one in payees[len(payees) // 2 :] if one is not None)
    with decided.connected() as database:
        database.execute("SELECT FROM claims_claim WHERE organization_id = %s FOR UPDATE", [late])
        run = decided.begin("payments", "run")
        decided.wait_until_somebody_waits()
        decided.kill(run)
        say(f"killed at payee {payees.index(late) + 1} of {len(payees)}")
    assert issued(decided) == NOTHING
    assert decided.figures().claims == undisturbed.claims
    decided.run("payments", "run")
    whole(decided, undisturbed)
