"""What an organization is made of, kept by its administrators: locations, further Tax IDs (the plan confirms
them), and who bills for it."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payerport.accounts.models import Delegation, GroupRole, Location, Organization, TaxId
from payerport.accounts.places import tax_numbers_on
from payerport.accounts.roles import CHECK_APPLICATIONS, MANAGE_PEOPLE
from payerport.audit.actions import record
from payerport.audit.actor import Actor, Reader
from payerport.audit.clock import plan_day
from payerport.web.refusals import Conflict, NotFound


def _own(actor: Actor) -> Q:
    """A filter on `organization_id`: the actor's own, for who manages its people."""
    if not actor.may(MANAGE_PEOPLE) or actor.organization_id is None:
        return Q(pk__in=())
    return Q(organization_id=actor.organization_id)


def _today() -> dt.date:
    return plan_day(timezone.now())


# -- locations ---------------------------------------------------------------------------------------------


def locations_visible_to(actor: Actor) -> QuerySet[Location]:
    """The organization's locations that are not closed, by name."""
    return Location.objects.filter(_own(actor), Q(end=None) | Q(end__gte=_today())).order_by("name", "pk")


def location_for(actor: Actor, pk: int) -> Location:
    """The location. Raises `NotFound`, alike for another organization's and for none."""
    found = locations_visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def add_location(actor: Actor, facts: dict[str, Any]) -> Location:
    """A location from checked facts (see `forms.LocationForm`)."""
    if actor.organization_id is None:
        raise NotFound
    made = Location.objects.create(organization_id=actor.organization_id, **facts)
    record(actor, "location.added", "location", made.pk)
    return made


def close_location(actor: Actor, location: Location) -> None:
    """Today is its last day. What happened there stays, and who is limited to it still sees that."""
    location.end = _today()
    location.save(update_fields=["end"])
    record(actor, "location.closed", "location", location.pk)


def has_open_location(organization_id: int, npi: str) -> bool:
    """True when one of the organization's open locations has this NPI."""
    return Location.objects.filter(organization_id=organization_id, npi=npi, end=None).exists()


# -- Tax IDs -----------------------------------------------------------------------------------------------


def tax_ids_visible_to(actor: Actor) -> QuerySet[TaxId]:
    """The organization's further Tax IDs: in force, and asked for; the plan's staff sees what it is to
    answer."""
    if actor.reader is Reader.PLAN and actor.may(CHECK_APPLICATIONS):
        return TaxId.objects.filter(answered_at=None).select_related("organization").order_by("asked_at")
    in_force = Q(start__isnull=False) & (Q(end=None) | Q(end__gte=_today()))
    return TaxId.objects.filter(_own(actor), in_force | Q(answered_at=None)).order_by("number")


def tax_id_for(actor: Actor, pk: int) -> TaxId:
    """A Tax ID that waits for the plan's answer. Raises `NotFound` for any other, and for anybody else."""
    if actor.reader is not Reader.PLAN:
        raise NotFound
    found = tax_ids_visible_to(actor).select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def tax_numbers_of(organization: Organization) -> list[str]:
    """All Tax IDs that the organization bills under today, its own first."""
    further = tax_numbers_on(TaxId.objects.filter(organization=organization), _today())
    return [organization.tax_id, *sorted(further)]


def organization_with(tax_number: str) -> Organization | None:
    """The organization whose own Tax ID it is, or one that the plan has confirmed for it; None: nobody's. As
    the payer core."""
    own = Organization.objects.filter(tax_id=tax_number).first()
    if own is not None:
        return own
    further = TaxId.objects.select_related("organization").filter(
        number=tax_number, start__lte=_today(), end=None
    )
    return next((one.organization for one in further), None)


def billing_group_with(tax_number: str) -> Organization | None:
    """The practice or facility whose own Tax ID it is; None: there is none."""
    kinds = (Organization.Kind.PRACTICE, Organization.Kind.FACILITY)
    return Organization.objects.filter(tax_id=tax_number, kind__in=kinds).first()


