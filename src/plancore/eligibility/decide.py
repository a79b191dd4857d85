"""Answers an eligibility inquiry from the same plan data and balances that decide claims. Fails closed."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from plancore.benefits.balances import DEDUCTIBLE, MAXIMUM, Balances, Key
from plancore.benefits.design import Category, CostShare, LimitUnit, PlanDesign, Terms, Tier
from plancore.claims.order_of_benefits import order_with
from plancore.claims.snapshot import Coverage, Member
from plancore.claims.types import Address
from plancore.eligibility.types import (
    Amount,
    Answer,
    Benefit,
    CoverageStatus,
    Inquiry,
    LimitLeft,
    OtherInsurance,
)
from plancore.kernel import Cents

WHOLE_PLAN = "30"
"""X12 service type: the plan as a whole."""


_NO_ADDRESS = Address()


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFacts:
    """A member as enrolled, with what an answer shows of them."""

    member: Member
    last_name: str
    first_name: str
    address: Address = _NO_ADDRESS
    primary_care: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryWindow:
    """How far from today an inquiry may ask, in days."""

    past_days: int = 730
    future_days: int = 92


def answer(
    inquiry: Inquiry,
    facts: MemberFacts | None,
    plans: Mapping[str, PlanDesign],
    balances: Mapping[Key, Cents],
    *,
    today: dt.date,
    window: InquiryWindow | None = None,
) -> Answer:
    """The answer for the day asked about. `facts` None: nobody, or nobody alone, fits what was given.

    `balances` are the family's. `today` is the day in the plan's zone, for the window alone.
    """
    refused = _refusal(inquiry, today, window or InquiryWindow())
    if refused is not None:
        return refused
    if facts is None or _contradicts(inquiry, facts):
        return _not_found(inquiry)
    member, day = facts.member, inquiry.service_date
    coverage = next((one for one in member.coverages if day in one.period), None)
    plan = plans.get(coverage.plan_id) if coverage is not None else None
    terms = plan.on(day) if plan is not None else None
    if coverage is not None and terms is None:
        return _unable(inquiry)
    known = _about(inquiry, facts, coverage or _nearest(member, day), plans)
    if coverage is None or terms is None:
        return known
    used = Balances(balances, coverage.level == "self_only")
    return replace(
        known,
        status=CoverageStatus.ACTIVE,
        message="",
        network=_network(terms),
        amounts=tuple(_amounts(terms, used, member.person)),
        benefits=tuple(_benefits(terms, inquiry.service_types)),
        limits=tuple(_limits(terms, inquiry.service_types, used, member.person, day)),
        other_insurance=tuple(_others(member, day)),
    )


def _refusal(inquiry: Inquiry, today: dt.date, window: InquiryWindow) -> Answer | None:
    away = (inquiry.service_date - today).days
    if -window.past_days <= away <= window.future_days:
        return None
    return Answer(
        status=CoverageStatus.REFUSED,
        service_date=inquiry.service_date,
        reject="62" if away < 0 else "63",
        follow_up="C",
        message=f"Ask about a day at most {window.past_days} days back or {window.future_days} days ahead.",
    )


def _not_found(inquiry: Inquiry) -> Answer:
    return Answer(
        status=CoverageStatus.NOT_FOUND,
        service_date=inquiry.service_date,
        reject="75",
        follow_up="C",
        message="We could not find a member with this number and birth date. "
        "Check the number on the card: type all digits, without the asterisk.",
    )


def _unable(inquiry: Inquiry) -> Answer:
    return Answer(
        status=CoverageStatus.REFUSED,
        service_date=inquiry.service_date,
        reject="42",
        follow_up="R",
        message="The plan's benefits for that day are not published yet. Ask again later, or call the plan.",
    )


def _contradicts(inquiry: Inquiry, facts: MemberFacts) -> bool:
    """True when something given is not as enrolled: then the plan tells nothing of whom it found."""
    if inquiry.birth_date is not None and inquiry.birth_date != facts.member.birth_date:
        return True
    return bool(inquiry.last_name) and _folded(inquiry.last_name) != _folded(facts.last_name)


def _folded(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _nearest(member: Member, day: dt.date) -> Coverage | None:
    """The last coverage that began before the day, else the first to come."""
    before = [one for one in member.coverages if one.period.start <= day]
    if before:
        return max(before, key=lambda one: one.period.start)
    return min(member.coverages, key=lambda one: one.period.start, default=None)


def _about(
    inquiry: Inquiry, facts: MemberFacts, coverage: Coverage | None, plans: Mapping[str, PlanDesign]
) -> Answer:
    """Who was found and where they are or were enrolled, as an answer without coverage."""
    member = facts.member
    plan = plans.get(coverage.plan_id) if coverage is not None else None
    return Answer(
        status=CoverageStatus.INACTIVE,
        service_date=inquiry.service_date,
        member_id=member.family + member.person,
        family=member.family,
        relationship=member.relationship,
        last_name=facts.last_name,
        first_name=facts.first_name,
        birth_date=member.birth_date,
        gender=member.gender,
        address=facts.address,
        plan_id=coverage.plan_id if coverage is not None else "",
        plan_name=plan.name if plan is not None else "",
        group_number=coverage.group_number if coverage is not None else "",
        period=coverage.period if coverage is not None else None,
        primary_care=facts.primary_care,
        message="There is no coverage on this day. Ask the patient for other coverage.",
    )


def _network(terms: Terms) -> str:
    networks = terms.tiers[0].networks
    return ", ".join(sorted(networks)) if networks else ""


def _amounts(terms: Terms, used: Balances, person: str) -> Iterator[Amount]:
    """Totals and what is left; what is left for the person is never more than what is left for the family."""
    year = terms.year
    for tier in terms.tiers:
        for kind, ceiling in ((DEDUCTIBLE, tier.deductible), (MAXIMUM, tier.out_of_pocket)):
            if ceiling is None:
                continue
            total = used.individual_figure(ceiling)
            if total is not None:
                left = min(total, used.ceiling_left(kind, ceiling, year, person))
                yield Amount(kind=kind, scope="individual", tier=tier.id, total=total, remaining=left)
            if ceiling.family is not None and not used.self_only:
                left = max(ceiling.family - used.used(kind, ceiling.pool, year, ""), 0)
                yield Amount(kind=kind, scope="family", tier=tier.id, total=ceiling.family, remaining=left)


def _benefits(terms: Terms, service_types: tuple[str, ...]) -> Iterator[Benefit]:
    for category in terms.categories:
        for service_type in category.service_types:
            if WHOLE_PLAN in service_types or service_type in service_types:
                for tier in terms.tiers:
                    yield _benefit(category, service_type, tier)


def _limits(
    terms: Terms, service_types: tuple[str, ...], used: Balances, person: str, day: dt.date
) -> Iterator[LimitLeft]:
    """The limits on what is asked about, with what is left of each for the person on the day."""
    types = {one.id: one.service_types for one in terms.categories}
    for limit in terms.limits:
        limited = dict.fromkeys(
            kind for one in terms.categories if one.id in limit.categories for kind in types[one.id]
        )
        if WHOLE_PLAN in service_types or any(kind in limited for kind in service_types):
            yield LimitLeft(
                title=limit.title,
                total=limit.amount,
                remaining=used.limit_left(limit, terms.year, person, day),
                is_money=limit.unit is LimitUnit.DOLLARS,
                service_types=tuple(limited),
            )


def _others(member: Member, day: dt.date) -> Iterator[OtherInsurance]:
    """The other plans of the day, with their place before or after this one as claims are decided."""
    for one in member.other_plans:
        if day in one.period:
            found = order_with(one, day, member.relationship)
            yield OtherInsurance(
                payer_name=one.payer_name,
                period=one.period,
                payer_id=one.payer_id,
                first=found.first.value,
                why=found.rule,
            )


def _benefit(category: Category, service_type: str, tier: Tier) -> Benefit:
    share: CostShare | None = category.shares.get(tier.id)
    if share is None or not share.covered:
        return Benefit(
            service_type=service_type,
            category=category.id,
            title=category.title,
            tier=tier.id,
            covered=False,
            note=category.exclusion,
        )
    return Benefit(
        service_type=service_type,
        category=category.id,
        title=category.title,
        tier=tier.id,
        copay=share.copay if share.copay or not share.coinsurance else None,
        coinsurance=share.coinsurance if share.coinsurance or not share.copay else None,
        deductible_applies=share.deductible_applies,
        authorization_required=tier.id in category.authorization,
        note=f"The first {share.free_visits} visits in a benefit year cost nothing."
        if share.free_visits
        else "",
    )
