"""ICD-10-CM: what official titles and chapters say beyond the words (side, usual sex and age)."""

import re

from plancore.codes.lazy import period_of
from plancore.codes.types import AgeRange, Diagnosis, Sex, Side

MATERNITY_AGES = AgeRange(9, 64)
NEWBORN_AGES = AgeRange(0, 0)
CHILD_AGES = AgeRange(0, 17)
ADULT_AGES = AgeRange(15, 124)
"""The age groups of the Medicare Code Editor's age edits (whole years)."""

_SIDES = {"R": Side.RIGHT, "L": Side.LEFT, "B": Side.BILATERAL, "U": Side.UNSPECIFIED}
SIDE_LETTERS = {side: letter for letter, side in _SIDES.items()}
_SEXES = {"F": Sex.FEMALE, "M": Sex.MALE}
_AGES = {"M": MATERNITY_AGES, "N": NEWBORN_AGES, "C": CHILD_AGES, "A": ADULT_AGES}


def tidy_diagnosis(text: str) -> str:
    """The stored form: upper case without the point and without spaces around (X12 sends it so)."""
    return text.strip().upper().replace(".", "")


def read_diagnosis(code: str, row: str) -> Diagnosis:
    """A diagnosis out of its row: start, end, flags, title. Flags: `b` billable, then one letter each, or a
    dot, for side, sex, ages; `m` at the end for a manifestation."""
    start, end, flags, title = row.split("\t")
    return Diagnosis(
        code=code,
        label=title,
        period=period_of(start, end),
        billable=flags[0] == "b",
        side=_SIDES.get(flags[1]),
        sex=_SEXES.get(flags[2]),
        ages=_AGES.get(flags[3]),
        manifestation=flags[4] == "m",
    )


_SIDE_WORD = re.compile(r"\b(right|left|bilateral|both)\b", re.IGNORECASE)
_NOT_A_SIDE = re.compile(
    r"\b(?:right|left)[ -](?:"
    r"heart|ventric\w*|atri\w*|bundle|fascic\w*|main coronary|coronary|aortic"
    r"|(?:upper|lower) quadrant|sided? colitis|hemicolon|circumflex|anterior descending|posterior fascicular"
    r"|anterior fascicular)|-to-(?:right|left)\b|\bboth\b(?=.* and\b)",
    re.IGNORECASE,
)
_UNSPECIFIED_SIDE = re.compile(r"\bunspecified (?:side|laterality)\b", re.IGNORECASE)


def side_of_title(title: str) -> Side | None:
    """The side an ICD-10-CM title names; None when it names none, or both sides in different words (`right
    eye ..., left eye ...`), or the words belong to the heart or to a quadrant of the abdomen."""
    said = {word.lower() for word in _SIDE_WORD.findall(_NOT_A_SIDE.sub(" ", title))}
    if said & {"bilateral", "both"}:
        return Side.BILATERAL if not said & {"right", "left"} else None
    if said == {"right"}:
        return Side.RIGHT
    if said == {"left"}:
        return Side.LEFT
    return Side.UNSPECIFIED if not said and _UNSPECIFIED_SIDE.search(title) else None
