"""An eligibility answer in words for the page: active or not first, then what to collect, then the
details.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payerport.web.formatting import day_text, money_text
from payerport.web.statuses import Family
from plancore.eligibility.types import (
    Amount,
    Answer,
    Benefit,
    CoverageStatus,
    Inquiry,
    LimitLeft,
    OtherInsurance,
)

_TITLES: dict[CoverageStatus, Promise] = {
    CoverageStatus.ACTIVE: _("Covered on %(day)s"),
    CoverageStatus.INACTIVE: _("Not covered on %(day)s"),
    CoverageStatus.NOT_FOUND: _("We could not find this member"),
    CoverageStatus.REFUSED: _("We could not answer this"),
}
_FAMILIES: dict[CoverageStatus, Family] = {
    CoverageStatus.ACTIVE: Family.DONE_WELL,
    CoverageStatus.INACTIVE: Family.DONE_WITH_LOSS,
    CoverageStatus.NOT_FOUND: Family.NEEDS_YOU,
    CoverageStatus.REFUSED: Family.NEEDS_YOU,
}
TIERS: dict[str, Promise] = {"in": _("In network"), "out": _("Out of network")}
AT_THE_DESK = ("98", "UC")
"""X12 service types whose share is asked for at the visit: the office visit, urgent care."""
_AMOUNTS: dict[str, Promise] = {
    "deductible": _("Deductible"),
    "out_of_pocket": _("Out-of-pocket maximum"),
}
_PLACES: dict[str, Promise] = {
    "other": _("It pays before this plan: bill it first."),
    "ours": _("It pays after this plan."),
    "open": _("Which plan pays first is open: call the plan."),
}
_SCOPES: dict[str, Promise] = {"individual": _("This person"), "family": _("Family")}


@dataclass(frozen=True, slots=True)
class AmountWords:
    """A total with its name."""

    label: str | Promise
    used: int
    limit: int


@dataclass(frozen=True, slots=True)
class BenefitWords:
    """The member's share for one kind of service, in words."""

    title: str
    share: str
    notes: list[str]


@dataclass(frozen=True, slots=True)
class TierWords:
    """One network tier: its totals and its benefits."""

    title: str | Promise
    amounts: list[tuple[Promise, list[AmountWords]]]
    """Those of the person, then those of the family; what there is."""
    benefits: list[BenefitWords]


@dataclass(frozen=True, slots=True)
class LimitWords:
    """A limit of the plan: how much is used, and what is left."""

    title: str
    used: str
    left: str


@dataclass(frozen=True, slots=True)
class OtherWords:
    """Another plan of the day: who it is, since when, and which of the two pays first."""

    payer: str
    days: str
    place: str
    why: str


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """The page's words for an answer. `collect`: what to ask for at the visit, in the first tier."""

    title: str
    text: str
    family: Family
    collect: list[BenefitWords]
    first: TierWords | None
    others: list[TierWords]
    limits: list[LimitWords]
    insurance: list[OtherWords]


def words_of(answer: Answer, inquiry: Inquiry) -> AnswerWords:
    """An answer in words."""
    title = str(_TITLES[answer.status])
    if "%(day)s" in title:
        title = title % {"day": day_text(answer.service_date)}
    names = dict.fromkeys(
        [*(amount.tier for amount in answer.amounts), *(one.tier for one in answer.benefits)]
    )
    tiers = [_tier(name, answer) for name in names]
    nearest = next(iter(names), "")
    at_the_desk = [
        one
        for service_type in AT_THE_DESK
        for one in answer.benefits
        if one.tier == nearest and one.service_type == service_type and one.covered
    ]
    return AnswerWords(
        title=title,
        text=text_of(answer, inquiry),
        family=_FAMILIES[answer.status],
        collect=_each_once(at_the_desk),
        first=tiers[0] if tiers else None,
        others=tiers[1:],
        limits=[_limit(one) for one in answer.limits],
        insurance=[_other(one) for one in answer.other_insurance],
    )


def asked(inquiry: Inquiry) -> str:
    """What was typed, as it can be typed again: the member id, or the name and birth date."""
    if inquiry.member_id:
        return inquiry.member_id
    born = f"{inquiry.birth_date:%m/%d/%Y}" if inquiry.birth_date else ""
    return f"{inquiry.first_name} {inquiry.last_name} {born}".strip()


