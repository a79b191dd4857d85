"""A broken segment never makes its neighbours look wrong, and a broken set none of its siblings; over
samples of every transaction."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancore.x12 import X12Finding, check
from plancore.x12.tests.samples import KINDS, as_bytes, interchange, transaction_set

ENVELOPE = frozenset(("ISA", "GS", "ST", "SE", "GE", "IEA"))
COUNTED = frozenset(("BIN", "BDS"))
"""Their data are counted, not cut: they may hold anything."""
NO_SIBLINGS = frozenset(("275", "275-5010"))
"""Their binary data hold what looks like segments: not to be taken apart by the text."""
TIED = {
    # A qualifier that can't be read: the segment is not the one that a rule asks for, and the rule says so at
    # the claim, the level or the loop that lacks it; or the segment before or after now stands elsewhere.
    "authorization.admission", "authorization.event_missing", "authorization.trace_missing",
    "attachment.claim_number", "claim.admission", "claim.admitting_diagnosis", "claim.attending",
    "claim.discharge_hour", "enrolment.begin_missing", "inquiry.claim_search", "loop.missing",
    "segment.missing", "loop.too_many", "segment.too_many", "segment.order", "segment.unexpected",
    "segment.unknown",
    # A code by which what follows is told apart (BHT02 the guide, HL03 the level, ENT02 the kind of payer).
    "element.code", "hierarchy.parent", "balance.premium_payment",
    # A member who is neither subscriber nor dependent is in no count.
    "balance.enrolment_count",
}  # fmt: skip
"""What may be said elsewhere than at the broken segment."""


def broken(kind: str, at: int, new: list[str]) -> tuple[bytes, int]:
    """The sample with segment `at` replaced, and where the replacement begins; SE01 is right."""
    segments = interchange(kind, transaction_set(kind))
    whole = [*segments[:at], *new, *segments[at + 1 :]]
    first = next(n for n, one in enumerate(whole) if one.startswith("ST*"))
    last = next(n for n, one in enumerate(whole) if one.startswith("SE*"))
    whole[last] = f"SE*{last - first + 1}*{whole[last].split('*')[2]}"
    return as_bytes(whole), len(as_bytes(whole[:at]))


def inner(kind: str) -> list[int]:
    """The segments between ST and SE, those with binary data aside."""
    if kind in NO_SIBLINGS:
        return []
    segments = interchange(kind, transaction_set(kind))
    return [n for n, one in enumerate(segments) if one.partition("*")[0] not in ENVELOPE | COUNTED]


def elsewhere(found: list[X12Finding], at: int) -> set[str]:
    return {one.code.removeprefix("x12.") for one in found if one.place.offset != at}


@pytest.mark.parametrize("kind", sorted(set(KINDS) - NO_SIBLINGS))
def test_it_says_nothing_of_the_neighbours_of_a_segment_with_too_much_in_it(kind: str) -> None:
    for at in inner(kind):
        segment = interchange(kind, transaction_set(kind))[at]
        data, place = broken(kind, at, [segment + "*X" * 40])
        found = list(check([data]))
        assert found
        assert elsewhere(found, place) == set(), segment


@pytest.mark.parametrize("kind", sorted(set(KINDS) - NO_SIBLINGS))
def test_it_says_nothing_of_the_neighbours_of_a_segment_that_is_none(kind: str) -> None:
    for at in inner(kind):
        segment = interchange(kind, transaction_set(kind))[at]
        if segment.startswith("BHT"):
            continue  # what stands before it hides which guide is meant
        data, place = broken(kind, at, ["ZZZ*1*2", segment])
        found = list(check([data]))
        assert [one.code for one in found] == ["x12.segment.unknown"], segment
        assert elsewhere(found, place) == set(), segment


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(set(KINDS) - NO_SIBLINGS)), st.integers(0, 199), st.integers(0, 29), st.data())
def test_it_ties_what_it_says_elsewhere_to_a_code_that_cannot_be_read(
    kind: str, segment: int, element: int, data: st.DataObject
) -> None:
    places = inner(kind)
    at = places[segment % len(places)]
    elements = interchange(kind, transaction_set(kind))[at].split("*")
    filled = [n for n, text in enumerate(elements) if n and text]
    which = filled[element % len(filled)]
    cut = data.draw(st.integers(0, len(elements[which]) - 1))
    elements[which] = elements[which][:cut] + "\x01" + elements[which][cut + 1 :]
    content, place = broken(kind, at, ["*".join(elements)])
    found = list(check([content]))
    assert any(one.place.offset == place for one in found)
    assert elsewhere(found, place) <= TIED


DAMAGES = st.sampled_from(["cut", "twice", "none", "odd"])


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(set(KINDS) - NO_SIBLINGS)),
    st.integers(0, 2),
    st.lists(st.tuples(st.integers(0, 199), DAMAGES), min_size=1, max_size=4),
)
def test_it_spares_the_siblings_of_a_broken_set(
    kind: str, which: int, damages: list[tuple[int, str]]
) -> None:
    sets = [transaction_set(kind, control=f"000{n}") for n in (1, 2, 3)]
    for at, what in damages:
        body = sets[which]
        n = 1 + at % (len(body) - 2)
        changed = {"cut": [body[n][:1]], "twice": [body[n], body[n]], "none": [], "odd": ["?*\x02"]}[what]
        body[n : n + 1] = changed or ["ZZ"]
    data = as_bytes(interchange(kind, *sets))
    begin = data.index(f"ST*{sets[which][0].split('*')[1]}*000{which + 1}".encode())
    end = data.find(b"~ST*", begin)
    end = data.index(b"~GE*") if end < 0 else end
    found = list(check([data]))
    assert found
    assert all(begin <= one.place.offset <= end for one in found), [one.code for one in found]


@pytest.mark.parametrize(
    ("kind", "old", "new", "expected"),
    [
        ("835", "CAS*CO", "CAS*CO*45*6X0", "element.character"),
        ("835", "CAS*PR", "CAS*PX*1*20", "element.code"),
        ("837P", "SBR*P*18", "SBR*P*81*GRP100******CI", "element.code"),
        ("837P", "HL*1", "HL*X**20*1", "hierarchy.number"),
        ("820", "RMR", "RMR*IK*INV1**1X00*1000", "element.character"),
    ],
)
def test_it_adds_nothing_up_over_what_cannot_be_read(kind: str, old: str, new: str, expected: str) -> None:
    segments = interchange(kind, transaction_set(kind))
    at = next(n for n, one in enumerate(segments) if one.startswith(old))
    data, place = broken(kind, at, [new])
    found = list(check([data]))
    assert f"x12.{expected}" in {one.code for one in found}
    assert elsewhere(found, place) == set()
