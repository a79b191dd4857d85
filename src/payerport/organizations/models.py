"""Who asks to act for an organization. What settles who somebody is, is in `accounts`."""

from django.db import models

from payerport.accounts.roles import ORGANIZATION_ROLES, ROLE_TITLES


class AccessRequest(models.Model):
    """A person asks to act for the organization with a Tax ID; its administrators answer until
    `expires_at`."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    tax_number = models.CharField(max_length=9)
    """As typed."""
    organization = models.ForeignKey(
        "accounts.Organization", null=True, on_delete=models.PROTECT, related_name="+"
    )
    """None: no organization that this account can act for has the Tax ID; nobody is told."""
    role = models.CharField(max_length=20, choices=[(role, ROLE_TITLES[role]) for role in ORGANIZATION_ROLES])
    words = models.CharField(max_length=300, blank=True)
    """What the person does there, in their own words."""
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    """None in an answered one: asked again."""
    is_granted = models.BooleanField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    """Why it was refused, for the person to read."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "tax_number"],
                condition=models.Q(answered_at=None),
                name="organizations_request_one_open",
            ),
        ]
        indexes = [models.Index(fields=["organization", "-asked_at"], name="organizations_request_org")]

    def __str__(self) -> str:
        return f"access request {self.pk}"
