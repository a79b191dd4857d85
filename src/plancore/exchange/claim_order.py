"""Where the segments of a claim stand: asked of the guide's table, so that a writer need not know."""

from functools import lru_cache

from plancore.x12.guide import Guide, Segment
from plancore.x12.guide import guide as load_guide

_SAME_PLACE = frozenset(("2440",))
"""Loops that repeat as a whole: their segments keep the order they have."""


_UNITS = {"835": "2100"}
"""The claim's loop, where it is not 2300."""


class Order:
    """The order of the segments of one form's claim loop, and the loop of each party's role."""

    def __init__(self, of: Guide) -> None:
        claim = next(loop for loop in of.root.loops() if loop.id == _UNITS.get(of.name, "2300"))
        self._places: dict[tuple[str, str], list[tuple[tuple[str, ...], int]]] = {}
        self._entities: dict[tuple[str, str], tuple[str, ...]] = {}
        self._roles: dict[tuple[str, str], str] = {}
        self._specialties: dict[str, str] = {}
        for at, segment in enumerate(claim.segments()):
            self._add(segment, at)
        self.begins = {loop.id: self._places[loop.id, loop.first.id][0][1] for loop in claim.loops()}

    def _add(self, segment: Segment, at: int) -> None:
        key = (segment.loop, segment.id)
        self._places.setdefault(key, []).append((segment.qualifiers, at))
        if segment.id == "PRV":
            self._specialties[segment.loop] = segment.qualifiers[0]
        if segment.id == "NM1":
            for role in segment.qualifiers:
                self._roles.setdefault((segment.loop[:4], role), segment.loop)
                self._entities[segment.loop, role] = segment.elements[1].codes

    def place(self, loop: str, name: str, qualifier: str) -> int:
        """The rank of a segment within the claim. Those the guide does not know stand at their loop's end."""
        known = self._places.get((loop, name))
        if known is None:
            return max(at for (of, _), found in self._places.items() if of == loop for _, at in found)
        if loop in _SAME_PLACE:
            return self.begins[loop]
        return next((at for qualifiers, at in known if qualifier in qualifiers), known[-1][1])

    def loop_of(self, prefix: str, role: str) -> str:
        """The loop of a role under `2310`, `2330` or `2420`; empty when the form has none."""
        return self._roles.get((prefix, role), "")

    def entity(self, loop: str, role: str, wanted: str) -> str:
        """Person or organization as the guide lets the role be, the wanted one if it may."""
        codes = self._entities.get((loop, role), ())
        return wanted if wanted in codes or not codes else codes[0]

    def specialty(self, loop: str) -> str:
        """The code before a taxonomy in this loop, empty when the loop has none."""
        return self._specialties.get(loop, "")


@lru_cache(maxsize=8)
def order_of(form: str) -> Order:
    """The order for a form by its guide's name (837P)."""
    return Order(load_guide(form))
