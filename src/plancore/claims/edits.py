"""Edits on who and when: member, coverage, provider, network tier, duplicates, filing time, category,
authorization.

Each takes the claim's and the line's work and gives the verdict that denies the line, or None. They run in
the order of `LINE_EDITS` in `decide`; edits on codes stand in `edits_codes`, those of the NCCI in
`edits_ncci`.
"""

import datetime as dt

from plancore.benefits.design import Service
from plancore.claims import surprises
from plancore.claims.coordination import other_outcome
from plancore.claims.snapshot import Authorization, Member, PriorLine, ProviderRecord
from plancore.claims.types import Frequency, ServiceLine
from plancore.claims.work import ClaimWork, LineWork, Standing, Verdict, verdict

REPEAT_MODIFIERS = frozenset({"76", "77", "91", "59", "XE", "XS", "XP", "XU"})
"""Modifiers that say a service was done again or apart (CMS, NCCI Policy Manual ch. 1)."""

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


def _same_service(line: ServiceLine, other: ServiceLine | PriorLine) -> bool:
    return (
        line.procedure == other.procedure
        and line.service_from == other.service_from
        and sorted(line.modifiers) == sorted(other.modifiers)
    )


def _repeats(line: ServiceLine, other: ServiceLine) -> bool:
    """True when both say the same service; without a procedure the revenue code says it."""
    return _same_service(line, other) and (bool(line.procedure) or line.revenue_code == other.revenue_code)


def duplicate(work: ClaimWork, line: LineWork) -> Verdict | None:
    """The same service of the same provider for the same person and day: on this claim before, or earlier."""
    member, this = work.snapshot.member, line.line
    if member is None or not REPEAT_MODIFIERS.isdisjoint(this.modifiers):
        return None
    suspect = False
    for other in work.lines[: this.number - 1]:
        if other.denial is None and other.line.number < this.number and _repeats(this, other.line):
            if this.units == other.line.units and this.charge == other.line.charge:
                return verdict("edit.duplicate.exact")
            suspect = True
    replaced = work.claim.original_reference if work.claim.frequency != Frequency.ORIGINAL else ""
    for prior in work.snapshot.history:
        if prior.procedure != this.procedure or prior.service_from != this.service_from:
            continue
        if not _counts(prior, work, member.person, replaced) or not _same_service(this, prior):
            continue
        if prior.charge == this.charge and _units(prior) == str(this.units.normalize()):
            return verdict("edit.duplicate.exact")
        suspect = suspect or bool(this.procedure)
    if suspect:
        work.pend(line, "pend.duplicate.suspect")
    return None


def _counts(prior: PriorLine, work: ClaimWork, person: str, replaced: str) -> bool:
    return (
        prior.person == person
        and prior.billing_npi == work.claim.billing.npi
        and prior.is_in_effect
        and (not replaced or prior.claim != replaced)
    )


def _units(prior: PriorLine) -> str:
    text = prior.units
    return text.rstrip("0").rstrip(".") if "." in text else str(int(text)) if text.isdigit() else text


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
    if (work.snapshot.received_on - line.line.service_to).days > days:
        return verdict("edit.timely_filing")
    return None


def coordination(work: ClaimWork, line: LineWork) -> Verdict | None:
    """Another plan before this one: reckoned when its decision came with the claim and the plan says how,
    else looked at by hand. So is a claim sent as if this plan were first although another one paid."""
    claim, terms = work.claim, line.terms
    if claim.payer_responsibility == "P":
        if any(other.paid for other in (*claim.other_payments, *line.line.other_payments)):
            work.pend(line, "pend.coordination")
        return None
    line.other = other_outcome(claim, line.line)
    if line.other is None or terms is None or not terms.coordination:
        work.pend(line, "pend.coordination")
    return None


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


def authorization(work: ClaimWork, line: LineWork) -> Verdict | None:
    """An authorization where the plan asks for one, for this person, service and day, with units left."""
    group, tier, member = line.category, line.tier, work.snapshot.member
    if group is None or tier is None or member is None or tier.id not in group.authorization:
        return None
    if group.protected and tier.networks is None:
        return None
    number = line.line.prior_authorization or work.claim.prior_authorization
    if not number:
        return verdict("edit.authorization.missing")
    mine = [
        one for one in work.snapshot.authorizations if one.number == number and one.person == member.person
    ]
    if any(_authorizes(one, group.id, work.claim.billing.npi, line.line) for one in mine):
        line.trace.append(f"authorization:{number}")
        return None
    return verdict("edit.authorization.mismatch")


def _authorizes(one: Authorization, category_id: str, npi: str, line: ServiceLine) -> bool:
    if one.billing_npi not in ("", npi):
        return False
    if line.service_from not in one.period or line.service_to not in one.period:
        return False
    named = any(low <= line.procedure <= high for low, high in one.procedures)
    if not named and (one.procedures or category_id not in one.categories):
        return False
    return one.units_left is None or line.units <= one.units_left


def referral(work: ClaimWork, line: LineWork) -> Verdict | None:
    """A referral number where the plan asks for one."""
    group, tier = line.category, line.tier
    if group is None or tier is None or tier.id not in group.referral or work.claim.referral_number:
        return None
    return verdict("edit.referral.missing")
