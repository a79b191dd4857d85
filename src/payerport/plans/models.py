"""What was published, by version. A version is the hash of its content; rows are added, never changed."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class Publication(models.Model):
    """One version of a plan design or of a fee schedule, as the document that was published."""

    class Kind(models.TextChoices):
        PLAN = "plan", _("Plan design")
        FEE_SCHEDULE = "fee_schedule", _("Fee schedule")

    append_only: ClassVar[bool] = True

    kind = models.CharField(max_length=12, choices=Kind)
    key = models.CharField(max_length=60)
    """The plan's id, or the fee schedule's name."""
    version = models.CharField(max_length=64)
    """SHA-256 of the document, hexadecimal."""
    document = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "version"], name="plans_publication_version"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.version[:12]}"
