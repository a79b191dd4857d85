"""Premiums as they are paid (820): one payment, and what each organization or person pays of it. Amounts in
cents; codes are X12's own."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from plancore.claims.people import NOWHERE, Address, Contact, Reference
from plancore.enrolment.types import ChangeDate, Enrollee
from plancore.kernel import Cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A bank account: the kind of bank number (01 routing number), the number, the kind of account (DA
    demand deposit, SG savings) and its number."""

    bank_kind: str = ""
    bank: str = ""
    kind: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PremiumParty:
    """Who receives (PE), pays (PR) or passes a premium on (banks). `delivery` is (way, name, address) of the
    remittance."""

    role: str
    name: str = ""
    second_name: str = ""
    id_kind: str = ""
    id: str = ""
    address: Address = NOWHERE
    contacts: tuple[Contact, ...] = ()
    delivery: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PremiumAdjustment:
    """What changes an amount: negative takes away. `reason` 52 credit for an earlier overpayment, 53 less
    than billed, AA, H1, H6, RU, WO, ..."""

    amount: Cents
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """A line of an invoice's summary: charges by (code, cents), and counts of members by (number, count,
    unit: 10 groups, IE persons, PR pairs)."""

    number: str
    charges: tuple[tuple[str, Cents], ...] = ()
    counts: tuple[tuple[str, Decimal, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PremiumItem:
    """One item that is paid: `kind` IK invoice, AZ policy, 11 account; `paid` of what was `due` (None when
    that is not said)."""

    kind: str
    number: str
    paid: Cents
    due: Cents | None = None
    action: str = ""
    references: tuple[Reference, ...] = ()
    dates: tuple[ChangeDate, ...] = ()
    lines: tuple[SummaryLine, ...] = ()
    adjustments: tuple[PremiumAdjustment, ...] = ()

    @property
    def unexplained(self) -> Cents:
        """What is paid beyond what is due, as far as no adjustment explains it; zero when nothing is due."""
        if self.due is None:
            return 0
        return self.paid - self.due - sum(one.amount for one in self.adjustments)


@dataclass(frozen=True, slots=True, kw_only=True)
class PremiumRemittance:
    """What one organization (an invoice) or one person pays. `entity` 2J person, 2L organization;
    `adjustments` are of earlier payments and change the payment's total."""

    number: str
    entity: str
    id_kind: str
    id: str
    people: tuple[Enrollee, ...] = ()
    adjustments: tuple[PremiumAdjustment, ...] = ()
    items: tuple[PremiumItem, ...] = ()

    @property
    def is_person(self) -> bool:
        """True for a person's own premium."""
        return self.entity == "2J"

    @property
    def total(self) -> Cents:
        """What this adds to the payment: all items and adjustments of earlier payments."""
        return sum(one.paid for one in self.items) + sum(one.amount for one in self.adjustments)


@dataclass(frozen=True, slots=True, kw_only=True)
class PremiumPayment:
    """The payment itself. `total` is as stated (BPR02); `handling` I remittance alone, C payment with it,
    D payment alone; `method` ACH, CHK, FWT, BOP, SWT or NON."""

    total: Cents
    handling: str
    method: str
    paid_on: dt.date
    originating_id: str
    trace_number: str
    receiver: PremiumParty
    payer: PremiumParty
    format: str = ""
    originating_supplement: str = ""
    payer_account: Account = Account()
    receiver_account: Account = Account()
    trace_kind: str = "1"
    trace_company: str = ""
    trace_supplement: str = ""
    currency: tuple[str, str] = ("", "")
    """(whose, code) of a currency that is not the dollar."""
    references: tuple[Reference, ...] = ()
    dates: tuple[ChangeDate, ...] = ()
    banks: tuple[PremiumParty, ...] = ()

    def difference(self, remittances: tuple[PremiumRemittance, ...]) -> Cents:
        """What is paid beyond what the remittances add up to; zero when the payment balances."""
        return self.total - sum(one.total for one in remittances)
