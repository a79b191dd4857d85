"""Each piece of a cost share at its edges, with exact cents."""

import pytest

from plancore.benefits import CostShare, Room, reckon
from plancore.benefits.cost_share import UNLIMITED

AMPLE = 10_000_000


def _pieces(
    share: CostShare, allowed: int, deductible: int, maximum: int, due: int | None = None
) -> dict[str, object]:
    found = reckon(allowed, share, share.copay if due is None else due, Room(deductible, maximum))
    assert 0 <= found.total <= allowed
    assert found.to_maximum <= maximum
    return {
        "pieces": (found.deductible, found.copay, found.coinsurance),
        "counts": (found.copay_to_deductible, found.to_maximum),
        "spared": found.capped,
        "steps": found.steps,
    }


BOTH = CostShare(copay=2_500, coinsurance=2_000, deductible_applies=True)
COPAY_FIRST = CostShare(copay=2_500, coinsurance=2_000, deductible_applies=True, deductible_first=False)
COPAY = CostShare(copay=3_000)


@pytest.mark.parametrize(
    ("share", "allowed", "left", "pieces", "counts", "spared"),
    [
        # deductible first, with ample room, part of it, none left
        (BOTH, 20_000, (50_000, AMPLE), (20_000, 0, 0), (0, 20_000), 0),
        (BOTH, 40_000, (30_000, AMPLE), (30_000, 2_500, 1_500), (0, 34_000), 0),
        (BOTH, 20_000, (0, AMPLE), (0, 2_500, 3_500), (0, 6_000), 0),
        # the maximum stops the deductible, the copay, the coinsurance, each in the middle
        (BOTH, 40_000, (30_000, 29_999), (29_999, 0, 0), (0, 29_999), 2_501 + 1_500),
        (BOTH, 40_000, (30_000, 31_000), (30_000, 1_000, 0), (0, 31_000), 1_500 + 1_500),
        (BOTH, 40_000, (30_000, 33_000), (30_000, 2_500, 500), (0, 33_000), 1_000),
        (BOTH, 40_000, (30_000, 0), (0, 0, 0), (0, 0), 34_000),
        # copay first
        (COPAY_FIRST, 20_000, (50_000, AMPLE), (17_500, 2_500, 0), (0, 20_000), 0),
        (COPAY_FIRST, 20_000, (10_000, AMPLE), (10_000, 2_500, 1_500), (0, 14_000), 0),
        (COPAY_FIRST, 2_000, (10_000, AMPLE), (0, 2_000, 0), (0, 2_000), 0),
        (COPAY_FIRST, 20_000, (50_000, 10_000), (7_500, 2_500, 0), (0, 10_000), 10_000),
        # a copay alone
        (COPAY, 12_500, (0, AMPLE), (0, 3_000, 0), (0, 3_000), 0),
        (COPAY, 2_999, (0, AMPLE), (0, 2_999, 0), (0, 2_999), 0),
        (COPAY, 12_500, (0, 1), (0, 1, 0), (0, 1), 2_999),
        (COPAY, 12_500, (0, UNLIMITED), (0, 3_000, 0), (0, 3_000), 0),
    ],
)
def test_it_takes_each_piece_to_the_cent(  # noqa: PLR0917 - the columns of the table
    share: CostShare, allowed: int, left: tuple[int, int], pieces: object, counts: object, spared: int
) -> None:
    """`left` is what is left of the deductible and of the maximum."""
    found = _pieces(share, allowed, *left)
    assert (found["pieces"], found["counts"], found["spared"]) == (pieces, counts, spared)


def test_it_counts_a_copay_to_the_deductible_where_the_plan_says_so() -> None:
    share = CostShare(copay=2_500, deductible_applies=True, deductible_first=False, copay_to_deductible=True)
    assert _pieces(share, 20_000, 10_000, AMPLE)["pieces"] == (7_500, 2_500, 0)
    assert _pieces(share, 20_000, 10_000, AMPLE)["counts"] == (2_500, 10_000)
    assert _pieces(share, 20_000, 1_000, AMPLE)["counts"] == (1_000, 2_500)
    after = CostShare(copay=2_500, deductible_applies=True, copay_to_deductible=True)
    assert _pieces(after, 20_000, 10_000, AMPLE)["counts"] == (0, 12_500)


def test_it_charges_a_copay_that_does_not_count_until_the_maximum_is_met() -> None:
    share = CostShare(copay=3_000, copay_to_maximum=False)
    assert _pieces(share, 12_500, 0, 1)["pieces"] == (0, 3_000, 0)
    assert _pieces(share, 12_500, 0, 1)["counts"] == (0, 0)
    assert _pieces(share, 12_500, 0, 0)["pieces"] == (0, 0, 0)
    assert _pieces(share, 12_500, 0, 0)["spared"] == 3_000


def test_it_charges_a_copay_past_the_maximum_where_the_plan_says_so() -> None:
    share = CostShare(copay=3_000, copay_after_maximum=True)
    found = _pieces(share, 12_500, 0, 1_000)
    assert (found["pieces"], found["counts"], found["spared"]) == ((0, 3_000, 0), (0, 1_000), 0)


def test_it_takes_only_what_of_the_copay_is_not_yet_taken() -> None:
    assert _pieces(COPAY, 12_500, 0, AMPLE, due=1_200)["pieces"] == (0, 1_200, 0)
    assert _pieces(COPAY, 12_500, 0, AMPLE, due=0)["steps"] == ()


def test_it_rounds_coinsurance_half_up() -> None:
    half = CostShare(coinsurance=5_000)
    assert [_pieces(half, amount, 0, AMPLE)["pieces"] for amount in (1, 3, 4)] == [
        (0, 0, 1),
        (0, 0, 2),
        (0, 0, 2),
    ]
    least = CostShare(coinsurance=1)
    assert [_pieces(least, amount, 0, AMPLE)["pieces"] for amount in (4_999, 5_000)] == [(0, 0, 0), (0, 0, 1)]
    third = CostShare(coinsurance=3_333)
    assert _pieces(third, 100, 0, AMPLE)["pieces"] == (0, 0, 33)
    assert _pieces(third, 9_999, 0, AMPLE)["pieces"] == (0, 0, 3_333)


def test_it_takes_coinsurance_of_the_gross_or_of_the_rest() -> None:
    gross = CostShare(copay=2_500, coinsurance=2_000, coinsurance_on_gross=True)
    assert _pieces(gross, 20_000, 0, AMPLE)["pieces"] == (0, 2_500, 4_000)
    assert _pieces(gross, 2_600, 0, AMPLE)["pieces"] == (0, 2_500, 100)
    with_deductible = CostShare(
        copay=2_500, coinsurance=2_000, coinsurance_on_gross=True, deductible_applies=True
    )
    assert _pieces(with_deductible, 20_000, 5_000, AMPLE)["pieces"] == (5_000, 2_500, 3_000)


def test_it_names_the_steps_in_the_order_they_were_taken() -> None:
    assert _pieces(BOTH, 40_000, 30_000, AMPLE)["steps"] == ("deductible", "copay", "coinsurance")
    assert _pieces(COPAY_FIRST, 40_000, 30_000, AMPLE)["steps"] == ("copay", "deductible", "coinsurance")
