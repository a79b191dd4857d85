"""Old id numbers with a PIN (R-38): typed once, on the sign-in page, in the same two fields; then the person
chooses username and password, and the PIN is dead. Never both.
"""

import datetime as dt
import uuid
from typing import Final

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.utils import timezone

from payerport.accounts.actions import open_account
from payerport.accounts.admission import admit
from payerport.accounts.models import Audience, User
from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.audit.clock import plan_day
from payerport.audit.lock import as_core
from payerport.recovery.models import LegacyAccount
from payerport.registration import links, queries
from payerport.registration.actions import named
from payerport.registration.applications import apply
from payerport.web.refusals import NotFound

LASTS: Final = dt.timedelta(minutes=30)
"""How long somebody has to choose, once the PIN was right."""
_NO_PIN: Final = make_password("no PIN is this", hasher="argon2")


def enter(actor: Actor, id_number: str, pin: str) -> LegacyAccount | None:
    """Whose PIN this is, once; None when it is nobody's. One hash is reckoned either way."""
    with as_core():
        found = (
            LegacyAccount.objects.select_for_update(of=("self",))
            .select_related("member", "provider")
            .filter(id_number=id_number)
            .first()
        )
        # Somebody's hash is reckoned either way, of the kind that the former portal made.
        other = LegacyAccount.objects.exclude(pin="").order_by("pk").values_list("pin", flat=True).first()
        usable = found is not None and _is_alive(found)
        right = check_password(pin, found.pin if found is not None and usable else other or _NO_PIN)
        if found is None or not usable:
            return None
        if not right:
            found.tries += 1
            if found.tries >= settings.LEGACY_PIN_TRIES:
                found.pin = ""
            found.save(update_fields=["tries", "pin"])
        elif _has_account(found):
            found.pin = ""
            found.save(update_fields=["pin"])
            right = False
    record(
        actor,
        "legacy.entered",
        "legacy_account",
        found.pk,
        outcome="done" if right else "refused",
        detail={"dead": not found.pin},
    )
    return found if right else None


def entered(legacy_id: str | None, at: float | None) -> LegacyAccount:
    """Who typed the right PIN in this session, at that second, and has not chosen yet. Raises `NotFound`."""
    now = timezone.now()
    if not legacy_id or at is None or now.timestamp() - at > LASTS.total_seconds():
        raise NotFound
    with as_core():
        found = (
            LegacyAccount.objects.select_related("member", "provider__organization")
            .filter(pk=uuid.UUID(legacy_id))
            .first()
        )
    if found is None or not _is_alive(found):
        raise NotFound
    return found


def choose(actor: Actor, found: LegacyAccount, username: str, password: str) -> User:
    """The account instead of the PIN, tied to whom it is of. Raises `UsernameTaken` and `HasAnAccount`; then
    nothing has changed."""
    with as_core():
        locked = LegacyAccount.objects.select_for_update(of=("self",)).get(pk=found.pk)
        if not _is_alive(locked):
            raise NotFound
        first, last = _name_of(found)
        user = open_account(
            actor,
            Audience[found.audience.upper()],
            username,
            password,
            first_name=named(first),
            last_name=named(last),
            email=found.email,
        )
        if found.member is not None:
            links.link_member(actor, user, found.member)
        else:
            assert found.provider is not None
            links.link_provider(actor, user, found.provider, dt.date.fromisoformat(found.birth_date))
            if found.role:
                admit(actor, user, found.provider.organization_id, found.role)
            else:
                apply(actor, user, found.provider)
        locked.pin, locked.account, locked.used_at = "", user, timezone.now()
        locked.save(update_fields=["pin", "account", "used_at"])
    record(actor, "legacy.used", "legacy_account", found.pk, detail={"user": user.pk})
    return user


def _is_alive(found: LegacyAccount) -> bool:
    return bool(found.pin) and found.account_id is None and plan_day(timezone.now()) <= found.until


def _has_account(found: LegacyAccount) -> bool:
    if found.member_id is not None:
        return queries.account_of_member_id(found.member_id) is not None
    born = dt.date.fromisoformat(found.birth_date)
    return queries.account_of_provider_id(found.provider_id or 0, born) is not None


def _name_of(found: LegacyAccount) -> tuple[str, str]:
    if found.member is not None:
        return found.member.first_name, found.member.last_name
    assert found.provider is not None
    return found.provider.first_name, found.provider.last_or_organization_name
