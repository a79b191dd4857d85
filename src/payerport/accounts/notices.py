"""E-mail about accounts: what happened and where to go, never anything of a patient."""

import datetime as dt

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def send_invitation(email: str, organization: str, secret: str, expires_at: dt.datetime) -> None:
    """The invitation with its one link. Until when it is open is said in the plan's time zone."""
    link = f"{settings.PUBLIC_URL}/invitation/{secret}/"
    until = date_format(timezone.localtime(expires_at), "F j, Y")
    send_mail(
        _("{organization} invites you to {plan}").format(organization=organization, plan=settings.PLAN_NAME),
        _(
            "{organization} would like you to use the portal of {plan}.\n\n"
            "Open this link until {until} to choose a username and password, or to sign in if you have an "
            "account:\n{link}\n\n"
            "The link is for you alone. If you did not expect it, you need do nothing.\n"
        ).format(organization=organization, plan=settings.PLAN_NAME, until=until, link=link),
        None,
        [email],
    )
