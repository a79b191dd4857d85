"""The HL tree of a set: numbers in order, parents that exist, child flags that are true."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from plancore.x12.findings import Place, X12Finding, make

_UNDER = {
    "20": (),
    "21": ("20",),
    "19": ("21",),
    "PT": ("19",),
    "22": ("20", "21", "19"),
    "23": ("22",),
    "EV": ("22", "23"),
    "SS": ("EV",),
}
"""Level code to the level codes it may hang under."""

_BELOW = {"20": "21", "21": "22", "19": "22", "22": "23", "23": "EV", "EV": "SS"}
"""What a level with an unknown code is taken for, by the level it names as its parent."""


@dataclass(slots=True)
class _Level:
    number: str
    code: str
    flag: str
    offset: int
    segment_number: int
    loop: str
    children: int = 0

    def place(self, element: int) -> Place:
        return Place(
            offset=self.offset,
            segment_number=self.segment_number,
            loop=self.loop,
            segment="HL",
            element=element,
        )


class Hierarchy:
    """Follows the HL segments of one set; only the path from the root is kept."""

    def __init__(self) -> None:
        self.path: list[_Level] = []
        self.last = 0
        self.highest = 0

    def quick(self, elements: list[str], offset: int, segment_number: int, loop: str) -> bool:
        """Take an HL that is plainly right: the next number, under the last level or one above it, or a root.
        False, and nothing taken, when it needs the careful look."""
        path = self.path
        last = self.last
        if len(elements) != 5 or not path or last < self.highest or elements[1] != str(last + 1):
            return False
        _, number, parent, code, flag = elements
        under = _UNDER.get(code)
        if under is None:
            return False
        depth = len(path) - 1
        while depth >= 0 and path[depth].number != parent:
            level = path[depth]
            if level.code in under or (level.flag == "1" and not level.children):
                return False
            depth -= 1
        if depth >= 0:
            above = path[depth]
            if above.flag != "1" or above.code not in under:
                return False
            above.children += 1
        elif parent or under:
            return False
        self.last = self.highest = last + 1
        if len(path) == depth + 2:
            level = path[-1]  # the next one in the last one's place
            level.number, level.code, level.flag, level.loop = number, code, flag, loop
            level.offset, level.segment_number, level.children = offset, segment_number, 0
        else:
            path[depth + 1 :] = (_Level(number, code, flag, offset, segment_number, loop),)
        return True

    def level(self, elements: list[str], place: Place) -> Iterator[X12Finding]:
        """What is wrong with this HL, and with those that close by it."""
        given = [*elements, "", "", "", ""][:5]
        number, parent, code, flag = given[1:5]
        yield from self._number(number, place)
        if code not in _UNDER:
            code = next((level.code for level in self.path if level.number == parent), code)
            code = _BELOW.get(code, code)
        while self.path and self.path[-1].number != parent and not self._is_under(code, self.path[-1].code):
            yield from self._left(self.path.pop())
        above = self.path[-1] if self.path else None
        expected = above.number if above and self._is_under(code, above.code) else ""
        if parent != expected and (above is None or above.number.isdigit()):
            yield make("x12.hierarchy.parent", replace(place, element=2), value=parent)
        if above is not None and expected:
            above.children += 1
            if above.flag == "0" and above.children == 1:
                yield make("x12.hierarchy.child_flag", above.place(4), value="0")
        self.path.append(_Level(number, code, flag, place.offset, place.segment_number, place.loop))

    def close(self) -> Iterator[X12Finding]:
        """What is wrong with the levels that are open at the end of the set."""
        while self.path:
            yield from self._left(self.path.pop())

    @staticmethod
    def _is_under(code: str, above: str) -> bool:
        return above not in _UNDER or above in _UNDER.get(code, (above,))

    def _number(self, number: str, place: Place) -> Iterator[X12Finding]:
        at = replace(place, element=1)
        value = int(number) if number.isascii() and number.isdigit() else 0
        if any(level.number == number for level in self.path):
            yield make("x12.hierarchy.number_twice", at, value=number)
        elif value != self.last + 1:
            yield make("x12.hierarchy.number", at, value=number)
        self.last = value or self.last + 1
        self.highest = max(self.highest, self.last)

    @staticmethod
    def _left(level: _Level) -> Iterator[X12Finding]:
        if level.flag == "1" and not level.children:
            yield make("x12.hierarchy.child_flag_unused", level.place(4), value="1")
