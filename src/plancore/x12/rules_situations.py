"""What must stand together in a claim, beside its lines: events before the service, order of payers, and what
an ambulance trip or a stay needs (type 4); shapes of the codes of a bill (type 5)."""

import datetime as dt
import re
from collections.abc import Callable, Iterator

from plancore.x12.convert import days
from plancore.x12.events import Row, Unit
from plancore.x12.findings import Place, X12Finding, make

Head = dict[str, list[str]]
"""The claim's own segments by tag, the last of each."""
Split = Callable[[str], tuple[str, ...]]

EVENTS = ("2300/DTP*431", "2300/DTP*439", "2300/DTP*484")
"""Onset of illness, accident, last menstrual period: they come before the service."""

_PCS = re.compile(r"[0-9A-HJ-NP-Z]{7}")
"""ICD-10-PCS: seven characters, digits and letters without I and O (its Official Guidelines, A1 to A5)."""

_DRG = re.compile(r"\d{3,4}")
_BILLING_CODE = re.compile(r"[A-Z0-9]{2}")
_SHAPES = {
    "2300/HI*BBR": (_PCS, "x12.procedure.pcs_shape"),
    "2300/HI*BBQ": (_PCS, "x12.procedure.pcs_shape"),
    "2300/HI*DR": (_DRG, "x12.drg.shape"),
    "2300/HI*BI": (_BILLING_CODE, "x12.billing_code.shape"),
    "2300/HI*BH": (_BILLING_CODE, "x12.billing_code.shape"),
    "2300/HI*BE": (_BILLING_CODE, "x12.billing_code.shape"),
    "2300/HI*BG": (_BILLING_CODE, "x12.billing_code.shape"),
}
_SENT_APART = frozenset(("BM", "EL", "EM", "FT", "FX"))
"""PWK02: by mail, apart in electronic form, by e-mail, by file transfer, by fax."""
_STILL_THERE = "30"
"""CL103: the patient is still in the hospital (UB-04, form locator 17)."""
_INTERIM = ("2", "3")
_WHOLE_STAY = ("1", "4")


def common(unit: Unit, head: Head) -> Iterator[X12Finding]:
    """What holds for every form of claim."""
    if any(name in head for name in EVENTS):
        yield from _events(unit, head)
    if "2320/SBR" in head:
        yield from _payer_order(unit)
    yield from _attachments(unit)


def _attachments(unit: Unit) -> Iterator[X12Finding]:
    """An attachment that is sent apart has a number to find it by (PWK06), of the claim or of a line."""
    for index, (tag, elements) in enumerate(unit.rows):
        if not tag.endswith("/PWK") or len(elements) < 3 or elements[2] not in _SENT_APART:
            continue
        if not any(elements[5:7]):
            yield make("x12.attachment.control_number", unit.place_of(index, 6), value=elements[2])


def professional(unit: Unit, head: Head, split: Split) -> Iterator[X12Finding]:
    """What holds for a professional claim as well."""
    yield from common(unit, head)
    if head["2300/CLM"][5].startswith("21") and "2300/DTP*435" not in head:
        yield make("x12.claim.inpatient_admission", _missing(unit, "DTP"))
    if "2300/CR1" not in head:
        yield from _ambulance(unit, split)


def institutional(unit: Unit, head: Head, split: Split, *, is_stay: bool) -> Iterator[X12Finding]:
    """What holds for an institutional claim as well; `is_stay` by its type of bill."""
    yield from common(unit, head)
    yield from _bill_codes(unit, split)
    if is_stay:
        yield from _stay(unit, head, split)


def _missing(unit: Unit, segment: str, loop: str = "") -> Place:
    place = unit.place
    return Place(
        offset=place.offset,
        segment_number=place.segment_number,
        loop=loop or unit.loop,
        segment=segment,
    )


def _index(rows: list[Row], wanted: str) -> int:
    return next(index for index, (tag, _) in enumerate(rows) if tag == wanted)


def _last_service(unit: Unit, head: Head) -> dt.date | None:
    """The last day of service of the claim: of its lines, or of its period."""
    texts = [e[3] for tag, e in unit.rows if tag in _SERVICE_DATES and len(e) > 3]
    ends = [span[1] for span in map(days, texts) if span is not None]
    return max(ends, default=None)


