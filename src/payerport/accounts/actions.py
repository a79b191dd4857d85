"""What people change about their own accounts; each change is on the record in the same transaction."""

from django.db import IntegrityError, transaction

from payerport.accounts.models import Audience, User
from payerport.audit.actions import record
from payerport.audit.actor import Actor


class UsernameTaken(Exception):  # noqa: N818 - an answer for the form, not a fault
    """Somebody else has the username, in whatever case."""


def change_username(actor: Actor, user: User, username: str) -> None:
    """Give the person another username. Raises UsernameTaken, and then nothing has changed."""
    before, user.username = user.username, username
    try:
        with transaction.atomic():
            user.save(update_fields=["username"])
    except IntegrityError:
        user.username = before
        raise UsernameTaken from None
    record(actor, "username.changed", "user", user.pk)


def change_password(actor: Actor, user: User, password: str) -> None:
    """Set a password that was validated. Every other session of the person ends with it: each is bound to
    the former one."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(actor, "password.changed", "user", user.pk)


def open_account(
    actor: Actor,
    audience: Audience,
    username: str,
    password: str,
    *,
    first_name: str,
    last_name: str,
    email: str,
) -> User:
    """A new account, of a username and password that were checked. Raises UsernameTaken, and then there is
    none."""
    user = User(audience=audience, username=username, first_name=first_name, last_name=last_name, email=email)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise UsernameTaken from None
    record(actor, "account.opened", "user", user.pk)
    return user
