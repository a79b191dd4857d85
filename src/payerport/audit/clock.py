"""Days as the plan counts them. The core never asks for the time: actions ask here and hand it down."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings


def plan_zone() -> ZoneInfo:
    """The plan's own time zone."""
    return ZoneInfo(settings.TIME_ZONE)


def plan_day(moment: dt.datetime) -> dt.date:
    """The calendar day of a moment in the plan's own time zone: legal clocks and days of receipt count by
    it.
    """
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