def ask_for_tax_id(actor: Actor, number: str, name: str) -> TaxId:
    """Ask the plan to confirm a further Tax ID. Raises `Conflict` when it is there, or asked for, already."""
    if actor.organization_id is None:
        raise NotFound
    organization = Organization.objects.select_for_update().get(pk=actor.organization_id)
    waiting = TaxId.objects.filter(organization=organization, answered_at=None, number=number)
    if number in tax_numbers_of(organization) or waiting.exists():
        raise Conflict(
            _("This Tax ID is on the list already."),
            instead=_("Look for it under Tax IDs. One that waits is answered by the plan."),
        )
    made = TaxId.objects.create(
        organization=organization,
        number=number,
        name=name,
        asked_at=timezone.now(),
        asked_by=actor.user_id,
    )
    record(actor, "tax_id.asked", "tax_id", made.pk)
    return made


def answer_tax_id(actor: Actor, asked: TaxId, start: dt.date | None) -> None:
    """Confirm it from `start` on, or (None) refuse it. Raises `Conflict` when another organization has it."""
    if start is not None and (
        TaxId.objects.filter(number=asked.number, start__isnull=False, end=None).exists()
        or Organization.objects.filter(tax_id=asked.number).exists()
    ):
        raise Conflict(
            _("Another organization bills under this Tax ID."),
            instead=_("Find out whose it is before you confirm it for this one."),
        )
    asked.answered_at, asked.answered_by, asked.start = timezone.now(), actor.user_id, start
    asked.save(update_fields=["answered_at", "answered_by", "start"])
    record(actor, "tax_id.confirmed" if start else "tax_id.refused", "tax_id", asked.pk)


# -- who bills, and for which groups -----------------------------------------------------------------------


def delegations_visible_to(actor: Actor) -> QuerySet[Delegation]:
    """Who bills for the organization, or will: not ended, not over."""
    return (
        Delegation.objects.filter(_own(actor), Q(end=None) | Q(end__gte=_today()), ended_at=None)
        .select_related("biller")
        .order_by("biller__name", "pk")
    )


def delegation_for(actor: Actor, pk: int) -> Delegation:
    """The delegation given. Raises `NotFound`, alike for another organization's and for none."""
    found = delegations_visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def delegate(actor: Actor, biller: Organization, facts: dict[str, Any]) -> Delegation:
    """Let the biller's people act for the organization as the contract says (see `forms.DelegationForm`).
    Raises `Conflict` when it bills for it already."""
    if actor.organization_id is None:
        raise NotFound
    Organization.objects.select_for_update().get(pk=actor.organization_id)
    standing = Delegation.objects.filter(organization_id=actor.organization_id, biller=biller, ended_at=None)
    if standing.filter(Q(end=None) | Q(end__gte=_today())).exists():
        raise Conflict(
            _("This billing group acts for you already."),
            instead=_("End what there is first, then give it anew."),
        )
    standing.update(ended_at=timezone.now())  # its days were over
    made = Delegation.objects.create(
        organization_id=actor.organization_id,
        biller=biller,
        given_at=timezone.now(),
        given_by=actor.user_id,
        **facts,
    )
    Organization.objects.filter(pk=biller.pk, bills_for_others=False).update(bills_for_others=True)
    scope = [name for name in ("eligibility", "claims", "payments") if facts[name]]
    record(actor, "delegation.given", "delegation", made.pk, detail={"biller": biller.pk, "scope": scope})
    return made


def end_delegation(actor: Actor, delegation: Delegation) -> None:
    """End it: the biller's people are out with their next request."""
    delegation.ended_at, delegation.ended_by = timezone.now(), actor.user_id
    delegation.save(update_fields=["ended_at", "ended_by"])
    record(actor, "delegation.ended", "delegation", delegation.pk, detail={"biller": delegation.biller_id})


def groups_visible_to(actor: Actor) -> list[GroupRole]:
    """The groups of the plan that the employer has, or the broker looks after, today."""
    today = _today()
    return list(
        GroupRole.objects.filter(_own(actor), Q(end=None) | Q(end__gte=today), start__lte=today)
        .select_related("group")
        .order_by("group_id")
    )
