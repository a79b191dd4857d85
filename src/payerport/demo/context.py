"""The demo's sign-ins on the sign-in page. Production neither installs nor loads this."""

from typing import Any

from allauth.account.internal.stagekit import unstash_login
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from payerport.accounts.models import User
from payerport.demo.codes import code_for, is_of_the_demo
from payerport.demo.practices import leading_names
from payerport.demo.sign_ins import PASSWORD, sign_ins


def demo_sign_ins(request: HttpRequest) -> dict[str, Any]:
    """Context processor: who can sign in to the demo, on the sign-in page alone."""
    if request.path in (reverse("mfa_authenticate"), reverse("factors:confirm")):
        return _code(request)
    if request.path != settings.LOGIN_URL:
        return {}
    titles = leading_names()
    people = [(one.username, one.what, [titles[place] for place, _ in one.memberships]) for one in sign_ins()]
    return {"demo_sign_ins": people, "demo_password": PASSWORD}


def _code(request: HttpRequest) -> dict[str, Any]:
    """The code that the person's app would show, beside the field."""
    pending = unstash_login(request, peek=True)
    person = request.user if isinstance(request.user, User) else pending.user if pending else None
    if not isinstance(person, User) or not is_of_the_demo(person):
        return {}
    return {"demo_code": code_for(person), "demo_username": person.username}
