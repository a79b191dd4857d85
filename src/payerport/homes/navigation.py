"""The left column: what this person's role includes, at most eight entries."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payerport.accounts.roles import (
    ACCOUNT_DISCLOSURES,
    CHECK_ELIGIBILITY,
    MANAGE_PEOPLE,
    OPEN_RESTRICTED,
    RESTRICT,
    SEE_CLAIMS,
    SEE_PAYMENTS,
    SEE_RECORD,
)
from payerport.audit.actor import NOBODY, Actor
from payerport.web.navigation import Entry, with_current


def entries_for(actor: Actor) -> list[Entry]:
    """The entries that the actor's role includes; none for somebody who is not signed in."""
    if not actor.permissions:
        return []
    entries = [Entry(_("Home"), reverse("homes:home"), key="h", icon="home")]
    if actor.may(CHECK_ELIGIBILITY):
        entries.append(Entry(_("Eligibility"), reverse("eligibility:ask"), key="e", icon="verified_user"))
    if actor.may(SEE_CLAIMS):
        entries.append(Entry(_("Claims"), reverse("claims:list"), key="c", icon="list"))
    if actor.may(SEE_PAYMENTS):
        entries.append(Entry(_("Payments"), reverse("remittance:list"), key="p", icon="payments"))
    if actor.may(MANAGE_PEOPLE):
        entries.append(Entry(_("People"), reverse("accounts:people"), key="o", icon="groups"))
    if actor.may(OPEN_RESTRICTED):
        entries.append(Entry(_("Restricted"), reverse("restricted:open"), key="x", icon="lock"))
    if actor.may(SEE_RECORD):
        entries.append(Entry(_("Record"), reverse("security:record"), key="r", icon="history"))
        entries.append(Entry(_("Alerts"), reverse("security:alerts"), key="a", icon="notifications"))
    if actor.may(ACCOUNT_DISCLOSURES):
        entries.append(Entry(_("Disclosures"), reverse("disclosures:list"), key="d", icon="forum"))
    if actor.may(RESTRICT):
        entries.append(Entry(_("Restricted"), reverse("restricted:families"), key="x", icon="lock"))
    return entries


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `navigation`, and the address of the search for those who have one."""
    actor: Actor = getattr(request, "actor", NOBODY)
    entries = with_current(entries_for(actor), request.path)
    context: dict[str, Any] = {"navigation": entries}
    if entries and actor.may(SEE_CLAIMS):
        context |= {"search_url": reverse("homes:find"), "search_label": _("Claim, patient or check number")}
    return context
