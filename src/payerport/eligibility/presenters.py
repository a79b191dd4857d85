"""An eligibility answer in words for the page: active or not first, then what to collect, then the
details.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payerport.web.formatting import day_text, money_text
from payerport.web.statuses import Family
from plancore.eligibility.types import Amount, Answer, Benefit, CoverageStatus

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
_AMOUNTS: dict[tuple[str, str], Promise] = {
    ("deductible", "individual"): _("Deductible, this person"),
    ("deductible", "family"): _("Deductible, family"),
    ("out_of_pocket", "individual"): _("Out-of-pocket maximum, this person"),
    ("out_of_pocket", "family"): _("Out-of-pocket maximum, family"),
}


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
    note: str


@dataclass(frozen=True, slots=True)
class TierWords:
    """One network tier: its totals and its benefits."""

    title: str | Promise
    amounts: list[AmountWords]
    benefits: list[BenefitWords]


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """The page's words for an answer."""

    title: str
    text: str
    family: Family
    tiers: list[TierWords]


def words_of(answer: Answer) -> AnswerWords:
    """An answer in words."""
    title = str(_TITLES[answer.status])
    if "%(day)s" in title:
        title = title % {"day": day_text(answer.service_date)}
    tiers = dict.fromkeys(
        [*(amount.tier for amount in answer.amounts), *(one.tier for one in answer.benefits)]
    )
    return AnswerWords(
        title=title,
        text=answer.message,
        family=_FAMILIES[answer.status],
        tiers=[
            TierWords(
                title=TIERS.get(tier, tier),
                amounts=[_amount(one) for one in answer.amounts if one.tier == tier],
                benefits=[
                    BenefitWords(title=one.title, share=share_in_words(one), note=one.note)
                    for one in answer.benefits
                    if one.tier == tier
                ],
            )
            for tier in tiers
        ],
    )


def _amount(amount: Amount) -> AmountWords:
    label = _AMOUNTS.get((amount.kind, amount.scope), amount.kind)
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
