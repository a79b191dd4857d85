"""Every file with a defect, and every published one, is acknowledged by files that are valid: by our own
checks and by pyx12's."""

import pytest
from tests.contracts.published import files, folder
from tests.contracts.test_pyx12_peer import complaints

from payerport.codes.loading import tables
from plancore.exchange.tests.probe import acknowledgements
from plancore.x12 import NotX12, check
from plancore.x12.tests.defects import Case, rules

CASES = [rule.defects[0] for rule in rules().values() if rule.defects]
"""One file for each rule: pyx12 takes its time. test_probe.py holds the others against our own reader."""

NO_KIND = {"PI", "ZZ", "FA"}
"""Groups that pyx12's 999 does not know in AK101: attachments, and kinds that are none."""


def of_file(data: bytes) -> tuple[str, ...]:
    """The kinds of its acknowledgements, each held against both readers."""
    kinds = []
    for ack in acknowledgements(data, 0, tables()):
        kinds.append(ack.kind)
        wrong = [one for one in check([ack.content], codes=tables()) if one.is_error]
        assert wrong == [], ack.content
        unknown = any(f"~AK1*{kind}*".encode() in ack.content for kind in NO_KIND)
        if ack.kind in ("999", "277CA") and ack.content.isascii() and not unknown:
            assert complaints(ack.content) == [], ack.content
    return tuple(kinds)


@pytest.mark.req("R-08")
@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_acknowledges_each_defect_by_files_that_both_readers_accept(case: Case) -> None:
    kinds = of_file(case.content())
    is_acknowledgement = case.kind == "999"
    assert bool(kinds) is not is_acknowledgement, "all but an acknowledgement is acknowledged"


@pytest.mark.skipif(folder() is None, reason="the published samples are not at hand")
def test_it_acknowledges_each_published_file_by_files_that_both_readers_accept() -> None:
    answered = 0
    for path in files():
        try:
            answered += bool(of_file(path.read_bytes()))
        except NotX12:
            continue
    assert answered > 80
