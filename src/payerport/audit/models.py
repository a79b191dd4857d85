"""One table: who did or saw what, when, acting for whom. Rows are added in the transaction of what they tell
of.
"""

import uuid
from typing import ClassVar

import pgtrigger
from django.db import models


class Event(models.Model):
    """One look at protected data, or one change. Holds ids and codes only, never the data itself."""

    append_only: ClassVar[bool] = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    """Past tense, by app: `claim.viewed`, `payment.issued`."""
    outcome = models.CharField(max_length=12, default="done")
    record_kind = models.CharField(max_length=40)
    record_id = models.CharField(max_length=60, blank=True)
    family = models.CharField(max_length=7, blank=True)
    """The family whose data it was, so that a member can be told who looked."""
    user_id = models.BigIntegerField(null=True)
    organization_id = models.BigIntegerField(null=True)
    process = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=40, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    address = models.GenericIPAddressField(null=True)
    detail = models.JSONField(default=dict)
    """Ids, counts and codes."""

    class Meta:
        indexes = [
            models.Index(fields=["-at"], name="audit_at"),
            models.Index(fields=["record_kind", "record_id"], name="audit_record"),
            models.Index(fields=["family"], name="audit_family", condition=~models.Q(family="")),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%dT%H:%M:%SZ} {self.action} {self.record_kind}"
