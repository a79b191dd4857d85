"""The four delimiters of an interchange, read from its ISA header."""

from dataclasses import dataclass

ISA_WIDTHS = (2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1)
"""Widths of ISA01 to ISA16; the header is 105 bytes and its terminator."""

ISA_LENGTH = 3 + sum(width + 1 for width in ISA_WIDTHS)


class NotX12(Exception):  # noqa: N818 - the name says what was found, not that we failed
    """What was sent is not X12 at all. `str()` is one plain sentence, safe to show."""


@dataclass(frozen=True, slots=True)
class Delimiters:
    """Element separator, component separator, segment terminator, repetition separator ("" before 00402)."""

    element: str = "*"
    component: str = ":"
    segment: str = "~"
    repetition: str = "^"

    def __post_init__(self) -> None:
        given = [one for one in (self.element, self.component, self.segment, self.repetition) if one]
        if len(set(given)) != len(given):
            raise ValueError("two delimiters are the same character")
        if any(len(one) != 1 or one.isalnum() or one == " " for one in given):
            raise ValueError("a delimiter is one character, neither letter, digit nor space")
