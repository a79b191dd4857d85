"""Checks with their answers. Kept until `expires_at`, then purged; who saw them stays in the audit record
(R-05).
"""

import uuid

from django.db import models


class Check(models.Model):
    """One inquiry and the answer given, for the organization that asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    organization = models.ForeignKey(
        "accounts.Organization", null=True, on_delete=models.PROTECT, related_name="+"
    )
    family = models.CharField(max_length=7, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True)
    door = models.CharField(max_length=4)
    """`page` or `270`."""
    service_date = models.DateField()
    status = models.CharField(max_length=10)
    inquiry = models.JSONField()
    answer = models.JSONField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["organization", "-asked_at"], name="eligibility_check_org"),
            models.Index(fields=["expires_at"], name="eligibility_check_expiry"),
        ]

    def __str__(self) -> str:
        return f"check {self.pk}"
