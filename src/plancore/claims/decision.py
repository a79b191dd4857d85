"""What was decided about a claim, complete: each cent with its group, reason, rule and source. Recorded,
not rebuilt."""

from dataclasses import dataclass
from enum import StrEnum

from plancore.claims.states import ClaimState
from plancore.kernel import Cents, Finding


class Group(StrEnum):
    """Claim adjustment group codes: who bears an amount that the plan does not pay."""

    CONTRACTUAL = "CO"
    PATIENT = "PR"
    OTHER = "OA"
    PAYER_INITIATED = "PI"


class ShareKind(StrEnum):
    """Kinds of the member's share."""

    DEDUCTIBLE = "deductible"
    COPAY = "copay"
    COINSURANCE = "coinsurance"
    NOT_COVERED = "not_covered"
    BALANCE = "balance"
    """Charge above the allowed amount that an out-of-network provider may bill the member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """One amount (cents) by which a line's payment is less than its charge (negative: more).

    `carc` is the claim adjustment reason code, `rarc` remark codes; `rule` is our stable rule id
    (`benefit.deductible`, `edit.duplicate.exact`), `source` the plan setting or regulation behind it.
    """

    group: Group
    carc: str
    amount: Cents
    rule: str
    source: str
    rarc: tuple[str, ...] = ()
    share: ShareKind | None = None
    """Set when the amount is the member's share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """An amount (cents) that this decision adds to an accumulator. `person` is the two-digit person number,
    or "" for the family. `year` is the first day's year of the benefit period; `line` the service line it
    came from."""

    kind: str
    """`deductible` or `out_of_pocket`, or a limit's id."""
    tier: str
    """Network tier the accumulator belongs to (`in`, `out`)."""
    year: int
    person: str
    amount: Cents
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDecision:
    """One line's outcome in cents. Invariants: charge = paid + sum of adjustments; member share = sum of PR
    adjustments; allowed = paid + the member's share of the allowed amount, or more where another plan paid
    before."""

    number: int
    procedure: str
    modifiers: tuple[str, ...]
    charge: Cents
    allowed: Cents
    deductible: Cents
    copay: Cents
    coinsurance: Cents
    not_covered: Cents
    paid: Cents
    adjustments: tuple[Adjustment, ...]
    category: str
    """The plan's service category that set the benefit (`office_visit`)."""
    network_tier: str
    other_paid: Cents = 0
    """What plans before this one paid on the line, where benefits were coordinated."""
    free_visit: bool = False
    """True when it was one of the visits that cost nothing in a benefit year."""
    trace: tuple[str, ...] = ()
    """The steps of the reckoning in order, as stable codes with amounts: `allowed:fee_schedule:12500`."""

    @property
    def member_share(self) -> Cents:
        """What the member owes on this line, in cents."""
        return sum(a.amount for a in self.adjustments if a.group is Group.PATIENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pend:
    """Why a claim waits, and in which queue."""

    reason: str
    queue: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The data a decision was made with, so that it can be replayed."""

    engine: str
    plan: str
    fee_schedule: str
    codes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A whole decision. `outcome` is PROCESSED, DENIED or PENDED. When PENDED nothing is paid and nothing
    moves."""

    outcome: ClaimState
    lines: tuple[LineDecision, ...]
    findings: tuple[Finding, ...]
    movements: tuple[Movement, ...]
    versions: Versions
    pends: tuple[Pend, ...] = ()

    @property
    def charge(self) -> Cents:
        """Total charge in cents."""
        return sum(line.charge for line in self.lines)

    @property
    def allowed(self) -> Cents:
        """Total allowed amount in cents."""
        return sum(line.allowed for line in self.lines)

    @property
    def paid(self) -> Cents:
        """What the plan pays, in cents."""
        return sum(line.paid for line in self.lines)

    @property
    def member_share(self) -> Cents:
        """What the member owes, in cents."""
        return sum(line.member_share for line in self.lines)
