"""What holds for every template of every app."""

import re
from pathlib import Path

import pytest
from django.template import engines

import payerport

SOURCE = Path(payerport.__file__).parent if payerport.__file__ else Path(next(iter(payerport.__path__)))
TEMPLATES = sorted(path for path in SOURCE.rglob("*.html") if "templates" in path.parts)
INLINE = re.compile(
    r"""\sstyle\s*=\s*["']|<style|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*["']|href\s*=\s*["']javascript:""",
    re.IGNORECASE,
)


ICON = re.compile(r"""(?:\bicon=|[{]% icon |<c-icon name=)["']([a-z][a-z_-]*)["']""")
SPRITE = {
    line.partition("=")[0]
    for line in (SOURCE / "web/static/payerport/src/icons.txt").read_text().splitlines()
    if line and not line.startswith("#")
}


def name_of(path: Path) -> str:
    return str(path).partition("/templates/")[2]


def test_it_finds_the_templates() -> None:
    assert len(TEMPLATES) > 50


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_it_has_no_inline_script_or_style(path: Path) -> None:
    """The content security policy would block it."""
    found = INLINE.search(path.read_text())
    assert found is None, f"{name_of(path)}: {found and found.group(0)}"


@pytest.mark.parametrize("planted", ['<p style="color:red">', "<script>x()</script>", '<a onclick="x()">'])
def test_it_would_notice_a_planted_inline_script_or_style(planted: str) -> None:
    assert INLINE.search(f"<div>{planted}</div>")


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_it_is_a_template_that_can_be_read(path: Path) -> None:
    engines["django"].get_template(name_of(path))


def test_it_names_only_icons_of_the_sprite() -> None:
    sources = [*TEMPLATES, *(path for path in SOURCE.rglob("*.py") if "tests" not in path.parts)]
    named = {(path.name, icon) for path in sources for icon in ICON.findall(path.read_text())}
    assert len(named) > 20
    assert not {(where, icon) for where, icon in named if icon not in SPRITE}


def test_it_would_notice_an_icon_that_is_not_there() -> None:
    assert ICON.findall('<c-button icon="no_such">') == ["no_such"]
    assert "no_such" not in SPRITE
