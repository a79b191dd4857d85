"""Puts a line's outcome together: adjustments with group, reason, rule and source, in the order of
reckoning."""

from dataclasses import dataclass

from plancore.benefits.cost_share import Pieces
from plancore.benefits.design import Category, Terms, Tier
from plancore.claims.decision import Adjustment, Group, LineDecision, ShareKind
from plancore.claims.rules import RULES, Rule
from plancore.claims.work import LineWork
from plancore.kernel import Cents

_SHARE_RULES: dict[str, tuple[Rule, ShareKind]] = {
    "deductible": (RULES["benefit.deductible"], ShareKind.DEDUCTIBLE),
    "copay": (RULES["benefit.copay"], ShareKind.COPAY),
    "coinsurance": (RULES["benefit.coinsurance"], ShareKind.COINSURANCE),
}
_BALANCE = RULES["pricing.balance"]
_CONTRACT = RULES["pricing.contract"]
_ABOVE_CHARGE = RULES["pricing.above_charge"]
_LIMIT = RULES["benefit.limit"]
_MULTIPLE = RULES["pricing.multiple"]
_CUT = RULES["pricing.authorization"]
_OTHER_PLAN = RULES["coordination.other_plan"]
_PENDED = RULES["pend.claim"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the benefit stage found: the member's pieces, and cents of the allowed amount beyond a limit."""

    pieces: Pieces
    not_covered: Cents
    free_visit: bool
    paid: Cents
    """What the plan pays, in cents."""


def adjustment(rule: Rule, amount: Cents, source: str = "", share: ShareKind | None = None) -> Adjustment:
    """An adjustment as the rule says; `source` is the plan's own, else the rule's."""
    if rule.group is None:
        raise ValueError(f"the rule {rule.id} gives no adjustment")
    return Adjustment(
        group=rule.group,
        carc=rule.carc,
        amount=amount,
        rule=rule.id,
        source=source or rule.source,
        rarc=rule.rarc,
        share=share,
    )


def _above(line: LineWork, tier: Tier) -> Adjustment | None:
    """The part of the charge above the allowed amount (negative when the contract pays more than the
    charge)."""
    above = line.line.charge - line.allowed - line.reduction - line.cut
    if not above:
        return None
    pricing = line.tier.pricing if line.tier is not None else None
    if above < 0:
        return adjustment(_ABOVE_CHARGE, above)
    if pricing is None or line.contract is not None:
        return adjustment(_CONTRACT, above)
    if line.protection:
        return adjustment(RULES[line.protection], above)
    if pricing.balance_billing:
        return adjustment(_BALANCE, above, share=ShareKind.BALANCE)
    return adjustment(_CONTRACT, above)


def _by_other_plan(line: LineWork, outcome: Outcome) -> Adjustment | None:
    """All that neither this plan pays nor the member owes, once another plan decided first."""
    amount = line.line.charge - outcome.paid - outcome.pieces.total - outcome.not_covered
    return adjustment(_OTHER_PLAN, amount) if amount else None


def assembled(line: LineWork, outcome: Outcome, *, group: Category, terms: Terms, tier: Tier) -> LineDecision:
    """The decision of a covered line. charge = paid + sum of adjustments, by construction and checked by
    `decide`."""
    this, pieces, trace = line.line, outcome.pieces, line.trace
    source = group.shares[tier.id].source or group.source or terms.source
    adjustments: list[Adjustment] = []
    if line.other is not None:
        first = _by_other_plan(line, outcome)
    else:
        first = _above(line, tier)
        if line.reduction:
            adjustments.append(adjustment(_MULTIPLE, line.reduction))
        if line.cut:
            adjustments.append(adjustment(_CUT, line.cut))
    if first is not None:
        adjustments.insert(0, first)
    for step in pieces.steps:
        amount: Cents = getattr(pieces, step)
        rule, share = _SHARE_RULES[step]
        adjustments.append(adjustment(rule, amount, source, share))
        trace.append(f"{step}:{amount}")
    if pieces.capped:
        trace.append(f"spared:{pieces.capped}")
    if outcome.not_covered:
        adjustments.append(adjustment(_LIMIT, outcome.not_covered, share=ShareKind.NOT_COVERED))
        trace.append(f"beyond_limit:{outcome.not_covered}")
    if outcome.free_visit:
        trace.append("free_visit")
    paid = outcome.paid
    trace.append(f"paid:{paid}")
    return LineDecision(
        number=this.number,
        procedure=this.procedure,
        modifiers=this.modifiers,
        charge=this.charge,
        allowed=line.allowed,
        deductible=pieces.deductible,
        copay=pieces.copay,
        coinsurance=pieces.coinsurance,
        not_covered=outcome.not_covered,
        paid=paid,
        adjustments=tuple(adjustments),
        category=group.id,
        network_tier=tier.id,
        other_paid=line.other.paid if line.other is not None else 0,
        free_visit=outcome.free_visit,
        trace=tuple(trace),
    )


def denied(line: LineWork) -> LineDecision:
    """The decision of a denied line: its whole charge under the rule that denied it."""
    if line.denial is None:
        raise ValueError("the line is not denied")
    rule = line.denial.rule
    return _whole(line, rule, ShareKind.NOT_COVERED if rule.group is Group.PATIENT else None)


def pended(line: LineWork) -> LineDecision:
    """The line of a claim that waits: its whole charge undecided."""
    return _whole(line, _PENDED, None)


def _whole(line: LineWork, rule: Rule, share: ShareKind | None) -> LineDecision:
    this = line.line
    found = (adjustment(rule, this.charge, share=share),) if this.charge else ()
    return LineDecision(
        number=this.number,
        procedure=this.procedure,
        modifiers=this.modifiers,
        charge=this.charge,
        allowed=0,
        deductible=0,
        copay=0,
        coinsurance=0,
        not_covered=this.charge if share is ShareKind.NOT_COVERED else 0,
        paid=0,
        adjustments=found,
        category=line.category.id if line.category is not None else "",
        network_tier=line.tier.id if line.tier is not None else "",
        trace=tuple(line.trace),
    )
