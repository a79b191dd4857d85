"""Whom an account is of, and which account somebody has. All run as the payer core (`audit.lock.as_core`)."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone

from payerport.accounts.models import User
from payerport.members import queries as members
from payerport.members.models import Member
from payerport.providers import queries as providers
from payerport.providers.models import Provider
from payerport.registration.models import MemberLink, ProviderLink
from plancore.kernel import MemberId


def _member_links() -> QuerySet[MemberLink]:
    now = timezone.now()
    return MemberLink.objects.filter(Q(until=None) | Q(until__gt=now), since__lte=now)


def _provider_links() -> QuerySet[ProviderLink]:
    now = timezone.now()
    return ProviderLink.objects.filter(Q(until=None) | Q(until__gt=now), since__lte=now)


def member_of(user: User) -> Member | None:
    """The enrolled person whose account it is, with coverage; None for accounts of others."""
    link = _member_links().filter(user=user).first()
    return None if link is None else members.by_pk(link.member_id)


def place_of_member(user: User) -> tuple[str, int] | None:
    """The family's number and the key of the enrolled person whose account it is; None for accounts of
    others."""
    return _member_links().filter(user=user).values_list("member__family", "member").first()


def account_of_member(member: Member) -> User | None:
    """The account of an enrolled person; None when there is none."""
    return account_of_member_id(member.pk)


def provider_of(user: User) -> Provider | None:
    """The provider's record that the account was registered with; None for accounts of others."""
    link = _provider_links().filter(user=user).select_related("provider").first()
    return None if link is None else link.provider


def member_account_by_facts(
    member_id: MemberId, first_name: str, last_name: str, birth_date: dt.date
) -> User | None:
    """The account of the member whom these facts prove (R-35). The same statements for match and no match."""
    member = members.proved(member_id, first_name, last_name, birth_date)
    return account_of_member_id(member.pk if member else 0)


def provider_account_by_facts(number: str, tax_id: str, birth_date: dt.date) -> User | None:
    """The account of the provider whom these facts prove (R-35): the record's by number and Tax ID or Social
    Security number, and the birth date the person registered with."""
    provider = providers.proved(number, tax_id, birth_date)
    links = _provider_links().filter(provider=provider.pk if provider else 0).select_related("user")
    mine = [one.user for one in links if one.birth_date == birth_date.isoformat()]
    return mine[0] if len(mine) == 1 else None


def account_of_member_id(pk: int) -> User | None:
    """The account of the member with this key; None for none, and for the key 0 that nobody has."""
    link = _member_links().filter(member=pk).select_related("user").first()
    return None if link is None else link.user


def account_of_provider_id(pk: int, birth_date: dt.date) -> User | None:
    """The account of the provider with this key that was registered with the birth date; None for none."""
    links = _provider_links().filter(provider=pk).select_related("user")
    return next((one.user for one in links if one.birth_date == birth_date.isoformat()), None)
