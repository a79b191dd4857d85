"""The demo's sign-ins on the sign-in page. Production neither installs nor loads this."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from payerport.demo.practices import leading_names
from payerport.demo.sign_ins import PASSWORD, sign_ins


def demo_sign_ins(request: HttpRequest) -> dict[str, Any]:
    """Context processor: who can sign in to the demo, on the sign-in page alone."""
    if request.path != settings.LOGIN_URL:
        return {}
    titles = leading_names()
    people = [(one.username, one.what, [titles[place] for place, _ in one.memberships]) for one in sign_ins()]
    return {"demo_sign_ins": people, "demo_password": PASSWORD}
