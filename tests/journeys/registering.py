"""What journeys of registering share: demo people as they type themselves, and the code in their mail."""

import re
import time

from playwright.sync_api import Page
from tests.journeys.support import Portal

from payerport.demo.people import SHOWCASE_FAMILY, Person
from payerport.demo.practices import Practice
from payerport.demo.world import world

WAIT_SECONDS = 30.0
_CODE = re.compile(r"Your code is (\d{4} \d{4})")


def adult(place: int) -> Person:
    """The demo's subscriber at that place, who has no account yet."""
    return [
        one for one in world().members if one.relationship == "18" and one.member_id.family != SHOWCASE_FAMILY
    ][place]


def practice(place: int) -> Practice:
    """The demo's practice at that place; the first two have administrators."""
    return world().practices[place]


def plan_number(place: int, person: int = 0) -> str:
    """The plan's number of a demo practice, or of a clinician of it (from 1)."""
    return f"5{place + 1:06d}{person:02d}"


def fill_member(page: Page, who: Person, email: str, **other: str) -> None:
    """Type a member's facts."""
    typed = {
        "Member id": str(who.member_id),
        "First name": who.first_name,
        "Last name": who.last_name,
        "Birth date": f"{who.birth_date:%m/%d/%Y}",
        "E-mail": email,
    } | other
    for label, text in typed.items():
        page.get_by_label(label, exact=True).fill(text)


def codes_mailed(portal: Portal) -> list[str]:
    """Every code that the worker has mailed so far, in order."""
    return _CODE.findall(portal.worker_log.read_text(errors="replace"))


def next_code(portal: Portal, before: int) -> str:
    """The code mailed after the first `before` ones."""
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        found = codes_mailed(portal)
        if len(found) > before:
            return found[-1]
        time.sleep(0.2)
    raise AssertionError("no code was mailed")
