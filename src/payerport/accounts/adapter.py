"""What the sign-in says when it says no: plainly, and telling nobody whether an account exists."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payerport.accounts import tries
from payerport.accounts.signals import locked

_WRONG = _("The username or the password is not right. Check both; capital letters count in the password.")
_LOCKED = _(
    "Too many wrong tries. Wait five minutes before the next one; after more wrong tries it takes longer, "
    'a day at most. Or choose "Forgot username or password?" below.'
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's adapter with our own words, and tries counted by place, account and device (`tries`)."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Ask your administrator, or call the plan."),
        "username_password_mismatch": _WRONG,
        "invalid_login": _WRONG,
        "too_many_login_attempts": _LOCKED,
        "rate_limited": _("That was too often in a short time. Wait a minute, then try again."),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try. Raises ValidationError, before any password is looked at, when there were too
        many."""
        username = str(credentials.get("username") or credentials.get("email") or "")
        self._login_failed_rl_usage = tries.take(request, username)
        if self._login_failed_rl_usage is None:
            locked(request, username)
            raise self.validation_error("too_many_login_attempts")
