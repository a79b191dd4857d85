"""The list of requirements and the tests that say they show them agree."""

from pathlib import Path

import pytest
from tests.guards.scripts import load

ROOT = Path(__file__).resolve().parents[2]
PLANTED = Path(__file__).parent / "planted" / "requirements" / "planted_marks.py"


script = load("requirements")
WANTED = script.read_list(ROOT / "docs" / "requirements.md")


def test_it_lists_every_requirement_once() -> None:
    numbers = [*range(1, 20), *range(30, 48), *range(60, 73)]
    assert list(WANTED) == [f"R-{number:02d}" for number in numbers]


def test_it_finds_no_test_with_an_unknown_id() -> None:
    assert script.unknown(WANTED, script.marks([ROOT / "src", ROOT / "tests"])) == []


def test_it_claims_nothing_of_what_is_not_there_at_all() -> None:
    """Where the list says `not yet: all`, no test may say otherwise."""
    marked = {mark.requirement for mark in script.marks([ROOT / "src", ROOT / "tests"])}
    assert {one.id for one in WANTED.values() if one.not_yet == "all"} & marked == set()


def test_it_finds_the_marks_of_a_test_a_class_and_a_file() -> None:
    found = sorted((mark.requirement, mark.test) for mark in script.marks_of(PLANTED))
    assert found == [
        ("R-01", "TestMore"),
        ("R-01", "test_it_carries_an_id_that_is_not_in_the_list"),
        ("R-02", "(whole file)"),
        ("R-99", "test_it_carries_an_id_that_is_not_in_the_list"),
    ]


def test_it_would_notice_an_unknown_id() -> None:
    (line,) = script.unknown(WANTED, list(script.marks_of(PLANTED)))
    assert "R-99" in line


def test_it_tells_shown_from_shown_in_part_and_not_shown() -> None:
    wanted = {
        "R-01": script.Requirement("R-01", "one", ""),
        "R-02": script.Requirement("R-02", "two", "the page"),
        "R-03": script.Requirement("R-03", "three", ""),
    }
    lines = script.report(wanted, list(script.marks_of(PLANTED)), with_tests=False)
    assert lines[0].startswith("R-01  shown        2 tests")
    assert lines[1].startswith("R-02  in part      1 tests")
    assert lines[2].strip() == "not yet: the page"
    assert lines[3].startswith("R-03  not shown    0 tests")
    assert lines[-1] == "1 shown, 1 in part, 1 not shown"


def test_it_refuses_an_id_that_stands_twice(tmp_path: Path) -> None:
    path = tmp_path / "list.md"
    path.write_text("| R-01 | one | |\n| R-01 | again | |\n")
    with pytest.raises(ValueError, match="twice"):
        script.read_list(path)


def test_it_ends_with_1_on_an_unknown_id(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(script, "marks", lambda folders: list(script.marks_of(PLANTED)))
    assert script.main([]) == 1
    assert "R-99, which is not in the list" in capsys.readouterr().out
