"""Families in a file of changes: a subscriber with the dependents that follow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from plancore.enrolment.types import MemberChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Changes that follow one another under one subscriber number. `subscriber` is None when only dependents
    change. A file that scatters a family gives it in several parts: nothing is kept to find out."""

    subscriber_number: str
    subscriber: MemberChange | None
    dependents: tuple[MemberChange, ...]

    @property
    def members(self) -> tuple[MemberChange, ...]:
        """All of them, the subscriber first."""
        return (self.subscriber, *self.dependents) if self.subscriber is not None else self.dependents


def families(changes: Iterable[MemberChange]) -> Iterator[Family]:
    """The changes by family, one at a time. A second subscriber under one number begins a new family."""
    for number, group in groupby(changes, key=lambda one: one.subscriber_number):
        subscriber: MemberChange | None = None
        dependents: list[MemberChange] = []
        for one in group:
            if one.is_subscriber and (subscriber is not None or dependents):
                yield Family(subscriber_number=number, subscriber=subscriber, dependents=tuple(dependents))
                subscriber, dependents = None, []
            if one.is_subscriber:
                subscriber = one
            else:
                dependents.append(one)
        yield Family(subscriber_number=number, subscriber=subscriber, dependents=tuple(dependents))
