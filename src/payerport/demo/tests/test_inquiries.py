"""The demo's 270: reads as a question about that member."""

import datetime as dt

from payerport.demo.inquiries import inquiry
from payerport.demo.tests.test_traffic import COVER
from payerport.demo.world import world


def test_it_asks_about_the_member_for_the_day() -> None:
    people = world()
    person = people.members[0]
    text = inquiry(people.practices[0], person, COVER, dt.date(2026, 11, 20)).decode("ascii")
    assert "NM1*IL*1*TESTWOOD*ALICE****MI*123456701~DMG*D8*19850314*F~DTP*291*D8*20261120~EQ*30~" in text
    assert f"NM1*1P*2*TESTWOOD FAMILY MEDICINE*****XX*{people.practices[0].npi}~" in text
    assert text == inquiry(people.practices[0], person, COVER, dt.date(2026, 11, 20)).decode("ascii")
