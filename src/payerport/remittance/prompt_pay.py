"""Interest on claims paid late: the plan's table of terms, and what a payment owes by it (PLB L6)."""

import csv
import datetime as dt
import io
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from django.conf import settings

from payerport.audit.clock import plan_day
from payerport.claims.models import Claim
from plancore.kernel import Cents
from plancore.remittance import ProviderAdjustment
from plancore.remittance.interest import InterestTerms, interest, terms_for
from plancore.remittance.interest_table import read_terms

INTEREST = "L6"
"""PLB reason: interest owed. It raises the payment, so its amount is below zero."""


@cache
def table() -> tuple[InterestTerms, ...]:
    """The terms as shipped. Raises ValueError when a row is wrong: then nothing is to be paid by them."""
    text = files("payerport.remittance").joinpath("data/prompt-pay.tsv").read_text(encoding="utf-8")
    terms, findings = read_terms(csv.DictReader(io.StringIO(text), delimiter="\t"))
    if findings:
        raise ValueError("; ".join(f"{one.where}: {one.message}" for one in findings))
    return tuple(terms)


def owed(paid: Iterable[tuple[Claim, Cents]], paid_on: dt.date) -> list[ProviderAdjustment]:
    """What is owed on claims (each with cents paid on it for the first time) by the law of the plan's state,
    counted from the day of receipt. Claims come in electronically, by upload or file."""
    adjustments = []
    for claim, amount in paid:
        received_on = plan_day(claim.received_at)
        terms = terms_for(table(), settings.PAYER_ADDRESS["state"], received_on, electronic=True)
        if terms is None:
            continue
        found = interest(amount, received_on, paid_on, terms)
        if found.amount:
            adjustments.append(
                ProviderAdjustment(reason=INTEREST, reference=claim.control_number, amount=-found.amount)
            )
    return adjustments
