"""A quick look at a claim's payment that passed by learnt shapes: True when surely none of the checks of
rules_remittance.py would find anything. What it does not pass is looked at there, and only there found wrong.
The amounts that it read stay with the unit, for whoever makes values of it."""

import datetime as dt
from operator import itemgetter
from typing import NamedTuple

from plancore.x12.convert import day, sure_cents
from plancore.x12.events import Amounts, Row, Unit
from plancore.x12.rules_reasons import Reasons
from plancore.x12.shapes import Passage, Pick, Plans, Shape

HEAD = frozenset(
    ("2100/CLP", "2100/CAS", "2100/NM1*QC", "2100/NM1*IL", "2100/NM1*82", "2100/DTM*050", "2100/AMT*AU")
)
LINE = frozenset(("2110/SVC", "2110/DTM*472", "2110/CAS", "2110/REF*6R", "2110/AMT*B6", "2110/LQ"))
"""The segments of payments that are looked at quickly: with any other there is more to check or to keep."""

_KEPT = 4_096
_DAYS = {("472",), ("150",), ("151",), ("150", "151")}
"""The days of a line that are looked at quickly, in the order given (DTM01)."""


class Segments(NamedTuple):
    """Where a shape holds its segments in the flat list: begin and end by tag, in their order."""

    all: dict[str, list[tuple[int, int]]]

    def element(self, tag: str, position: int) -> int:
        """Where an element of the segment with the tag stands; -1, where nothing stands, when it is not
        there."""
        begin, end = self.all.get(tag, [(0, 0)])[0]
        return begin + position if begin + position < end else -1


def segments_of(shape: Shape) -> Segments:
    """The segments of a shape."""
    found: dict[str, list[tuple[int, int]]] = {}
    for tag, begin, end in zip(shape.tags, shape.starts, shape.starts[1:], strict=False):
        found.setdefault(tag, []).append((begin, end))
    return Segments(found)


def qualifiers(shape: Shape, segments: Segments, tag: str) -> tuple[str, ...]:
    """The fixed first elements of the segments with a tag."""
    return tuple(shape.fixed.get(begin + 1, "") for begin, _ in segments.all.get(tag, ()))


def nothing(_: list[str]) -> tuple[str, ...]:
    """Takes no elements."""
    return ()


def pick(places: list[int]) -> Pick:
    """Takes the elements at these places."""
    if not places:
        return nothing
    if len(places) == 1:
        at = places[0]
        return lambda flat: (flat[at],)
    return itemgetter(*places)


class _Run(NamedTuple):
    """Where a shape holds what is asked. `amounts`: charge, payment, one more (the patient's share of a
    claim, the allowed amount of a line) and those of the adjustments, whose `groups` and `reasons` stand in
    the same order. `kinds` and `remarks` are those of LQ."""

    amounts: Pick
    groups: Pick
    reasons: Pick
    kinds: Pick
    remarks: Pick
    period: tuple[int, int] | None
    has_more: bool


def _run(segments: Segments, first: list[int], loop: str, period: tuple[int, int] | None) -> _Run:
    groups, reasons, amounts = [], [], list(first)
    for begin, end in segments.all.get(f"{loop}/CAS", ()):
        for at in range(begin + 2, end, 3):
            groups.append(begin + 1)
            reasons.append(at)
            amounts.append(at + 1 if at + 1 < end else -1)
    remarks = [begin for begin, _ in segments.all.get(f"{loop}/LQ", ())]
    return _Run(
        pick(amounts), pick(groups), pick(reasons), pick([at + 1 for at in remarks]),
        pick([at + 2 for at in remarks]), period, bool(remarks) or period is not None,
    )  # fmt: skip


def head_of(shape: Shape) -> _Run | None:
    """What is asked of a claim's head; None when it can't be looked at quickly."""
    segments = segments_of(shape)
    if shape.unit != "2100" or shape.tags[0] != "2100/CLP" or not HEAD.issuperset(shape.tags):
        return None
    if segments.element("2100/CLP", 5) < 0:
        return None
    if any(len(places) > 1 for tag, places in segments.all.items() if tag != "2100/CAS"):
        return None
    if qualifiers(shape, segments, "2100/AMT*AU") not in ((), ("AU",)):
        return None
    return _run(segments, [3, 4, segments.element("2100/CLP", 5)], "2100", None)


