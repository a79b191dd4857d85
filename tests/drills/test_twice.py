"""A file, a job or a worker may come twice, even at the same moment; the outcome is the same as once."""

from pathlib import Path

from tests.drills.house import Figures, House
from tests.drills.test_worker_dies import settle

from payerport.audit.actor import core
from payerport.audit.lock import acting
from payerport.claims import actions as claims
from payerport.claims.models import Claim
from payerport.edi import actions as edi
from payerport.files.models import InboundFile


def receipts(*said: str) -> set[str]:
    return {line for text in said for line in text.splitlines() if line.startswith("Receipt")}


def test_it_takes_a_file_in_once_that_two_send_at_the_same_time(
    house: House, claims_file: Path, undisturbed: Figures
) -> None:
    with house.holding("files_inboundfile") as wait_for:
        senders = [house.begin("claims", "submit", str(claims_file)) for _ in range(2)]
        wait_for(2)
    house.start_worker()
    said = [sender.communicate(timeout=120)[0] for sender in senders]
    later = house.run("claims", "submit", str(claims_file), codes=(1,))
    assert len(receipts(*said, later)) == 1
    assert sum("nothing was taken in again" in text for text in said) == 1
    assert "nothing was taken in again" in later
    settle(house, undisturbed, "sent by two at once, and again")


def test_it_decides_once_when_two_workers_have_the_same_families(
    house: House, claims_file: Path, undisturbed: Figures
) -> None:
    with acting(core("worker")) as worker, claims_file.open("rb") as content:
        receipt = edi.receive(core("command"), InboundFile.Channel.COMMAND, "claims.837", content)
        edi.read_file(worker, receipt.file.pk)
        waiting = list(Claim.objects.filter(state="received").values_list("pk", flat=True))
        claims.queue_decisions(waiting)
    with house.holding("claims_decision") as wait_for:
        house.start_worker()
        house.start_worker()
        wait_for(1)
        # One is at the door with the families in its hands; the other one waits for them.
        house.wait_until_somebody_waits(2)
    settle(house, undisturbed, "two workers on the same families")
    left = "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('failed', 'cancelled', 'aborted')"
    assert house.number(left) == 0
