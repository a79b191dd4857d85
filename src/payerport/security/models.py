"""Searches of the record, and alerts. Read by the plan alone."""

import uuid
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Search(models.Model):
    """What somebody looked for in the record: its id stands in the address, so that no member's number does.

    One with a name is kept; others go after a while.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user_id = models.BigIntegerField()
    name = models.CharField(max_length=60, blank=True)
    filters = models.JSONField()
    """The fields of the form, as they were typed."""
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "searches"
        indexes = [models.Index(fields=["user_id", "-at"], name="security_search_user")]

    def __str__(self) -> str:
        return f"search {self.pk}"


class Alert(models.Model):
    """A rule that one person or address met in one stretch of time, with the audit rows that say so."""

    append_only: ClassVar[bool] = True

    rule = models.CharField(max_length=40)
    subject = models.CharField(max_length=60, blank=True)
    """A user's id, or a network address."""
    start = models.DateTimeField()
    at = models.DateTimeField()
    count = models.PositiveIntegerField()
    rows = ArrayField(models.UUIDField())
    """The first of the audit rows that caused it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "subject", "start"], name="security_alert_once"),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="security_alert_newest")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.start:%Y-%m-%dT%H:%M:%SZ}"


class Finding(models.Model):
    """What somebody of plan security found out about an alert; the newest one counts, all are kept."""

    append_only: ClassVar[bool] = True

    class Outcome(models.TextChoices):
        EXPLAINED = "explained", _("Explained: it was right")
        FALSE_ALARM = "false_alarm", _("False alarm")
        FOLLOWED_UP = "followed_up", _("Followed up with the person")
        INCIDENT = "incident", _("An incident: handed on")
        REOPENED = "reopened", _("Open again")

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="found")
    outcome = models.CharField(max_length=12, choices=Outcome)
    words = models.CharField(max_length=500)
    at = models.DateTimeField()
    user_id = models.BigIntegerField()

    class Meta:
        ordering = ["-pk"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} of alert {self.alert_id}"
