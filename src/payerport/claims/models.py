"""Claims and what happened to them. Facts, states, decisions and accumulator movements are rows added, never
edited.

Every claim-side table carries the family (the unit of consistency and of partitioning) and the organization
(the reader).
"""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from plancore.claims.states import ClaimState

_APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class State(models.TextChoices):
    """`plancore.claims.states.ClaimState` with its words."""

    RECEIVED = ClaimState.RECEIVED.value, _("Received")
    REJECTED = ClaimState.REJECTED.value, _("Rejected")
    PENDED = ClaimState.PENDED.value, _("Pended")
    PROCESSED = ClaimState.PROCESSED.value, _("Processed")
    DENIED = ClaimState.DENIED.value, _("Denied")
    PAID = ClaimState.PAID.value, _("Paid")
    VOIDED = ClaimState.VOIDED.value, _("Voided")


NOT_STANDING = (State.REJECTED.value, State.VOIDED.value)
"""States of claims that do not stand: the same claim may come again."""


class Claim(models.Model):
    """One claim as received, with where it stands now. Amounts are cents.

    `submission` is the whole `ClaimSubmission`; the columns beside it are what lists and look-ups need.
    `state` and the decided amounts repeat the newest `StateChange` and `Decision` (checked by
    `queries.disagreements`).
    """

    control_number = models.CharField(max_length=20, unique=True)
    """The plan's claim control number: on pages, in 277CA, 835 and REF*F8."""
    organization = models.ForeignKey(
        "accounts.Organization", null=True, on_delete=models.PROTECT, related_name="+"
    )
    """Whose claim it is to see. None when the billing provider is not known: the plan alone sees it."""
    family = models.CharField(max_length=7, blank=True)
    member = models.ForeignKey("members.Member", null=True, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("files.InboundFile", null=True, on_delete=models.PROTECT, related_name="+")
    number_in_file = models.PositiveIntegerField(default=1)
    """The claim's place in its file, from 1."""
    form = models.CharField(max_length=13)
    frequency = models.CharField(max_length=1)
    patient_control_number = models.CharField(max_length=38)
    patient_name = models.CharField(max_length=130)
    billing_npi = models.CharField(max_length=80)
    total_charge = models.BigIntegerField()
    service_from = models.DateField()
    service_to = models.DateField()
    submission = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    """`plancore.claims.intake.fingerprint`: equal for the same claim sent twice."""
    received_at = models.DateTimeField()
    submitted_by = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State)
    state_at = models.DateTimeField()
    allowed = models.BigIntegerField(null=True)
    paid = models.BigIntegerField(null=True)
    member_share = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "number_in_file"], name="claims_claim_once_per_file"),
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=~models.Q(state__in=NOT_STANDING),
                name="claims_claim_stands_once",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "-received_at", "-id"], name="claims_by_organization"),
            models.Index(
                fields=["family", "received_at", "id"],
                name="claims_undecided",
                condition=models.Q(state="received"),
            ),
            models.Index(fields=["family"], name="claims_by_family"),
            models.Index(
                fields=["organization"],
                name="claims_payable",
                condition=models.Q(state__in=["processed", "denied"]),
            ),
        ]

    def __str__(self) -> str:
        return self.control_number


class ClaimSide(models.Model):
    """What every row about a claim carries."""

    append_only: ClassVar[bool] = True

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="%(class)ss")
    organization = models.ForeignKey(
        "accounts.Organization", null=True, on_delete=models.PROTECT, related_name="+"
    )
    family = models.CharField(max_length=7, blank=True)

    class Meta:
        abstract = True


class StateChange(ClaimSide):
    """A claim came to a state: when, and by whom (a person, or a process of the plan)."""

    state = models.CharField(max_length=10, choices=State)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    process = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    """A code: why it came to this state."""

    class Meta:
        indexes = [models.Index(fields=["claim", "id"], name="claims_statechange_claim")]
        triggers = [_APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.state} at {self.at:%Y-%m-%dT%H:%M:%SZ}"


class ClaimFinding(ClaimSide):
    """A finding of the receipt (`plancore.kernel.Finding`), in the order found."""

    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=8)
    where = models.CharField(max_length=120)
    message = models.TextField()
    mend = models.TextField(blank=True)
    rule = models.CharField(max_length=120, blank=True)

    class Meta:
        triggers = [_APPEND_ONLY]

    def __str__(self) -> str:
        return self.code


class Decision(ClaimSide):
    """What was decided, whole (`record`), from which inputs (`inputs`), with which data. Amounts are
    cents.
    """

    decided_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=State)
    charge = models.BigIntegerField()
    allowed = models.BigIntegerField()
    paid = models.BigIntegerField()
    member_share = models.BigIntegerField()
    engine_version = models.CharField(max_length=40)
    plan_version = models.CharField(max_length=120)
    fee_schedule_version = models.CharField(max_length=120)
    codes_version = models.TextField()
    record = models.JSONField()
    inputs = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["claim", "-id"], name="claims_decision_claim"),
            models.Index(
                fields=["organization"],
                name="claims_decision_reversal",
                condition=models.Q(outcome="voided"),
            ),
        ]
        triggers = [_APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.outcome} at {self.decided_at:%Y-%m-%dT%H:%M:%SZ}"


class DecisionLine(ClaimSide):
    """One line's outcome in cents, for lists, duplicate checks and measures."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    person = models.CharField(max_length=2, blank=True)
    billing_npi = models.CharField(max_length=80)
    rendering_npi = models.CharField(max_length=80, blank=True)
    procedure = models.CharField(max_length=48)
    modifiers = ArrayField(models.CharField(max_length=2))
    units = models.CharField(max_length=20)
    service_from = models.DateField()
    service_to = models.DateField()
    category = models.CharField(max_length=60, blank=True)
    network_tier = models.CharField(max_length=40, blank=True)
    is_denied = models.BooleanField()
    is_free_visit = models.BooleanField()
    """One of the visits that cost nothing in a benefit year."""
    charge = models.BigIntegerField()
    allowed = models.BigIntegerField()
    deductible = models.BigIntegerField()
    copay = models.BigIntegerField()
    coinsurance = models.BigIntegerField()
    not_covered = models.BigIntegerField()
    paid = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="claims_decisionline_once")
        ]
        indexes = [models.Index(fields=["family", "service_from"], name="claims_decisionline_family")]
        triggers = [_APPEND_ONLY]

    def __str__(self) -> str:
        return f"line {self.number}"


class DecisionAdjustment(ClaimSide):
    """One amount (cents) of a line that the plan does not pay: group code, CARC, and the rule that gave
    it.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="adjustments")
    line_number = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=2)
    carc = models.CharField(max_length=4)
    rarc = ArrayField(models.CharField(max_length=6), default=list)
    amount = models.BigIntegerField()
    rule = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["organization", "carc"], name="claims_adjustment_carc")]
        triggers = [_APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.group}-{self.carc}"


class AccumulatorEntry(ClaimSide):
    """An amount (cents) that a decision added to a balance of a family or person; a reversal is a negative
    row.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=80)
    tier = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    person = models.CharField(max_length=2, blank=True)
    """Empty: the family's own balance."""
    amount = models.BigIntegerField()
    line_number = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["family", "year"], name="claims_accumulator_family")]
        triggers = [_APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"
