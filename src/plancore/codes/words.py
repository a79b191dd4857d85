"""Adjustment, remark and status codes with the plan's own words. No published descriptor text is used or
needed.
"""

from dataclasses import dataclass

from plancore.codes.lazy import period_of
from plancore.codes.types import Code


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """What a code means. `words` is for a biller, `member_words` for a member at about grade-6 level, `mend`
    says what one can do; each is whole sentences."""

    words: str
    member_words: str
    mend: str


@dataclass(frozen=True, slots=True)
class WordedCode(Code):
    """A code with the plan's own words; `label` is a phrase that can follow the code (`CO-97 · part of
    another service`). `is_explained` is False where the plan has written none yet and the words say just
    that.
    """

    words: ReasonWords = ReasonWords("", "", "")
    is_explained: bool = False


def placeholder_words(kind: str, code: str) -> ReasonWords:
    """The honest words for a code the plan has not explained yet, e.g. `placeholder_words("Reason code",
    "306")`.
    """
    said = f"{kind} {code}; the plan has no explanation of its own yet."
    return ReasonWords(said, said, "Ask the plan what is wanted; name this code.")


def read_worded(kind: str, code: str, row: str) -> WordedCode:
    """A worded code out of its row: start, end, label, words, member words, mend."""
    start, end, label, words, member_words, mend = row.split("\t")
    period = period_of(start, end)
    if not words:
        return WordedCode(code, f"{kind} {code}".lower(), "", period, placeholder_words(kind, code), False)
    return WordedCode(code, label, words, period, ReasonWords(words, member_words or words, mend), True)
