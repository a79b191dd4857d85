"""Writes the demo's claims as one 837P interchange (005010X222A1), as a stream: one transaction set for each
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

VERSION: Final = "005010X222A1"
CLAIMS_IN_A_SET: Final = 5_000
"""The most claims in one transaction set (the 837P guide's recommendation)."""

_HOSPITAL: Final = "EXAMPLE HARBOR HOSPITAL"

Elements = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What stands around the claims: sender, receiver, moment of writing, control number (1 to 999999999)."""

    sender_id: str
    sender_name: str
    telephone: str
    receiver_id: str
    receiver_name: str
    at: dt.datetime
    control_number: int


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
    """The bytes of the interchange, a claim or an envelope at a time, in the order of `parts`."""
    for chunk in _interchange(parts, cover, counts):
        data = text_of(chunk).encode("ascii")
        counts.size += len(data)
        yield data


def text_of(segments: Iterable[Elements]) -> str:
    """Segments as text, each on a line of its own; empty elements at the end are left out."""
    return "".join(f"{'*'.join(elements).rstrip('*')}~\n" for elements in segments)


def _interchange(
    parts: Iterable[tuple[Practice, Iterator[DemoClaim]]], cover: Cover, counts: Written
) -> Iterator[list[Elements]]:
    day, time, number = f"{cover.at:%Y%m%d}", f"{cover.at:%H%M}", cover.control_number
    sender, receiver = f"{cover.sender_id:15}", f"{cover.receiver_id:15}"
    yield [
        ("ISA", "00", " " * 10, "00", " " * 10, "ZZ", sender, "ZZ", receiver, day[2:], time, "^", "00501",
         f"{number:09d}", "0", "T", ":"),
        ("GS", "HC", cover.sender_id, cover.receiver_id, day, time, str(number), "X", VERSION),
    ]  # fmt: skip
    for practice, claims in parts:
        for first in claims:
            counts.sets += 1
            some = chain([first], islice(claims, CLAIMS_IN_A_SET - 1))
            yield from _Set(cover, practice, counts).written(some)
    yield [("GE", str(counts.sets), str(number)), ("IEA", "1", f"{number:09d}")]


class _Set:
    """One transaction set: counts its segments and levels."""

    def __init__(self, cover: Cover, practice: Practice, counts: Written) -> None:
        self._cover = cover
        self._practice = practice
        self._counts = counts
        self._segments = 0
        self._level = 0
        self._billing: tuple[str, int] = ("", 0)

    def written(self, claims: Iterable[DemoClaim]) -> Iterator[list[Elements]]:
        """The set from ST to SE."""
        number = f"{self._counts.sets:04d}"
        yield self._counted(list(self._header(number)))
        for claim in claims:
            self._counts.add(claim)
            yield self._counted(list(self._claim(claim)))
        yield [("SE", str(self._segments + 1), number)]

    def _counted(self, segments: list[Elements]) -> list[Elements]:
        self._segments += len(segments)
        return segments

    def _header(self, number: str) -> Iterator[Elements]:
        cover, at = self._cover, self._cover.at
        reference = f"D{cover.control_number:09d}{number}"
        yield ("ST", "837", number, VERSION)
        yield ("BHT", "0019", "00", reference, f"{at:%Y%m%d}", f"{at:%H%M}", "CH")
        yield ("NM1", "41", "2", cover.sender_name, "", "", "", "", "46", cover.sender_id)
        yield ("PER", "IC", "DEMO BILLING DESK", "TE", cover.telephone)
        yield ("NM1", "40", "2", cover.receiver_name, "", "", "", "", "46", cover.receiver_id)

    def _claim(self, claim: DemoClaim) -> Iterator[Elements]:
        submission = claim.submission
        if self._billing[0] != submission.billing.npi:
            self._level += 1
            self._billing = (submission.billing.npi, self._level)
            yield from _billing(submission.billing, self._level)
        in_loop = submission.patient_relationship != SELF
        self._level += 1
        yield ("HL", str(self._level), str(self._billing[1]), "22", "1" if in_loop else "0")
        yield ("SBR", "P", "" if in_loop else SELF, submission.group_number, "", "", "", "", "", "CI")
        yield from _person("IL", submission.subscriber)
        yield ("NM1", "PR", "2", submission.payer_name, "", "", "", "", "PI", submission.payer_id)
        if in_loop:
            self._level += 1
            yield ("HL", str(self._level), str(self._level - 1), "23", "0")
            yield ("PAT", submission.patient_relationship)
            yield from _person("QC", submission.patient)
        yield from _details(submission, claim.trip)


def _billing(provider: Provider, level: int) -> Iterator[Elements]:
    yield ("HL", str(level), "", "20", "1")
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
    place = f"{claim.facility_code}:B:{claim.frequency}"
    total = dollars(claim.total_charge)
    yield ("CLM", claim.patient_control_number, total, "", "", place, "Y", claim.accept_assignment, "Y", "Y")
    if trip is not None:
        yield ("CR1", "", "", "", "A", "DH", str(trip.miles))
        yield ("CRC", "07", "Y", "06", "09")
    yield ("HI", *(f"{one.qualifier}:{one.code}" for one in claim.diagnoses))
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
    procedure = ":".join((line.procedure_qualifier, line.procedure, *line.modifiers))
    pointers = ":".join(str(one) for one in line.diagnosis_pointers)
    charge = dollars(line.charge)
    yield ("LX", str(line.number))
    yield ("SV1", procedure, charge, line.unit_basis, str(line.units), line.place_of_service, "", pointers)
    if line.service_from == line.service_to:
        yield ("DTP", "472", "D8", f"{line.service_from:%Y%m%d}")
    else:
        yield ("DTP", "472", "RD8", f"{line.service_from:%Y%m%d}-{line.service_to:%Y%m%d}")
    yield ("REF", "6R", line.line_control_number)
