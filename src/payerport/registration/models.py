"""Registering, and whom an account is of: an enrolled member, or a provider the plan knows. Read by the plan
alone."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from payerport.vault.fields import EncryptedTextField

if TYPE_CHECKING:
    from payerport.accounts.models import Organization


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


class AttemptBase(models.Model):
    """What every attempt has that goes by facts, a mailed code and an account. The session holds its number
    alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8)
    code_id = models.UUIDField()
    began_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True)
    """When the code was right (UTC)."""
    done_at = models.DateTimeField(null=True)
    """When the account was made, or another password chosen (UTC): it opens nothing any more."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"attempt {self.pk}"


class Attempt(AttemptBase):
    """Somebody on the way to an account: whom the facts they typed prove, if anyone, and what is kept for
    them between two pages.
    """

    class Kind(models.TextChoices):
        MEMBER = "member", _("Member")
        PERSON = "person", _("Healthcare provider")
        GROUP = "group", _("Administrator of a practice")

    kind = models.CharField(max_length=6, choices=Kind)
    member = models.ForeignKey("members.Member", null=True, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey("providers.Provider", null=True, on_delete=models.PROTECT, related_name="+")
    """Whom the facts prove; both None: nobody, or somebody who has an account (which mail alone tells)."""
    account = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    """The account that the proved person has already."""
    first_name = models.CharField(max_length=60, blank=True)
    last_name = models.CharField(max_length=60, blank=True)
    birth_date = EncryptedTextField()
    email = EncryptedTextField()
    password = EncryptedTextField(default="")
    """A password that keeps to the rules, while another username is looked for; emptied when it is done."""
    told_at = models.DateTimeField(null=True)
    """When the mail about the account that is there went out (UTC)."""

    class Meta:
        indexes = [models.Index(fields=["began_at"], name="registration_attempt_began")]


class Application(models.Model):
    """A registered provider asks to administer an organization that has no administrator; the plan checks."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being checked")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Not confirmed")

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey("providers.Provider", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    """How the plan checked, in the words of who decided."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(state="waiting"),
                name="registration_application_one_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"application {self.pk}"

    @property
    def organization(self) -> "Organization":
        """What the person is to administer: the organization of the provider's record."""
        return self.provider.organization
