"""Edits on who and when: member, coverage, provider, network tier, filing time, category.

Each takes the claim's and the line's work and gives the verdict that denies the line, or None. They run in
the order of `LINE_EDITS` in `decide`; edits on codes stand in `edits_codes`, those of the NCCI in
`edits_ncci`.
"""

import datetime as dt

from plancore.benefits.design import Service
from plancore.claims import surprises
from plancore.claims.snapshot import Member, ProviderRecord
from plancore.claims.types import Frequency
from plancore.claims.work import ClaimWork, LineWork, Standing, Verdict, verdict

_ONE_DAY = dt.timedelta(days=1)


def standing(work: ClaimWork, line: LineWork) -> Verdict | None:
    """Coverage on each day of service and the plan's terms; the billing provider, its contract and network
    tier. Lines of the same days have the same standing. Fails closed."""
    days = (line.line.service_from, line.line.service_to)
    found = work.standings.get(days)
    if found is None:
        found = _standing(work, *days)
        work.standings[days] = found
    line.coverage, line.terms, line.tier, line.contract = (
        found.coverage,
        found.terms,
        found.tier,
        found.contract,
    )
    line.benefit_tier = found.tier
    if found.verdict is None and found.terms is None:
        work.pend(line, "pend.plan.unpublished")
        line.pended = line.is_stuck = True
    return found.verdict


def _standing(work: ClaimWork, first: dt.date, last: dt.date) -> Standing:
    found = Standing()
    found.verdict = _coverage(work.snapshot.member, first, last, found)
    if found.verdict is None and found.coverage is not None:
        plan = work.snapshot.plans.get(found.coverage.plan_id)
        found.terms = plan.on(first) if plan is not None else None
        found.verdict = _provider(work.snapshot.provider, first, found)
    return found


def _coverage(member: Member | None, first: dt.date, last: dt.date, found: Standing) -> Verdict | None:
    if member is None:
        return verdict("edit.member.unknown")
    day = first
    while day <= last:
        holds = next((one for one in member.coverages if day in one.period), None)
        if holds is None:
            later = any(one.period.start > day for one in member.coverages)
            earlier = any(one.period.end is not None and one.period.end < day for one in member.coverages)
            return verdict("edit.coverage.after" if earlier or not later else "edit.coverage.before")
        found.coverage = found.coverage or holds
        if holds.period.end is None or holds.period.end >= last:
            return None
        day = holds.period.end + _ONE_DAY
    return None if found.coverage is not None else verdict("edit.coverage.after")


def _provider(record: ProviderRecord | None, day: dt.date, found: Standing) -> Verdict | None:
    """The billing provider is known and may be paid; its contract and network tier on the day."""
    if record is None:
        return verdict("edit.provider.unknown")
    if any(day in period for period in record.sanctioned):
        return verdict("edit.provider.sanctioned")
    if found.terms is None:
        return None
    in_force = [contract for contract in record.contracts if day in contract.period]
    found.tier = found.terms.tier_for(frozenset(contract.network for contract in in_force))
    if found.tier is None:
        return verdict("edit.network.none")
    networks = found.tier.networks
    if networks is not None:
        found.contract = next(contract for contract in in_force if contract.network in networks)
    return None


def timely_filing(work: ClaimWork, line: LineWork) -> Verdict | None:
    """Received within the contract's or the plan's days from the last day of service."""
    terms = line.terms
    if terms is None or "edit.timely_filing" in work.snapshot.released:
        return None
    days = terms.timely_filing_days
    if work.claim.frequency == Frequency.REPLACEMENT:
        days = max(days, terms.timely_filing_replacement_days)
    if line.contract is not None and line.contract.timely_filing_days is not None:
        days = line.contract.timely_filing_days
    late = (work.snapshot.received_on - line.line.service_to).days > days
    if late and not _has_more_time(work, line, days):
        return verdict("edit.timely_filing")
    return None


def _has_more_time(work: ClaimWork, line: LineWork, days: int) -> bool:
    """Filing time began later: with the other plan's decision, where this plan counts from it, or with the
    day the plan was told of the enrolment."""
    received, terms, coverage = work.snapshot.received_on, line.terms, line.coverage
    after_other = terms.edits.after_other_plan_days if terms is not None else None
    decided = [
        one.paid_on
        for one in (*work.claim.other_payments, *line.line.other_payments)
        if one.paid_on is not None
    ]
    if after_other is not None and decided and (received - max(decided)).days <= after_other:
        line.trace.append("filing:other_plan")
        return True
    told = coverage.enrolled_on if coverage is not None else None
    if told is not None and told > line.line.service_to and (received - told).days <= days:
        line.trace.append("filing:enrolment")
        return True
    return False


def age_on(birth: dt.date, day: dt.date) -> int:
    """Whole years from `birth` to `day`."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def place_of(work: ClaimWork, line: LineWork) -> str:
    """The line's place of service, else the claim's."""
    return line.line.place_of_service or work.claim.facility_code


def specialty_of(work: ClaimWork, line: LineWork) -> str:
    """The specialty of who rendered the service: as the plan knows it, else as the claim says, else the
    practice's."""
    record = work.snapshot.provider
    rendering = line.line.rendering or work.claim.rendering
    if rendering is not None:
        known = record.practitioners.get(rendering.npi, "") if record is not None else ""
        if known or rendering.taxonomy:
            return known or rendering.taxonomy
    if record is not None and record.taxonomy:
        return record.taxonomy
    return work.claim.billing.taxonomy


def category(work: ClaimWork, line: LineWork) -> Verdict | None:
    """The plan's category of the service, and whether it is covered in the tier."""
    member, terms, tier, this = work.snapshot.member, line.terms, line.tier, line.line
    if member is None or terms is None or tier is None:
        return None
    service = Service(
        procedure=this.procedure,
        modifiers=this.modifiers,
        revenue_code=this.revenue_code,
        place=place_of(work, line),
        diagnoses=line.diagnoses,
        specialty=specialty_of(work, line),
        gender=member.gender,
        age=age_on(member.birth_date, this.service_from),
    )
    line.service = service
    found = terms.category_for(service)
    if found is None:
        work.pend(line, "pend.category")
        line.pended = True
        return None
    line.category = found
    if found.exclusion:
        return verdict("benefit.excluded", why=found.exclusion)
    if tier.networks is None:
        line.protection = surprises.protection(work, line, found)
        if line.protection:
            line.benefit_tier = terms.tiers[0]
    covered = line.benefit_tier is not None and found.shares[line.benefit_tier.id].covered
    if covered:
        return None
    elsewhere = any(share.covered for share in found.shares.values())
    return verdict("edit.network.none" if elsewhere else "benefit.not_covered")
