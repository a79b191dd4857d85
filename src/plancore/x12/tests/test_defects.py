"""Every rule of the catalogue has a file that it catches, at its place, and a near miss that passes."""

import pytest

from plancore.codes import CodeTables
from plancore.x12 import check
from plancore.x12.rules import RULES
from plancore.x12.scan import Scanner
from plancore.x12.tests.defects import Case, Rule, rules
from plancore.x12.tests.samples import (
    CLAIM_SEGMENTS,
    as_bytes,
    edited,
    file_of,
    interchange,
    transaction_set,
)

BOOK = rules()
DEFECTS = [case for rule in BOOK.values() for case in rule.defects]
PASSES = [case for rule in BOOK.values() for case in rule.passes]


def gaps(codes: set[str], book: dict[str, Rule]) -> list[str]:
    """What the page does not show of these rules."""
    found = [f"{code}: no case" for code in sorted(codes - set(book))]
    found += [f"{code}: no such rule" for code in sorted(set(book) - codes)]
    for code, rule in book.items():
        if not rule.defects and not rule.differs:
            found.append(f"{code}: no defect, and no reason")
        if not rule.passes and not rule.differs:
            found.append(f"{code}: no near miss, and no reason")
        found += [f"{code}: no reason beside {other}" for other, why in rule.beside.items() if not why]
    return found


def test_it_has_a_defect_and_a_near_miss_for_every_rule() -> None:
    codes = {code.removeprefix("x12.") for code in RULES}
    assert gaps(codes, BOOK) == []


def test_it_would_notice_a_rule_that_nothing_shows() -> None:
    """The guard shown failing: a planted rule, a rule that is gone, a case without a near miss or reason."""
    page = "npi.shape\n  defect 837P NM1*85 /9 := 1 @ NM109\n  beside element.too_short:\n"
    page += "gone.rule\n  passes 837P LX*1 => LX*1\n"
    assert gaps({"npi.shape", "planted.rule"}, rules(page)) == [
        "planted.rule: no case",
        "gone.rule: no such rule",
        "npi.shape: no near miss, and no reason",
        "npi.shape: no reason beside element.too_short",
        "gone.rule: no defect, and no reason",
    ]
    with pytest.raises(ValueError, match="stands twice"):
        rules("a.b\na.b\n")


@pytest.mark.req("R-09")
@pytest.mark.parametrize("case", DEFECTS, ids=str)
def test_it_catches_the_one_defect_alone_at_its_place(case: Case, code_tables: CodeTables) -> None:
    data = case.content()
    found = list(check([data], codes=code_tables))
    names = [(one.code.removeprefix("x12."), one.place.name or "file") for one in found]
    assert (case.rule, case.place) in names
    assert {name for name, _ in names} <= {case.rule} | set(BOOK[case.rule].beside)
    for one in found:
        begins = data[one.place.offset :].startswith(one.place.segment.encode())
        assert begins or BOOK[one.code.removeprefix("x12.")].elsewhere, one.place
    assert all(one.message and one.mend for one in found)


@pytest.mark.parametrize("case", PASSES, ids=str)
def test_it_lets_the_near_miss_pass(case: Case, code_tables: CodeTables) -> None:
    plain = interchange(case.kind.partition("+")[0], transaction_set(case.kind.partition("+")[0]))
    assert case.segments() != plain, "a near miss is another file than the sample"
    assert [one.code for one in check([case.content()], codes=code_tables)] == []


def test_it_refuses_a_group_that_the_caller_does_not_take() -> None:
    events = Scanner(supported=frozenset({"837D"})).read([file_of("837P")])
    assert [one.code for event in events for one in event.findings] == ["x12.group.unsupported"]


def test_it_spares_the_sets_beside_a_broken_one() -> None:
    broken = transaction_set("837P", edited(CLAIM_SEGMENTS, "NM1*85"), control="0002")
    data = as_bytes(
        interchange("837P", transaction_set("837P"), broken, transaction_set("837P", control="0003"))
    )
    found = list(check([data]))
    begin = data.index(b"ST*837*0002")
    end = data.index(b"ST*837*0003")
    assert found
    assert all(begin <= one.place.offset < end for one in found)
