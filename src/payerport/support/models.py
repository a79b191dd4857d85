"""Assisted recovery: which facts a caller knew, and the link that was sent. Read by the plan alone."""

import uuid
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from payerport.vault.fields import EncryptedTextField


class Comparison(models.Model):
    """What a caller said, held against what is on file: which facts fit, which did not; never the words."""

    append_only: ClassVar[bool] = True

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    right = ArrayField(models.CharField(max_length=12))
    wrong = ArrayField(models.CharField(max_length=12))
    is_enough = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["user", "at"], name="support_comparison_user")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"comparison {self.pk}"


class Assistance(models.Model):
    """A caller who is let back in by a link, once; for privileged accounts after a second person agreed."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for a second person")
        SENT = "sent", _("Link sent")
        REFUSED = "refused", _("Refused")
        USED = "used", _("Used")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    comparison = models.OneToOneField(Comparison, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300)
    new_email = EncryptedTextField(default="")
    """Where the link goes, and the account's contact once it is used; empty: to the contact on file."""
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    needs_second = models.BooleanField()
    state = models.CharField(max_length=8, choices=State)
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    """When the link began to be good (UTC)."""
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(state__in=("waiting", "sent")),
                name="support_assistance_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")),
                name="support_assistance_two_people",
            ),
            models.CheckConstraint(
                condition=models.Q(needs_second=False)
                | ~models.Q(state__in=("sent", "used"))
                | models.Q(decided_by__isnull=False),
                name="support_assistance_second_agreed",
            ),
        ]

    def __str__(self) -> str:
        return f"assistance {self.pk}"
