"""Every change of somebody's second factors, and the check of a code: each on record, in the transaction of
its deed, with a mail to the person.
"""

import hmac
import time
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from payerport.accounts.models import User
from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.audit.lock import acting
from payerport.factors.sealing import is_stale, owned_by, seal, sealed_anew, unseal
from payerport.factors.standing import must
from payerport.web.refusals import Conflict, NotFound

PERIOD: Final = 30
"""Seconds of one code of an app (RFC 6238)."""
DRIFT: Final = 1
"""Periods that a telephone's clock may be wrong, either way."""
MOST_PASSKEYS: Final = 10
_AT_ONCE: Final = 200
_BASE32: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
Kind = Authenticator.Type


def new_secret() -> str:
    """A secret for an app: 160 random bits, in base 32 (RFC 4226 section 4)."""
    return get_random_string(32, _BASE32)


def code_of(secret: str, counter: int) -> str:
    """The six digits of one period."""
    return str(format_hotp_value(hotp_value(secret, counter)))


def counters_now() -> range:
    """The periods whose codes are taken now, the earliest first."""
    now = int(time.time()) // PERIOD
    return range(now - DRIFT, now + DRIFT + 1)


def fitting(secret: str, typed: str, used: list[int]) -> int | None:
    """The period whose code was typed, unless its code was used; None for no such period."""
    digits = "".join(typed.split()).replace("-", "")
    found = None
    for counter in counters_now():
        if hmac.compare_digest(code_of(secret, counter).encode(), digits.encode()) and counter not in used:
            found = counter
    return found


def check_code(user: User, typed: str) -> Authenticator | None:
    """The person's factor whose code was typed: of their app, or a recovery code. It is used up by this: the
    same code is not taken again (RFC 6238 section 5.2). None: no code of theirs."""
    with owned_by(user.pk):
        held = Authenticator.objects.select_for_update().filter(user=user).exclude(type=Kind.WEBAUTHN)
        for factor in held.order_by("pk"):
            if factor.type == Kind.RECOVERY_CODES:
                if RecoveryCodes(factor).validate_code(typed):
                    return factor
                continue
            used = factor.data.get("used", [])
            counter = fitting(unseal(factor.data["secret"]), typed, used)
            if counter is not None:
                first = counters_now()[0]
                factor.data["used"] = [*(one for one in used if one >= first), counter]
                factor.save(update_fields=["data"])
                return factor
    return None


# -- adding ------------------------------------------------------------------------------------------------


def add_app(actor: Actor, user: User, secret: str, typed: str) -> bool:
    """Set an authenticator app up, in place of the one before. False when the code is not the secret's, and
    then nothing has changed."""
    User.objects.select_for_update().get(pk=user.pk)
    counter = fitting(secret, typed, [])
    if counter is None:
        return False
    before = Authenticator.objects.filter(user=user, type=Kind.TOTP).first()
    if before is not None:
        _delete(actor, user, before)
    with owned_by(user.pk):
        data: dict[str, Any] = {"secret": seal(secret), "used": [counter]}
    _add(actor, user, Kind.TOTP, data)
    return True


def add_passkey(actor: Actor, user: User, name: str, credential: dict[str, Any]) -> None:
    """Keep a passkey whose making was checked. Raises `Conflict` beyond `MOST_PASSKEYS`."""
    User.objects.select_for_update().get(pk=user.pk)
    if Authenticator.objects.filter(user=user, type=Kind.WEBAUTHN).count() >= MOST_PASSKEYS:
        raise Conflict(
            _("You have ten passkeys, which is as many as an account can have."),
            instead=_("Remove one that you do not use any more."),
        )
    _add(actor, user, Kind.WEBAUTHN, {"name": name, "credential": credential})


def _add(actor: Actor, user: User, kind: str, data: dict[str, Any]) -> None:
    made = Authenticator.objects.create(user=user, type=kind, data=data)
    record(actor, "factor.added", "user", user.pk, detail={"kind": kind, "factor": made.pk})
    tell(user, f"{kind}_added")
    if not Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).exists():
        make_codes(actor, user)


