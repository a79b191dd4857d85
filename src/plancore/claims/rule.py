"""What a rule is: its id, what it does, the codes it gives, its source and words. The rules stand in
`rules`."""

from dataclasses import dataclass
from enum import StrEnum

from plancore.claims.decision import Group


class Effect(StrEnum):
    """What a rule does when it fires."""

    REJECT = "reject"
    """At receipt: the claim goes back and is never adjudicated."""
    DENY = "deny"
    PEND = "pend"
    ADJUST = "adjust"
    """Explains an amount; denies nothing."""
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `group`, `carc` and `rarc` are given for DENY and ADJUST, `queue` for PEND."""

    id: str
    effect: Effect
    source: str
    words: str
    mend: str = ""
    group: Group | None = None
    carc: str = ""
    rarc: tuple[str, ...] = ()
    queue: str = ""
