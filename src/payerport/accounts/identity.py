"""Reads about people for technical support: who goes by what, and what their organizations are known by."""

from collections.abc import Iterable

from django.db.models import Q

from payerport.accounts.models import Audience, GroupRole, Membership, TaxId, User


def people_by(words: str, tax_id: str, most: int) -> list[User]:
    """People by username, e-mail, last name, or their organization's Tax ID: whole words, nothing that begins
    so. Members by username and e-mail alone."""
    of_organization = Membership.objects.filter(until=None, organization__tax_id=tax_id or "-").values("user")
    named = Q(last_name__iexact=words) & ~Q(audience=Audience.MEMBER)
    found = User.objects.filter(
        Q(username__iexact=words) | Q(email__iexact=words) | Q(pk__in=of_organization) | named
    )
    return list(found.order_by("last_name", "first_name", "pk")[:most])


def active_person(pk: int) -> User | None:
    """The person, while the account is open."""
    return User.objects.filter(pk=pk, is_active=True).first()


def lock_person(pk: int) -> User:
    """The person's row, locked until the transaction ends: one act on a sign-in at a time."""
    return User.objects.select_for_update(no_key=True).get(pk=pk)


def address_on_file(pk: int) -> str:
    """Where mail about the account goes; empty: nowhere."""
    return User.objects.values_list("email", flat=True).get(pk=pk)


def tax_ids_of(organizations: Iterable[int]) -> set[str]:
    """Confirmed further Tax IDs of organizations, in force."""
    rows = TaxId.objects.filter(organization__in=set(organizations), start__isnull=False, end=None)
    return set(rows.values_list("number", flat=True))


def has_group(organizations: Iterable[int], number: str) -> bool:
    """Whether one of the organizations has the group, or looks after it, in whatever case it is written."""
    return GroupRole.objects.filter(
        organization__in=set(organizations), group__number__iexact=number, end=None
    ).exists()


def last_names_beside(user: User, organizations: Iterable[int]) -> set[str]:
    """The last names of the others with access to the organizations."""
    others = Membership.objects.filter(organization__in=set(organizations), until=None).exclude(user=user)
    return set(others.values_list("user__last_name", flat=True))
