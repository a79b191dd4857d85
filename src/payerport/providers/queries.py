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
    """The organization's own billing provider (its group NPI). Raises `Provider.DoesNotExist` when it has none."""
    return _with_terms().get(organization_id=organization_id, kind=Provider.Kind.ORGANIZATION)
