"""Which families are restricted, and who broke the glass to see one. Read by the plan alone."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class Restriction(models.Model):
    """A family whose data is shut to the plan's staff, from `since` until it is lifted."""

    class Reason(models.TextChoices):
        EMPLOYEE = "employee", _("Works for the plan, or lives with somebody who does")
        PROTECTION = "protection", _("Asked for protection, or a court ordered it")
        PUBLIC = "public", _("Known to the public")

    family = models.CharField(max_length=7)
    reason = models.CharField(max_length=12, choices=Reason)
    since = models.DateTimeField()
    set_by = models.BigIntegerField(null=True)
    lifted_at = models.DateTimeField(null=True)
    """None: in force."""
    lifted_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["family"],
                condition=models.Q(lifted_at=None),
                name="restricted_restriction_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"restriction {self.pk}"


class Opening(models.Model):
    """One person broke the glass for one family: why, and until when it stays open to them."""

    append_only: ClassVar[bool] = True

    class Reason(models.TextChoices):
        MEMBER_ASKS = "member_asks", _("The member asks for help now")
        PRACTICE_ASKS = "practice_asks", _("A practice asks about this patient now")
        CLAIM_WORK = "claim_work", _("A claim or a payment must be worked on")
        APPEAL = "appeal", _("An appeal or a complaint")
        LEGAL = "legal", _("A court or an authority asks")
        OTHER = "other", _("Something else")

    user_id = models.BigIntegerField()
    family = models.CharField(max_length=7)
    reason = models.CharField(max_length=16, choices=Reason)
    words = models.CharField(max_length=500)
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["user_id", "-until"], name="restricted_opening_user"),
            models.Index(fields=["-at", "-id"], name="restricted_opening_newest"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"opening {self.pk}"
