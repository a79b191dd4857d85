"""What a claim acknowledgement sends back: who sent the batch, for whom, which patient, which numbers and
dates."""

from dataclasses import dataclass

from plancore.kernel import Cents
from plancore.x12.convert import cents
from plancore.x12.elements import is_day
from plancore.x12.events import Row, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as sent: NM102 to NM109."""

    kind: str = "2"
    last: str = ""
    first: str = ""
    middle: str = ""
    suffix: str = ""
    qualifier: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineEcho:
    """A service line: procedure composite as sent, charge text, units, control number, date format and
    text."""

    procedure: str
    charge: str
    units: str
    control_number: str
    date_format: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimEcho:
    """What goes back for one claim. Protected data: for acknowledgements to its sender only."""

    submitter: Name
    receiver: Name
    billing: Name
    billing_tax_id: str
    patient: Name
    batch: str
    """The submitter's number of the batch (BHT03)."""
    patient_control_number: str
    clearinghouse_number: str
    charge: Cents
    service_from: str
    service_to: str
    """First and last day of service, YYYYMMDD, "" when unreadable."""
    provider_ordinal: int
    """Row number of the billing provider's HL: claims with the same number stand under the same provider
    level."""
    lines: tuple[LineEcho, ...] = ()


def _element(elements: list[str], at: int) -> str:
    return elements[at] if at < len(elements) else ""


def name_of(rows: list[Row] | None) -> Name:
    """The name in the first NM1 of a loop."""
    if not rows:
        return Name()
    e = rows[0][1]
    if e[0] != "NM1":
        return Name()
    return Name(
        kind=_element(e, 2),
        last=_element(e, 3),
        first=_element(e, 4),
        middle=_element(e, 5),
        suffix=_element(e, 7),
        qualifier=_element(e, 8),
        id=_element(e, 9),
    )


def find_row(rows: list[Row] | None, tag: str) -> list[str]:
    """The elements of the first row with this tag; empty when there is none."""
    for one, elements in rows or ():
        if one == tag:
            return elements
    return []


def _patient(unit: Unit) -> Name:
    subscriber = name_of(unit.context.get("2010BA"))
    if "2010CA" not in unit.context:
        return subscriber
    patient = name_of(unit.context["2010CA"])
    return Name(
        kind=patient.kind,
        last=patient.last,
        first=patient.first,
        middle=patient.middle,
        suffix=patient.suffix,
        qualifier=subscriber.qualifier,
        id=subscriber.id,
    )


def _lines(unit: Unit) -> tuple[tuple[LineEcho, ...], list[str]]:
    lines: list[LineEcho] = []
    dates: list[str] = []
    for at, end in unit.spans:
        rows = dict(reversed(unit.rows[at:end]))
        procedure, charge, units = _service(rows, unit.interchange.delimiters.component)
        date = rows.get("2400/DTP*472", [])
        lines.append(
            LineEcho(
                procedure=procedure,
                charge=charge,
                units=units,
                control_number=_element(rows.get("2400/REF*6R", []), 2),
                date_format=_element(date, 2),
                date=_element(date, 3),
            )
        )
        dates += [part for part in _element(date, 3).split("-") if is_day(part)]
    period = find_row(unit.rows, "2300/DTP*434") or find_row(unit.rows, "2300/DTP*472")
    if period:
        dates = [part for part in _element(period, 3).split("-") if is_day(part)]
    return tuple(lines), dates


def _service(rows: dict[str, list[str]], component: str) -> tuple[str, str, str]:
    """Procedure composite, charge and units of a line, whatever its form. A line that has only a revenue code
    gives that (qualifier NU)."""
    for name, (procedure, charge, units) in _SERVICES.items():
        elements = rows.get(name)
        if elements is not None:
            given = _element(elements, procedure)
            if not given and name == "2400/SV2":
                given = f"NU{component}{_element(elements, 1)}"
            return given, _element(elements, charge), _element(elements, units)
    return "", "", ""


_SERVICES = {"2400/SV1": (1, 2, 4), "2400/SV2": (2, 3, 5), "2400/SV3": (1, 2, 6)}


def echo_of(unit: Unit) -> ClaimEcho:
    """The echo of a claim unit."""
    head = unit.context.get("HEADER", [])
    claim = unit.rows[0][1]
    lines, dates = _lines(unit)
    provider = unit.context.get("2000A")
    hl = provider[0][1] if provider else []
    number = _element(hl, 1)
    return ClaimEcho(
        submitter=name_of(unit.context.get("1000A")),
        receiver=name_of(unit.context.get("1000B")),
        billing=name_of(unit.context.get("2010AA")),
        billing_tax_id=_element(find_row(unit.context.get("2010AA"), "2010AA/REF*EI"), 2),
        patient=_patient(unit),
        batch=_element(find_row(head, "HEADER/BHT"), 3),
        patient_control_number=_element(claim, 1),
        clearinghouse_number=_element(find_row(unit.rows, "2300/REF*D9"), 2),
        charge=cents(_element(claim, 2)) or 0,
        service_from=min(dates, default=""),
        service_to=max(dates, default=""),
        provider_ordinal=int(number) if number.isascii() and number.isdigit() else 0,
        lines=lines,
    )
