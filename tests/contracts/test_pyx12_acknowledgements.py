"""The acknowledgements of every file with a planted defect, held against a peer's reader (pyx12)."""

import re
import sys
from collections import Counter

import pytest
from tests.contracts.test_pyx12_peer import complaints

from plancore.exchange.tests.probe import acknowledgements
from plancore.x12.tests.defects import Case, cases

SLICES = 6
NOT_KNOWN = {
    r"Segment AK1\*PI not found": "AK101 PI: its map of the 999 does not know the 275's group",
    r"Segment AK1\*ZZ not found": "AK101 repeats what was sent, and the defect is that no such kind exists",
}
"""What the peer complains of first, and why the acknowledgement stays as it is."""


def answered(slice_: int) -> list[tuple[Case, str, bytes]]:
    """Acknowledgements of a part of the defects."""
    part = [case for number, case in enumerate(cases()) if number % SLICES == slice_]
    return [(case, ack.kind, ack.content) for case in part for ack in acknowledgements(case.content())]


@pytest.mark.parametrize("slice_", range(SLICES))
def test_the_peer_accepts_the_acknowledgements_of_every_defect(slice_: int) -> None:
    counts: Counter[str] = Counter()
    refused = []
    for case, kind, content in answered(slice_):
        said = complaints(content)
        why = next((why for words, why in NOT_KNOWN.items() if said and re.search(words, said[0])), "")
        counts[f"{kind}: {why or ('refused' if said else 'accepted')}"] += 1
        if said and not why:
            refused.append((str(case), kind, said))
    for what, number in sorted(counts.items()):
        sys.stdout.write(f"\n{number:6d}  {what}")
    assert refused == []
    assert counts["999: accepted"] > 30
    assert counts["277CA: accepted"] > 15


def test_the_peer_would_see_an_acknowledgement_that_is_wrong() -> None:
    """The comparison shown failing: IK5 with a code that is none, a 277CA without its source."""
    seen = {kind: content for _, kind, content in answered(0) if not complaints(content)}
    assert complaints(seen["999"].replace(b"AK9*", b"AK9*Q", 1))
    assert complaints(seen["277CA"].replace(b"HL*1**20*1", b"HL*1**29*1", 1))
