"""Reads about providers and contracts."""

from collections.abc import Iterable

from django.db.models import QuerySet

from payerport.providers.models import Provider


def _with_terms() -> QuerySet[Provider]:
    return Provider.objects.select_related("organization").prefetch_related("organization__contracts")


def by_npis(npis: Iterable[str]) -> dict[str, Provider]:
    """Providers by NPI, with organization and contracts, in two statements."""
    return {provider.npi: provider for provider in _with_terms().filter(npi__in=set(npis))}


def billing_provider_of(organization_id: int) -> Provider:
    """The organization's own billing provider (its group NPI). Raises `Provider.DoesNotExist` when it has
    none.
    """
    return _with_terms().get(organization_id=organization_id, kind=Provider.Kind.ORGANIZATION)


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
