"""Checks across the segments of an 835: balance at line, claim and payment; reason and remark codes in
force."""

import datetime as dt
from collections.abc import Iterator

from plancore.x12.amounts import is_readable
from plancore.x12.convert import cents, day
from plancore.x12.events import Row, Unit
from plancore.x12.findings import Place, X12Finding, make
from plancore.x12.rules_quick_remittance import QuickPayments, made
from plancore.x12.rules_reasons import Reasons
from plancore.x12.values import Codes

BALANCE = 3
"""The level of balances."""


def _adjustments(elements: list[str]) -> Iterator[tuple[int, int]]:
    """(element of the reason, cents) of each adjustment of a CAS."""
    for at in range(2, len(elements), 3):
        if elements[at] or (at + 1 < len(elements) and elements[at + 1]):
            yield at, (cents(elements[at + 1]) or 0) if at + 1 < len(elements) else 0


def _cas(unit: Unit, at: int, end: int) -> tuple[int, int]:
    """Sum of adjustments and of the patient's part, in cents, of the rows from `at` to `end`."""
    total = patient = 0
    for index in range(at, end):
        tag, elements = unit.rows[index]
        if tag.endswith("/CAS") and len(elements) > 3:
            for _, value in _adjustments(elements):
                total += value
                patient += value if elements[1] == "PR" else 0
    return total, patient


_LAST_DAYS = {"233": "232", "151": "150"}
"""Last and first day: of the statement, of the service (DTM01)."""


def _periods(unit: Unit) -> Iterator[X12Finding]:
    """Periods that end before they begin."""
    begun: dict[str, dt.date | None] = {}
    for index, (tag, elements) in enumerate(unit.rows):
        if "/DTM" not in tag or len(elements) < 3:
            continue
        when, first = day(elements[2]), begun.get(_LAST_DAYS.get(elements[1], ""))
        begun[elements[1]] = when
        if when is not None and first is not None and when < first:
            yield make("x12.claim.date_order", unit.place_of(index, 2), value=elements[2])


class RemittanceRules:
    """The checks of one 835 set: fed unit by unit, then finished. `reasons` and `quick`, which remember what
    they looked up, may serve many sets."""

    def __init__(
        self, codes: Codes | None, reasons: Reasons | None = None, quick: QuickPayments | None = None
    ) -> None:
        self.paid = 0
        self.provider_adjustments = 0
        self.is_readable = True
        self.reasons = reasons or Reasons(codes)
        self.quick = quick or QuickPayments(self.reasons)

    def unit(self, unit: Unit) -> list[X12Finding]:
        """What is wrong with a claim's payment, or with provider adjustments."""
        found: list[X12Finding] = []
        if unit.loop == "PLB":
            self.is_readable &= is_readable(unit.rows)
            for _, elements in unit.rows:
                self.provider_adjustments += sum(cents(text) or 0 for text in elements[4::2])
            return found
        if unit.passages is not None and self.quick.passes(unit, unit.passages):
            assert unit.amounts is not None
            self.paid += unit.amounts[0][1]
            return found
        claim = unit.rows[0][1]
        if len(claim) > 4:
            self.paid += cents(claim[4]) or 0
            self._claim(unit, claim, found)
        if not is_readable(unit.rows):
            self.is_readable = False
            return [one for one in found if one.level != BALANCE]
        return found

    def _claim(self, unit: Unit, claim: list[str], found: list[X12Finding]) -> None:
        first = unit.lines[0] if unit.lines else len(unit.rows)
        found += self.reasons.of(unit, 0, len(unit.rows), made(unit.context.get("HEADER", [])))
        found += _periods(unit)
        by_claim, patient = _cas(unit, 0, first)
        charge, paid = cents(claim[3]) or 0, cents(claim[4]) or 0
        all_adjusted, line_charge, line_paid = by_claim, 0, 0
        for at, end in unit.spans:
            service = unit.rows[at][1]
            adjusted, share = _cas(unit, at, end)
            its_charge = cents(service[2]) or 0 if len(service) > 2 else 0
            its_paid = cents(service[3]) or 0 if len(service) > 3 else 0
            if its_charge - adjusted != its_paid:
                found.append(make("x12.balance.remittance_line", unit.place_of(at, 3)))
            all_adjusted += adjusted
            patient += share
            line_charge += its_charge
            line_paid += its_paid
        if charge - all_adjusted != paid:
            found.append(make("x12.balance.remittance_claim", unit.place_of(0, 4)))
        if unit.lines and line_charge != charge:
            found.append(make("x12.balance.remittance_claim_lines", unit.place_of(0, 3), what="charge"))
        if unit.lines and line_paid - by_claim != paid:
            found.append(make("x12.balance.remittance_claim_lines", unit.place_of(0, 4), what="payment"))
        if claim[2] == "22" and paid > 0:
            found.append(make("x12.payment.reversal", unit.place_of(0, 4)))
        if len(claim) > 5 and claim[5] and cents(claim[5]) != patient:
            found.append(make("x12.balance.patient_responsibility", unit.place_of(0, 5)))

    def finish(self, header: dict[str, list[Row]]) -> Iterator[X12Finding]:
        """What is wrong with the payment as a whole."""
        rows = header.get("HEADER", [])
        index = next((i for i, (tag, _) in enumerate(rows) if tag == "HEADER/BPR"), None)
        if index is None:
            return
        payment = rows[index][1]
        place = Place(segment_number=index + 1, loop="HEADER", segment="BPR", element=2)
        stated = cents(payment[2]) if len(payment) > 2 else None
        if stated not in (None, self.paid - self.provider_adjustments) and self.is_readable:
            yield make("x12.balance.remittance_payment", place)
        if len(payment) > 4 and payment[4] == "NON" and stated:
            yield make("x12.payment.nothing", place)
        trace = next((elements for tag, elements in rows if tag == "HEADER/TRN"), [])
        if len(payment) > 10 and payment[10] and len(trace) > 3 and trace[3] != payment[10]:
            yield make(
                "x12.payment.trace", Place(segment_number=index + 2, loop="HEADER", segment="TRN", element=3)
            )
