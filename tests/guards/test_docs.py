"""The documentation agrees with the code: what is generated is current, and what is named is there."""

import re
from pathlib import Path

import pytest
from tests.guards.scripts import load

from plancore.claims.rules import RULES as CLAIM_RULES
from plancore.x12.rules import RULES as X12_RULES

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("README.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
NAMED = re.compile(r"`((?:src|docs|tests|scripts|plans|requirements|\.ci)/[\w./-]*[\w/])`")


def broken_links(page: Path) -> list[str]:
    """The relative links of a page that lead nowhere."""
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    return [one for one in targets if "://" not in one and not (page.parent / one).exists()]


def missing_files(text: str) -> list[str]:
    """The paths in code style that are not in the tree."""
    return [one for one in NAMED.findall(text) if not (ROOT / one).exists()]


def test_it_has_the_page_of_messages_as_the_rules_make_it() -> None:
    script = load("build_messages")
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), "run scripts/build_messages.py"


def test_it_lists_every_message() -> None:
    text = load("build_messages").page()
    assert [code for code in (*CLAIM_RULES, *X12_RULES) if f"`{code}`" not in text] == []


@pytest.mark.parametrize("document", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_it_links_and_names_only_what_is_there(document: Path) -> None:
    assert broken_links(document) == []
    assert missing_files(document.read_text(encoding="utf-8")) == []


def test_it_would_notice_a_broken_link_and_a_missing_file(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[there](page.md), [gone](gone.md), [far](https://example.org/x), `src/gone.py`, `docs/`")
    assert broken_links(page) == ["gone.md"]
    assert missing_files(page.read_text()) == ["src/gone.py"]
