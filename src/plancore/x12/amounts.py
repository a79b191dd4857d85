"""Which amounts of a payment can't be read. Sums over them are not judged: the element is reported, not the
segments it would have added up with."""

from collections.abc import Sequence

from plancore.x12.convert import cents
from plancore.x12.events import Row

_AMOUNTS: dict[str, Sequence[int]] = {
    "CLP": (3, 4, 5),
    "SVC": (2, 3),
    "CAS": (3, 6, 9, 12, 15, 18),
    "PLB": (4, 6, 8, 10, 12, 14),
    "RMR": (4, 5),
    "ADX": (1,),
}
"""Elements that balances add up, by segment."""
_GROUPS = frozenset(("CO", "OA", "PI", "PR"))


def is_readable(rows: Sequence[Row]) -> bool:
    """False when an amount that a balance would add up, or who bears it (CAS01), can't be read."""
    return not any(_is_unreadable(elements) for _, elements in rows if elements[0] in _AMOUNTS)


def _is_unreadable(elements: list[str]) -> bool:
    if elements[0] == "CAS" and (len(elements) < 2 or elements[1] not in _GROUPS):
        return True
    given = (elements[at] for at in _AMOUNTS[elements[0]] if at < len(elements))
    return any(text and cents(text) is None for text in given)
