"""Every word of a page can be translated, and no page carries script or style in itself."""

from pathlib import Path

import pytest
from tests.guards.strings import inline, unmarked

ROOT = Path(__file__).resolve().parents[2] / "src" / "payerport"
PLANTED = Path(__file__).parent / "planted" / "templates"
TEMPLATES = sorted(path for path in ROOT.rglob("*.html") if "templates" in path.parts)

NOT_TRANSLATED = {
    "web/templates/web/components.html": "The style guide: synthetic samples, not in production.",
    "web/templates/web/components_live.html": "A part of the style guide.",
}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_it_finds_the_templates() -> None:
    assert len(TEMPLATES) > 50
    assert NOT_TRANSLATED.keys() <= {name_of(path) for path in TEMPLATES}


def test_it_finds_no_word_outside_of_a_translation() -> None:
    found = {name_of(path): unmarked(path.read_text(encoding="utf-8")) for path in TEMPLATES}
    assert {name: words for name, words in found.items() if words and name not in NOT_TRANSLATED} == {}


def test_it_finds_no_script_or_style_inside_a_page() -> None:
    found = {name_of(path): inline(path.read_text(encoding="utf-8")) for path in TEMPLATES}
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bare_text", ["Claims of this week"]),
        ("bare_attribute", ["Print this page"]),
        ("bare_component_attribute", ["Member id"]),
        ("all_marked", []),
    ],
)
def test_it_would_notice_a_word(name: str, expected: list[str]) -> None:
    assert unmarked((PLANTED / f"{name}.html").read_text(encoding="utf-8")) == expected


def test_it_would_notice_script_and_style() -> None:
    found = inline((PLANTED / "inline.html").read_text(encoding="utf-8"))
    assert found == ["style=", "<style", "<script", 'onclick="', '"javascript:', "hx-on:"]
    assert inline((PLANTED / "all_marked.html").read_text(encoding="utf-8")) == []
