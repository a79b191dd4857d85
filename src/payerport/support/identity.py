"""What a caller can be asked, and how it is held against what is on file. What is on file is never shown."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from payerport.accounts.identity import has_group, last_names_beside, tax_ids_of
from payerport.accounts.models import Audience, User
from payerport.accounts.queries import memberships_of
from payerport.accounts.roles import manages_people
from payerport.members.queries import letters_of
from payerport.registration import queries

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TITLES: Final[dict[str, "_StrPromise"]] = {
    "name": _("First and last name"),
    "email": _("E-mail address of the account"),
    "tax_id": _("Tax ID of the organization"),
    "group": _("Group number"),
    "colleague": _("Last name of somebody else with access there"),
    "member_id": _("Member id"),
    "birth_date": _("Birth date"),
}
"""The facts, in the order they are asked."""

_ORGANIZED: Final = ("name", "email", "tax_id", "group", "colleague")
_FACTS: Final[dict[str, tuple[str, ...]]] = {
    Audience.MEMBER: ("name", "email", "member_id", "birth_date"),
    Audience.STAFF: ("name", "email"),
}
_MUST: Final[dict[str, frozenset[str]]] = {
    Audience.MEMBER: frozenset({"name", "member_id", "birth_date"}),
    Audience.STAFF: frozenset({"name", "email"}),
}
_MUST_ORGANIZED: Final = frozenset({"name", "tax_id"})
_ONE_OF: Final = frozenset({"email", "group", "colleague"})


def facts_of(user: User) -> tuple[str, ...]:
    """What a caller of this audience can be asked."""
    return _FACTS.get(user.audience, _ORGANIZED)


def compare(user: User, said: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """(which facts fit, which don't) of those the caller told; what was not told is neither."""
    told = [fact for fact in facts_of(user) if said.get(fact, "").strip()]
    right = [fact for fact in told if _HOLDS[fact](user, said[fact].strip())]
    return right, [fact for fact in told if fact not in right]


def is_enough(user: User, right: list[str], wrong: list[str]) -> bool:
    """Whether the caller is known by these: everything told fits, and enough was told."""
    fitting = frozenset(right)
    if wrong:
        return False
    must = _MUST.get(user.audience)
    if must is not None:
        return must <= fitting
    return fitting >= _MUST_ORGANIZED and bool(fitting & _ONE_OF)


def is_privileged(user: User) -> bool:
    """Whoever works for the plan or gives access to others."""
    return user.audience == Audience.STAFF or any(manages_people(one.role) for one in memberships_of(user))


# -- each fact --------------------------------------------------------------------------------------------


def _name(user: User, said: str) -> bool:
    return bool(user.last_name) and letters_of(said) in (
        letters_of(user.first_name + user.last_name),
        letters_of(user.last_name + user.first_name),
    )


def _email(user: User, said: str) -> bool:
    return bool(user.email) and said.casefold() == user.email.casefold()


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdecimal())


def _places(user: User) -> set[int]:
    return {one.organization_id for one in memberships_of(user)}


def _tax_id(user: User, said: str) -> bool:
    own = {one.organization.tax_id for one in memberships_of(user)}
    return _digits(said) in own | tax_ids_of(_places(user))


def _group(user: User, said: str) -> bool:
    return has_group(_places(user), said)


def _colleague(user: User, said: str) -> bool:
    names = {letters_of(name) for name in last_names_beside(user, _places(user))}
    return bool(letters_of(said)) and letters_of(said) in names


def _member_id(user: User, said: str) -> bool:
    member = queries.member_of(user)
    return member is not None and _digits(said) == str(member.member_id)


def _birth_date(user: User, said: str) -> bool:
    member = queries.member_of(user)
    return member is not None and said == member.birth_date.isoformat()


_HOLDS: Final[dict[str, Callable[[User, str], bool]]] = {
    "name": _name,
    "email": _email,
    "tax_id": _tax_id,
    "group": _group,
    "colleague": _colleague,
    "member_id": _member_id,
    "birth_date": _birth_date,
}
