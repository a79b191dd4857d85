"""Providers known to the plan and the terms they are paid by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from payerport.vault.fields import BlindIndexField, EncryptedTextField


class Provider(models.Model):
    """A provider with an NPI: an organization that bills, or a person who renders. Belongs to one
    organization here.
    """

    class Kind(models.TextChoices):
        ORGANIZATION = "2", _("Organization")
        INDIVIDUAL = "1", _("Individual")

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="providers"
    )
    kind = models.CharField(max_length=1, choices=Kind)
    """The entity type code of the NPI registry."""
    npi = models.CharField(max_length=10, unique=True)
    plan_number = models.CharField(max_length=9, unique=True, null=True)
    """The plan's own number for the provider, as on its letters without the asterisk: seven digits of the
    practice and two of the person (`00` for the practice itself)."""
    last_or_organization_name = models.CharField(max_length=80)
    first_name = models.CharField(max_length=35, blank=True)
    taxonomy = models.CharField(max_length=10)
    address_line1 = models.CharField(max_length=55)
    city = models.CharField(max_length=30)
    state = models.CharField(max_length=2)
    postal_code = models.CharField(max_length=9)

    def __str__(self) -> str:
        return f"{self.last_or_organization_name} {self.first_name}".strip()


class Contract(models.Model):
    """An organization's terms in a network over a period of days (both counted)."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="contracts"
    )
    network = models.CharField(max_length=40)
    fee_schedule = models.CharField(max_length=40)
    """The key of a published fee schedule (see `plans`)."""
    percent_of_charge = models.PositiveIntegerField(null=True)
    """Basis points of the charge for what the schedule does not list; None: such lines pend for pricing."""
    terms = models.JSONField(default=dict, blank=True)
    """What else the contract says, as docs/reference/contracts.md writes it: lesser-of, relative values,
    reductions, and the ordered terms by which it prices. Empty: schedule and percentage alone."""
    start = models.DateField()
    end = models.DateField(null=True)

    class Meta:
        ordering = ["start"]

    def __str__(self) -> str:
        return f"contract {self.pk}"


class PersonProof(models.Model):
    """What a provider who is a person proves to be that person with, at registration and recovery: never
    shown, read by the plan alone, encrypted where it lies.
    """

    provider = models.OneToOneField(
        Provider, primary_key=True, on_delete=models.PROTECT, related_name="proof"
    )
    tax_id = EncryptedTextField()
    """Social Security number or the person's own Tax ID: nine digits."""
    tax_id_index = BlindIndexField(of="tax_id")
    birth_date = EncryptedTextField()
    """Year-month-day."""

    def __str__(self) -> str:
        return f"proof of provider {self.pk}"
