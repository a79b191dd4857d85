"""Reads about providers and contracts."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.crypto import constant_time_compare

from payerport.providers.models import PersonProof, Provider
from payerport.vault.fields import matching


def _with_terms() -> QuerySet[Provider]:
    return Provider.objects.select_related("organization").prefetch_related("organization__contracts")


def by_npis(npis: Iterable[str]) -> dict[str, Provider]:
    """Providers by NPI, with organization and contracts, Tax IDs too, in three statements."""
    rows = _with_terms().prefetch_related("organization__tax_ids").filter(npi__in=set(npis))
    return {provider.npi: provider for provider in rows}


def by_plan_number(number: str) -> Provider | None:
    """The provider of the plan's own number, without the asterisk; None when there is none."""
    return Provider.objects.filter(plan_number=number).first()


def billing_provider_of(organization_id: int) -> Provider:
    """The organization's own billing provider: its group NPI, the first where it has several. Raises
    `Provider.DoesNotExist` when it has none.
    """
    groups = _with_terms().filter(organization_id=organization_id, kind=Provider.Kind.ORGANIZATION)
    return groups.order_by("pk")[:1].get()


def name_of_billing(organization_id: int | None) -> tuple[str, str]:
    """(NPI, name) of an organization's billing provider; empty for the plan's own people."""
    if organization_id is None:
        return "", ""
    provider = billing_provider_of(organization_id)
    return provider.npi, provider.last_or_organization_name


def practitioners_of(organization_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """Taxonomy codes by NPI of the people who render services for these organizations, by organization."""
    people = Provider.objects.filter(organization__in=set(organization_ids), kind=Provider.Kind.INDIVIDUAL)
    found: dict[int, dict[str, str]] = {}
    for organization_id, npi, taxonomy in people.values_list("organization", "npi", "taxonomy"):
        found.setdefault(organization_id, {})[npi] = taxonomy
    return found


def proved(number: str, tax_id: str, birth_date: dt.date) -> Provider | None:
    """The provider with this number (the plan's, or the NPI) whom these facts prove; None when they don't.

    A person is proved by Social Security number or own Tax ID (nine digits) and birth date, an organization
    by its Federal Tax ID. The same three statements for match and no match.
    """
    found = (
        Provider.objects.select_related("organization").filter(Q(plan_number=number) | Q(npi=number)).first()
    )
    by_tax_id = PersonProof.objects.filter(matching(PersonProof, "tax_id_index", tax_id))
    proof = by_tax_id.filter(pk=found.pk if found else 0).first()
    # Somebody's birth date is decrypted either way.
    other = PersonProof.objects.order_by("pk").first()
    looked_at = proof or other
    born = looked_at.birth_date if looked_at else None
    is_person = proof is not None and constant_time_compare(born or "", birth_date.isoformat())
    is_organization = (
        found is not None
        and found.kind == Provider.Kind.ORGANIZATION
        and constant_time_compare(found.organization.tax_id, tax_id)
    )
    return found if is_person or is_organization else None


def of_organization(organization_id: int) -> list[Provider]:
    """The organization's provider records: its group NPIs and the people who render, by name."""
    rows = Provider.objects.filter(organization_id=organization_id)
    return list(rows.order_by("last_or_organization_name", "first_name", "pk"))
