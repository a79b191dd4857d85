"""A file in which every segment of a guide stands, with every element filled: what a reader drops shows."""

from collections.abc import Iterator

from plancore.x12.guide import FORMATS, Element, Guide, Loop, Segment, guide

DAY, PERIOD = "20260415", "20260415-20260416"
_DATES = {"D8": DAY, "RD8": PERIOD, "TM": "1130", "DT": "202604150815"}
_BY_KIND = {"N0": "1", "N2": "100", "R": "2.5", "DT": DAY, "TM": "1200"}
_BY_CHECK = {"money": "12.5", "day": DAY, "days": PERIOD, "servicetype": "30", "benefit": "1"}


def _plain(element: Element, count: int) -> str:
    if element.check in _BY_CHECK:
        return _BY_CHECK[element.check]
    if element.codes:
        return element.codes[0]
    text = _BY_KIND.get(element.kind, f"V{count}")
    return text[: element.most].ljust(element.least, "9")


class Fullest:
    """Writes segments with all elements; texts are numbered, so that each differs."""

    def __init__(self) -> None:
        self.count = 0

    def value(self, element: Element) -> str:
        """An element's or composite's text, components cut with a colon."""
        self.count += 1
        if element.usage == "N":
            return ""
        if element.parts:
            return ":".join(self.value(part) for part in element.parts).rstrip(":")
        return _plain(element, self.count)

    def segment(self, of: Segment, qualifier: str) -> str:
        """The segment with this qualifier."""
        texts = [self.value(element) for element in of.elements]
        if qualifier and of.id == "HI":
            texts[0] = ":".join((qualifier, *texts[0].split(":")[1:]))
        elif qualifier:
            texts[{"HL": 2, "ENT": 1}.get(of.id, 0)] = qualifier
        at = FORMATS.get(of.id)
        if at is not None and len(texts) >= at[1] and texts[at[0] - 1]:
            texts[at[1] - 1] = _DATES[texts[at[0] - 1]]
        return "*".join((of.id, *texts)).rstrip("*:")


def segments_of(loop: Loop, skip: frozenset[str], writer: Fullest) -> Iterator[tuple[str, str]]:
    """(tag, segment) for each segment of a loop and of those in it; a loop that begins with several
    qualifiers and may repeat comes once for each."""
    first = loop.first
    qualifiers = first.qualifiers[: loop.most] or ("",)
    for qualifier in qualifiers:
        for child in loop.children:
            if isinstance(child, Loop):
                if child.id not in skip:
                    yield from segments_of(child, skip, writer)
            elif child is first:
                yield child.tag, writer.segment(child, qualifier)
            else:
                for one in child.qualifiers[: child.most] or ("",):
                    yield child.tag, writer.segment(child, one)


def claim_segments(form: str) -> list[str]:
    """CLM to the end of one line, everything in them, for 837P, 837I or 837D."""
    of: Guide = guide(form)
    claim = next(loop for loop in of.root.loops() if loop.id == "2300")
    return [text for _, text in segments_of(claim, frozenset(), Fullest())]
