"""E-mail about second factors: what happened, and what to do if it was somebody else."""

from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.core.mail import send_mail
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WORDS: Final[Mapping[str, str | Promise]] = {
    "totp_added": gettext_lazy("An authenticator app was set up for signing in to your account."),
    "totp_removed": gettext_lazy("The authenticator app was removed from your account."),
    "webauthn_added": gettext_lazy("A passkey was added to your account."),
    "webauthn_removed": gettext_lazy("A passkey was removed from your account."),
    "codes_made": gettext_lazy(
        "New recovery codes were made for your account. Those before do not work any more."
    ),
    "code_used": gettext_lazy("A recovery code was used to sign in to your account. It does not work again."),
    "reset": gettext_lazy(
        "The plan's support removed the second step of your account, as it was asked to, and signed you out "
        "everywhere. You set it up anew when you sign in next."
    ),
}
"""What is told, by what happened."""


def send(address: str, what: str) -> None:
    """Tell the person what happened."""
    send_mail(
        _("The second step of your sign-in at {plan}").format(plan=settings.PLAN_NAME),
        _(
            "{what}\n\n"
            "If it was you, you need do nothing.\n"
            "If it was not, call us now at {phone} (TTY {tty}), and change your password:\n"
            "{url}/account/\n"
        ).format(what=WORDS[what], phone=settings.HELP_PHONE, tty=settings.HELP_TTY, url=settings.PUBLIC_URL),
        None,
        [address],
    )
