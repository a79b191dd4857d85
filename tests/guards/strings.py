"""Finds words in templates that no translator will ever see, and script or style inside a page."""

import re
from typing import Final

_SPOKEN: Final = (
    "alt", "aria-label", "aria-description", "caption", "data-label", "heading", "hint", "label", "note",
    "placeholder", "summary", "term", "text", "title", "unit", "what", "who", "words",
)  # fmt: skip
"""Attributes, of HTML and of our components, that are read to or by a person."""

_NOT_SAID = re.compile(
    r"\{#.*?#\}"
    r"|\{%\s*comment\b.*?endcomment\s*%\}"
    r"|\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}"
    r"|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<!doctype[^>]*>|&[a-z]+;|&#\w+;",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>", re.DOTALL)
_ATTRIBUTE = re.compile(rf"""\s({"|".join(_SPOKEN)})\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_WORD = re.compile(r"[^\W\d_]{2,}")
_NAME = re.compile(r"\b(?:SHA-256|TTY)\b")
"""Names that are the same in every language."""
_INLINE = re.compile(
    r"""\sstyle\s*=|<style\b|<script\b(?![^>]*\ssrc\s*=)|\son[a-z]+\s*=\s*["']|["']javascript:|\shx-on[:-]""",
    re.IGNORECASE,
)


def unmarked(template: str) -> list[str]:
    """The words of a template that stand outside of a translation, in order."""
    said = _NOT_SAID.sub(" ", template)
    spoken = [a or b for tag in _TAG.findall(said) for _, a, b in _ATTRIBUTE.findall(tag)]
    written = _TAG.sub("\n", said).split("\n")
    return [" ".join(text.split()) for text in [*spoken, *written] if _WORD.search(_NAME.sub("", text))]


def inline(template: str) -> list[str]:
    """Script and style that stand in the page itself: the content security policy would block them."""
    return [found.group(0).strip() for found in _INLINE.finditer(template)]