def line_of(shape: Shape) -> _Run | None:
    """What is asked of a line; None when it can't be looked at quickly."""
    segments = segments_of(shape)
    if not shape.is_line or shape.tags[0] != "2110/SVC" or not LINE.issuperset(shape.tags):
        return None
    if segments.element("2110/SVC", 3) < 0 or any(
        end - at < 3 for at, end in segments.all.get("2110/LQ", ())
    ):
        return None
    dates = segments.all.get("2110/DTM*472", [])
    if dates and qualifiers(shape, segments, "2110/DTM*472") not in _DAYS:
        return None
    if (
        qualifiers(shape, segments, "2110/AMT*B6") not in ((), ("B6",))
        or len(segments.all.get("2110/REF*6R", ())) > 1
    ):
        return None
    period = (dates[0][0] + 2, dates[1][0] + 2) if len(dates) == 2 else None
    return _run(segments, [2, 3, segments.element("2110/AMT*B6", 2)], "2110", period)


def _run_of(shape: Shape) -> _Run | None:
    """What is asked of a run of segments; None when it can't be looked at quickly."""
    return line_of(shape) if shape.is_line else head_of(shape)


class _Known(NamedTuple):
    """Codes known to be in force on the day of the payments under one header."""

    base: dict[str, list[Row]]
    on: dt.date | None
    reasons: set[str]
    remarks: set[str]


class QuickPayments:
    """The quick look, with what it remembers; the reasons are those of the full rules."""

    def __init__(self, reasons: Reasons) -> None:
        self.reasons = reasons
        self._runs: Plans[_Run] = Plans(_run_of)
        self._known: _Known | None = None

    def passes(self, unit: Unit, passages: list[Passage]) -> bool:
        """True when surely nothing is wrong with the claim's payment; then `unit.amounts` is there."""
        known = self._known
        if known is None or known.base is not unit.base:
            known = self._under(unit)
        read: list[Amounts] = []
        patient = 0
        for passage in passages:
            run, flat = self._runs[passage.shape], passage.flat
            if run is None:
                return False
            reasons = run.reasons(flat)
            if not known.reasons.issuperset(reasons) and not self._are(
                "carc", reasons, known.reasons, known.on
            ):
                return False
            if run.has_more and not self._is_more_right(run, flat, known):
                return False
            groups = run.groups(flat)
            charge, paid, one_more, *adjustments = map(sure_cents, run.amounts(flat))
            if "PR" in groups:
                for at, group in enumerate(groups):
                    patient += adjustments[at] if group == "PR" else 0
            read.append((charge, paid, one_more, adjustments, groups, reasons))
        if not _is_balanced(read) or not _is_plausible(passages[0].flat, read[0], patient):
            return False
        unit.amounts = read
        return True

    def _is_more_right(self, run: _Run, flat: list[str], known: _Known) -> bool:
        """Days in order, remarks in force."""
        if run.period is not None and flat[run.period[1]] < flat[run.period[0]]:
            return False
        return run.remarks is nothing or self._are_remarks(run, flat, known)

    def _are_remarks(self, run: _Run, flat: list[str], known: _Known) -> bool:
        remarks = run.remarks(flat)
        if any(kind != "HE" for kind in run.kinds(flat)):
            return False
        return known.remarks.issuperset(remarks) or self._are("rarc", remarks, known.remarks, known.on)

    def _are(self, table: str, codes: tuple[str, ...], fine: set[str], on: dt.date | None) -> bool:
        """Whether all codes are there and in force; kept when they are."""
        if not all(codes):
            return False
        if any(self.reasons.problem(table, code, on) for code in codes):
            return False
        if len(fine) >= _KEPT:
            fine.clear()
        fine.update(codes)
        return True

    def _under(self, unit: Unit) -> _Known:
        """The codes known under the header of a unit: those of the header before when its day is the same."""
        before, on = self._known, made(unit.base.get("HEADER", []))
        if before is not None and before.on == on:
            known = before._replace(base=unit.base)
        else:
            known = _Known(unit.base, on, set(), set())
        self._known = known
        return known


def made(header: list[Row]) -> dt.date | None:
    """The day of the payment (BPR16)."""
    for tag, elements in header:
        if tag == "HEADER/BPR" and len(elements) > 16:
            return day(elements[16])
    return None


def _is_balanced(read: list[Amounts]) -> bool:
    """Whether each line balances, and the claim with its own adjustments and its lines."""
    line_charge = line_paid = 0
    for at in range(1, len(read)):
        charge, paid, _, adjustments, _, _ = read[at]
        if charge - sum(adjustments) != paid:
            return False
        line_charge += charge
        line_paid += paid
    charge, paid, _, adjustments, _, _ = read[0]
    by_claim = sum(adjustments)
    if len(read) == 1:
        return charge - by_claim == paid
    return line_charge == charge and line_paid - by_claim == paid


def _is_plausible(claim: list[str], first: Amounts, patient: int) -> bool:
    """Whether the patient's share, where it is given, is that of the adjustments, and what is taken back is
    not paid."""
    if claim[2] == "22" and first[1] > 0:
        return False
    return first[2] == patient or not claim[5]
