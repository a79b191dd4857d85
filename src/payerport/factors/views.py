"""One's second step: what one has, setting up an app or a passkey, recovery codes, removing."""

import base64
import time
from typing import Final

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from payerport.accounts.forms import sent
from payerport.accounts.fresh import fresh
from payerport.accounts.middleware import ActorRequest
from payerport.accounts.models import User
from payerport.audit.actions import record
from payerport.factors import actions, queries
from payerport.factors.adapter import NOT_RIGHT
from payerport.factors.forms import AppForm, NewPasskeyForm
from payerport.factors.sealing import owned_by, seal, unseal
from payerport.factors.standing import must, note_passed
from payerport.vault.fields import UnreadableError
from payerport.vault.keyring import KeyringError
from payerport.web.refusals import NotFound

_SECRET: Final = "factors.secret"  # noqa: S105 - the session's key for the app's secret, which is encrypted
_CODES: Final = "factors.codes"
_CODES_FOR: Final = 15 * 60
"""Seconds in which codes that were shown can be taken as a file too, in the same session."""


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@require_safe
@login_required
def listing(request: ActorRequest) -> HttpResponse:
    """What one has, and what can be done about it."""
    person = _person(request)
    context = {
        "factors": queries.factors_of(person),
        "codes_left": queries.codes_left(person),
        "must": must(person),
    }
    return render(request, "factors/list.html", context)


@require_safe
@login_required
def start(request: ActorRequest) -> HttpResponse:
    """What the second step is, and a choice; the first page of somebody who must have one and has none."""
    return render(request, "factors/start.html", {"must": must(_person(request))})


# -- an app -----------------------------------------------------------------------------------------------


def _secret(request: HttpRequest, person: User) -> str:
    """The secret that is being set up: the session's, encrypted, so that reloading shows the same."""
    kept = request.session.get(_SECRET)
    with owned_by(person.pk):
        if isinstance(kept, str):
            try:
                return unseal(kept)
            except (UnreadableError, KeyringError):
                pass
        secret = actions.new_secret()
        request.session[_SECRET] = seal(secret)
    return secret


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@login_required
@fresh
def app_page(request: ActorRequest) -> HttpResponse:
    """Set up an authenticator app: the picture, the same as text, and the first code."""
    person = _person(request)
    secret = _secret(request, person)
    form = AppForm(sent(request))
    if form.is_bound and form.is_valid() and _is_set_up(request, form, secret):
        request.session.pop(_SECRET, None)
        return _after_adding(request, _("The app is set up."))
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(person, secret))
    context = {
        "form": form,
        "secret": " ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
        "picture": "data:image/svg+xml;base64," + base64.b64encode(picture.encode()).decode(),
        "replaces": any(one.is_app for one in queries.factors_of(person)),
    }
    return render(request, "factors/app.html", context, status=422 if form.is_bound else 200)


def _is_set_up(request: ActorRequest, form: AppForm, secret: str) -> bool:
    person = _person(request)
    try:
        clear = check_rate_limit(person)
    except ValidationError as error:
        form.add_error("code", error)
        return False
    if not actions.add_app(request.actor, person, secret, form.cleaned_data["code"]):
        form.add_error("code", NOT_RIGHT)
        return False
    clear()
    return True


def _after_adding(request: ActorRequest, said: str) -> HttpResponse:
    """The step is passed in this session; recovery codes that nobody has seen are shown next."""
    person = _person(request)
    note_passed(request, person)
    record_authentication(request, person, "mfa")
    messages.success(request, said)
    codes = queries.codes_factor(person)
    return redirect("factors:list" if codes is None or codes.data.get("viewed_at") else "factors:codes")


# -- a passkey --------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@fresh
def passkey(request: ActorRequest) -> HttpResponse:
    """Make a passkey: the browser asks for finger, face or PIN."""
    form = NewPasskeyForm(sent(request))
    if form.is_bound and form.is_valid():
        actions.add_passkey(
            request.actor, _person(request), form.cleaned_data["name"], form.cleaned_data["credential"]
        )
        return _after_adding(request, _("The passkey is added."))
    host = request.get_host().partition(":")[0]
    context = {"form": form, "needs_a_name": host.replace(".", "").isdecimal() or host.startswith("[")}
    return render(request, "factors/passkey.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_POST
@login_required
@fresh
def passkey_options(request: ActorRequest) -> HttpResponse:
    """What the browser needs to make a passkey; the challenge is kept in the session."""
    return JsonResponse(webauthn.begin_registration(_person(request), passwordless=True))


# -- recovery codes ---------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@fresh
def codes(request: ActorRequest) -> HttpResponse:
    """Recovery codes: shown once, after they were made. By POST new ones are made."""
    person = _person(request)
    held = queries.codes_factor(person)
    if held is None:
        raise NotFound
    if request.method == "POST":
        actions.make_codes(request.actor, person)
        actions.tell(person, "codes_made")
        return redirect("factors:codes")
    shown = actions.codes_of(held) if actions.show_codes_once(held) else []
    if shown:
        request.session[_CODES] = [held.pk, int(time.time())]
        record(request.actor, "factor.codes_shown", "user", person.pk)
    context = {"codes": [_spaced(one) for one in shown], "left": queries.codes_left(person)}
    return render(request, "factors/codes.html", context)


@never_cache
@require_safe
@login_required
@fresh
def codes_file(request: ActorRequest) -> HttpResponse:
    """The codes that were shown just now, as a text file."""
    number, shown_at = request.session.get(_CODES) or (0, 0)
    held = queries.codes_factor(_person(request))
    if held is None or held.pk != number or time.time() - shown_at > _CODES_FOR:
        raise NotFound(
            _("These codes can't be shown again."),
            instead=_("Make new ones; those before then stop working."),
        )
    lines = "\n".join(_spaced(one) for one in actions.codes_of(held))
    answer = HttpResponse(f"{lines}\n", content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    record(request.actor, "factor.codes_downloaded", "user", held.user_id)
    return answer


def _spaced(code: str) -> str:
    return " ".join(code[place : place + 5] for place in range(0, len(code), 5))


# -- removing ---------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@login_required
@fresh
def remove(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask once, then remove an app or a passkey."""
    person = _person(request)
    factor = actions.factor_for(person, pk)
    if request.method == "POST":
        actions.remove(request.actor, person, factor)
        messages.success(request, _("Removed. It does not work for signing in any more."))
        return redirect("factors:list")
    shown = next(one for one in queries.factors_of(person) if one.pk == pk)
    return render(request, "factors/remove.html", {"factor": shown})
