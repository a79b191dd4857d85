"""Tying an account to the enrolled member or the provider it is of. Each tie is on record."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payerport.accounts.models import User
from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.audit.lock import as_core
from payerport.members.models import Member
from payerport.providers.models import Provider
from payerport.registration.models import MemberLink, ProviderLink
from payerport.web.refusals import Conflict


class HasAnAccount(Conflict):
    """Said to nobody at the door: pages answer a member who has an account as they answer a stranger."""

    text = _("There is an account already.")


def link_member(actor: Actor, user: User, member: Member) -> MemberLink:
    """Let the account be the member's. Raises `HasAnAccount` when the member, or the account, has one tie in
    force already."""
    try:
        with as_core(), transaction.atomic():
            made = MemberLink.objects.create(user=user, member=member, since=timezone.now())
    except IntegrityError:
        raise HasAnAccount from None
    record(actor, "account.linked", "user", user.pk, family=member.family_id, detail={"member": member.pk})
    return made


def link_provider(actor: Actor, user: User, provider: Provider, birth_date: dt.date) -> ProviderLink:
    """Let the account be the provider's. Raises `HasAnAccount` when a person's record, or the account, has
    one tie in force already; an organization's record may have several people."""
    is_person = provider.kind == Provider.Kind.INDIVIDUAL
    try:
        with as_core(), transaction.atomic():
            if is_person and ProviderLink.objects.filter(provider=provider, until=None).exists():
                raise HasAnAccount
            made = ProviderLink(
                user=user, provider=provider, birth_date=birth_date.isoformat(), since=timezone.now()
            )
            made.save(force_insert=True)
    except IntegrityError:
        raise HasAnAccount from None
    record(actor, "account.linked", "user", user.pk, detail={"provider": provider.pk})
    return made
