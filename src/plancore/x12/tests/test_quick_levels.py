"""Levels (HL) that pass by learnt shapes: many billing providers in one set, and levels out of order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plancore.x12.events import Unit
from plancore.x12.scan import Scanner
from plancore.x12.tests.samples import CLAIM_SEGMENTS, as_bytes, interchange, transaction_set
from plancore.x12.tests.test_shapes import reading

_FIRST = CLAIM_SEGMENTS.index("HL*1**20*1")
_LEVELS = sum(one.startswith("HL*") for one in CLAIM_SEGMENTS)


def providers(count: int) -> list[str]:
    """A set in which the billing provider with all that hangs under it comes so often, numbered on."""
    segments = list(CLAIM_SEGMENTS[:_FIRST])
    for time in range(count):
        for one in CLAIM_SEGMENTS[_FIRST:]:
            elements = one.split("*")
            if elements[0] == "HL":
                elements[1:3] = [str(int(text) + time * _LEVELS) if text else "" for text in elements[1:3]]
            segments.append("*".join(elements))
    return segments


def as_file(segments: list[str]) -> bytes:
    return as_bytes(interchange("837P", transaction_set("837P", segments)))


def test_it_takes_claims_by_shapes_to_the_last_one_of_a_billing_provider() -> None:
    data = as_file(providers(6))
    units = [event for event in Scanner(learn_after=1).read([data]) if isinstance(event, Unit)]
    claims = len(units) // 6
    # all but the first provider's, while they are learnt, and the set's last, at which the set ends
    assert all(unit.passages is not None for unit in units[2 * claims : -1])
    assert reading([data], 1) == reading([data], 0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("HL*{}**20*1", "HL*{}**20*0"),
        ("HL*{}**20*1", "HL*{}*1*20*1"),
        ("HL*{}**20*1", "HL*1**20*1"),
        ("HL*{}**20*1", "HL*{}**22*1"),
        ("HL*{}**20*1", "HL*{}**20*1*"),
    ],
)
def test_it_finds_what_is_wrong_with_a_late_billing_provider(old: str, new: str) -> None:
    segments, number = providers(6), 4 * _LEVELS + 1
    right = as_file(segments)
    segments[segments.index(old.format(number))] = new.format(number)
    careful = reading([as_file(segments)], 0)
    assert careful != reading([right], 0)
    assert reading([as_file(segments)], 1) == careful


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 99), st.integers(1, 4), st.sampled_from(["", *"0123456789", "20", "22", "23"])
        ),
        max_size=4,
    )
)
def test_it_reads_levels_out_of_order_the_same(changes: list[tuple[int, int, str]]) -> None:
    segments = providers(5)
    places = [at for at, one in enumerate(segments) if one.startswith("HL*")]
    for at, position, text in changes:
        elements = segments[places[at % len(places)]].split("*")
        elements[position] = text
        segments[places[at % len(places)]] = "*".join(elements)
    data = as_file(segments)
    assert reading([data], 1) == reading([data], 0)
