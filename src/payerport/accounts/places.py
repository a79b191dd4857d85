"""What an organization is made of and for whom it acts: more Tax IDs, locations, billing for others, an
employer's or broker's groups. Dated rows: what ends is kept.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

NINE_DIGITS = 9


class TaxId(models.Model):
    """A further Tax ID of an organization, asked for by its administrator, in force once the plan has
    confirmed it (`start`), until `end` (the last day)."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="tax_ids"
    )
    number = models.CharField(max_length=NINE_DIGITS)
    """Nine digits, without a hyphen."""
    name = models.CharField(max_length=80)
    """The legal name that goes with it."""
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)
    start = models.DateField(null=True)
    """Set when it is confirmed; answered without a start: refused."""
    end = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=models.Q(start__isnull=False, end=None),
                name="accounts_taxid_in_force_for_one",
            ),
            models.UniqueConstraint(
                fields=["organization", "number"],
                condition=models.Q(answered_at=None),
                name="accounts_taxid_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"Tax ID {self.pk} of organization {self.organization_id}"


def tax_numbers_on(rows: Iterable[TaxId], day: dt.date) -> set[str]:
    """The confirmed numbers among these that are in force on the day."""
    return {
        one.number
        for one in rows
        if one.start is not None and one.start <= day and (one.end is None or one.end >= day)
    }


class Location(models.Model):
    """A place where an organization sees patients, from `start` until `end` (days, both counted). Its NPI is
    the one that claims of this place name as service facility, or as billing provider."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="locations"
    )
    name = models.CharField(max_length=60)
    npi = models.CharField(max_length=10)
    tax_number = models.CharField(max_length=NINE_DIGITS)
    """The Tax ID under which it bills: the organization's own, or a confirmed further one."""
    address_line1 = models.CharField(max_length=55)
    city = models.CharField(max_length=30)
    state = models.CharField(max_length=2)
    postal_code = models.CharField(max_length=9)
    start = models.DateField()
    end = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "npi"],
                condition=models.Q(end=None),
                name="accounts_location_npi_once",
            ),
        ]

    def __str__(self) -> str:
        return f"location {self.pk} of organization {self.organization_id}"


class Delegation(models.Model):
    """By contract, a billing group acts for an organization, within a scope, from `start` until `end` (days,
    both counted), or until it is ended before."""

    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="delegations"
    )
    """For whom."""
    biller = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="+")
    """Who bills."""
    contract = models.CharField(max_length=60, blank=True)
    """The contract's number or name, in the organization's own words."""
    eligibility = models.BooleanField(_("Eligibility"))
    claims = models.BooleanField(_("Claims"))
    payments = models.BooleanField(_("Payments"))
    start = models.DateField()
    end = models.DateField(null=True)
    given_at = models.DateTimeField()
    given_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(organization=models.F("biller")), name="accounts_delegation_to_another"
            ),
            models.CheckConstraint(
                condition=models.Q(end=None) | models.Q(end__gte=models.F("start")),
                name="accounts_delegation_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["organization", "biller"],
                condition=models.Q(ended_at=None),
                name="accounts_delegation_once_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["biller"], name="accounts_delegation_biller")]

    def __str__(self) -> str:
        return f"delegation {self.pk}"


class EmployerGroup(models.Model):
    """A group of the plan, whose people are enrolled through one employer: `Coverage.group_number` names
    it."""

    number = models.CharField(primary_key=True, max_length=20)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"group {self.pk}"


class GroupRole(models.Model):
    """An employer has a group, or a broker looks after it, from `start` until `end` (days, both counted)."""

    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="groups")
    group = models.ForeignKey(EmployerGroup, on_delete=models.PROTECT, related_name="roles")
    start = models.DateField()
    end = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "group"],
                condition=models.Q(end=None),
                name="accounts_grouprole_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"organization {self.organization_id} for group {self.group_id}"
