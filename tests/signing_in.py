"""Signed in for a test: `client.force_login` gives a session that has passed the second step.

Tests of the second step itself begin with `after_password`, or sign in at the door.
"""

from typing import Any

from django.test import Client

from payerport.accounts.models import User
from payerport.factors.standing import PASSED

_plain = Client.force_login


def after_password(user: User) -> Client:
    """A browser in which the person has signed in by a password alone."""
    client = Client()
    _plain(client, user)
    return client


def at_the_door(client: Client, username: str, password: str) -> None:
    """Sign in by the page; afterwards the session has passed the second step."""
    answer = client.post("/sign-in/", {"login": username, "password": password})
    assert answer.status_code == 302, "the password is right"
    passed(client)


def passed(client: Client) -> None:
    """Whoever is signed in here has passed the second step."""
    session = client.session
    session[PASSED] = int(session["_auth_user_id"])
    session.save()


def pass_the_second_step() -> None:
    """From now on `force_login` means that both steps were taken."""

    def force_login(client: Client, user: User, backend: str | None = None) -> None:
        _plain(client, user, backend)
        passed(client)

    patched: Any = Client
    patched.force_login = force_login
