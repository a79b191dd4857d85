"""Frozen values made quickly: filled as a draft, then given their class."""

from collections.abc import Callable
from typing import Any


def draft_of(made: type[Any]) -> type[Any]:
    """A class with the same fields whose values can be set. A frozen value is filled as a draft and then
    given its class: a claim's forty fields one by one through the guard of a frozen class would take as long
    as all the rest of reading it."""
    open_ = {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    draft: type[Any] = type(f"{made.__name__}Draft", (made,), open_)
    return draft


new: Callable[[type[Any]], Any] = object.__new__
"""An empty draft: every field must be set, then its `__class__`."""
