"""Whom an account is of: an enrolled member, or a provider the plan knows. Read by the plan alone."""

import uuid

from django.db import models

from payerport.vault.fields import EncryptedTextField


class MemberLink(models.Model):
    """The account of one enrolled member, subscriber or dependent, from `since` until `until`."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    """None: in force."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(until=None), name="registration_one_member_of_a_user"
            ),
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(until=None), name="registration_one_user_of_a_member"
            ),
        ]

    def __str__(self) -> str:
        return f"link of user {self.user_id} to a member"


class ProviderLink(models.Model):
    """The account of a provider: of the person with that record, or, where the record is an organization's,
    of one of the people who registered for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey("providers.Provider", on_delete=models.PROTECT, related_name="+")
    birth_date = EncryptedTextField()
    """The person's own, as registered (year-month-day): what they prove themselves with at recovery."""
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    """None: in force."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(until=None), name="registration_one_provider_of_a_user"
            ),
        ]

    def __str__(self) -> str:
        return f"link of user {self.user_id} to provider {self.provider_id}"
