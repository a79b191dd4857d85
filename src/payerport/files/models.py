"""Files as they came, with their receipt, and what was written in answer. Bytes are kept as received."""

import uuid
from typing import ClassVar

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class InboundFile(models.Model):
    """A file taken in. The same bytes from the same sender are one file, however often they arrive."""

    class Channel(models.TextChoices):
        UPLOAD = "upload", _("Uploaded on the page")
        COMMAND = "command", _("Taken in by an operator")
        API = "api", _("Sent by a system")

    class Progress(models.TextChoices):
        RECEIVED = "received", _("Received")
        READ = "read", _("Read")
        REFUSED = "refused", _("Refused")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    receipt_number = models.CharField(max_length=20, unique=True)
    organization = models.ForeignKey(
        "accounts.Organization", null=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who sent it; None: the plan's operator, for any provider."""
    channel = models.CharField(max_length=8, choices=Channel)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    received_by = models.BigIntegerField(null=True)
    content = models.BinaryField()
    progress = models.CharField(max_length=8, choices=Progress, default=Progress.RECEIVED)
    refusal = models.TextField(blank=True)
    """Why the file as a whole could not be read: one plain sentence."""
    read_at = models.DateTimeField(null=True)
    accepted = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "sha256"], name="files_inboundfile_once", nulls_distinct=False
            ),
        ]
        indexes = [models.Index(fields=["organization", "-received_at"], name="files_inboundfile_org")]

    def __str__(self) -> str:
        return self.receipt_number


class FileFinding(models.Model):
    """A finding about the file that belongs to no single claim: envelope, group, set."""

    append_only: ClassVar[bool] = True

    file = models.ForeignKey(InboundFile, on_delete=models.PROTECT, related_name="findings")
    organization = models.ForeignKey(
        "accounts.Organization", null=True, on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=8)
    where = models.CharField(max_length=120)
    message = models.TextField()
    mend = models.TextField(blank=True)

    class Meta:
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.code


class OutboundFile(models.Model):
    """A file written by the plan: an acknowledgement of an inbound file, or a remittance."""

    append_only: ClassVar[bool] = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    organization = models.ForeignKey(
        "accounts.Organization", null=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=8)
    """`TA1`, `999`, `277CA`, `271`, `835`."""
    answers = models.ForeignKey(
        InboundFile, null=True, on_delete=models.PROTECT, related_name="acknowledgements"
    )
    control_number = models.BigIntegerField()
    """ISA13 of the interchange."""
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["control_number"], name="files_outboundfile_control")]
        indexes = [models.Index(fields=["organization", "-written_at"], name="files_outboundfile_org")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind} {self.control_number}"
