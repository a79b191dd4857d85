"""A receipt in words: alike findings together, each acknowledgement once."""

from payerport.claims.queries import Totals
from payerport.edi import presenters
from payerport.files.models import FileFinding, InboundFile


def found(message: str, where: str, severity: str = "warning") -> FileFinding:
    return FileFinding(message=message, where=where, severity=severity, mend="Mend it.")


def test_it_puts_alike_findings_together_errors_first() -> None:
    rows = [found("Odd.", f"segment {number}") for number in range(1, 6)]
    rows += [found("Wrong.", "segment 9", "error"), found("Said of a claim.", "segment 10")]
    assert presenters.alike(rows, {"Said of a claim."}) == [
        presenters.Found("error", "Wrong.", "segment 9", "Mend it."),
        presenters.Found("warning", "Odd.", "segment 1, segment 2, segment 3 and 2 more", "Mend it."),
    ]


def test_it_lists_each_acknowledgement_once_with_its_words() -> None:
    listed = presenters.acknowledgements(["999", "277CA", "999"])
    assert [one.kind for one in listed] == ["999", "277CA"]
    assert all(str(one.words) for one in listed)


def test_it_marks_whatever_changes_on_a_receipt() -> None:
    file = InboundFile(progress=InboundFile.Progress.READ)
    stamps = {
        presenters.stamp_of(file, totals)
        for totals in (Totals(), Totals(accepted=1), Totals(rejected=1), Totals(paid=1), Totals(pended=1))
    }
    assert len(stamps) == 5
