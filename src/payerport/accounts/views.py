"""Choosing which organization to act for; one's own account; the help page about signing in."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from payerport.accounts import tries
from payerport.accounts.actions import UsernameTaken, change_password, change_username
from payerport.accounts.choices import choices_of, memberships_of
from payerport.accounts.devices import devices_of, end_one, end_others
from payerport.accounts.forms import PasswordForm, UsernameForm, sent, taken
from payerport.accounts.limits import seconds_left
from payerport.accounts.middleware import CHOSEN_ORGANIZATION, ActorRequest
from payerport.accounts.models import Audience, User
from payerport.accounts.profiles import Profile, profile_of
from payerport.audit.actions import record
from payerport.web.refusals import NotFound


@require_POST
def act_for(request: HttpRequest) -> HttpResponse:
    """Act for another of one's organizations from the next request on. Goes home: what was open may not be
    its.
    """
    user = request.user
    chosen = request.POST.get("organization", "")
    if not isinstance(user, User) or not chosen.isdecimal():
        raise NotFound
    choice = next((one for one in choices_of(user) if one.organization_id == int(chosen)), None)
    if choice is None:
        raise NotFound
    request.session[CHOSEN_ORGANIZATION] = int(chosen)
    through = {"through": choice.through.pk} if choice.through else {}
    record(request.actor, "organization.chosen", "organization", chosen, detail=through)  # type: ignore[attr-defined]
    return redirect("homes:home")


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@require_safe
@login_required
def settings_page(request: HttpRequest) -> HttpResponse:
    """What the account is, and what one may change about it."""
    person = _person(request)
    return render(
        request, "accounts/settings.html", {"person": person, "memberships": memberships_of(person)}
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@login_required
def username(request: ActorRequest) -> HttpResponse:
    """Choose another username (R-37)."""
    person = _person(request)
    shown = person.username
    form = UsernameForm(person, sent(request))
    if form.is_valid():
        try:
            change_username(request.actor, person, form.cleaned_data["username"])
        except UsernameTaken:
            form.add_error("username", taken())
        else:
            messages.success(request, _("Your username is changed. Sign in with it from now on."))
            return redirect("accounts:settings")
    return _form_page(request, "accounts/username.html", form, {"present_username": shown})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@login_required
def password(request: ActorRequest) -> HttpResponse:
    """Choose another password. The person's other sessions end."""
    person = _person(request)
    form = PasswordForm(person, sent(request))
    if form.is_valid():
        change_password(request.actor, person, form.cleaned_data["password"])
        update_session_auth_hash(request, person)
        messages.success(request, _("Your password is changed. You are signed out everywhere else."))
        return redirect("accounts:settings")
    return _form_page(request, "accounts/password.html", form, {})


@require_http_methods(["GET", "POST"])
@login_required
def devices(request: ActorRequest) -> HttpResponse:
    """Where one is signed in; sign out one of them, or all but this one."""
    person, here = _person(request), request.session.session_key
    if request.method == "POST":
        chosen = request.POST.get("session", "")
        if chosen.isdecimal() and len(chosen) < 18:
            end_one(request.actor, person, int(chosen))
        else:
            end_others(request.actor, person, here)
        messages.success(request, _("Signed out there."))
        return redirect("accounts:devices")
    return render(request, "accounts/devices.html", {"devices": devices_of(person, here)})


@require_safe
def session_left(request: HttpRequest) -> HttpResponse:
    """Seconds until the session ends by itself, for the script that warns; none for a stranger."""
    left = seconds_left(request) if request.user.is_authenticated else 0
    return JsonResponse({"seconds": left})


def _form_page(
    request: HttpRequest, template: str, form: UsernameForm | PasswordForm, more: dict[str, Any]
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, "profile": form.profile, **more}, status=status)


@require_safe
def sign_in_help(request: HttpRequest) -> HttpResponse:
    """Sign-in trouble: each audience's rules as they are checked, and how a locked account goes on (R-46)."""
    shown: list[tuple[list[object], Profile]] = []
    for value, label in Audience.choices:
        profile = profile_of(value)
        same = next((names for names, other in shown if other is profile), None)
        if same is None:
            shown.append(([label], profile))
        else:
            same.append(label)
    context = {"groups": shown, "limits": tries.told(), "pin_tries": settings.LEGACY_PIN_TRIES}
    return render(request, "accounts/sign_in_help.html", context)
