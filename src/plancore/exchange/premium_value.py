"""The rows of a premium payment (820) to values."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from plancore.claims.people import Reference
from plancore.enrolment.premium import (
    Account,
    PremiumAdjustment,
    PremiumItem,
    PremiumParty,
    PremiumPayment,
    PremiumRemittance,
    SummaryLine,
)
from plancore.enrolment.types import ChangeDate
from plancore.exchange.claim_parties import contacts_of, reference_of
from plancore.exchange.claim_value import address_in, field_at, words_at
from plancore.exchange.enrolment_value import enrollee_of
from plancore.x12.convert import cents, day, days, number
from plancore.x12.delimiters import Delimiters
from plancore.x12.events import Row

_NO_ROWS: list[Row] = []


def party_of(rows: list[Row]) -> PremiumParty:
    """A party out of the rows of its loop."""
    by_name = {f"X/{elements[0]}": elements for _, elements in rows}
    name, way = by_name.get("X/N1", []), by_name.get("X/RDM", [])
    return PremiumParty(
        role=field_at(name, 1),
        name=words_at(name, 2),
        second_name=words_at(by_name.get("X/N2", []), 1),
        id_kind=field_at(name, 3),
        id=words_at(name, 4),
        address=address_in(by_name, "X"),
        contacts=contacts_of(rows),
        delivery=(field_at(way, 1), words_at(way, 2), words_at(way, 3)),
    )


def _date(elements: list[str]) -> ChangeDate | None:
    """A day or period out of its DTM."""
    if field_at(elements, 6):
        span = days(elements[6])
        return ChangeDate(kind=elements[1], first=span[0], last=span[1]) if span else None
    on = day(field_at(elements, 2))
    return ChangeDate(kind=elements[1], first=on) if on else None


def _dates(segments: Iterable[list[str]]) -> tuple[ChangeDate, ...]:
    found = (_date(one) for one in segments if one[0] == "DTM")
    return tuple(one for one in found if one is not None)


def _references(segments: Iterable[list[str]]) -> tuple[Reference, ...]:
    return tuple(reference_of(one) for one in segments if one[0] == "REF")


def _account(payment: list[str], at: int) -> Account:
    parts = [field_at(payment, position) for position in range(at, at + 4)]
    return Account(bank_kind=parts[0], bank=parts[1], kind=parts[2], number=parts[3])


def payment_of(context: dict[str, list[Row]]) -> PremiumPayment:
    """The payment out of the set's head."""
    rows = [elements for _, elements in context.get("HEADER", _NO_ROWS)]
    named = {one[0]: one for one in rows}
    payment, trace, currency = (named.get(one, []) for one in ("BPR", "TRN", "CUR"))
    return PremiumPayment(
        handling=field_at(payment, 1),
        total=cents(field_at(payment, 2)) or 0,
        method=field_at(payment, 4),
        format=field_at(payment, 5),
        payer_account=_account(payment, 6),
        originating_id=field_at(payment, 10),
        originating_supplement=field_at(payment, 11),
        receiver_account=_account(payment, 12),
        paid_on=day(field_at(payment, 16)) or dt.date.min,
        trace_kind=field_at(trace, 1),
        trace_number=words_at(trace, 2),
        trace_company=field_at(trace, 3),
        trace_supplement=words_at(trace, 4),
        currency=(field_at(currency, 1), field_at(currency, 2)),
        references=_references(rows),
        dates=_dates(rows),
        receiver=party_of(context.get("1000A", _NO_ROWS)),
        payer=party_of(context.get("1000B", _NO_ROWS)),
    )


class _Remittance:
    """A remittance as its segments come."""

    def __init__(self, marks: Delimiters) -> None:
        self.component = marks.component
        self.marks = marks
        self.entity: list[str] = []
        self.people: list[list[str]] = []
        self.adjustments: list[PremiumAdjustment] = []
        self.items: list[dict[str, Any]] = []

    def take(self, tag: str, elements: list[str]) -> None:
        """One segment; those of items belong to the item that is open."""
        name = elements[0]
        if name == "ENT":
            self.entity = elements
        elif name == "NM1":
            self.people.append(elements)
        elif name == "RMR":
            self.items.append({"row": elements, "rest": [], "adjustments": [], "lines": []})
        elif name == "ADX":
            one = PremiumAdjustment(amount=cents(field_at(elements, 1)) or 0, reason=field_at(elements, 2))
            earlier = tag.startswith("2200") or not self.items
            (self.adjustments if earlier else self.items[-1]["adjustments"]).append(one)
        elif self.items:
            self._of_item(self.items[-1], elements)

    def _of_item(self, item: dict[str, Any], elements: list[str]) -> None:
        name, lines = elements[0], item["lines"]
        if name == "IT1":
            lines.append((field_at(elements, 1), [], []))
        elif name == "SAC" and lines:
            text = field_at(elements, 5)
            lines[-1][1].append((field_at(elements, 2), int(text) if text.lstrip("-").isdigit() else 0))
        elif name == "SLN" and lines:
            count = number(field_at(elements, 4))
            unit = field_at(elements, 5).partition(self.component)[0]
            lines[-1][2].append((field_at(elements, 1), count if count is not None else number("0"), unit))
        else:
            item["rest"].append(elements)

    def made(self) -> PremiumRemittance:
        """The remittance."""
        return PremiumRemittance(
            number=field_at(self.entity, 1),
            entity=field_at(self.entity, 2),
            id_kind=field_at(self.entity, 3),
            id=words_at(self.entity, 4),
            people=tuple(enrollee_of([one], self.marks) for one in self.people),
            adjustments=tuple(self.adjustments),
            items=tuple(_item(one) for one in self.items),
        )


def _item(one: dict[str, Any]) -> PremiumItem:
    row = one["row"]
    return PremiumItem(
        kind=field_at(row, 1),
        number=words_at(row, 2),
        action=field_at(row, 3),
        paid=cents(field_at(row, 4)) or 0,
        due=cents(field_at(row, 5)) if field_at(row, 5) else None,
        references=_references(one["rest"]),
        dates=_dates(one["rest"]),
        lines=tuple(
            SummaryLine(number=line, charges=tuple(charges), counts=tuple(counts))
            for line, charges, counts in one["lines"]
        ),
        adjustments=tuple(one["adjustments"]),
    )


def remittance_of(rows: list[Row], marks: Delimiters) -> PremiumRemittance:
    """A remittance out of its rows."""
    made = _Remittance(marks)
    for tag, elements in rows:
        made.take(tag, elements)
    return made.made()
