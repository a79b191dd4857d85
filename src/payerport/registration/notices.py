"""Mails about registering: what happened and where to go, nothing of the person."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _


def has_account(address: str) -> None:
    """To the address on file of somebody who tried to register again."""
    send_mail(
        _("You have an account with {plan}").format(plan=settings.PLAN_NAME),
        _(
            "Somebody, most likely you, has just tried to register for an account that is there already.\n\n"
            "To use it, go to {link} and sign in. If you don't know your username or password any more, "
            "choose "
            '"Forgot username or password" there.\n\n'
            "If it was not you, nothing is changed and you need do nothing. If it goes on, call {phone}.\n"
        ).format(link=f"{settings.PUBLIC_URL}/sign-in/", phone=settings.HELP_PHONE),
        None,
        [address],
    )


def decided(address: str, is_approved: bool) -> None:
    """To who asked to be an organization's administrator."""
    words = (
        _("Your registration is confirmed. Sign in to begin:\n{link}\n")
        if is_approved
        else _(
            "We could not confirm your registration. Call {phone}, and have your provider id at hand; "
            "together we find out why.\n"
        )
    )
    send_mail(
        _("Your registration with {plan}").format(plan=settings.PLAN_NAME),
        words.format(link=f"{settings.PUBLIC_URL}/sign-in/", phone=settings.HELP_PHONE),
        None,
        [address],
    )
