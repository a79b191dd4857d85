"""The sign-in package's hooks for factors: encryption, names, and our own words."""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payerport.accounts.models import User
from payerport.factors import sealing

NOT_RIGHT = _(
    "This is not the code of the moment. Wait until the app shows the next one, and type all its digits. "
    "A code works once."
)
NO_PASSKEY = _("The passkey could not be used. Try again, or use a code.")


def passkey_host() -> str:
    """The host name that passkeys are made for: the portal's own; elsewhere than in production the address
    in use (browsers want a name there, `localhost`, not 127.0.0.1)."""
    if settings.IN_PRODUCTION:
        return urlsplit(settings.PUBLIC_URL).hostname or ""
    host: str = context.request.get_host()
    return host.partition(":")[0]


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's adapter for a house that encrypts, and speaks plainly."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": NO_PASSKEY,
    }

    def encrypt(self, text: str) -> str:
        """See `sealing`."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """See `sealing`."""
        return sealing.unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        """What an app shows above the code."""
        name: str = settings.PLAN_NAME
        return name

    def _get_user_identifier(self, user: User) -> str:
        return user.username

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whom a passkey is for."""
        return {"id": passkey_host(), "name": settings.PLAN_NAME}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """Whose a passkey is, as a browser shows it: the username, never a name or an address."""
        found: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return found | {"display_name": user.username, "name": user.username}
