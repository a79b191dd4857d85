"""Writes one eligibility inquiry (270, 005010X279A1), as a practice's system would send it."""

import datetime as dt
from typing import Final

from payerport.demo.claim_files import Cover, text_of
from payerport.demo.people import Person
from payerport.demo.practices import Practice

VERSION: Final = "005010X279A1"


def inquiry(practice: Practice, person: Person, cover: Cover, service_day: dt.date) -> bytes:
    """The bytes of an interchange that asks for general coverage (service type 30) of one member on a day.

    Every member has an id of their own, so that each is asked about as a subscriber.
    """
    day, time, number = f"{cover.at:%Y%m%d}", f"{cover.at:%H%M}", cover.control_number
    sender, receiver = f"{cover.sender_id:15}", f"{cover.receiver_id:15}"
    isa = ("00", " " * 10, "00", " " * 10, "ZZ", sender, "ZZ", receiver, day[2:], time, "^", "00501")
    name = (person.last_name.upper(), person.first_name.upper())
    body: list[tuple[str, ...]] = [
        ("ST", "270", "0001", VERSION),
        ("BHT", "0022", "13", f"Q{number:09d}", day, time),
        ("HL", "1", "", "20", "1"),
        ("NM1", "PR", "2", cover.receiver_name, "", "", "", "", "PI", cover.receiver_id),
        ("HL", "2", "1", "21", "1"),
        ("NM1", "1P", "2", practice.name.upper(), "", "", "", "", "XX", practice.npi),
        ("HL", "3", "2", "22", "0"),
        ("TRN", "1", f"Q{number:09d}", f"9{practice.tax_id}"),
        ("NM1", "IL", "1", *name, "", "", "", "MI", str(person.member_id)),
        ("DMG", "D8", f"{person.birth_date:%Y%m%d}", person.gender),
        ("DTP", "291", "D8", f"{service_day:%Y%m%d}"),
        ("EQ", "30"),
    ]
    return text_of(
        [
            ("ISA", *isa, f"{number:09d}", "0", "T", ":"),
            ("GS", "HS", cover.sender_id, cover.receiver_id, day, time, str(number), "X", VERSION),
            *body,
            ("SE", str(len(body) + 1), "0001"),
            ("GE", "1", str(number)),
            ("IEA", "1", f"{number:09d}"),
        ]
    ).encode("ascii")
