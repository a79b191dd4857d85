"""Guides as values: what a guide table says, read once. Loops hold segments and loops; segments hold
elements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module

from plancore.x12.standard import SEGMENTS

MANY = 1_000_000
"""Repeat limit of what may repeat without limit."""

KEYED = {"HL": 3, "ENT": 2}
"""Position of the element that tells segments of one name apart, where it is not the first."""

FORMATS = {
    "DTP": (2, 3),
    "DMG": (1, 2),
    "PAT": (5, 6),
    "INS": (11, 12),
    "MPI": (6, 7),
    "DTM": (5, 6),
    "DN2": (4, 5),
}
"""Segments in which one element (D8, RD8, TM, DT) says how the next writes its date."""

_ELEMENT = re.compile(r"(AN|ID|N0|N2|R|DT|TM)(?::?(\d+)(?:-(\d+))?)?(?:\^(\d+))?")


@dataclass(frozen=True, slots=True)
class Element:
    """One element or component. `usage` R required, S situational, N not used. A composite has `parts`."""

    position: int
    usage: str = "N"
    kind: str = "AN"
    least: int = 1
    most: int = 60
    codes: tuple[str, ...] = ()
    check: str = ""
    parts: tuple["Element", ...] = ()
    repeats: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A segment at its place in a guide. `tag` names it for readers of rows: `2300/REF*G1`."""

    id: str
    qualifiers: tuple[str, ...]
    usage: str
    most: int
    title: str
    elements: tuple[Element, ...]
    loop: str
    position: int
    tag: str


@dataclass(slots=True, eq=False)
class Loop:
    """A loop: its first child segment begins it. `unit` marks what is read and answered one by one."""

    id: str
    usage: str = "R"
    most: int = 1
    title: str = ""
    unit: bool = False
    line: bool = False
    position: int = 0
    children: list["Segment | Loop"] = field(default_factory=list)

    @property
    def first(self) -> Segment:
        """The segment that begins the loop."""
        child = self.children[0]
        assert isinstance(child, Segment)
        return child

    def segments(self) -> Iterator[Segment]:
        """All segments of the loop and of the loops in it, in order."""
        for child in self.children:
            if isinstance(child, Segment):
                yield child
            else:
                yield from child.segments()

    def loops(self) -> Iterator["Loop"]:
        """This loop and all loops in it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Loop):
                yield from child.loops()


@dataclass(frozen=True, slots=True, eq=False)
class Guide:
    """A guide: `versions` as in GS08 and ST03, the best known first; `name` is how people call it (837P)."""

    name: str
    versions: tuple[str, ...]
    set_id: str
    group_id: str
    title: str
    root: Loop
    keyed: frozenset[str]
    segment_ids: frozenset[str]

    @property
    def version(self) -> str:
        """The version named first."""
        return self.versions[0]


def _element(text: str, position: int) -> Element:
    if text.startswith("("):
        inner, _, tail = text[1:].partition(")")
        parts = tuple(_element(part, number) for number, part in enumerate(inner.split(), 1))
        return Element(position, kind="C", parts=parts, repeats=int(tail[1:]) if tail[:1] == "^" else 1)
    found = _ELEMENT.fullmatch(text)
    if found is None:
        raise ValueError(text)
    least = int(found[2] or 1)
    most = int(found[3] or found[2] or (18 if found[1] == "R" else 60))
    if found[1] in ("R", "N0") and not found[3]:
        least = 1
    return Element(position, kind=found[1], least=least, most=most, repeats=int(found[4] or 1))


def _tokens(text: str) -> list[str]:
    """Split at spaces that are not inside parentheses."""
    return re.findall(r"[^\s(]*\([^)]*\)\S*|\S+", text)


@lru_cache(maxsize=1)
def dictionary() -> dict[str, tuple[Element, ...]]:
    """Segment name to its elements in the standard."""
    read: dict[str, tuple[Element, ...]] = {}
    for line in SEGMENTS.strip().splitlines():
        name, _, rest = line.partition(" ")
        found: list[Element] = []
        for token in _tokens(rest):
            body, _, times = token.partition(")*")
            for _ in range(int(times or 1)):
                found.append(_element(body + ")" if times else token, len(found) + 1))
        read[name] = tuple(found)
    return read


_RULE = re.compile(r"(\d+)(?:-(\d+))?(\?)?(?:\((.*)\))?(?:=([^:]+))?(?::(\w+))?")


def _apply(standard: tuple[Element, ...], text: str) -> tuple[Element, ...]:
    """The standard's elements with what a guide says about them; what it does not name is not used."""
    said: dict[int, Element] = {}
    for token in _tokens(text):
        found = _RULE.fullmatch(token)
        if found is None:
            raise ValueError(token)
        for position in range(int(found[1]), int(found[2] or found[1]) + 1):
            base = standard[position - 1]
            said[position] = Element(
                position,
                usage="S" if found[3] else "R",
                kind=base.kind,
                least=base.least,
                most=base.most,
                codes=tuple(found[5].split(",")) if found[5] else (),
                check=found[6] or "",
                parts=_apply(base.parts, found[4]) if found[4] else (),
                repeats=base.repeats,
            )
    return tuple(
        said.get(base.position, Element(base.position, kind=base.kind, least=base.least, most=base.most))
        for base in standard
    )


