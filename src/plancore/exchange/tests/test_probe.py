"""The short, repeatable form of the fuzz run: changed files go through everything that reads, and what was
found once stays found."""

import random
from collections.abc import Callable

import pytest

from payerport.codes.loading import tables
from plancore.exchange.tests.probe import acknowledgements, probe
from plancore.x12 import NotX12, check
from plancore.x12.tests.defects import rules
from plancore.x12.tests.samples import KINDS, file_of

WHOLE = {kind: file_of(kind) for kind in KINDS}
STRANGE = (
    b"",
    b"*",
    b"~",
    b":",
    b"^",
    b"ISA",
    b"\x00",
    b"\xff",
    b"-1",
    b"99999999999",
    b"20260230",
    b" " * 90,
)


def changed(kind: str, chance: random.Random) -> bytes:
    """A file with one to four changes: a segment doubled, dropped, moved or foreign; an element replaced."""
    segments = WHOLE[kind].split(b"~")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(segments))
        what = chance.randrange(5)
        if what == 0:
            segments.insert(chance.randrange(len(segments)), segments[at])
        elif what == 1 and at:
            del segments[at]
        elif what == 2:
            segments.insert(at + 1, chance.choice(WHOLE[chance.choice(sorted(KINDS))].split(b"~")))
        else:
            elements = segments[at].split(b"*")
            elements[chance.randrange(len(elements))] = chance.choice(STRANGE)
            segments[at] = b"*".join(elements)
    return b"~".join(segments)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_it_answers_any_change_with_findings_and_valid_acknowledgements(kind: str) -> None:
    chance = random.Random(kind)
    assert probe(WHOLE[kind], 0, tables()) == 0
    outcomes = {probe(changed(kind, chance), chance.choice((0, 1, 7, 64)), tables()) for _ in range(12)}
    assert len(outcomes) > 3, "the changes reach nothing"


FOUND: list[tuple[str, Callable[[bytes], bytes]]] = [
    # What the fuzz run found: an acknowledgement that was not valid itself.
    ("a repeating element echoed", lambda data: data.replace(b"*11:B:1*", b"*11:B:1^9*")),
    ("a group number that is none", lambda data: data.replace(b"*1*X*", b"*HARBOR HEALTH PLAN*X*")),
    ("a group number too long", lambda data: data.replace(b"*1*X*", b"*1123456789*X*")),
    ("no group number", lambda data: data.replace(b"*1*X*", b"**X*")),
    ("a group of another kind", lambda data: data.replace(b"GS*HC", b"GS*HSY01")),
    ("a group of no kind", lambda data: data.replace(b"GS*HC", b"GS*[S")),
    ("a set without its name", lambda data: data.replace(b"ST*837", b"ST*")),
    ("a set with a strange name", lambda data: data.replace(b"ST*837", b"ST*83#7")),
    ("a set number too long", lambda data: data.replace(b"*0001*005010X222A1", b"*" + b"1" * 40)),
    ("a set number too short", lambda data: data.replace(b"*0001*005010X222A1", b"*R*005010X222A1")),
    ("a version too long", lambda data: data.replace(b"*0001*005010", b"*0001*005010" + b" " * 40)),
    ("no version", lambda data: data.replace(b"*X*005010X222A1", b"*X*")),
    ("a sender's qualifier that is none", lambda data: data.replace(b"ZZ*QUAY01", b"^*QUAY01")),
    ("a receiver's qualifier that is none", lambda data: data.replace(b"ZZ*HARBOR ", b"-1*HARBOR ")),
    ("a receiver that is a delimiter", lambda data: data.replace(b"*HARBOR         *", b"*^              *")),
    ("a day that does not exist", lambda data: data.replace(b"*D8*20260415", b"*D8*99999999")),
    ("a claim without a number", lambda data: data.replace(b"CLM*PCN1", b"CLM*   ")),
    ("a name too long", lambda data: data.replace(b"*TESTER*", b"*" + b"T" * 90 + b"*")),
    ("a procedure of no system", lambda data: data.replace(b"HC:J7321", b"XX:")),
    ("a charge beyond all", lambda data: data.replace(b"PCN1*250*", b"PCN1*999999999999999*")),
    (
        "a name that says nothing",
        lambda data: data.replace(b"NM1*IL*1*TESTER*ANN****MI*123456701", b"NM1*IL"),
    ),
    ("a point between components", lambda data: data.replace(b":", b".")),
    ("a dash between elements", lambda data: data.replace(b"*", b"-")),
]


@pytest.mark.parametrize(("what", "change"), FOUND, ids=[what for what, _ in FOUND])
def test_it_acknowledges_a_damaged_file_with_valid_answers(
    what: str, change: Callable[[bytes], bytes]
) -> None:
    data = change(WHOLE["837P"])
    assert data != WHOLE["837P"]
    assert probe(data) >= 0
    assert acknowledgements(data)


@pytest.mark.parametrize("code", sorted(rules()))
def test_it_acknowledges_each_file_with_a_defect_and_each_near_miss(code: str) -> None:
    rule = rules()[code]
    assert all(probe(case.content(), 13, tables()) > 0 for case in rule.defects)
    assert all(probe(case.content(), 0, tables()) == 0 for case in rule.passes)


def test_it_does_not_acknowledge_an_acknowledgement() -> None:
    assert acknowledgements(WHOLE["999"]) == []


def test_it_shows_a_probe_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard shown failing: an acknowledgement that is not made to fit is caught."""
    monkeypatch.setattr("plancore.exchange.acks.fitted", lambda sets, name, delimiters: sets)
    with pytest.raises(AssertionError, match="too_long"):
        probe(WHOLE["837P"].replace(b"*0001*005010X222A1", b"*" + b"1" * 40))


def test_it_declares_one_exception() -> None:
    with pytest.raises(NotX12):
        acknowledgements(b"Dear plan")
    assert probe(b"Dear plan") == -1
    assert list(check([WHOLE["835"]])) == []
