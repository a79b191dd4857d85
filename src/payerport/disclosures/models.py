"""Disclosures of a member's data that must be accounted for: outside of treatment, payment and operations,
not to the member, not authorized by the member (45 CFR 164.528(a)(1)). Read by the plan alone; members get
theirs through `queries`.
"""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class Disclosure(models.Model):
    """One disclosure, or a series to one recipient for one purpose (45 CFR 164.528(b)(3)). A wrong one is
    replaced by another that names it; both are kept.
    """

    append_only: ClassVar[bool] = True

    class Purpose(models.TextChoices):
        """The permitted purposes that are accounted for (45 CFR 164.512), and mistakes."""

        LAW = "law", _("Required by law")
        PUBLIC_HEALTH = "public_health", _("Public health")
        ABUSE = "abuse", _("Abuse, neglect or domestic violence")
        OVERSIGHT = "oversight", _("Health oversight")
        COURT = "court", _("Court or administrative proceeding")
        POLICE = "police", _("Law enforcement")
        DECEDENT = "decedent", _("Coroner, examiner or funeral director")
        DONATION = "donation", _("Organ donation")
        RESEARCH = "research", _("Research")
        DANGER = "danger", _("Serious threat to health or safety")
        GOVERNMENT = "government", _("Specialized government function")
        COMPENSATION = "compensation", _("Workers' compensation")
        MISTAKE = "mistake", _("By mistake")

    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    """The day, or the first day of a series."""
    last_on = models.DateField(null=True)
    """The last day of a series; None: a single disclosure."""
    times = models.PositiveIntegerField(default=1)
    recipient = models.CharField(max_length=120)
    recipient_address = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=300)
    purpose = models.CharField(max_length=14, choices=Purpose)
    why = models.CharField(max_length=300)
    held_until = models.DateField(null=True)
    """Not told to the member before this day, as an agency or officer asked (45 CFR 164.528(a)(2))."""
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    is_void = models.BooleanField(default=False)
    """True on a row that only takes back the one it replaces."""

    class Meta:
        indexes = [models.Index(fields=["member", "-on"], name="disclosures_member")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_on=None) | models.Q(last_on__gte=models.F("on")),
                name="disclosures_series_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(is_void=False) | models.Q(replaces__isnull=False),
                name="disclosures_void_takes_one_back",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"disclosure {self.pk}"
