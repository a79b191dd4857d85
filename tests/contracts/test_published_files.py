"""Published samples through the portal itself: taken in, read, stored, answered; none stops the worker."""

import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import transaction
from tests import factories as make
from tests.contracts.published import NOT_HERE, files, folder

from payerport.audit.actor import Actor, core
from payerport.audit.lock import as_core
from payerport.claims.models import Claim, ClaimFinding
from payerport.edi import actions
from payerport.files.models import FileFinding, InboundFile

pytestmark = [
    pytest.mark.skipif(folder() is None, reason=NOT_HERE),
    pytest.mark.django_db,
    pytest.mark.usefixtures("clock"),
]


def outcome(by: Actor, path: Path) -> str:
    """What a sample is answered with; claims that were stored have a reason when they go back."""
    content = path.read_bytes()
    if not content.strip():
        with pytest.raises(actions.FileEmpty):
            make.sent_file(by, content)
        return "refused at the door: empty"
    file = make.sent_file(by, content, path.name)
    with as_core():
        kinds = Counter(file.acknowledgements.values_list("kind", flat=True))
        found = FileFinding.objects.filter(file=file)
        rejected = Claim.objects.filter(file=file, state="rejected")
        assert (file.accepted, file.rejected) == (
            Claim.objects.filter(file=file).exclude(state="rejected").count(),
            rejected.count(),
        )
        reasons = ClaimFinding.objects.filter(claim__in=rejected, severity="error")
        assert reasons.values("claim").distinct().count() == rejected.count(), (
            "no claim goes back without a reason"
        )
        if file.progress == InboundFile.Progress.REFUSED:
            assert file.refusal.endswith(".")
            assert not kinds
            return "refused with a sentence: not X12"
        assert kinds or b"GS*FA*" in content, "what is read is answered, but for acknowledgements"
        if not file.accepted + file.rejected:
            assert found.exists(), "a file without claims is told why"
    claims = "with claims" if file.accepted + file.rejected else "without claims"
    return f"answered by {' + '.join(sorted(kinds))}, {claims}"


@pytest.mark.req("R-08")
@pytest.mark.parametrize("sender", ["a practice", "the plan's operator"])
def test_it_answers_every_published_file(sender: str) -> None:
    make.published_plan()
    by = core("command") if sender != "a practice" else make.actor("biller", make.organization())
    counts: Counter[str] = Counter()
    crashed = []
    for path in files():
        try:
            with transaction.atomic():
                counts[outcome(by, path)] += 1
        except Exception as error:  # noqa: BLE001 -- collected; the test fails below
            crashed.append(f"{path.name}: {type(error).__name__}: {error}")
    sys.stdout.write(f"\n{len(files())} published files, sent by {sender}:\n")
    for what, number in sorted(counts.items(), key=lambda one: -one[1]):
        sys.stdout.write(f"{number:6d}  {what}\n")
    assert crashed == []
    assert sum(counts.values()) == len(files()) > 100
