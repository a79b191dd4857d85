"""A file as a biller can read it: indented by loop, each segment with its title, protected values masked."""

from collections.abc import Iterable, Iterator

from plancore.x12.checking import read
from plancore.x12.events import Event, GroupStart, InterchangeStart, Row, SetEnd, SetStart, Unit
from plancore.x12.findings import X12Finding
from plancore.x12.guide import Guide, Loop

_OPEN = frozenset(
    "HL ST SE BHT LX SV1 SV2 SV3 HI PRV EB EQ AAA AK1 AK2 IK3 IK4 IK5 AK9 CTX STC QTY SVC CAS LQ".split()  # noqa: SIM905
) | {"UM", "HSD", "CAT"}
"""Segments whose codes are shown; amounts in them too. They name no people."""

_QUALIFIERS = {
    "NM1": (1, 2, 8),
    "REF": (1,),
    "BGN": (1,),
    "BDS": (1, 2),
    "BIN": (1,),
    "NX1": (1,),
    "HCR": (1, 3, 4),
    "PWK": (1, 2, 5),
    "TRN": (1,),
    "DTP": (1, 2),
    "DTM": (1,),
    "N1": (1, 3),
    "AMT": (1,),
    "PER": (1,),
    "SBR": (1, 2, 9),
}


def _mask(text: str) -> str:
    """The shape of a value without what it says."""
    return "".join("9" if c.isdigit() else "X" if c.isalpha() else c for c in text)


class _Titles:
    """Titles and depths of the tags of a guide."""

    def __init__(self, guide: Guide) -> None:
        self.of: dict[str, tuple[str, int]] = {}
        self._walk(guide.root, 0)

    def _walk(self, loop: Loop, depth: int) -> None:
        for child in loop.children:
            if isinstance(child, Loop):
                self._walk(child, depth + 1)
            else:
                self.of[child.tag] = (child.title, depth)


def shown(chunks: Iterable[bytes], *, values: bool) -> Iterator[str]:
    """The file's lines. `values` shows what is masked otherwise. Raises NotX12."""
    titles: _Titles | None = None
    seen: set[int] = set()
    for event in read(chunks):
        yield from _frame(event)
        if isinstance(event, SetStart):
            titles = _Titles(event.guide) if event.guide else None
            seen = set()
        elif isinstance(event, Unit) and titles is not None:
            for rows in event.context.values():
                if id(rows) not in seen and rows is not event.rows:
                    seen.add(id(rows))
                    yield from _rows(rows, titles, values=values)
            seen.add(id(event.rows))
            yield from _rows(event.rows, titles, values=values)
        elif isinstance(event, SetEnd) and titles is not None:
            for rows in event.header.values():
                if id(rows) not in seen:
                    yield from _rows(rows, titles, values=values)
        yield from _findings(event.findings)


def _frame(event: Event) -> Iterator[str]:
    if isinstance(event, InterchangeStart):
        way = f"from {event.sender} to {event.receiver}"
        yield f"Interchange {event.control} {way}, {event.date} {event.time}"
    elif isinstance(event, GroupStart):
        yield f"  Group {event.control}: {event.functional_id} {event.version}"
    elif isinstance(event, SetStart):
        name = f"{event.guide.title} ({event.guide.name})" if event.guide else "not read"
        yield f"    Set {event.control}: {event.set_id} {name}"
    elif isinstance(event, SetEnd):
        yield f"    End of set {event.start.control}: {event.segments} segments"


def _rows(rows: list[Row], titles: _Titles, *, values: bool) -> Iterator[str]:
    for tag, elements in rows:
        title, depth = titles.of.get(tag, ("not in the guide here", 1))
        text = "*".join(_value(elements, at, values=values) for at in range(len(elements)))
        yield f"{'  ' * (depth + 3)}{text}   {title}"


def _value(elements: list[str], at: int, *, values: bool) -> str:
    name = elements[0]
    if values or at == 0 or name in _OPEN or at in _QUALIFIERS.get(name, ()):
        return elements[at]
    return _mask(elements[at])


def _findings(findings: Iterable[X12Finding]) -> Iterator[str]:
    for one in findings:
        yield f"      >> {one.severity} {one.place}: {one.message} {one.mend}"
