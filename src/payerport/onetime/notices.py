"""The mail with a code: the code, and nothing about the person."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _


def send(address: str, digits: str, minutes: int) -> None:
    """Send the digits to the address."""
    send_mail(
        _("Your code for {plan}").format(plan=settings.PLAN_NAME),
        _(
            "Your code is {digits}\n\n"
            "Type it on the page where you asked for it, within {minutes} minutes. It works once.\n"
            "Tell it to nobody: the plan never asks for it by telephone or e-mail.\n\n"
            "If you did not ask for a code, you need do nothing.\n"
        ).format(digits=digits, minutes=minutes),
        None,
        [address],
    )
