"""Writes one eligibility inquiry (270, 005010X279A1), as a practice's system would send it."""

import datetime as dt
from typing import Final

from payerport.demo.claim_files import Cover
from payerport.demo.people import Person
from payerport.demo.practices import Practice
from plancore.x12.writer import SetText, Writer, to_bytes, write_interchange

VERSION: Final = "005010X279A1"


def inquiry(practice: Practice, person: Person, cover: Cover, service_day: dt.date) -> bytes:
    """The bytes of an interchange that asks for general coverage (service type 30) of one member on a day.

    Every member has an id of their own, so that each is asked about as a subscriber.
    """
    day, number = f"{cover.at:%Y%m%d}", f"Q{cover.control_number:09d}"
    name = (person.last_name.upper(), person.first_name.upper())
    writer = Writer(cover.header.delimiters)
    segments = (
        writer.segment("BHT", "0022", "13", number, day, f"{cover.at:%H%M}"),
        writer.segment("HL", "1", "", "20", "1"),
        writer.segment("NM1", "PR", "2", cover.receiver_name, "", "", "", "", "PI", cover.receiver_id),
        writer.segment("HL", "2", "1", "21", "1"),
        writer.segment("NM1", "1P", "2", practice.name.upper(), "", "", "", "", "XX", practice.npi),
        writer.segment("HL", "3", "2", "22", "0"),
        writer.segment("TRN", "1", number, f"9{practice.tax_id}"),
        writer.segment("NM1", "IL", "1", *name, "", "", "", "MI", str(person.member_id)),
        writer.segment("DMG", "D8", f"{person.birth_date:%Y%m%d}", person.gender),
        writer.segment("DTP", "291", "D8", f"{service_day:%Y%m%d}"),
        writer.segment("EQ", "30"),
    )
    return to_bytes(write_interchange(cover.header, "HS", VERSION, [SetText("270", VERSION, segments)]))
