"""Users, organizations, and who acts for which in what role."""

from typing import ClassVar

import pgtrigger
from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from payerport.accounts.places import (
    NINE_DIGITS,
    Delegation,
    EmployerGroup,
    GroupRole,
    Location,
    TaxId,
)
from payerport.accounts.roles import ORGANIZATION_ROLES, ROLE_TITLES, STAFF_ROLES

__all__ = [
    "Audience",
    "Delegation",
    "EmployerGroup",
    "FormerPassword",
    "GroupRole",
    "Invitation",
    "Location",
    "Membership",
    "Organization",
    "TaxId",
    "User",
]


class Audience(models.TextChoices):
    """Who a person is to the plan; each audience has its own home."""

    PROVIDER = "provider", _("Healthcare provider")
    FACILITY = "facility", _("Facility")
    MEMBER = "member", _("Member")
    EMPLOYER = "employer", _("Employer")
    BROKER = "broker", _("Broker")
    STAFF = "staff", _("Plan staff")


class CaseBlindUserManager(UserManager["User"]):
    """Finds people by username whatever the case: `Biller1` and `biller1` are one."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(AbstractUser):
    """A person who signs in. Usernames are unique whatever their case (R-33)."""

    username = models.CharField(
        _("username"),
        max_length=40,
        unique=True,
        validators=[UnicodeUsernameValidator()],
    )
    audience = models.CharField(max_length=10, choices=Audience)
    staff_role = models.CharField(
        max_length=20, blank=True, choices=[(role, ROLE_TITLES[role]) for role in STAFF_ROLES]
    )
    """The role of the plan's own staff; empty for everyone else."""

    objects = CaseBlindUserManager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(Upper("username"), name="accounts_user_username_any_case"),
            models.CheckConstraint(
                condition=models.Q(staff_role="") | models.Q(audience="staff"),
                name="accounts_user_staff_role_is_for_staff",
            ),
        ]
        triggers = [
            # Whoever changes a password, by whatever way, leaves the former one's hash behind.
            pgtrigger.Trigger(
                name="keep_former_password",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("password"),  # type: ignore[no-untyped-call]
                condition=pgtrigger.Q(old__password__df=pgtrigger.F("new__password")),
                func=(
                    "INSERT INTO accounts_formerpassword (user_id, password, until) "
                    "VALUES (OLD.id, OLD.password, now()); RETURN NULL;"
                ),
            ),
        ]


class FormerPassword(models.Model):
    """A password that a person had, as its hash: it is never taken again (R-34). Written by the database."""

    append_only: ClassVar[bool] = True

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="former_passwords")
    password = models.CharField(max_length=128)
    until = models.DateTimeField()

    class Meta:
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"former password of user {self.user_id}"


class Organization(models.Model):
    """A business that people act for, known by its Tax ID: a practice or a facility, an employer, or a
    broker. What it is made of is in `places`."""

    class Kind(models.TextChoices):
        PRACTICE = "practice", _("Practice")
        FACILITY = "facility", _("Facility")
        EMPLOYER = "employer", _("Employer")
        BROKER = "broker", _("Broker")

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PRACTICE)
    tax_id = models.CharField(max_length=9, unique=True)
    """Nine digits, without a hyphen."""
    bills_for_others = models.BooleanField(default=False)
    """Some organization delegated billing to this one at some time: whose people may have a choice more."""

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """Somebody asked by e-mail to act for an organization. The link's secret is not kept: it is reckoned."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=[(role, ROLE_TITLES[role]) for role in ORGANIZATION_ROLES])
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    """When it was accepted or withdrawn (UTC); None: open."""
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    """None in an answered one: withdrawn."""
    locations = ArrayField(models.BigIntegerField(), default=list)
    """Limited to these locations (their ids). With no location and no Tax ID: the whole organization."""
    tax_numbers = ArrayField(models.CharField(max_length=NINE_DIGITS), default=list)
    """And to these Tax IDs: what belongs to one of either is within reach."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=models.Q(answered_at=None),
                name="accounts_invitation_one_open_for_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} to organization {self.organization_id}"


class Membership(models.Model):
    """A person's role in an organization, from `since` until `until` (UTC; None: still)."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role, ROLE_TITLES[role]) for role in ORGANIZATION_ROLES])
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    locations = ArrayField(models.BigIntegerField(), default=list)
    """Limited to these locations (their ids). With no location and no Tax ID: the whole organization."""
    tax_numbers = ArrayField(models.CharField(max_length=NINE_DIGITS), default=list)
    """And to these Tax IDs: what belongs to one of either is within reach."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization"],
                condition=models.Q(until=None),
                name="accounts_membership_one_role_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of organization {self.organization_id}"
