"""Mails about getting back in: what happened and where to go, nothing of the person."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _


def changed(address: str) -> None:
    """To the contact on file: another password was chosen by recovery."""
    send_mail(
        _("Your password for {plan} was changed").format(plan=settings.PLAN_NAME),
        _(
            "Somebody, most likely you, has just chosen a new password for your account. You are signed out "
            "everywhere.\n\n"
            "To use it, sign in at {link}\n\n"
            "If it was not you, call {phone} at once.\n"
        ).format(link=f"{settings.PUBLIC_URL}/sign-in/", phone=settings.HELP_PHONE),
        None,
        [address],
    )