class _Reader:
    """Reads one guide table."""

    def __init__(self, table: str) -> None:
        main, *defines = re.split(r"^define \S+\n", table.strip("\n") + "\n", flags=re.MULTILINE)
        names = re.findall(r"^define (\S+)$", table, flags=re.MULTILINE)
        self.defined = {name: self._lines(body) for name, body in zip(names, defines, strict=True)}
        self.lines = self._lines(main)

    @staticmethod
    def _lines(text: str) -> list[tuple[int, str]]:
        return [
            ((len(line) - len(line.lstrip())) // 2, line.strip())
            for line in text.splitlines()
            if line.strip() and not line.lstrip().startswith("#")
        ]

    def read(self) -> Guide:
        words = [part.strip() for part in self.lines[0][1].split("|")]
        root = Loop("HEADER")
        self._fill(root, self._expand(self.lines[1:]), 0)
        keyed = {s.id for s in root.segments() if s.qualifiers}
        return Guide(
            name=words[4],
            versions=tuple(words[0].split()[1:]),
            set_id=words[1].split()[1],
            group_id=words[2].split()[1],
            title=words[3],
            root=root,
            keyed=frozenset(keyed),
            segment_ids=frozenset(s.id for s in root.segments()),
        )

    def _expand(self, lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        for depth, line in lines:
            if line.startswith("%"):
                found += self._expand([(depth + inner, text) for inner, text in self.defined[line[1:]]])
            else:
                found.append((depth, line))
        return found

    def _fill(self, loop: Loop, lines: list[tuple[int, str]], at: int) -> int:
        """Children of `loop` from line `at` on; gives the first line that is not its own."""
        depth = lines[at][0]
        while at < len(lines) and lines[at][0] == depth:
            line = lines[at][1]
            if line.startswith("@"):
                child = _loop(line)
                at = self._fill(child, lines, at + 1)
                _place(loop, child, child.first.id, is_loop=True)
                loop.children.append(child)
            else:
                loop.children.append(_segment(line, loop))
                at += 1
        return at


def _place(loop: Loop, child: Loop, name: str, *, is_loop: bool) -> None:
    child.position = _position(loop, name, is_loop=is_loop)


def _position(loop: Loop, name: str, *, is_loop: bool) -> int:
    """Neighbours of one name share a position: they may come in any order."""
    if not loop.children:
        return 1
    last = loop.children[-1]
    same = (
        isinstance(last, Loop) is is_loop and (last.first.id if isinstance(last, Loop) else last.id) == name
    )
    return last.position if same and name != "HL" else last.position + 1


def _limit(text: str) -> int:
    return MANY if text == ">" else int(text)


def _loop(line: str) -> Loop:
    head, usage, *title = line.split(None, 2)
    words = title[0].split(" ") if title else []
    flags = {word for word in words[:1] if word in ("unit", "line")}
    return Loop(
        head[1:],
        usage=usage[0],
        most=_limit(usage[1:]),
        title=" ".join(words[len(flags) :]),
        unit="unit" in flags,
        line="line" in flags,
    )


def _segment(line: str, loop: Loop) -> Segment:
    said, _, rules = line.partition(" | ")
    head, usage, title = said.split(None, 2)
    name, _, qualifiers = head.partition("*")
    codes = tuple(qualifiers.split("|")) if qualifiers else ()
    elements = _apply(dictionary()[name], rules)
    keyed = KEYED.get(name, 1)
    if codes and name != "HI":
        of = elements[keyed - 1]
        if not of.codes:
            full = Element(
                of.position, "R", of.kind, of.least, of.most, codes, of.check, of.parts, of.repeats
            )
            elements = (*elements[: keyed - 1], full, *elements[keyed:])
    return Segment(
        id=name,
        qualifiers=codes,
        usage=usage[0],
        most=_limit(usage[1:]),
        title=title.strip(),
        elements=elements,
        loop=loop.id,
        position=_position(loop, name, is_loop=False),
        tag=f"{loop.id}/{name}" + (f"*{codes[0]}" if codes else ""),
    )


_MODULES = {
    "837P": "x222a1",
    "837I": "x223a2",
    "837D": "x224a2",
    "270": "x279a1_270",
    "271": "x279a1_271",
    "835": "x221a1",
    "999": "x231a1",
    "277CA": "x214",
    "276": "x212_276",
    "277": "x212_277",
    "834": "x220a1",
    "820": "x218",
    "278": "x217",
    "278R": "x217_answer",
    "277RFI": "x313",
    "275": "x314",
    "275-5010": "x210",
}

_BY_PURPOSE = {("278", "11"): "278R"}
"""What BHT02 says where two guides share a version and a set: the purpose to the guide's name, by the guide
that stands for both until then."""


@lru_cache(maxsize=32)
def guide(name: str) -> Guide:
    """The guide people call `name` (837P, 835, 277CA). Raises KeyError when there is none."""
    module = import_module(f"plancore.x12.guides.{_MODULES[name]}")
    return _Reader(module.TABLE).read()


def names() -> tuple[str, ...]:
    """The names of all guides here."""
    return tuple(_MODULES)


@lru_cache(maxsize=1)
def _by_version() -> dict[tuple[str, str], Guide]:
    known: dict[tuple[str, str], Guide] = {}
    for one in map(guide, _MODULES):
        for version in one.versions:
            known.setdefault((version, one.set_id), one)
    return known


def find(version: str, set_id: str) -> Guide | None:
    """The guide for a version (GS08, ST03) and a set (ST01); None when there is none here."""
    return _by_version().get((version, set_id))


def is_shared(name: str) -> bool:
    """True when the guide stands for two until BHT02 is read."""
    return any(first == name for first, _ in _BY_PURPOSE)


def for_purpose(name: str, purpose: str) -> Guide:
    """The guide that BHT02 means, by the one found for version and set."""
    return guide(_BY_PURPOSE.get((name, purpose), name))
