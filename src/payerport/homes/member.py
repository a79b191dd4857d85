"""The member's home: am I covered, what have I spent, what is open? For oneself and, within the rules of
privacy, for one's children."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payerport.accounts.middleware import ActorRequest
from payerport.accounts.models import User
from payerport.audit.actions import record_each
from payerport.audit.lock import as_core
from payerport.claims.models import Claim, State
from payerport.claims.own import newest_of_members
from payerport.eligibility.own import answers_about
from payerport.eligibility.presenters import TierWords, words_of
from payerport.members import queries as members
from payerport.members.models import Member
from payerport.registration.privacy import Facts, Sight, sight
from payerport.registration.queries import place_of_member
from payerport.restricted.queries import is_protected
from payerport.web.statuses import Family, Status
from plancore.eligibility.types import Answer, CoverageStatus, Inquiry

MOST_CLAIMS: Final = 10
_WORDS: Final[dict[str, Status]] = {
    State.RECEIVED: Status(_("Being looked at"), Family.WAITING),
    State.PENDED: Status(_("Being looked at"), Family.WAITING),
    State.PROCESSED: Status(_("Decided"), Family.DONE_WELL),
    State.PAID: Status(_("Decided"), Family.DONE_WELL),
    State.DENIED: Status(_("Not covered"), Family.DONE_WITH_LOSS),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One person on the page: the answer to "covered?", and what is used so far where that may be seen."""

    member: Member
    is_self: bool
    title: str | Promise
    family: Family
    answer: Answer
    amounts: TierWords | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """One claim in the member's words."""

    claim: Claim
    who: str
    where: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberHome:
    """All that the page shows. `is_partial`: somebody of the family is not on it, or not wholly."""

    people: list[Seen]
    claims: list[ClaimLine]
    is_partial: bool


def home_of(user: User, today: dt.date) -> MemberHome | None:
    """What the member whose account it is sees today; None for an account that is no member's. Reads as the
    payer core; what is not theirs is left out here."""
    with as_core():
        place = place_of_member(user)
        if place is None:
            return None
        number, pk = place
        family = members.of_families([number])[number]
        member = next(one for one in family if one.pk == pk)
        is_shut = is_protected(number)
        sights = {
            one.pk: sight(
                _facts(member), _facts(one), today, settings.MINOR_PRIVACY_AGE, is_protected=is_shut
            )
            for one in family
        }
        shown = sorted(
            (one for one in family if sights[one.pk]), key=lambda one: (one.pk != member.pk, one.person)
        )
        answers = answers_about(shown, today)
        whole = [one.pk for one in family if sights[one.pk] is Sight.ALL]
        is_partial = len(whole) < len(family)
        lines = [_line(claim) for claim in newest_of_members(whole, MOST_CLAIMS)]
    return MemberHome(
        people=[
            _seen(one, answer, member, sights[one.pk], is_partial)
            for one, answer in zip(shown, answers, strict=True)
        ],
        claims=lines,
        is_partial=is_partial,
    )


def page(request: HttpRequest, user: User) -> HttpResponse:
    """The home of a member; each look at a person and a claim is on record."""
    assert hasattr(request, "actor")
    asked: ActorRequest = request  # type: ignore[assignment]
    today = timezone.localdate()
    shown = home_of(user, today)
    context: dict[str, object] = {"today": formats.date_format(today, "l, F j, Y"), "home": shown}
    if shown is not None:
        record_each(
            asked.actor,
            "coverage.viewed",
            "member",
            [(one.member.pk, one.member.family_id) for one in shown.people],
        )
        record_each(
            asked.actor,
            "claim.listed",
            "claim",
            [(one.claim.control_number, one.claim.family) for one in shown.claims],
        )
    return render(request, "homes/member.html", context)


def _facts(one: Member) -> Facts:
    return Facts(one.family_id, one.person, one.relationship, one.birth_date)


def _seen(one: Member, answer: Answer, viewer: Member, how: Sight, is_partial: bool) -> Seen:
    """Totals of the family are the sum of everybody's: shown only where everybody's may be seen."""
    scopes = {"individual"} if is_partial else {"individual", "family"}
    kept = tuple(amount for amount in answer.amounts if amount.scope in scopes)
    answer = replace(answer, amounts=kept if how is Sight.ALL else ())
    words = words_of(answer, Inquiry(service_date=answer.service_date, member_id=str(one.member_id)))
    is_covered = answer.status is CoverageStatus.ACTIVE
    is_self = one.pk == viewer.pk
    if is_self:
        title: str | Promise = _("You are covered") if is_covered else _("You are not covered today")
    else:
        title = _("Covered") if is_covered else _("Not covered today")
    return Seen(
        member=one,
        is_self=is_self,
        title=title,
        family=words.family,
        answer=answer,
        amounts=words.first if words.first and words.first.amounts else None,
    )


def _line(claim: Claim) -> ClaimLine:
    assert claim.member is not None
    return ClaimLine(
        claim=claim,
        who=claim.member.first_name,
        where=claim.organization.name if claim.organization else "",
        status=_WORDS[claim.state],
    )
