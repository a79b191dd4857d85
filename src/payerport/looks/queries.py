"""Looks at one member's data, out of the record: who, for whom, what, on which day. Owns no table."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payerport.accounts.queries import organization_names_of
from payerport.accounts.roles import ROLE_TITLES, STAFF_ROLES
from payerport.audit.clock import plan_day
from payerport.audit.lock import as_core
from payerport.audit.models import Event
from payerport.audit.queries import about_person, about_records
from payerport.claims.queries import control_numbers_of_member
from payerport.members.models import Member

LOOKS: Final[dict[str, Promise]] = {
    "claim.viewed": _("Opened a claim"),
    "claim.listed": _("Saw a claim in a list"),
    "eligibility.checked": _("Checked your coverage"),
    "eligibility.viewed": _("Opened an answer about your coverage"),
    "restricted.opened": _("Opened your restricted record"),
    "disclosure.accounted": _("Drew up your accounting of disclosures"),
    "disclosure.recorded": _("Recorded that your data was told to somebody"),
}
"""What counts as a look, in words. What the plan's machines do by themselves is none."""

YEARS = 6
MOST = 2_000
"""Rows that the page goes through, the newest."""


@dataclass(frozen=True, slots=True)
class Look:
    """What people of one organization, or of the plan, did on one day in one role: how often."""

    day: dt.date
    who: str
    role: str | Promise
    what: Promise
    times: int


def looks_at(member: Member, own_user: int, now: dt.datetime, plan_name: str) -> list[Look]:
    """Looks at the member's data of the last six years, newest day first, at most `MOST` rows of the record.

    An organization and a role are named, no person: the plan's security staff follows up who it was. What
    the member did (`own_user`) is left out.
    """
    since = now - dt.timedelta(days=365 * YEARS + 2)
    with as_core():
        claims = control_numbers_of_member(member.pk)
        rows = list(about_records(member.family_id, "claim", claims, LOOKS, since)[:MOST])
        rows += list(about_person(member.family_id, member.person, member.pk, LOOKS, since)[:MOST])
        names = organization_names_of({row.organization_id for row in rows if row.organization_id})
    rows = [row for row in rows if row.user_id != own_user]
    rows.sort(key=lambda row: (row.at, str(row.pk)), reverse=True)
    return _grouped(rows[:MOST], names, plan_name)


def _who(row: Event, names: dict[int, str], plan_name: str) -> str:
    if row.organization_id:
        return names.get(row.organization_id, "")
    return plan_name if row.role in STAFF_ROLES else str(_("Somebody of your family"))


def _grouped(rows: Iterable[Event], names: dict[int, str], plan_name: str) -> list[Look]:
    def key(row: Event) -> tuple[dt.date, str, str, str]:
        return plan_day(row.at), _who(row, names, plan_name), row.role, row.action

    found = []
    ordered = sorted(rows, key=key)
    for (day, who, role, action), group in groupby(ordered, key=key):
        times = sum(1 for _row in group)
        found.append(Look(day, who, ROLE_TITLES.get(role, role), LOOKS[action], times))
    found.sort(key=lambda one: one.day, reverse=True)
    return found
