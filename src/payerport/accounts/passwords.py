"""Passwords against the rules of their owner's audience, the former ones included (R-34)."""

from typing import TYPE_CHECKING

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from payerport.accounts.models import Audience, User
from payerport.accounts.profiles import NEVER_BEFORE, Profile, profile_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def was_used(user: User, password: str) -> bool:
    """True when the person has, or once had, this password."""
    if user.pk is None:
        return False
    hashes = [user.password, *user.former_passwords.values_list("password", flat=True)]
    return any(check_password(password, one) for one in hashes)


class ProfileValidator:
    """Django's hook for validating passwords: one error for each rule that is broken."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError with every rule that the password breaks: the user's audience's rules, a
        member's where there is no user yet."""
        profile = _profile(user)
        broken = profile.broken_by_password(password, user.username if user else "")
        errors = [ValidationError(_sentence(rule.words), code=rule.id) for rule in broken]
        if user is not None and not errors and was_used(user, password):
            errors = [ValidationError(_sentence(NEVER_BEFORE.words), code=NEVER_BEFORE.id)]
        if errors:
            raise ValidationError(errors)

    def get_help_text(self) -> str:
        """Empty: pages list the rules one by one."""
        return ""


def _profile(user: User | None) -> Profile:
    return profile_of(user.audience if user is not None else Audience.MEMBER)


def _sentence(words: "str | _StrPromise") -> "_StrPromise":
    return format_lazy(_("The new password needs this: {rule}."), rule=words)
