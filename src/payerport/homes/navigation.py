"""The left column: what this person's role includes, at most eight entries."""

from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payerport.accounts.models import Audience
from payerport.accounts.roles import (
    ACCOUNT_DISCLOSURES,
    ASSIST_SIGN_IN,
    CHECK_APPLICATIONS,
    CHECK_ELIGIBILITY,
    MANAGE_PEOPLE,
    OPEN_RESTRICTED,
    PROVIDER_ROLES,
    RESTRICT,
    SEE_CLAIMS,
    SEE_OWN_COVERAGE,
    SEE_PAYMENTS,
    SEE_RECORD,
)
from payerport.audit.actor import NOBODY, Actor
from payerport.web.navigation import Entry, with_current

_ENTRIES: Final = (
    (SEE_OWN_COVERAGE, Entry(_("Who looked"), "looks:mine", key="w", icon="visibility")),
    (SEE_OWN_COVERAGE, Entry(_("Account"), "accounts:settings", key="a", icon="settings")),
    (CHECK_ELIGIBILITY, Entry(_("Eligibility"), "eligibility:ask", key="e", icon="verified_user")),
    (SEE_CLAIMS, Entry(_("Claims"), "claims:list", key="c", icon="list")),
    (SEE_PAYMENTS, Entry(_("Payments"), "remittance:list", key="p", icon="payments")),
    (MANAGE_PEOPLE, Entry(_("People"), "accounts:people", key="o", icon="groups")),
    (OPEN_RESTRICTED, Entry(_("Restricted"), "restricted:open", key="x", icon="lock")),
    (CHECK_APPLICATIONS, Entry(_("Applications"), "registration:applications", key="a", icon="group_add")),
    (CHECK_APPLICATIONS, Entry(_("Tax IDs"), "organizations:tax_ids", key="t", icon="verified_user")),
    (ASSIST_SIGN_IN, Entry(_("Support"), "support:console", key="s", icon="help")),
    (SEE_RECORD, Entry(_("Record"), "security:record", key="r", icon="history")),
    (SEE_RECORD, Entry(_("Alerts"), "security:alerts", key="a", icon="notifications")),
    (ACCOUNT_DISCLOSURES, Entry(_("Disclosures"), "disclosures:list", key="d", icon="forum")),
    (RESTRICT, Entry(_("Restricted"), "restricted:families", key="x", icon="lock")),
)
"""Permission and entry, in the order shown; the address is a name until somebody sees it."""


def entries_for(actor: Actor) -> list[Entry]:
    """The entries that the actor's role includes; none for somebody who is not signed in."""
    if not actor.permissions:
        return []
    home = Entry(_("Home"), reverse("homes:home"), key="h", icon="home")
    return [
        home,
        *(replace(entry, url=reverse(entry.url)) for needed, entry in _ENTRIES if actor.may(needed)),
    ]


def _own_entries(request: HttpRequest, actor: Actor) -> list[Entry]:
    """A provider changes the username from the left column; others do in Account settings (R-37)."""
    is_provider = actor.role in PROVIDER_ROLES and getattr(request.user, "audience", "") == Audience.PROVIDER
    if not is_provider:
        return []
    return [Entry(_("Change username"), reverse("accounts:username"), key="u", icon="account_circle")]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `navigation`, and the address of the search for those who have one."""
    actor: Actor = getattr(request, "actor", NOBODY)
    entries = with_current([*entries_for(actor), *_own_entries(request, actor)], request.path)
    context: dict[str, Any] = {"navigation": entries}
    if entries and actor.may(SEE_CLAIMS):
        context |= {"search_url": reverse("homes:find"), "search_label": _("Claim, patient or check number")}
    return context
