"""Rows of the compact files to values: one reader for each kind of set. The columns are those of the shipped
files.
"""

import re

from plancore.codes.lazy import period_of
from plancore.codes.types import Code, DrgTitle, Modifier, PlaceOfService, Procedure, Side

_SIDES = {"R": Side.RIGHT, "L": Side.LEFT, "B": Side.BILATERAL}
_LABEL_LENGTH = 72
_ASIDE = re.compile(r" ?\([^()]*\)")
_CLAUSE = re.compile(r";|, (?=(?:including|includes|per|each|with or without)\b)")


def read_named(code: str, row: str) -> Code:
    """A code with a name of our own, or none: name."""
    return Code(code, row)


def read_procedure(code: str, row: str) -> Procedure:
    """start, end, unlisted, coverage, category, subcategory, short form, title, common name."""
    start, end, unlisted, coverage, category, subcategory, short, title, name = row.split("\t")
    return Procedure(
        code=code,
        label=name or _short_of(title) or short,
        detail=title or short,
        period=period_of(start, end),
        unlisted=unlisted == "1",
        coverage=coverage,
        category=category,
        subcategory=subcategory,
        abbreviated=short,
    )


def read_modifier(code: str, row: str) -> Modifier:
    """side, NCCI-associated, title."""
    side, ncci, title = row.split("\t")
    return Modifier(code=code, label=_short_of(title), detail=title, side=_SIDES.get(side), ncci=ncci == "1")


def read_place(code: str, row: str) -> PlaceOfService:
    """facility, name, description."""
    facility, name, description = row.split("\t")
    return PlaceOfService(code=code, label=name, detail=description, facility=facility == "1")


def read_drg(code: str, row: str) -> DrgTitle:
    """mdc, kind, title."""
    mdc, kind, title = row.split("\t")
    return DrgTitle(code=code, label=title, mdc=mdc, kind=kind)


def _short_of(title: str) -> str:
    """The first clause of a long title, cut at a word when it is still too long."""
    clause = _CLAUSE.split(_ASIDE.sub("", title), maxsplit=1)[0].strip(" ,")
    if len(clause) <= _LABEL_LENGTH:
        return clause
    return clause[: clause.rindex(" ", 0, _LABEL_LENGTH)].rstrip(" ,/") + " …"
