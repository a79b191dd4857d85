"""An organization's people: the list, inviting, roles, removing; and the page behind an invitation's link."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from payerport.accounts import parts, people
from payerport.accounts.actions import UsernameTaken, open_account
from payerport.accounts.forms import InviteForm, NewAccountForm, RoleForm, sent, taken
from payerport.accounts.fresh import fresh
from payerport.accounts.gates import needs
from payerport.accounts.middleware import CHOSEN_ORGANIZATION, ActorRequest
from payerport.accounts.models import Organization, User
from payerport.accounts.queries import organization_of
from payerport.accounts.roles import MANAGE_PEOPLE, manages_people
from payerport.web.refusals import NotFound

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
@needs(MANAGE_PEOPLE)
def listing(request: ActorRequest) -> HttpResponse:
    """Who has access to the organization, and who is invited."""
    memberships = list(people.members_visible_to(request.actor))
    limited = parts.in_words(memberships)
    context = {
        "organization": organization_of(request.actor),
        "memberships": [(one, limited.get(one.pk, "")) for one in memberships],
        "invitations": people.invitations_visible_to(request.actor),
        "only_one": sum(manages_people(one.role) for one in memberships) < 2,
        "now": timezone.now(),
    }
    return render(request, "accounts/people.html", context)


def _organization(request: ActorRequest) -> Organization:
    """The organization acted for: who manages people always has one."""
    organization = organization_of(request.actor)
    if organization is None:
        raise NotFound
    return organization


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
@fresh
def invite(request: ActorRequest) -> HttpResponse:
    """Invite somebody by e-mail."""
    form = InviteForm(_organization(request), sent(request))
    if form.is_valid():
        typed = form.cleaned_data
        people.invite(request.actor, typed["email"], typed["role"], form.chosen_part())
        messages.success(request, _("The invitation is on its way. It can be accepted for seven days."))
        return redirect("accounts:people")
    context = {"form": form, "organization": organization_of(request.actor)}
    return render(request, "accounts/invite.html", context, status=422 if form.is_bound else 200)


@require_POST
@needs(MANAGE_PEOPLE)
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    people.withdraw(request.actor, people.invitation_for(request.actor, pk))
    messages.success(request, _("The invitation is withdrawn. Its link does not work any more."))
    return redirect("accounts:people")


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
@fresh
def role(request: ActorRequest, pk: int) -> HttpResponse:
    """Give somebody another role."""
    membership = people.membership_for(request.actor, pk)
    part = parts.to_values(parts.part_of(membership))
    initial = {"role": membership.role, "part": part}
    form = RoleForm(_organization(request), sent(request), initial=initial)
    if form.is_valid():
        people.change_role(request.actor, membership, form.cleaned_data["role"], form.chosen_part())
        messages.success(request, _("The role is changed. It holds from the person's next page on."))
        return redirect("accounts:people")
    context = {"form": form, "membership": membership}
    return render(request, "accounts/role.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@needs(MANAGE_PEOPLE)
@fresh
def remove(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask once, then end the person's access."""
    membership = people.membership_for(request.actor, pk)
    if request.method == "POST":
        people.remove(request.actor, membership)
        messages.success(request, _("The person has no access any more."))
        return redirect("accounts:people")
    return render(request, "accounts/remove.html", {"membership": membership})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Behind an invitation's link: make an account, or join with the one that is signed in."""
    found = people.invitation_by(secret)
    actor = request.actor  # type: ignore[attr-defined]
    if isinstance(request.user, User):
        if request.method == "POST":
            people.accept(actor, found, request.user)
            request.session[CHOSEN_ORGANIZATION] = found.organization_id
            return redirect("homes:home")
        return render(request, "accounts/invitation_join.html", {"invitation": found})
    audience = people.AUDIENCE_OF[found.organization.kind]
    form = NewAccountForm(audience, sent(request))
    if form.is_valid():
        try:
            user = open_account(actor, audience, email=found.email, **form.cleaned_data)
        except UsernameTaken:
            form.add_error("username", taken())
        else:
            people.accept(actor, found, user)
            login(request, user, backend=_BACKEND)
            UserSession.objects.create_from_request(request)
            request.session[CHOSEN_ORGANIZATION] = found.organization_id
            return redirect("homes:home")
    context = {"form": form, "profile": form.profile, "invitation": found, "secret": secret}
    return render(request, "accounts/invitation.html", context, status=422 if form.is_bound else 200)
