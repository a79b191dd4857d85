"""The record: who did or saw what, when, acting for whom. Rows are added in the transaction of what they tell
of. Seals over them are added each minute (see `sealing`).
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


class Seal(models.Model):
    """A signed tree of hashes over the rows that were sealed together; each names the one before it."""

    append_only: ClassVar[bool] = True

    id = models.BigIntegerField(primary_key=True)
    """1, 2, 3, ... without a gap."""
    version = models.PositiveSmallIntegerField()
    """Of the rows' encoding (`encoding.COLUMNS`)."""
    at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    root = models.BinaryField()
    previous = models.BinaryField()
    hash = models.BinaryField()
    key_id = models.CharField(max_length=20)
    signature = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="audit_seal_at")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"seal {self.pk}"


class Leaf(models.Model):
    """One sealed row: its hash and its place in its seal. A row is sealed once (the primary key)."""

    append_only: ClassVar[bool] = True

    id = models.UUIDField(primary_key=True)
    """The event's. No foreign key: what is asked of this table is whether the event is still there."""
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="leaves", db_index=False)
    place = models.PositiveIntegerField()
    hash = models.BinaryField()

    class Meta:
        verbose_name_plural = "leaves"
        constraints = [models.UniqueConstraint(fields=["seal", "place"], name="audit_leaf_place")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"leaf of {self.pk}"
