"""What a person has as second factors, as a page shows it."""

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from payerport.accounts.models import User
from payerport.factors.actions import Kind, codes_of, may_remove


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """An app or a passkey. Times in UTC."""

    pk: int
    is_app: bool
    name: str
    added: dt.datetime
    used: dt.datetime | None
    may_go: bool


def factors_of(user: User) -> list[Factor]:
    """The person's app and passkeys, the oldest first."""
    held = Authenticator.objects.filter(user=user).exclude(type=Kind.RECOVERY_CODES).order_by("created_at")
    return [
        Factor(
            pk=one.pk,
            is_app=one.type == Kind.TOTP,
            name=one.data.get("name", ""),
            added=one.created_at,
            used=one.last_used_at,
            may_go=may_remove(user, one),
        )
        for one in held
    ]


def codes_left(user: User) -> int:
    """How many recovery codes were not used; 0 for none at all."""
    held = codes_factor(user)
    return len(codes_of(held)) if held else 0


def codes_factor(user: User) -> Authenticator | None:
    """The person's recovery codes."""
    found: Authenticator | None = Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).first()
    return found
