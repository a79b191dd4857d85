"""What the sign-in says when it says no: plainly, and telling nobody whether an account exists."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_WRONG = _("The username or the password is not right. Check both; capital letters count in the password.")
_LOCKED = _("Too many tries with this username. Wait five minutes and try again, or call the number below.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's adapter with our own words."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Ask your administrator, or call the plan."),
        "username_password_mismatch": _WRONG,
        "invalid_login": _WRONG,
        "too_many_login_attempts": _LOCKED,
        "rate_limited": _("That was too often in a short time. Wait a minute, then try again."),
    }
