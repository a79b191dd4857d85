"""Payments of claims that passed by learnt shapes and the quick look, made straight from the texts: the same
values as x835.py makes of the rows, or None where those must be asked."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from plancore.claims.decision import Adjustment, Group
from plancore.exchange.drafts import draft_of, new
from plancore.remittance.types import RemittanceClaim, RemittanceLine
from plancore.x12.convert import cents, day, number
from plancore.x12.events import Amounts, Unit
from plancore.x12.rules_quick_remittance import pick, qualifiers, segments_of
from plancore.x12.shapes import Passage, Pick, Plans, Shape

_ClaimDraft, _LineDraft, _AdjustmentDraft = map(draft_of, (RemittanceClaim, RemittanceLine, Adjustment))
_GROUPS = {group.value: group for group in Group}
_ONE = Decimal(1)


class _Head(NamedTuple):
    """What is taken of a claim's head. `texts`: its elements in the order in which `build` gives them their
    names."""

    texts: Pick
    is_covered: bool


class _Line(NamedTuple):
    """What is taken of a line: its elements in the order of `_all_lines`, and its remarks."""

    texts: Pick
    remarks: Pick


def _head_of(shape: Shape) -> _Head:
    at = segments_of(shape).element
    patient, insured, provider = "2100/NM1*QC", "2100/NM1*IL", "2100/NM1*82"
    places = [at("2100/CLP", position) for position in (1, 7, 2, 6, 8, 9)]
    places += [at(patient, 3), at(patient, 4), at(patient, 9), at(insured, 3), at(insured, 4), at(insured, 9)]
    places += [at(provider, 8), at(provider, 9), at("2100/DTM*050", 2), at("2100/AMT*AU", 2)]
    return _Head(pick(places), places[-1] >= 0)


def _line_of(shape: Shape) -> _Line:
    segments = segments_of(shape)
    at, dates = segments.element, segments.all.get("2110/DTM*472", [])
    told = qualifiers(shape, segments, "2110/DTM*472")
    first = next((begin + 2 for (begin, _), code in zip(dates, told, strict=True) if code != "151"), -1)
    last = next((begin + 2 for (begin, _), code in zip(dates, told, strict=True) if code != "150"), -1)
    remarks = [begin + 2 for begin, _ in segments.all.get("2110/LQ", ())]
    service = [at("2110/SVC", position) for position in (1, 4, 5)]
    return _Line(pick([*service, first, last, at("2110/REF*6R", 2)]), pick(remarks))


class QuickPaymentBuilder:
    """Makes the values of units of one component separator."""

    def __init__(self, component: str) -> None:
        self.component = component
        self._heads: Plans[_Head] = Plans(_head_of)
        self._lines: Plans[_Line] = Plans(_line_of)
        self._service = lru_cache(maxsize=8_192)(self._read_service)

    def build(self, unit: Unit) -> RemittanceClaim | None:
        """The claim's payment, None where the rows must be asked."""
        passages, amounts = unit.passages, unit.amounts
        if passages is None or amounts is None:
            return None
        lines = self._all_lines(passages, amounts)
        passage = passages[0]
        if lines is None or not passage.is_ascii:
            return None
        head = self._heads[passage.shape]
        assert head is not None
        one: Any = new(_ClaimDraft)
        (
            one.patient_control_number, one.plan_control_number, one.status, one.filing_indicator,
            one.facility_code, one.frequency, one.patient_last_name, one.patient_first_name, one.member_id,
            one.subscriber_last_name, one.subscriber_first_name, one.subscriber_member_id,
            qualifier, npi, received, covered,
        ) = head.texts(passage.flat)  # fmt: skip
        one.charge, one.paid, one.patient_responsibility, adjustments, groups, reasons = amounts[0]
        one.adjustments = tuple(map(_adjustment, groups, reasons, adjustments))
        one.rendering_npi = npi if qualifier == "XX" else ""
        one.received_on = day(received) if received else None
        one.coverage_amount = cents(covered) if head.is_covered else None
        one.lines = lines
        one.details = ()
        one.__class__ = RemittanceClaim
        made: RemittanceClaim = one
        return made

    def _all_lines(
        self, passages: list[Passage], amounts: list[Amounts]
    ) -> tuple[RemittanceLine, ...] | None:
        made: list[RemittanceLine] = []
        for order in range(1, len(passages)):
            passage = passages[order]
            line, flat = self._lines[passage.shape], passage.flat
            if line is None or not passage.is_ascii:
                return None
            one: Any = new(_LineDraft)
            service, one.revenue_code, units, first, last, one.line_control_number = line.texts(flat)
            one.procedure_qualifier, one.procedure, one.modifiers = self._service(service)
            one.charge, one.paid, one.allowed, adjustments, groups, reasons = amounts[order]
            one.units = number(units) or _ONE if units else _ONE
            one.service_from = begin = day(first or last) or dt.date.min
            one.service_to = begin if first == last else day(last) or begin
            one.adjustments = tuple(map(_adjustment, groups, reasons, adjustments))
            one.remarks = line.remarks(flat)
            one.details = ()
            one.__class__ = RemittanceLine
            made.append(one)
        return tuple(made)

    def _read_service(self, text: str) -> tuple[str, str, tuple[str, ...]]:
        """(qualifier, procedure, modifiers)."""
        parts = text.split(self.component)
        return parts[0], parts[1] if len(parts) > 1 else "", tuple(one for one in parts[2:6] if one)


def _adjustment(group: str, carc: str, amount: int) -> Adjustment:
    one: Any = new(_AdjustmentDraft)
    one.group = _GROUPS[group]
    one.carc = carc
    one.amount = amount
    one.rule, one.source, one.rarc, one.share = "x12.835", "CAS", (), None
    one.__class__ = Adjustment
    made: Adjustment = one
    return made