_SERVICE_DATES = frozenset(("2400/DTP*472", "2300/DTP*472", "2300/DTP*434"))


def _events(unit: Unit, head: Head) -> Iterator[X12Finding]:
    last = _last_service(unit, head)
    for name in EVENTS:
        elements = head.get(name, [])
        when = days(elements[3][:8]) if len(elements) > 3 else None
        if when is not None and last is not None and when[0] > last:
            yield make("x12.claim.event_late", unit.place_of(_index(unit.rows, name), 3), value=elements[3])


def _payer_order(unit: Unit) -> Iterator[X12Finding]:
    own = next((e[1] for tag, e in unit.context.get("2000B", []) if tag == "2000B/SBR" and len(e) > 1), "")
    seen = {own} - {"U"}
    for index, (tag, elements) in enumerate(unit.rows):
        if tag != "2320/SBR" or len(elements) < 2 or elements[1] == "U":
            continue
        if elements[1] in seen:
            yield make("x12.claim.payer_order", unit.place_of(index, 1), value=elements[1])
        seen.add(elements[1])


def _ambulance(unit: Unit, split: Split) -> Iterator[X12Finding]:
    """HCPCS A0426 to A0436 are trips and miles: the guide wants CR1, on the claim or on the line."""
    for line, (at, end) in enumerate(unit.spans, 1):
        service = unit.rows[at + 1][1] if at + 1 < end else []
        if len(service) < 2 or "A04" not in service[1]:
            continue
        parts = split(service[1])
        if len(parts) < 2 or not "A0426" <= parts[1] <= "A0436":
            continue
        if all(tag != "2400/CR1" for tag, _ in unit.rows[at:end]):
            yield make("x12.claim.ambulance", unit.place_of(at + 1, 1), line=line)


def _bill_codes(unit: Unit, split: Split) -> Iterator[X12Finding]:
    first = unit.lines[0] if unit.lines else len(unit.rows)
    for index, (tag, elements) in enumerate(unit.rows[:first]):
        if tag not in _SHAPES:
            continue
        shape, code = _SHAPES[tag]
        for element, text in enumerate(elements[1:], 1):
            parts = split(text)
            if len(parts) > 1 and parts[1] and not shape.fullmatch(parts[1]):
                yield make(code, unit.place_of(index, element, 2), value=parts[1])
            if tag == "2300/HI*BI" and len(parts) > 3:
                span = days(parts[3])
                if span is not None and span[1] < span[0]:
                    yield make("x12.claim.date_order", unit.place_of(index, element, 4), value=parts[3])


def _stay(unit: Unit, head: Head, split: Split) -> Iterator[X12Finding]:
    parts = split(head["2300/CLM"][5])
    frequency = parts[2] if len(parts) > 2 else ""
    codes = head.get("2300/CL1", [])
    status = codes[3] if len(codes) > 3 else ""
    if status and (
        (frequency in _INTERIM and status != _STILL_THERE)
        or (frequency in _WHOLE_STAY and status == _STILL_THERE)
    ):
        yield make("x12.claim.patient_status", unit.place_of(_index(unit.rows, "2300/CL1"), 3), value=status)
    if frequency in _WHOLE_STAY and status != _STILL_THERE and "2300/DTP*096" not in head:
        yield make("x12.claim.discharge_hour", _missing(unit, "DTP"))
    if "2300/HI*ABJ" not in head and "2300/HI*BJ" not in head:
        yield make("x12.claim.admitting_diagnosis", _missing(unit, "HI"))
    if "2310A/NM1*71" not in head:
        yield make("x12.claim.attending", _missing(unit, "NM1", "2310A"))
    yield from _admitted(unit, head)


def _admitted(unit: Unit, head: Head) -> Iterator[X12Finding]:
    """The admission is not after the last day of the statement."""
    period, given = head.get("2300/DTP*434", []), head.get("2300/DTP*435", [])
    span = days(period[3]) if len(period) > 3 else None
    admitted = days(given[3][:8]) if len(given) > 3 else None
    if span is not None and admitted is not None and admitted[0] > span[1]:
        place = unit.place_of(_index(unit.rows, "2300/DTP*435"), 3)
        yield make("x12.claim.event_late", place, value=given[3])
