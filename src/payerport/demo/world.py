"""The whole demo world of one seed, in one value."""

import random
from dataclasses import dataclass
from functools import lru_cache

from payerport.demo.people import Household, Person, everyone, households
from payerport.demo.practices import Practice, practices

DEFAULT_SEED = 7


@dataclass(frozen=True, slots=True)
class World:
    """Who is enrolled and who treats them."""

    seed: int
    households: tuple[Household, ...]
    practices: tuple[Practice, ...]

    @property
    def members(self) -> tuple[Person, ...]:
        """All members, in order."""
        return everyone(self.households)


@lru_cache(maxsize=2)
def world(seed: int = DEFAULT_SEED) -> World:
    """The world of a seed. People and practices are drawn apart, so that a change to one leaves the other."""
    return World(
        seed=seed,
        households=households(dice(f"people {seed}")),
        practices=practices(dice(f"practices {seed}")),
    )


def dice(name: str) -> random.Random:
    """Repeatable draws. Nothing secret comes of them: they make sample data."""
    return random.Random(name)  # noqa: S311
