"""Families, members, coverage. Read by the plan alone: practices get answers about a member, never these
rows.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from plancore.kernel import MemberId


class Family(models.Model):
    """A subscriber and dependents: the unit that is locked while anything about its money is decided."""

    number = models.CharField(primary_key=True, max_length=7)

    class Meta:
        verbose_name_plural = "families"

    def __str__(self) -> str:
        return f"family {self.pk}"


class Member(models.Model):
    """One enrolled person. The member id is the family's number and the person's two digits: `1234567*01`."""

    class Gender(models.TextChoices):
        FEMALE = "F", _("Female")
        MALE = "M", _("Male")
        UNKNOWN = "U", _("Unknown")

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="members")
    person = models.CharField(max_length=2)
    last_name = models.CharField(max_length=60)
    first_name = models.CharField(max_length=35)
    birth_date = models.DateField()
    gender = models.CharField(max_length=1, choices=Gender)
    relationship = models.CharField(max_length=2)
    """X12 individual relationship: 18 self, 01 spouse, 19 child."""
    address_line1 = models.CharField(max_length=55)
    city = models.CharField(max_length=30)
    state = models.CharField(max_length=2)
    postal_code = models.CharField(max_length=9)
    primary_care = models.CharField(max_length=80, blank=True)
    """The name of the primary care practice, where one is chosen."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["family", "person"], name="members_member_id"),
        ]
        indexes = [
            models.Index(fields=["birth_date", "last_name"], name="members_birth_name"),
        ]

    def __str__(self) -> str:
        return f"member {self.pk}"

    @property
    def member_id(self) -> MemberId:
        """The member id as a value."""
        return MemberId(family=self.family_id, person=self.person)


class OtherCoverage(models.Model):
    """Another plan that covers a member, as this plan was told: nothing is edited; what no longer holds is
    withdrawn and kept."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="other_coverages")
    payer_name = models.CharField(max_length=60)
    payer_id = models.CharField(max_length=80, blank=True)
    start = models.DateField()
    end = models.DateField(null=True)
    facts = models.JSONField()
    """What settles which plan pays first, as `plancore.claims.order_of_benefits.OtherPlan` has it."""
    told_at = models.DateTimeField()
    told_by = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["start", "pk"]

    def __str__(self) -> str:
        return f"other coverage {self.pk}"


class Coverage(models.Model):
    """A period of days (both counted) in which a member is enrolled in a plan. Periods of a member never
    overlap.
    """

    class Level(models.TextChoices):
        SELF_ONLY = "self_only", _("Self only")
        FAMILY = "family", _("Family")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="coverages")
    plan_id = models.CharField(max_length=40)
    level = models.CharField(max_length=9, choices=Level, default=Level.FAMILY)
    group_number = models.CharField(max_length=20)
    start = models.DateField()
    end = models.DateField(null=True)

    class Meta:
        ordering = ["start"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end=None) | models.Q(end__gte=models.F("start")),
                name="members_coverage_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"coverage {self.pk}"