def text_of(answer: Answer, inquiry: Inquiry) -> str:
    """What the title leaves open: the plan, when coverage ended or begins, or what to check."""
    if answer.status is CoverageStatus.ACTIVE:
        return " · ".join(part for part in (answer.plan_name, _deductible_left(answer)) if part)
    if answer.status is CoverageStatus.NOT_FOUND and not inquiry.member_id:
        return gettext(
            "Nobody, or more than one person, has this name and birth date. Check the spelling, or type the "
            "member id from the card."
        )
    period = answer.period
    if answer.status is not CoverageStatus.INACTIVE or period is None:
        return answer.message
    if period.start > answer.service_date:
        begins = gettext("Coverage by %(plan)s begins on %(day)s.")
        return begins % {"plan": answer.plan_name, "day": day_text(period.start)}
    if period.end is None:
        return answer.message
    ended = gettext("Coverage by %(plan)s ended on %(day)s. Ask the patient for other coverage.")
    return ended % {"plan": answer.plan_name, "day": day_text(period.end)}


def _deductible_left(answer: Answer) -> str:
    left = next(
        (one for one in answer.amounts if (one.kind, one.scope) == ("deductible", "individual")), None
    )
    if left is None:
        return ""
    if not left.remaining:
        return gettext("the deductible is met")
    return gettext("%(amount)s of the deductible is left") % {"amount": money_text(left.remaining)}


def _tier(name: str, answer: Answer) -> TierWords:
    return TierWords(
        title=TIERS.get(name, name.replace("_", " ").capitalize()),
        amounts=[
            (title, [_amount(one) for one in answer.amounts if (one.tier, one.scope) == (name, scope)])
            for scope, title in _SCOPES.items()
            if any((one.tier, one.scope) == (name, scope) for one in answer.amounts)
        ],
        benefits=_each_once([one for one in answer.benefits if one.tier == name]),
    )


def _limit(limit: LimitLeft) -> LimitWords:
    def said(figure: int) -> str:
        return money_text(figure) if limit.is_money else f"{figure:,}"

    return LimitWords(title=limit.title.rstrip("."), used=said(limit.used), left=said(limit.remaining))


def _other(one: OtherInsurance) -> OtherWords:
    days = {"start": day_text(one.period.start), "end": day_text(one.period.end) if one.period.end else ""}
    return OtherWords(
        payer=one.payer_name,
        days=gettext("from %(start)s to %(end)s") % days
        if days["end"]
        else gettext("since %(start)s") % days,
        place=str(_PLACES.get(one.first, _PLACES["open"])),
        why=one.why,
    )


def _each_once(benefits: list[Benefit]) -> list[BenefitWords]:
    """One row for a category, however many service types the plan files it under."""
    rows: dict[tuple[str, str], Benefit] = {}
    for one in benefits:
        rows.setdefault((one.category, share_in_words(one)), one)
    return [BenefitWords(title=one.title, share=share, notes=_notes(one)) for (_, share), one in rows.items()]


def _notes(benefit: Benefit) -> list[str]:
    note = benefit.note[:1].upper() + benefit.note[1:]
    needed = gettext("Needs authorization.") if benefit.authorization_required else ""
    return [text for text in (note, needed) if text]


def _amount(amount: Amount) -> AmountWords:
    label = _AMOUNTS.get(amount.kind, amount.kind)
    return AmountWords(label=label, used=amount.used, limit=amount.total)


def share_in_words(benefit: Benefit) -> str:
    """What the member pays for it: `$30.00 copay`, `20% after the deductible`, `Nothing`, `Not covered`."""
    if not benefit.covered:
        return gettext("Not covered")
    parts = []
    if benefit.copay:
        parts.append(gettext("%(amount)s copay") % {"amount": money_text(benefit.copay)})
    if benefit.coinsurance:
        whole, rest = divmod(benefit.coinsurance, 100)
        rate = f"{whole}.{rest:02d}".rstrip("0") if rest else str(whole)
        parts.append(gettext("%(rate)s%%") % {"rate": rate})
    if not parts:
        return gettext("Nothing after the deductible") if benefit.deductible_applies else gettext("Nothing")
    words = gettext(" and ").join(parts)
    return (
        gettext("%(share)s after the deductible") % {"share": words} if benefit.deductible_applies else words
    )
