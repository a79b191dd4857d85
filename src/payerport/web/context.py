"""What every page's frame shows, from the settings and the request alone (no query)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

SWITCH = "accounts:act_for"
"""The address that takes a POST with `organization` to act for another of the person's organizations."""

SESSION_LEFT = "accounts:session_left"
"""The address that tells how long the session lasts."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """The plan's name and telephone numbers, and the organization acted for, and the others there are.

    Reads `request.actor` and `request.organization_choices` where the accounts' middleware has set them.
    """
    actor = getattr(request, "actor", None)
    choices = getattr(request, "organization_choices", [])
    acting = next(
        (one for one in choices if one.organization_id == getattr(actor, "organization_id", None)), None
    )
    return {
        "plan_name": getattr(settings, "PLAN_NAME", "Harbor Health Plan"),
        "help_phone": getattr(settings, "HELP_PHONE", "1-800-555-0134"),
        "help_tty": getattr(settings, "HELP_TTY", "711"),
        "acting_for": acting,
        "acting_choices": choices,
        "acting_switch_url": _address(SWITCH),
        "session_left_url": _address(SESSION_LEFT) if getattr(actor, "user_id", None) else "",
    }


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
