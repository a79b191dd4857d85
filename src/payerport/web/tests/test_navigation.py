"""Which entry of the left column is the current one."""

from payerport.web.navigation import Entry, with_current

ENTRIES = [Entry("Home", "/"), Entry("Claims", "/claims/"), Entry("Upload", "/claims/upload/")]


def current(path: str) -> list[str]:
    return [str(entry.label) for entry in with_current(ENTRIES, path) if entry.current]


def test_it_marks_the_entry_with_the_longest_fitting_address() -> None:
    assert current("/claims/upload/") == ["Upload"]
    assert current("/claims/26-0000-004711/") == ["Claims"]


def test_it_marks_home_at_home_alone() -> None:
    assert current("/") == ["Home"]
    assert current("/help/privacy/") == []
