"""Doors for machines: an X12 270 in, a 271 back, over HTTPS with a user's name and password (RFC 7617).

The same action answers as for the page. Other transactions and CORE's envelopes join here.
"""

import base64
import binascii

from allauth.account.adapter import get_adapter
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from payerport.accounts.models import User
from payerport.accounts.queries import actor_for
from payerport.accounts.roles import CHECK_ELIGIBILITY
from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.audit.lock import open_for
from payerport.edi import inquiries
from payerport.factors.standing import lacks_second_step
from payerport.web.refusals import NotAllowed
from plancore.x12 import NotX12

_NO_SECOND_STEP = _("Your account needs a second step of signing in, and has none yet.")
_SET_IT_UP = _("Sign in on the portal once: it leads you through setting it up. Then send this again.")
_LARGEST = 1 << 20
"""Bytes of one real-time request: a few hundred inquiries."""


@csrf_exempt
@require_POST
def eligibility(request: HttpRequest) -> HttpResponse:
    """Answer a 270 with a 271; with a 999 (or TA1) when the file itself is not right; 400 when it is not
    X12.
    """
    actor = _actor_of(request)
    if actor is None:
        refused = HttpResponse(
            "Sign in with a user name and password of the portal.\n", status=401, content_type="text/plain"
        )
        refused["WWW-Authenticate"] = 'Basic realm="Payerport", charset="UTF-8"'
        return refused
    open_for(actor)
    if lacks_second_step(actor.user_id):
        record(actor, "page.refused", "factor", outcome="refused")
        raise NotAllowed(_NO_SECOND_STEP, instead=_SET_IT_UP)
    if not actor.may(CHECK_ELIGIBILITY):
        record(actor, "page.refused", "permission", CHECK_ELIGIBILITY, outcome="refused")
        raise NotAllowed
    body = request.read(_LARGEST + 1)
    if len(body) > _LARGEST:
        return HttpResponse("Send at most 1 MB at a time.\n", status=413, content_type="text/plain")
    try:
        with transaction.atomic():
            content = inquiries.answer(actor, body, timezone.now())
    except NotX12 as refusal:
        return HttpResponse(f"{refusal}\n", status=400, content_type="text/plain")
    return HttpResponse(content, content_type="application/edi-x12")


def _actor_of(request: HttpRequest) -> Actor | None:
    """The actor of a request that names a user; None when it names none, or not rightly. Tries are limited
    as on the page.
    """
    user = _authenticated(request)
    if not isinstance(user, User) or not user.is_active:
        return None
    before: Actor = request.actor  # type: ignore[attr-defined]
    actor, _choices = actor_for(
        user, None, request_id=before.request_id, address=request.META.get("REMOTE_ADDR")
    )
    return actor


def _authenticated(request: HttpRequest) -> AbstractBaseUser | None:
    kind, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        username, colon, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    if not colon:
        return None
    try:
        found: AbstractBaseUser | None = get_adapter(request).authenticate(
            request, username=username, password=password
        )
    except (PermissionDenied, ValidationError):
        return None
    return found
