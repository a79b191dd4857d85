"""Reads `defects.txt`: for each rule files with one defect that it catches, and near misses that pass.

    rule.code
      defect KIND  edit ; edit  @ PLACE
      passes KIND  edit ; edit
      beside other.rule: why this finding comes along, and rightly
      elsewhere: why the place does not begin the segment it names
      differs: why the rule has no defect or no near miss

An edit is one of
    SEGMENT => new ~ new      the first segment that begins with SEGMENT is replaced; (none) leaves it out
    SEGMENT /9 := text        its ninth element is replaced
`SEGMENT #2` means the second one. KIND is a sample of `samples.py`; `837P+837P` has two sets; `_` stands for
a space. SE01 is counted anew unless an edit names SE.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from plancore.x12.tests.samples import KINDS, as_bytes, edited, interchange, transaction_set

PAGE = Path(__file__).with_name("defects.txt")
_EDIT = re.compile(r"(?P<old>.+?)(?: #(?P<nth>\d+))? (?:=> (?P<new>.*)|/(?P<at>\d+) := ?(?P<text>.*))")


@dataclass(frozen=True, slots=True)
class Case:
    """One file: a sample with edits. `place` is where the finding stands, "" for a near miss."""

    rule: str
    kind: str
    edits: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.rule}: {self.kind} {self.edits}"[:120]

    def segments(self) -> list[str]:
        """All segments of the file."""
        kinds = self.kind.split("+")
        sets = [transaction_set(kind, control=f"{n:04d}") for n, kind in enumerate(kinds, 1)]
        found = interchange(kinds[0], *sets)
        edits = [one for one in self.edits.split(" ; ") if one]
        for one in edits:
            if not one.startswith("SE"):
                found = _change(found, one)
        found = _counted(found)
        for one in edits:
            if one.startswith("SE"):
                found = _change(found, one)
        return found

    def content(self) -> bytes:
        """The file."""
        return as_bytes(self.segments())


@dataclass(slots=True)
class Rule:
    """What the page says of one rule."""

    code: str
    defects: list[Case] = field(default_factory=list)
    passes: list[Case] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)
    elsewhere: str = ""
    differs: str = ""


def _change(segments: list[str], edit: str) -> list[str]:
    found = _EDIT.fullmatch(edit.strip())
    if found is None:
        raise ValueError(f"no edit: {edit}")
    old, nth = found["old"], int(found["nth"] or 1)
    if found["at"] is None:
        new = () if found["new"] == "(none)" else tuple(found["new"].split(" ~ "))
        return edited(segments, old, *new, nth=nth)
    elements = [one for one in segments if one.startswith(old)][nth - 1].split("*")
    at = int(found["at"])
    elements += [""] * (at + 1 - len(elements))
    elements[at] = found["text"]
    return edited(segments, old, "*".join(elements), nth=nth)


def _counted(segments: list[str]) -> list[str]:
    begin, found = 0, []
    for index, segment in enumerate(segments):
        if segment.startswith("ST*"):
            begin = index
        parts = segment.split("*")
        if parts[0] == "SE" and len(parts) == 3:
            parts[1] = str(index - begin + 1)
        found.append("*".join(parts))
    return found


def rules(text: str | None = None) -> dict[str, Rule]:
    """The page by rule. Raises ValueError for a line that can't be read and for a rule that stands twice."""
    found: dict[str, Rule] = {}
    rule: Rule | None = None
    for line in (PAGE.read_text(encoding="utf-8") if text is None else text).splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            if line.strip() in found:
                raise ValueError(f"{line} stands twice")
            rule = found[line.strip()] = Rule(line.strip())
            continue
        if rule is None:
            raise ValueError(line)
        _fill(rule, line.strip())
    return found


def _fill(rule: Rule, line: str) -> None:
    word, _, rest = line.partition(" ")
    if word == "differs:":
        rule.differs = rest
    elif word == "elsewhere:":
        rule.elsewhere = rest
    elif word == "beside":
        other, _, why = rest.partition(":")
        rule.beside[other] = why.strip()
    elif word == "passes":
        kind, _, edits = rest.partition(" ")
        rule.passes.append(Case(rule.code, _kind(kind), edits.strip()))
    elif word == "defect":
        body, _, place = rest.rpartition("@")
        kind, _, edits = body.strip().partition(" ")
        rule.defects.append(Case(rule.code, _kind(kind), edits.strip(), place.strip() or "file"))
    else:
        raise ValueError(line)


def _kind(text: str) -> str:
    kind = text.replace("_", " ")
    if any(one not in KINDS for one in kind.split("+")):
        raise ValueError(f"no sample: {text}")
    return kind


def cases() -> Iterator[Case]:
    """Every file with a defect."""
    for rule in rules().values():
        yield from rule.defects
