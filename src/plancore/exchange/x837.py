"""837 in: one value for each claim, with its findings, its place and what the answer needs. Nothing earlier
is kept."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from plancore.claims.types import ClaimSubmission
from plancore.exchange.claim_dental import DentalBuilder
from plancore.exchange.claim_institutional import InstitutionalBuilder
from plancore.exchange.claim_quick import QuickBuilder
from plancore.exchange.claim_supplement import completed
from plancore.exchange.claim_value import ClaimBuilder
from plancore.exchange.echo import ClaimEcho, echo_of
from plancore.kernel import Finding
from plancore.x12.checking import rules_with
from plancore.x12.events import Event, SetEnd, SetStart, Unit
from plancore.x12.findings import Place, Profile, X12Finding
from plancore.x12.scan import Scanner
from plancore.x12.values import Codes

SUPPORTED = frozenset({"837P"})
"""What is taken for processing; the other forms are read for who names them in `supported`."""

_BUILDERS: dict[str, type[ClaimBuilder]] = {
    "837P": ClaimBuilder,
    "837I": InstitutionalBuilder,
    "837D": DentalBuilder,
}


Make = Callable[[Unit], ClaimSubmission]
"""Makes the claim of a unit."""


class ClaimReceived:
    """A claim as it came. `submission` is built at the first question; `is_in_rejected_set` is true when the
    set around it is refused as a whole (the 999 says why) and the claim must not be taken."""

    __slots__ = ("_echo", "_make", "_submission", "is_in_rejected_set", "unit")

    def __init__(self, unit: Unit, make: Make, is_in_rejected_set: bool = False) -> None:
        self.unit = unit
        self.is_in_rejected_set = is_in_rejected_set
        self._make = make
        self._submission: ClaimSubmission | None = None
        self._echo: ClaimEcho | None = None

    @property
    def submission(self) -> ClaimSubmission:
        """The claim as a value. What was unreadable in it is empty or zero and stands in the findings."""
        if self._submission is None:
            self._submission = self._make(self.unit)
        return self._submission

    @property
    def echo(self) -> ClaimEcho:
        """What a 277CA sends back."""
        if self._echo is None:
            self._echo = echo_of(self.unit)
        return self._echo

    @property
    def findings(self) -> tuple[X12Finding, ...]:
        """What is wrong in the claim itself."""
        return tuple(self.unit.findings)

    @property
    def inherited(self) -> tuple[X12Finding, ...]:
        """What is wrong in the loops it hangs under (billing provider, subscriber, patient)."""
        return tuple(self.unit.inherited)

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """All of them as the kernel's findings, for keeping."""
        return tuple(one.finding for one in (*self.unit.inherited, *self.unit.findings))

    @property
    def is_acceptable(self) -> bool:
        """True when nothing in the file keeps the claim from being taken."""
        if self.is_in_rejected_set:
            return False
        return not any(one.is_error for one in self.unit.findings) and not any(
            one.is_error for one in self.unit.inherited
        )

    @property
    def place(self) -> Place:
        """Where the claim begins."""
        return self.unit.place

    @property
    def number(self) -> int:
        """Which claim of its set, from 1."""
        return self.unit.number

    @property
    def set_control(self) -> str:
        """ST02 of its set."""
        return self.unit.set_start.control


def read(
    chunks: Iterable[bytes],
    *,
    codes: Codes | None = None,
    profile: Profile | None = None,
    supported: frozenset[str] = SUPPORTED,
    rejected_sets: frozenset[int] = frozenset(),
) -> Iterator[Event | ClaimReceived]:
    """The events of a file with each claim as `ClaimReceived`. `rejected_sets` comes from `rejected(...)`
    over the same bytes, for callers that want to know before the end of a set whether it is refused as a
    whole. Raises `plancore.x12.NotX12`."""
    scanner = Scanner(supported=supported, rules=rules_with(codes), profile=profile)
    makers: dict[tuple[str, str], Make] = {}
    ordinal, begun, make = 0, None, None
    for event in scanner.read(chunks):
        if isinstance(event, Unit):
            if event.loop != "2300":
                yield event
                continue
            if make is None or event.set_start is not begun:
                begun, key = event.set_start, _form_of(event)
                make = makers[key] = makers.get(key) or maker(*key)
            yield ClaimReceived(event, make, ordinal in rejected_sets)
        else:
            ordinal += isinstance(event, SetStart)
            yield event


def _form_of(unit: Unit) -> tuple[str, str]:
    """The form of the unit's set, and what parts its composites."""
    guide = unit.set_start.guide
    return guide.name if guide is not None else "", unit.interchange.delimiters.component


def maker(form: str, component: str, *, may_be_quick: bool = True) -> Make:
    """What makes claims of the units of a form that share a component separator."""
    full = _BUILDERS[form](component)
    quick = QuickBuilder(full) if form == "837P" and may_be_quick else None

    def make(unit: Unit) -> ClaimSubmission:
        made = quick.build(unit) if quick is not None and unit.passages is not None else None
        return made if made is not None else completed(full.build(unit), unit)

    return make


@dataclass(frozen=True, slots=True)
class Rejected:
    """What a first pass over a file found: ordinals (from 1) of the sets that are refused as a whole; sets
    and claims in all."""

    sets: frozenset[int]
    total_sets: int
    total_claims: int


def rejected(
    chunks: Iterable[bytes], *, profile: Profile | None = None, supported: frozenset[str] = SUPPORTED
) -> Rejected:
    """A first pass without claim values: which sets are refused as a whole, and how much there is (for
    progress). Raises `plancore.x12.NotX12`."""
    refused: set[int] = set()
    ordinal = claims = 0
    for event in Scanner(supported=supported, profile=profile).read(chunks):
        if isinstance(event, SetStart):
            ordinal += 1
        elif isinstance(event, Unit):
            claims += 1
        elif isinstance(event, SetEnd) and is_refused(event):
            refused.add(ordinal)
    return Rejected(frozenset(refused), ordinal, claims)


def is_refused(end: SetEnd) -> bool:
    """True when the set is refused as a whole: it can't be read, or its own frame (not a claim) is broken.
    Errors of types 3 and above never refuse a set; they reject claims."""
    if end.start.guide is None:
        return True
    return any(one.is_error and one.level <= 2 for one in (*end.start.findings, *end.findings))
