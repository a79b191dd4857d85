"""One-time codes that were asked for. Read by the plan alone; the codes themselves are not kept."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from payerport.vault.fields import BlindIndexField, EncryptedTextField


class Purpose(models.TextChoices):
    """What a code is for. One that was sent for one purpose opens nothing else."""

    REGISTRATION = "registration", _("Registration")
    RECOVERY = "recovery", _("Recovery")
    CONTACT = "contact", _("A new contact")
    SIGN_IN = "sign_in", _("Signing in")


class Code(models.Model):
    """One code, or the pretence of one for somebody whom no mail may reach: both look alike and work alike,
    but the pretence has no right answer. The digits are reckoned (see `codes`), never stored.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=12, choices=Purpose)
    user = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    """Whose account it is about; None: there is no account yet, or none at all."""
    goes_out = models.BooleanField()
    """False: a pretence. No mail leaves and no digits are right."""
    address = EncryptedTextField()
    """The e-mail address; what was typed for a pretence."""
    address_index = BlindIndexField(of="address")
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    """The last sending (UTC)."""
    expires_at = models.DateTimeField()
    sendings = models.PositiveSmallIntegerField(default=1)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["asked_at"], name="onetime_code_asked")]

    def __str__(self) -> str:
        return f"code {self.pk}"
