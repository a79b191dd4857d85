"""Mails about being helped: what happened and where to go, nothing of the person."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _


def link(address: str, secret: str) -> None:
    """The link itself, to the mailbox it is for."""
    send_mail(
        _("Your way back into {plan}").format(plan=settings.PLAN_NAME),
        _(
            "You called technical support because you could not sign in.\n\n"
            "Open this link within 24 hours to see your username and to choose a password. It works once:\n"
            "{link}\n\n"
            "Tell it to nobody. If you did not call, call {phone} at once.\n"
        ).format(link=f"{settings.PUBLIC_URL}/recover/link/{secret}/", phone=settings.HELP_PHONE),
        None,
        [address],
    )


def asked(address: str) -> None:
    """To the contact on file: somebody is being let in who said to be its owner."""
    send_mail(
        _("Somebody asked for access to your account with {plan}").format(plan=settings.PLAN_NAME),
        _(
            "Somebody, most likely you, called technical support to get back into your account, and answered "
            "our questions.\n\n"
            "If it was you, you need do nothing. If it was not you, call {phone} at once.\n"
        ).format(phone=settings.HELP_PHONE),
        None,
        [address],
    )
