"""Writes the demo's claims as one 837P interchange (005010X222A1), set by set: one transaction set for each
practice, or several for a busy one.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Final

from payerport.demo.people import SELF, Home
from payerport.demo.practices import Practice
from payerport.demo.traffic import DemoClaim, Trip
from plancore.claims.types import Address, ClaimSubmission, Person, Provider, ServiceLine
from plancore.kernel import dollars
from plancore.x12.delimiters import Delimiters
from plancore.x12.writer import Header, Party, SetText, Value, Writer, write_interchange

VERSION: Final = "005010X222A1"
CLAIMS_IN_A_SET: Final = 5_000
"""The most claims in one transaction set (the 837P guide's recommendation)."""

_HOSPITAL: Final = "EXAMPLE HARBOR HOSPITAL"

Elements = tuple[Value, ...]
_WRITER: Final = Writer(Delimiters())


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What stands around claims: sender, receiver, moment of writing, control number (1 to 999999999)."""

    sender_id: str
    sender_name: str
    telephone: str
    receiver_id: str
    receiver_name: str
    at: dt.datetime
    control_number: int

    @property
    def header(self) -> Header:
        """The interchange's header; the file says that it is a test."""
        return Header(
            sender=Party(id=self.sender_id),
            receiver=Party(id=self.receiver_id),
            stamp=self.at,
            control_number=self.control_number,
            usage="T",
        )


@dataclass
class Written:
    """Counts, filled while the file is written."""

    claims: int = 0
    sets: int = 0
    size: int = 0
    wrong: dict[str, int] = field(default_factory=dict)

    def add(self, claim: DemoClaim) -> None:
        """Count one claim."""
        self.claims += 1
        if claim.fault is not None:
            self.wrong[claim.fault.value] = self.wrong.get(claim.fault.value, 0) + 1


def write(
    parts: Iterable[tuple[Practice, Iterator[DemoClaim]]], cover: Cover, counts: Written
) -> Iterator[bytes]:
    """The bytes of the interchange, piece by piece, in the order of `parts`; a set is in memory at a time."""
    for piece in write_interchange(cover.header, "HC", VERSION, _sets(parts, cover, counts)):
        data = piece.encode("ascii")
        counts.size += len(data)
        yield data


def _sets(
    parts: Iterable[tuple[Practice, Iterator[DemoClaim]]], cover: Cover, counts: Written
) -> Iterator[SetText]:
    for _, claims in parts:
        for first in claims:
            counts.sets += 1
            some = chain([first], islice(claims, CLAIMS_IN_A_SET - 1))
            segments = _Set(cover, counts).segments(some)
            yield SetText("837", VERSION, tuple(_text(elements) for elements in segments))


def _text(elements: Elements) -> str:
    name, *values = elements
    return _WRITER.segment(str(name), *values)


class _Set:
    """One transaction set: counts its levels."""

    def __init__(self, cover: Cover, counts: Written) -> None:
        self._cover = cover
        self._counts = counts
        self._level = 0
        self._billing: tuple[str, int] = ("", 0)

    def segments(self, claims: Iterable[DemoClaim]) -> Iterator[Elements]:
        """What stands between ST and SE."""
        cover, at = self._cover, self._cover.at
        reference = f"D{cover.control_number:09d}{self._counts.sets:04d}"
        yield ("BHT", "0019", "00", reference, f"{at:%Y%m%d}", f"{at:%H%M}", "CH")
        yield ("NM1", "41", "2", cover.sender_name, "", "", "", "", "46", cover.sender_id)
        yield ("PER", "IC", "DEMO BILLING DESK", "TE", cover.telephone)
        yield ("NM1", "40", "2", cover.receiver_name, "", "", "", "", "46", cover.receiver_id)
        for claim in claims:
            self._counts.add(claim)
            yield from self._claim(claim)

    def _claim(self, claim: DemoClaim) -> Iterator[Elements]:
        submission = claim.submission
        if self._billing[0] != submission.billing.npi:
            self._level += 1
            self._billing = (submission.billing.npi, self._level)
            yield from _billing(submission.billing, self._level)
        in_loop = submission.patient_relationship != SELF
        self._level += 1
        yield ("HL", self._level, self._billing[1], "22", "1" if in_loop else "0")
        yield ("SBR", "P", "" if in_loop else SELF, submission.group_number, "", "", "", "", "", "CI")
        yield from _person("IL", submission.subscriber)
        yield ("NM1", "PR", "2", submission.payer_name, "", "", "", "", "PI", submission.payer_id)
        if in_loop:
            self._level += 1
            yield ("HL", self._level, self._level - 1, "23", "0")
            yield ("PAT", submission.patient_relationship)
            yield from _person("QC", submission.patient)
        yield from _details(submission, claim.trip)


def _billing(provider: Provider, level: int) -> Iterator[Elements]:
    yield ("HL", level, "", "20", "1")
    if provider.taxonomy:
        yield ("PRV", "BI", "PXC", provider.taxonomy)
    yield ("NM1", "85", "2", provider.last_or_organization_name, "", "", "", "", "XX", provider.npi)
    yield from _address(provider.address)
    yield ("REF", "EI", provider.tax_id)


def _person(entity: str, person: Person) -> Iterator[Elements]:
    member = ("MI", person.member_id) if person.member_id else ()
    yield (
        "NM1",
        entity,
        "1",
        person.last_name,
        person.first_name,
        person.middle_name,
        "",
        person.suffix,
        *member,
    )
    yield from _address(person.address)
    if person.birth_date is not None:
        yield ("DMG", "D8", f"{person.birth_date:%Y%m%d}", person.gender)


def _address(address: Address | Home) -> Iterator[Elements]:
    yield ("N3", address.line1.upper())
    yield ("N4", address.city.upper(), address.state, address.postal_code)


def _details(claim: ClaimSubmission, trip: Trip | None) -> Iterator[Elements]:
    place = (claim.facility_code, "B", str(claim.frequency))
    total = dollars(claim.total_charge)
    yield ("CLM", claim.patient_control_number, total, "", "", place, "Y", claim.accept_assignment, "Y", "Y")
    if trip is not None:
        yield ("CR1", "", "", "", "A", "DH", str(trip.miles))
        yield ("CRC", "07", "Y", "06", "09")
    yield ("HI", *((one.qualifier, one.code) for one in claim.diagnoses))
    if claim.rendering is not None:
        rendering = claim.rendering
        name = (rendering.last_or_organization_name, rendering.first_name)
        yield ("NM1", "82", "1", *name, "", "", "", "XX", rendering.npi)
        yield ("PRV", "PE", "PXC", rendering.taxonomy)
    if trip is not None:
        yield ("NM1", "PW", "2")
        yield from _address(trip.pick_up)
        yield ("NM1", "45", "2", _HOSPITAL)
        yield from _address(trip.drop_off)
    for line in claim.lines:
        yield from _line(line)


def _line(line: ServiceLine) -> Iterator[Elements]:
    procedure = (line.procedure_qualifier, line.procedure, *line.modifiers)
    pointers = tuple(str(one) for one in line.diagnosis_pointers)
    charge = dollars(line.charge)
    yield ("LX", str(line.number))
    yield ("SV1", procedure, charge, line.unit_basis, str(line.units), line.place_of_service, "", pointers)
    if line.service_from == line.service_to:
        yield ("DTP", "472", "D8", f"{line.service_from:%Y%m%d}")
    else:
        yield ("DTP", "472", "RD8", f"{line.service_from:%Y%m%d}-{line.service_to:%Y%m%d}")
    yield ("REF", "6R", line.line_control_number)
