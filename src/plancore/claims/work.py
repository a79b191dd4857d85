"""A claim while it is being decided: what the edits found so far, line by line. Lives for one decision
only."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from plancore.benefits.design import Category, Service, Terms, Tier
from plancore.benefits.edit_settings import Settled
from plancore.claims.contract_terms import Term
from plancore.claims.coordination import OtherOutcome
from plancore.claims.rules import RULES, Rule
from plancore.claims.snapshot import BalanceKey, Contract, Coverage, Snapshot
from plancore.claims.types import ClaimSubmission, ServiceLine
from plancore.kernel import Cents, Finding, Severity


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule that fired, with what fills its words."""

    rule: Rule
    params: Mapping[str, str]


def verdict(rule_id: str, **params: str) -> Verdict:
    """The rule fired."""
    return Verdict(RULES[rule_id], params)


class Standing:
    """What holds for all lines of the same days: coverage, terms, tier, contract, or why there is none."""

    __slots__ = ("contract", "coverage", "terms", "tier", "verdict")

    def __init__(self) -> None:
        self.coverage: Coverage | None = None
        self.terms: Terms | None = None
        self.tier: Tier | None = None
        self.contract: Contract | None = None
        self.verdict: Verdict | None = None


class LineWork:
    """One line's state. `denial` is set by the first denying rule; later rules then leave the line alone."""

    __slots__ = (
        "allowed",
        "benefit_tier",
        "category",
        "contract",
        "coverage",
        "cut",
        "cut_to",
        "denial",
        "diagnoses",
        "is_stuck",
        "line",
        "listed",
        "method",
        "other",
        "pended",
        "protection",
        "recognized",
        "reduction",
        "service",
        "taken",
        "terms",
        "tier",
        "trace",
    )

    def __init__(self, line: ServiceLine, diagnoses: tuple[str, ...]) -> None:
        self.line = line
        self.diagnoses = diagnoses
        self.denial: Verdict | None = None
        self.pended = False
        self.is_stuck = False
        """True when no later edit can say anything: the terms are missing."""
        self.coverage: Coverage | None = None
        self.terms: Terms | None = None
        self.tier: Tier | None = None
        self.benefit_tier: Tier | None = None
        """Whose cost share holds: the tier itself, or the first tier for a protected service."""
        self.contract: Contract | None = None
        self.category: Category | None = None
        self.service: Service | None = None
        self.other: OtherOutcome | None = None
        """What plans before this one decided on the line."""
        self.allowed: Cents = 0
        self.reduction: Cents = 0
        """What other procedures of the day took off the price."""
        self.listed: Cents = 0
        """What the schedule, relative values or percentage give before lesser-of; 0 for other methods."""
        self.protection = ""
        """The rule that keeps the member from paying more than in network."""
        self.recognized: Cents | None = None
        """The amount on which a protected member's share is reckoned; None: the allowed amount."""
        self.taken: tuple[tuple[BalanceKey, int], ...] = ()
        """What the line uses of its authorization and referral."""
        self.cut_to: tuple[int, int] | None = None
        """(units left, units billed) where an authorization pays a part of the line only."""
        self.cut: Cents = 0
        """What the units beyond an authorization took off the price."""
        self.method = ""
        self.trace: list[str] = []

    @property
    def stands(self) -> bool:
        """True while nothing has denied or pended the line."""
        return self.denial is None and not self.pended


class ClaimWork:
    """The claim's state: its lines, and what is to be said or waited for."""

    __slots__ = ("claim", "excludes", "findings", "lines", "pends", "snapshot", "standings", "together")

    def __init__(self, claim: ClaimSubmission, snapshot: Snapshot) -> None:
        self.claim = claim
        self.snapshot = snapshot
        codes = tuple(diagnosis.code for diagnosis in claim.diagnoses)
        self.lines = [LineWork(line, _pointed(line, codes)) for line in claim.lines]
        self.findings: list[Finding] = []
        self.pends: list[tuple[int, Verdict]] = []
        self.standings: dict[tuple[dt.date, dt.date], Standing] = {}
        self.together: dict[int, tuple[Term, Contract, list[LineWork]]] = {}
        """Lines that a contract's term prices together, by the term's identity."""
        self.excludes: dict[tuple[str, ...], tuple[str, str] | None] = {}
        """The first two of some diagnoses that do not stand together; asked once for all lines."""

    def deny(self, line: LineWork, found: Verdict) -> None:
        """Deny the line by the rule, and say so."""
        line.denial = found
        params = "|".join(f"{name}={value}" for name, value in found.params.items())
        line.trace.append(f"denied:{found.rule.id}:{params}" if params else f"denied:{found.rule.id}")
        self.note(line, found, Severity.WARNING)

    def pend(self, line: LineWork, rule_id: str, **params: str) -> bool:
        """Make the claim wait for the rule unless staff has released it; True when it waits."""
        if rule_id in self.snapshot.released:
            line.trace.append(f"released:{rule_id}")
            return False
        found = verdict(rule_id, **params)
        self.pends.append((line.line.number, found))
        line.pended = True
        line.trace.append(f"pended:{rule_id}")
        return True

    def note(self, line: LineWork, found: Verdict, severity: Severity = Severity.INFO) -> None:
        """Add a finding about the line."""
        rule = found.rule
        self.findings.append(
            Finding(
                code=rule.id,
                severity=severity,
                where=f"line {line.line.number}",
                message=rule.words.format(**found.params),
                mend=rule.mend.format(**found.params),
                rule=rule.source,
            )
        )


def settle(work: ClaimWork, line: LineWork, does: Settled, name: str, **params: str) -> Verdict | None:
    """What the plan wants of the rule `name`: a note, a wait (unless released), or the verdict that
    denies."""
    if does is Settled.NOTE:
        work.note(line, verdict(f"note.{name}", **params))
        return None
    if does is Settled.PEND:
        work.pend(line, f"pend.{name}", **params)
        return None
    return verdict(f"edit.{name}", **params)


def _pointed(line: ServiceLine, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The line's diagnoses in the order of its pointers; all of the claim's when it has none."""
    pointers = line.diagnosis_pointers
    if not pointers:
        return codes
    return tuple(codes[pointer - 1] for pointer in pointers if 0 < pointer <= len(codes))
