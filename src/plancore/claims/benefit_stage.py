"""From allowed amounts to what the member owes and the plan pays: limits, cost share, balances, line by
line in order."""

import datetime as dt

from plancore.benefits.balances import DEDUCTIBLE, MAXIMUM, Balances, Moved, limits_for
from plancore.benefits.cost_share import Pieces, reckon
from plancore.benefits.design import Category, CopayPer, CostShare, Limit, LimitUnit, Terms, Tier
from plancore.claims.assemble import Outcome, assembled, denied
from plancore.claims.coordination import OtherOutcome, coordinated_payment, reduced
from plancore.claims.decision import LineDecision, Movement
from plancore.claims.snapshot import PriorLine
from plancore.claims.work import ClaimWork, LineWork, verdict
from plancore.kernel import Cents

_FREE = CostShare()
ADMITTED_HERE = "09"
"""Patient status of an outpatient claim (UB-04 locator 17): admitted as an inpatient to the same hospital."""

_Visit = tuple[str, dt.date]
"""Category and day; person and provider are the claim's."""


class BenefitStage:
    """Decides a claim's lines in order; later lines see what earlier ones used."""

    def __init__(self, work: ClaimWork) -> None:
        self.work = work
        member = work.snapshot.member
        self.person = member.person if member is not None else ""
        first = next((line.coverage for line in work.lines if line.coverage is not None), None)
        self.balances = Balances(work.snapshot.balances, first is not None and first.level == "self_only")
        self.movements: list[Movement] = []
        npi = work.claim.billing.npi
        self._prior = [
            prior
            for prior in work.snapshot.history
            if prior.person == self.person and prior.billing_npi == npi and prior.is_in_effect
        ]
        self._copays: dict[_Visit, Cents] = {}
        self._visits: set[_Visit] = set()
        self._free: set[_Visit] = set()

    def decide(self, line: LineWork) -> LineDecision:
        """The line's decision; its movements are added to `movements`."""
        if line.denial is not None:
            return denied(line)
        terms, tier, group = line.terms, line.benefit_tier, line.category
        if terms is None or tier is None or group is None:
            raise AssertionError(
                "a line without terms, tier and category is denied or pended before this stage"
            )
        limits = limits_for(terms, group.id, tier.id) if terms.limits else []
        beyond = self._beyond_count_limits(line, limits, terms, group)
        if line.denial is not None:
            return denied(line)
        share = group.shares[tier.id]
        free = self._is_free(share, line, terms, group, tier)
        share = _FREE if free else share
        covered = line.allowed - beyond
        if line.other is not None and terms.coordination == "maintenance_of_benefits":
            covered = max(0, covered - line.other.paid)
        room = self.balances.room(tier, terms.year, self.person)
        basis = covered if line.recognized is None else min(covered, line.recognized)
        pieces = reckon(basis, share, self._copay_due(share, line, group), room)
        paid = covered - pieces.total
        if line.other is not None:
            paid = coordinated_payment(terms.coordination, paid, line.other, line.line.charge)
        over = self._beyond_dollar_limits(line, limits, terms, paid)
        outcome = Outcome(pieces=pieces, not_covered=beyond + over, free_visit=free, paid=paid - over)
        if line.other is not None:
            outcome = _after_other_plan(line, line.other, outcome, terms.coordination)
        self._count(line, group, outcome.pieces, share)
        return assembled(line, outcome, group=group, terms=terms, tier=tier)

    def _before(self, line: LineWork, group: Category) -> list[PriorLine]:
        """Earlier lines of the same visit: this person, provider, day and category."""
        day = line.line.service_from
        return [prior for prior in self._prior if prior.service_from == day and prior.category == group.id]

    def _seen_before(self, line: LineWork, group: Category) -> bool:
        """True when an earlier line of this visit stands, on this claim or an earlier one."""
        return (group.id, line.line.service_from) in self._visits or bool(self._before(line, group))

    def _copay_due(self, share: CostShare, line: LineWork, group: Category) -> Cents:
        """What of the visit's copay is not yet taken, in cents."""
        if share.copay_waived_by and self._is_admitted(line, share.copay_waived_by):
            line.trace.append("copay_waived")
            return 0
        if not share.copay or share.copay_per is CopayPer.LINE:
            return share.copay
        visit = (group.id, line.line.service_from)
        if visit not in self._copays:
            self._copays[visit] = sum(prior.copay for prior in self._before(line, group))
        return max(share.copay - self._copays[visit], 0)

    def _is_admitted(self, line: LineWork, stays: frozenset[str]) -> bool:
        """True when a stay of the person in one of these categories begins on the day of service or the day
        after, on this claim or one decided earlier, or the claim says that the patient was admitted."""
        institutional = self.work.claim.institutional
        if institutional is not None and institutional.patient_status == ADMITTED_HERE:
            return True
        day = line.line.service_from
        days = (day, day + dt.timedelta(days=1))
        on_claim = any(
            one.category is not None and one.category.id in stays and one.line.service_from in days
            for one in self.work.lines
            if one.denial is None
        )
        return on_claim or any(
            prior.category in stays and prior.service_from in days
            for prior in self.work.snapshot.history
            if prior.person == self.person and prior.is_in_effect
        )

    def _is_free(self, share: CostShare, line: LineWork, terms: Terms, group: Category, tier: Tier) -> bool:
        """True while the category's free visits last; counts the visit once."""
        if not share.free_visits:
            return False
        if self._seen_before(line, group):
            visit = (group.id, line.line.service_from)
            return visit in self._free or any(prior.free_visit for prior in self._before(line, group))
        kind = f"free_visits:{group.id}"
        if self.balances.used(kind, tier.id, terms.year, self.person) >= share.free_visits:
            return False
        self._move(line, [self.balances.count_person(kind, tier.id, terms.year, self.person, 1)])
        self._free.add((group.id, line.line.service_from))
        return True

    def _beyond_count_limits(
        self, line: LineWork, limits: list[Limit], terms: Terms, group: Category
    ) -> Cents:
        """Denies the line when a limit of visits, days or units is used up, or gives the allowed cents of
        the units beyond it. Counts what is used."""
        wanted: list[tuple[Limit, int]] = []
        beyond = 0
        for limit in limits:
            if limit.unit is LimitUnit.DOLLARS:
                continue
            left = self.balances.limit_left(limit, terms.year, self.person, line.line.service_from)
            needs = self._needs(limit, line, group)
            if needs and not left:
                self.work.deny(line, verdict("benefit.limit", title=limit.title))
                return 0
            if needs > left:
                beyond = max(beyond, line.allowed - line.allowed * left // needs)
            wanted.append((limit, min(needs, left)))
        for limit, amount in wanted:
            if amount:
                day = line.line.service_from
                self._move(line, [self.balances.count_limit(limit, terms.year, self.person, day, amount)])
        return beyond

    def _needs(self, limit: Limit, line: LineWork, group: Category) -> int:
        """What the line uses of the limit, in what it counts."""
        if limit.unit is LimitUnit.UNITS:
            return int(line.line.units.to_integral_value(rounding="ROUND_CEILING"))
        if self._seen_before(line, group):
            return 0
        if limit.unit is LimitUnit.DAYS:
            return (line.line.service_to - line.line.service_from).days + 1
        return 1

    def _beyond_dollar_limits(self, line: LineWork, limits: list[Limit], terms: Terms, paid: Cents) -> Cents:
        """Cents of the plan's payment that dollar limits no longer hold. Counts what is used."""
        over, day = 0, line.line.service_from
        dollar_limits = [limit for limit in limits if limit.unit is LimitUnit.DOLLARS]
        for limit in dollar_limits:
            over = max(over, paid - self.balances.limit_left(limit, terms.year, self.person, day))
        for limit in dollar_limits:
            if paid - over > 0:
                moved = self.balances.count_limit(limit, terms.year, self.person, day, paid - over)
                self._move(line, [moved])
        return over

    def _count(self, line: LineWork, group: Category, pieces: Pieces, share: CostShare) -> None:
        """Add the line's movements and remember the visit."""
        terms, tier = line.terms, line.benefit_tier
        if terms is None or tier is None:
            return
        visit = (group.id, line.line.service_from)
        self._visits.add(visit)
        if pieces.copay and share.copay_per is CopayPer.VISIT:
            self._copays[visit] = self._copays.get(visit, 0) + pieces.copay
        counted = pieces.deductible + pieces.copay_to_deductible
        if counted:
            self._move(line, self.balances.count(DEDUCTIBLE, tier.deductible, terms, self.person, counted))
        if pieces.to_maximum:
            self._move(
                line, self.balances.count(MAXIMUM, tier.out_of_pocket, terms, self.person, pieces.to_maximum)
            )

    def _move(self, line: LineWork, moved: list[Moved]) -> None:
        number = line.line.number
        for (kind, pool, year, person), amount in moved:
            self.movements.append(
                Movement(kind=kind, tier=pool, year=year, person=person, amount=amount, line=number)
            )


def _after_other_plan(line: LineWork, other: OtherOutcome, outcome: Outcome, method: str) -> Outcome:
    """The member owes no more than what the other plan left and this plan does not pay."""
    line.trace += [f"other_paid:{other.paid}", f"other_left:{other.left}", f"coordination:{method}"]
    pieces, not_covered = reduced(outcome.pieces, outcome.not_covered, max(0, other.left - outcome.paid))
    return Outcome(pieces=pieces, not_covered=not_covered, free_visit=outcome.free_visit, paid=outcome.paid)
