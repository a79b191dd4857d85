"""Who becomes the administrator of an organization that has none: asked at registration, checked by the
plan's staff (R-32)."""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from payerport.accounts.admission import admit, has_administrator
from payerport.accounts.models import User
from payerport.accounts.roles import CHECK_APPLICATIONS
from payerport.audit.actions import record
from payerport.audit.actor import Actor
from payerport.audit.lock import as_core
from payerport.providers.models import Provider
from payerport.registration.models import Application
from payerport.web.refusals import Conflict, NotFound


def apply(actor: Actor, user: User, provider: Provider) -> Application | None:
    """Ask for the organization of the provider's record. None when it has administrators: they invite the
    person, or answer a request for access."""
    organization_id = provider.organization_id
    if has_administrator(organization_id):
        record(actor, "registration.left_to_administrators", "organization", organization_id)
        return None
    with as_core():
        made = Application.objects.create(user=user, provider=provider, asked_at=timezone.now())
    record(actor, "application.made", "application", made.pk, detail={"organization": organization_id})
    return made


def applications_visible_to(actor: Actor) -> QuerySet[Application]:
    """The applications that wait, the oldest first, for who checks them; none for others."""
    if not actor.may(CHECK_APPLICATIONS):
        return Application.objects.none()
    return (
        Application.objects.filter(state=Application.State.WAITING)
        .select_related("user", "provider__organization")
        .order_by("asked_at", "pk")
    )


def application_for(actor: Actor, pk: int) -> Application:
    """The application that waits. Raises `NotFound`."""
    found = applications_visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def application_of(user: User) -> Application | None:
    """The person's newest application; None when they made none."""
    with as_core():
        return (
            Application.objects.filter(user=user)
            .select_related("provider__organization")
            .order_by("-asked_at", "-pk")
            .first()
        )


def approve(actor: Actor, application: Application, note: str) -> None:
    """Let the person be the organization's administrator. Raises `Conflict` when it was decided meanwhile, or
    the organization has got an administrator, who now invites."""
    with transaction.atomic():
        _decide(actor, application, Application.State.APPROVED, note)
        if has_administrator(application.provider.organization_id):
            raise Conflict(
                _("This organization has an administrator by now."),
                instead=_("Decline the application; the administrator can invite the person."),
            )
        try:
            admit(actor, application.user, application.provider.organization_id, "administrator")
        except IntegrityError:
            raise Conflict(_("This person belongs to the organization already.")) from None


def decline(actor: Actor, application: Application, note: str) -> None:
    """Say that the check did not confirm the person. Raises `Conflict` when it was decided meanwhile."""
    with transaction.atomic():
        _decide(actor, application, Application.State.REFUSED, note)


def _decide(actor: Actor, application: Application, state: str, note: str) -> None:
    done = Application.objects.filter(pk=application.pk, state=Application.State.WAITING).update(
        state=state, decided_at=timezone.now(), decided_by_id=actor.user_id, note=note
    )
    if not done:
        raise Conflict(_("Somebody has decided this application already."))
    record(
        actor,
        "application.decided",
        "application",
        application.pk,
        detail={"state": str(state), "user": application.user_id},
    )
    app.configure_task("registration.tell_decision").defer(application_id=application.pk)
