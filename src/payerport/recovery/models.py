"""Who is on the way back into an account. Read by the plan alone."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from payerport.registration.models import AttemptBase
from payerport.vault.fields import EncryptedTextField


class Attempt(AttemptBase):
    """Somebody who typed facts, and whose account these prove, if anyone's. Nothing typed is kept."""

    class Kind(models.TextChoices):
        MEMBER = "member", _("Member")
        PROVIDER = "provider", _("Healthcare provider")

    kind = models.CharField(max_length=8, choices=Kind)
    account = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    """None: the facts prove nobody with an account that can be used."""

    class Meta:
        indexes = [models.Index(fields=["began_at"], name="recovery_attempt_began")]


class LegacyAccount(models.Model):
    """Somebody of the portal before this one, who signs in once with an id number and a PIN and then has an
    account of their own (R-38). Imported by `payerport accounts import-legacy`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    id_number = models.CharField(max_length=9, unique=True)
    """Nine digits, as on the card or the plan's letters without the asterisk."""
    audience = models.CharField(max_length=10, choices=[("member", _("Member")), ("provider", _("Provider"))])
    pin = models.CharField(max_length=256, blank=True)
    """The PIN's hash as Django writes one; empty: dead."""
    email = EncryptedTextField()
    birth_date = EncryptedTextField()
    """Year-month-day."""
    role = models.CharField(max_length=20, blank=True)
    """Of a provider: the role in the practice that the old portal knew."""
    member = models.ForeignKey("members.Member", null=True, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey("providers.Provider", null=True, on_delete=models.PROTECT, related_name="+")
    until = models.DateField()
    """The last day of the PIN, by the plan's calendar."""
    tries = models.PositiveSmallIntegerField(default=0)
    """Wrong ones, in all."""
    imported_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    account = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    """What the person has instead."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(member=None) ^ models.Q(provider=None), name="recovery_legacy_is_of_one"
            ),
            models.CheckConstraint(
                condition=models.Q(account=None) | models.Q(pin=""), name="recovery_legacy_never_both"
            ),
        ]

    def __str__(self) -> str:
        return f"legacy account {self.pk}"
