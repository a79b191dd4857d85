"""A guide printed as an outline, for a reader with the book beside."""

from collections.abc import Iterator

from plancore.x12.guide import MANY, Element, Guide, Loop, Segment


def outline(guide: Guide) -> Iterator[str]:
    """Lines: loops and segments with usage and repeat, then their elements."""
    yield f"{guide.title} ({guide.name}): set {guide.set_id}, group {guide.group_id}"
    yield f"Versions: {', '.join(guide.versions)}"
    yield from _loop(guide.root, 0)


def _times(most: int) -> str:
    return ">1" if most >= MANY else str(most)


def _loop(loop: Loop, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if depth:
        yield f"{pad}Loop {loop.id} {loop.title} [{loop.usage} {_times(loop.most)}]"
    for child in loop.children:
        if isinstance(child, Loop):
            yield from _loop(child, depth + 1)
        else:
            yield from _segment(child, depth + 1)


def _segment(segment: Segment, depth: int) -> Iterator[str]:
    pad = "  " * depth
    yield f"{pad}{segment.id} {segment.title} [{segment.usage} {_times(segment.most)}]"
    for one in segment.elements:
        if one.usage != "N":
            yield from _element(one, f"{segment.id}{one.position:02d}", depth + 2)


def _element(one: Element, name: str, depth: int) -> Iterator[str]:
    kind = "composite" if one.kind == "C" else f"{one.kind} {one.least}/{one.most}"
    words = [f"{name} {one.usage} {kind}"]
    if one.repeats > 1:
        words.append(f"repeats {one.repeats}")
    if one.codes:
        words.append("= " + " ".join(one.codes))
    yield "  " * depth + ", ".join(words)
    for part in one.parts:
        if part.usage != "N":
            yield from _element(part, f"{name}-{part.position}", depth + 1)
