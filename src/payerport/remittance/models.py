"""Payments and what each one pays for. A decision is paid once: the database says so. Amounts are cents."""

from typing import ClassVar

import pgtrigger
from django.db import models

_APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class PaymentRun(models.Model):
    """One gathering of payable claims: when, by whom, what came of it."""

    append_only: ClassVar[bool] = True

    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    process = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"payment run {self.pk}"

    class Meta:
        triggers = [_APPEND_ONLY]


class Payment(models.Model):
    """One payment to one payee, with its trace number and its 835. `amount` may be zero (advice without
    money).
    """

    append_only: ClassVar[bool] = True

    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, related_name="payments")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="+")
    payee_npi = models.CharField(max_length=10)
    trace_number = models.CharField(max_length=30, unique=True)
    method = models.CharField(max_length=3)
    """BPR04: ACH, CHK, NON."""
    amount = models.BigIntegerField()
    carried_forward = models.BigIntegerField(default=0)
    """What the payee owes the plan after this payment (PLB FB): the next one takes it up."""
    payment_date = models.DateField()
    issued_at = models.DateTimeField()
    file = models.OneToOneField("files.OutboundFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="remittance_payment_not_negative"),
            models.CheckConstraint(
                condition=models.Q(carried_forward__gte=0), name="remittance_carried_not_negative"
            ),
        ]
        indexes = [models.Index(fields=["organization", "-issued_at"], name="remittance_payment_org")]
        triggers = [_APPEND_ONLY]

    def __str__(self) -> str:
        return self.trace_number


class RemittedClaim(models.Model):
    """A decision that a payment settles. Unique: the same decision is never paid twice."""

    append_only: ClassVar[bool] = True

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="claims")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="+")
    family = models.CharField(max_length=7)
    claim = models.ForeignKey("claims.Claim", on_delete=models.PROTECT, related_name="remittances")
    decision = models.OneToOneField("claims.Decision", on_delete=models.PROTECT, related_name="remittance")
    charge = models.BigIntegerField()
    paid = models.BigIntegerField()
    member_share = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["payment", "id"], name="remittance_claim_payment")]
        triggers = [_APPEND_ONLY]

    def __str__(self) -> str:
        return f"remitted claim {self.pk}"