def make_codes(actor: Actor, user: User) -> Authenticator:
    """New recovery codes; those before are dead. They can be seen once, right afterwards."""
    User.objects.select_for_update().get(pk=user.pk)
    Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).delete()
    with owned_by(user.pk):
        made: Authenticator = RecoveryCodes.activate(user).instance
    record(actor, "factor.codes_made", "user", user.pk, detail={"factor": made.pk})
    return made


def codes_of(factor: Authenticator) -> list[str]:
    """The recovery codes that were not used."""
    with owned_by(factor.user_id):
        codes: list[str] = RecoveryCodes(factor).get_unused_codes()
    return codes


def show_codes_once(factor: Authenticator) -> bool:
    """True the first time it is asked, for these codes."""
    if factor.data.get("viewed_at"):
        return False
    factor.data["viewed_at"] = int(time.time())
    factor.save(update_fields=["data"])
    return True


# -- removing ----------------------------------------------------------------------------------------------


def factor_for(user: User, pk: int) -> Authenticator:
    """The person's own app or passkey. Raises `NotFound`, alike for another's and for none."""
    found = Authenticator.objects.filter(user=user, pk=pk).exclude(type=Kind.RECOVERY_CODES).first()
    if found is None:
        raise NotFound
    return found


def may_remove(user: User, factor: Authenticator) -> bool:
    """Whether it may go: not the last one of somebody who must have one."""
    others = Authenticator.objects.filter(user=user).exclude(type=Kind.RECOVERY_CODES).exclude(pk=factor.pk)
    return not must(user) or bool(others.exists())


def remove(actor: Actor, user: User, factor: Authenticator) -> None:
    """Remove an app or a passkey; with the last one the recovery codes go too. Raises `Conflict` for the last
    one of somebody who must have one."""
    User.objects.select_for_update().get(pk=user.pk)
    if not may_remove(user, factor):
        raise Conflict(
            _("Your account needs a second step, and this is the only one you have."),
            instead=_("Set another one up first, then remove this one."),
        )
    _delete(actor, user, factor)
    if not Authenticator.objects.filter(user=user).exclude(type=Kind.RECOVERY_CODES).exists():
        Authenticator.objects.filter(user=user).delete()


def _delete(actor: Actor, user: User, factor: Authenticator) -> None:
    kind, number = factor.type, factor.pk
    factor.delete()
    record(actor, "factor.removed", "user", user.pk, detail={"kind": kind, "factor": number})
    tell(user, f"{kind}_removed")


def reset(actor: Actor, user: User) -> int:
    """Remove all of somebody's factors and end their sessions: for support, after its checks, when all were
    lost. At the next sign-in they set one up anew. Returns how many there were."""
    User.objects.select_for_update().get(pk=user.pk)
    count, _rows = Authenticator.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    record(actor, "factor.reset", "user", user.pk, detail={"factors": count})
    tell(user, "reset")
    return int(count)


def rotate(actor: Actor) -> int:
    """Bring every factor's secrets to the key in use, some at a time; how many were written anew. Cut off, it
    goes on where it was. Raises `UnreadableError` and `KeyringError`."""
    done = 0
    numbers = list(
        Authenticator.objects.exclude(type=Kind.WEBAUTHN).order_by("pk").values_list("pk", flat=True)
    )
    for first in range(0, len(numbers), _AT_ONCE):
        with acting(actor):
            rows = Authenticator.objects.select_for_update().filter(pk__in=numbers[first : first + _AT_ONCE])
            for factor in rows:
                if not is_stale(factor.data):
                    continue
                with owned_by(factor.user_id):
                    factor.data = sealed_anew(factor.data)
                factor.save(update_fields=["data"])
                done += 1
    with acting(actor):
        record(actor, "keys.rotated", "table", "mfa_authenticator", detail={"rows": done})
    return done


def tell(user: User, what: str) -> None:
    """Have the person told by mail, if they have an address."""
    if user.email:
        app.configure_task("factors.tell").defer(user_id=user.pk, what=what)
