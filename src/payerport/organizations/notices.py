"""E-mail about access: that somebody asks, that it was answered. Names nobody."""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _


def somebody_asks(addresses: Iterable[str], organization: str) -> None:
    """To each administrator apart."""
    for address in addresses:
        send_mail(
            _("Somebody asks to act for {organization}").format(organization=organization),
            _(
                "Somebody would like to act for {organization} in the portal of {plan}.\n\n"
                "Sign in and open People, Requests to see who, and to answer within 14 days:\n{link}\n"
            ).format(
                organization=organization,
                plan=settings.PLAN_NAME,
                link=f"{settings.PUBLIC_URL}/people/requests/",
            ),
            None,
            [address],
        )


def answered(address: str) -> None:
    """To who asked; the answer itself is read in the portal."""
    send_mail(
        _("Your request is answered"),
        _("Your request to act for an organization is answered. Sign in to read it:\n{link}\n").format(
            link=f"{settings.PUBLIC_URL}/ask-for-access/"
        ),
        None,
        [address],
    )
