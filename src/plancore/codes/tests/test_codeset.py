"""Look-up by number and day, the three answers, staleness, search."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from plancore.codes import Code, CodeSet, Membership, Release
from plancore.codes.lazy import Rows, period_of
from plancore.kernel import Severity

RELEASE = Release("test code", dt.date(2026, 1, 1), stale_days=100, speaks_from=dt.date(2025, 1, 1))
DAY = dt.date(2026, 3, 2)


def read(code: str, row: str) -> Code:
    start, end, label = row.split("\t")
    return Code(code, label, "", period_of(start, end))


def codes_of(rows: Rows) -> CodeSet[Code]:
    return CodeSet(RELEASE, lambda: rows, read)


ROWS = {
    "A1": "2020-01-01\t\tinjection of the knee",
    "A2": "2020-01-01\t2025-12-31\told injection",
    "A3": "2026-07-01\t\tcoming injection",
    "A4": "2020-01-01\t2021-12-31\tfirst life\n2026-01-01\t\tsecond life",
    "B1": "\t\talways here, knee of the left leg",
}


def test_it_finds_a_code_on_its_first_and_last_day_and_not_a_day_outside() -> None:
    codes = codes_of(ROWS)
    assert codes.lookup("A2", dt.date(2020, 1, 1)) is not None
    assert codes.lookup("A2", dt.date(2025, 12, 31)) is not None
    assert codes.lookup("A2", dt.date(2019, 12, 31)) is None
    assert codes.lookup("A2", dt.date(2026, 1, 1)) is None


def test_it_picks_the_entry_of_the_day_when_a_code_came_back() -> None:
    codes = codes_of(ROWS)
    first, second = codes.lookup("A4", dt.date(2021, 6, 1)), codes.lookup("A4", DAY)
    assert first is not None and first.label == "first life"
    assert second is not None and second.label == "second life"
    assert codes.lookup("A4", dt.date(2024, 1, 1)) is None


def test_it_takes_a_code_as_typed() -> None:
    assert codes_of(ROWS).known(" a1 ", DAY) is Membership.KNOWN


def test_it_answers_not_loaded_for_everything_when_there_is_no_table() -> None:
    absent: CodeSet[Code] = CodeSet(RELEASE, None, read)
    assert not absent.is_loaded
    assert absent.known("A1", DAY) is Membership.NOT_LOADED
    assert absent.lookup("A1", DAY) is None
    assert absent.search("knee", DAY) == []
    (finding,) = absent.findings("A1", DAY, "line 1")
    assert finding.code == "codes.not-loaded"
    assert finding.severity is Severity.WARNING


def test_it_answers_not_loaded_for_a_missing_code_the_set_would_not_have() -> None:
    codes = CodeSet(RELEASE, lambda: ROWS, read, complete_for=lambda code: not code.startswith("Z"))
    assert codes.known("Z9", DAY) is Membership.NOT_LOADED
    assert codes.known("Y9", DAY) is Membership.UNKNOWN


def test_it_says_of_an_unknown_code_that_it_is_not_in_the_table_and_names_the_tables_day() -> None:
    (finding, *_) = codes_of(ROWS).findings("X9", DAY, "line 1, procedure code")
    assert finding.code == "codes.unknown"
    assert finding.severity is Severity.ERROR
    assert finding.where == "line 1, procedure code"
    assert "2026-01-01" in finding.message


def test_it_says_when_a_code_ended_and_when_one_begins() -> None:
    codes = codes_of(ROWS)
    assert "ended on 2025-12-31" in codes.findings("A2", DAY, "x")[0].message
    assert "began on 2026-07-01" in codes.findings("A3", DAY, "x")[0].message


def test_it_finds_nothing_wrong_with_a_code_in_force_even_when_the_table_is_old() -> None:
    assert codes_of(ROWS).findings("A1", dt.date(2027, 1, 1), "x") == ()


def test_it_warns_about_an_old_table_but_never_rejects_for_it() -> None:
    edge = RELEASE.as_of + dt.timedelta(days=RELEASE.stale_days)
    assert RELEASE.caveats(edge) == ()
    (caveat,) = RELEASE.caveats(edge + dt.timedelta(days=1))
    assert (caveat.code, caveat.severity) == ("codes.stale", Severity.WARNING)
    (early,) = RELEASE.caveats(dt.date(2024, 12, 31))
    assert (early.code, early.severity) == ("codes.before-release", Severity.WARNING)


def test_it_adds_the_tables_age_to_an_unknown_code() -> None:
    found = codes_of(ROWS).findings("X9", dt.date(2027, 1, 1), "x")
    assert [finding.code for finding in found] == ["codes.unknown", "codes.stale"]


def test_it_searches_by_number_first_then_by_words_in_any_order() -> None:
    codes = codes_of(ROWS)
    assert [code.code for code in codes.search("A", DAY)] == ["A1", "A4", "B1"]
    assert [code.code for code in codes.search("knee", DAY)] == ["A1", "B1"]
    assert [code.code for code in codes.search("LEG kne", DAY)] == ["B1"]
    assert codes.search("nee", DAY) == []


def test_it_searches_only_what_is_in_force_and_wanted_and_no_more_than_asked() -> None:
    codes = codes_of(ROWS)
    assert [code.code for code in codes.search("injection", DAY)] == ["A1"]
    assert codes.search("knee", DAY, wanted=lambda code: code.code == "B1")[0].code == "B1"
    assert len(codes.search("A", DAY, limit=1)) == 1
    assert codes.search("  ", DAY) == []
    assert codes.search("knee", DAY, limit=0) == []


def test_it_reads_the_rows_once_and_only_when_asked() -> None:
    calls: list[int] = []

    def rows() -> Rows:
        calls.append(1)
        return ROWS

    codes = CodeSet(RELEASE, rows, read)
    assert calls == []
    assert len(codes) == 5
    assert [code.code for code in codes] == ["A1", "A2", "A3", "A4", "A4", "B1"]
    assert codes.known("A1", DAY) is Membership.KNOWN
    assert calls == [1]


days = st.dates(dt.date(2019, 1, 1), dt.date(2027, 12, 31))


@given(start=days, length=st.integers(0, 900), on=days)
def test_it_knows_a_code_exactly_on_the_days_of_its_period(start: dt.date, length: int, on: dt.date) -> None:
    end = start + dt.timedelta(days=length)
    codes = codes_of({"A1": f"{start.isoformat()}\t{end.isoformat()}\tx"})
    assert (codes.known("A1", on) is Membership.KNOWN) == (start <= on <= end)
    assert (codes.lookup("A1", on) is not None) == (start <= on <= end)


words = st.text("abcde ", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(labels=st.lists(words, min_size=1, max_size=12), query=words)
def test_it_finds_by_words_what_a_plain_reading_of_all_labels_finds(labels: list[str], query: str) -> None:
    rows = {f"{number:03}": f"\t\t{label}" for number, label in enumerate(labels)}
    found = {code.code for code in codes_of(rows).search(query, DAY, limit=100)}
    wanted = {
        code
        for code, row in rows.items()
        if all(any(word.startswith(part) for word in row.split()) for part in query.split())
    }
    assert found == wanted
