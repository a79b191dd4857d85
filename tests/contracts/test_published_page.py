"""docs/reference/x12-samples.md says what is said of the published samples; each documented defect is met at
its place."""

import re

import pytest
from tests.contracts.published import NOT_HERE, files, folder
from tests.guards.scripts import load

from plancore.x12 import check
from plancore.x12.tests.samples import CLAIM_SEGMENTS, edited, file_of

PLACE = folder()
SCRIPT = load("build_samples")
here = pytest.mark.skipif(PLACE is None, reason=NOT_HERE)


@here
def test_it_is_the_page_that_the_samples_make() -> None:
    assert PLACE is not None
    assert SCRIPT.PAGE.read_text(encoding="utf-8") == SCRIPT.page(PLACE), "run scripts/build_samples.py"


@here
def test_it_has_a_row_for_every_sample() -> None:
    rows = [line for line in SCRIPT.PAGE.read_text(encoding="utf-8").splitlines() if " / " in line[:40]]
    assert len(rows) == len(files())


def test_it_says_place_and_number_of_each_error() -> None:
    """The page's words change with the truth, with or without the samples at hand."""
    broken = edited(CLAIM_SEGMENTS, "NM1*82", "NM1*82*1*DOCTOR*DEE****XX*1245319598")
    assert SCRIPT.said_of(file_of("837P")) == ("999 A, 277CA 2 of 2 claims", "nothing wrong")
    assert SCRIPT.said_of(file_of("837P", broken)) == (
        "999 E, 277CA 1 of 2 claims",
        "`x12.npi.check_digit` @ NM109 in 2310B",
    )
    assert SCRIPT.said_of(b"Dear plan")[0] == "refused"


DOCUMENTED = {
    # What a published acknowledgement of 5010 says is wrong, and what is said here, by file and place.
    "834_eol_in_element.source.edi": [("x12.element.character", "N3", 12, 1)],
    "subscriber-health-benefit-check-error.271": [("x12.set.control_number", "SE", 8, 0)],
}


@here
@pytest.mark.parametrize("name", sorted(DOCUMENTED))
def test_it_finds_the_documented_defect_at_its_place(name: str) -> None:
    (path,) = (one for one in files() if one.name == name)
    found = [one for one in check([path.read_bytes()]) if one.is_error]
    assert [
        (one.code, one.place.segment, one.place.segment_number, one.place.element) for one in found
    ] == DOCUMENTED[name]


@here
def test_it_gives_a_reason_for_every_file_that_is_not_accepted() -> None:
    rows = [line.split(" | ") for line in SCRIPT.PAGE.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        if len(row) == 5 and re.search(r"999 [\w ]*[RE]|TA1 [RE]|refused", row[3]):
            assert re.search(r"`x12\.[a-z_.]+` @ |\.$", row[4].removesuffix(" |")), row
