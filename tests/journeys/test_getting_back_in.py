"""Getting back in, in a browser: recovery, lock-out, old ids with a PIN, support; on a phone and wide, by
keyboard alone."""

import re
import time
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser, Page, expect
from tests.journeys.registering import adult, codes_mailed, next_code, practice
from tests.journeys.support import (
    Portal,
    assert_accessible,
    assert_no_sideways_scroll,
    sign_in,
    take_pictures,
)

from payerport.demo.people import Person
from payerport.demo.sign_ins import PASSWORD
from payerport.demo.world import world

PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 860}
CHOSEN = "Quay-lantern-8"
BOTH = pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
LOCKED = "Too many wrong tries."


def look_at(page: Page, name: str) -> None:
    """Nothing wrong for anybody, nothing beyond the window, and a picture to look at."""
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    take_pictures(page, name)


def set_size(page: Page, size: dict[str, int]) -> None:
    page.set_viewport_size({"width": size["width"], "height": size["height"]})


def another_browser(browser: Browser, portal: Portal, size: dict[str, int]) -> Page:
    """A page of somebody at another device."""
    page = browser.new_context(base_url=portal.address).new_page()
    set_size(page, size)
    return page


def showcase(person: str) -> Person:
    """A member of the demo who signs in."""
    return next(
        one for one in world().members if (one.member_id.family, one.member_id.person) == ("1234567", person)
    )


def type_facts(page: Page, who: Person, **other: str) -> None:
    """A member's facts by keyboard, and Enter."""
    typed = {
        "Member id": str(who.member_id),
        "First name": who.first_name,
        "Last name": who.last_name,
        "Birth date": f"{who.birth_date:%m/%d/%Y}",
    } | other
    page.get_by_label("Member id").focus()
    for text in typed.values():
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def try_to_sign_in(page: Page, username: str, password: str) -> None:
    page.goto("/sign-in/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_label("Password").press("Enter")


@pytest.mark.req("R-35")
@BOTH
def test_it_brings_a_member_back_by_keyboard(page: Page, portal: Portal, size: dict[str, int]) -> None:
    set_size(page, size)
    name = f"recover-{size['width']}"
    page.goto("/sign-in/")
    look_at(page, f"{name}-door")
    page.get_by_role("link", name="Forgot username or password?").press("Enter")
    look_at(page, f"{name}-start")
    page.get_by_role("link", name="Member", exact=True).press("Enter")
    page.get_by_role("button", name="Go on").press("Enter")
    expect(page.get_by_text("Enter the member id on your card").first).to_be_visible()
    who = showcase("01" if size is PHONE else "02")
    type_facts(page, who, **{"Member id": who.member_id.on_card})
    expect(page.get_by_text(f"the two digits after it included: {who.member_id}.").first).to_be_visible()
    look_at(page, f"{name}-asterisk")
    before = len(codes_mailed(portal))
    type_facts(page, who)
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    look_at(page, f"{name}-code")
    page.get_by_role("textbox", name="Code").press_sequentially(next_code(portal, before))
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("Your username is member[12]"))).to_be_visible()
    page.get_by_role("textbox", name="New password").press_sequentially("short")
    page.keyboard.press("Enter")
    expect(page.get_by_text("8 to 32 characters").first).to_be_visible()
    look_at(page, f"{name}-account")
    page.get_by_role("textbox", name="New password").press_sequentially(CHOSEN)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your password is changed. Sign in with it.")).to_be_visible()
    look_at(page, f"{name}-done")
    sign_in(page, "member1" if size is PHONE else "member2", CHOSEN)


@pytest.mark.req("R-35")
@BOTH
def test_it_answers_a_stranger_at_recovery_as_everybody(page: Page, size: dict[str, int]) -> None:
    set_size(page, size)
    page.goto("/recover/member/")
    type_facts(page, adult(7), **{"First name": "Nobody"})
    expect(page.get_by_text("If what you typed fits an account")).to_be_visible()
    page.get_by_text("No mail came").press("Enter")
    expect(page.get_by_text("You may not have an account yet.")).to_be_visible()
    look_at(page, f"recover-no-mail-{size['width']}")
    for _ in range(4):
        page.get_by_role("textbox", name="Code").fill("00000000")
        page.get_by_role("textbox", name="Code").press("Enter")
        expect(page.get_by_text("not the code of our last mail").first).to_be_visible()
    page.get_by_text("No mail came").press("Enter")
    page.get_by_role("button", name="Send it again").press("Enter")
    expect(page.get_by_text("If a code can be sent, it is on its way")).to_be_visible()
    page.get_by_role("textbox", name="Code").fill("00000000")
    page.get_by_role("textbox", name="Code").press("Enter")
    expect(page.get_by_text("be used any more").first).to_be_visible()
    look_at(page, f"recover-over-{size['width']}")
    page.goto("/recover/provider/")
    page.get_by_role("button", name="Go on").press("Enter")
    expect(page.get_by_text("Enter your provider id").first).to_be_visible()
    look_at(page, f"recover-provider-{size['width']}")


@pytest.mark.req("R-46")
@BOTH
def test_it_locks_a_stranger_out_and_not_the_owner_of_a_known_device(
    page: Page, browser: Browser, portal: Portal, size: dict[str, int]
) -> None:
    username = "biller1" if size is PHONE else "biller2"
    set_size(page, size)
    sign_in(page, username, PASSWORD)
    page.goto("/sign-out/")
    page.get_by_role("main").get_by_role("button").first.click()
    elsewhere = another_browser(browser, portal, size)
    for _ in range(5):
        try_to_sign_in(elsewhere, username, "wrong-lantern-1")
        expect(elsewhere.get_by_text("is not right").first).to_be_visible()
    try_to_sign_in(elsewhere, username, PASSWORD)
    expect(elsewhere.get_by_text(LOCKED).first).to_be_visible()
    look_at(elsewhere, f"locked-{size['width']}")
    elsewhere.get_by_role("link", name="Trouble signing in?").press("Enter")
    expect(elsewhere.get_by_text("5 wrong tries within 5 minutes")).to_be_visible()
    look_at(elsewhere, f"trouble-{size['width']}")
    elsewhere.context.close()
    sign_in(page, username, PASSWORD)
    expect(page.locator('nav a[href="/account/username/"]').first).to_be_attached()


@pytest.mark.req("R-38")
@BOTH
def test_it_takes_an_old_id_and_pin_once(
    page: Page, portal: Portal, tmp_path: Path, size: dict[str, int]
) -> None:
    set_size(page, size)
    who = adult(20 if size is PHONE else 21)
    pin = make_password("4711", hasher="pbkdf2_sha256")
    file = tmp_path / "old.csv"
    file.write_text(
        "id_number,audience,pin_hash,birth_date,email,role\n"
        f"{who.member_id},member,{pin},{who.birth_date.isoformat()},old@example.org,\n",
        encoding="utf-8",
    )
    assert "1 accounts imported" in portal.command("accounts", "import-legacy", str(file))
    try_to_sign_in(page, who.member_id.on_card, "4711")
    expect(page.get_by_text("A username has no asterisk").first).to_be_visible()
    look_at(page, f"legacy-asterisk-{size['width']}")
    try_to_sign_in(page, str(who.member_id), "4711")
    expect(page.get_by_role("heading", name="Choose how to sign in")).to_be_visible()
    username = f"oldhand{size['width'] % 100}"
    page.get_by_role("textbox", name="Username").press_sequentially("BILLER1")
    page.keyboard.press("Tab")
    page.keyboard.type(CHOSEN)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Somebody else has this username").first).to_be_visible()
    look_at(page, f"legacy-choose-{size['width']}")
    page.get_by_role("textbox", name="Username").fill(username)
    page.get_by_role("textbox", name="Password").fill(CHOSEN)
    page.get_by_role("textbox", name="Password").press("Enter")
    expect(page.get_by_text("Your old number and PIN work no more.")).to_be_visible()
    page.goto("/sign-out/")
    page.get_by_role("main").get_by_role("button").first.click()
    try_to_sign_in(page, str(who.member_id), "4711")
    expect(page.get_by_text("is not right").first).to_be_visible()
    sign_in(page, username, CHOSEN)


@pytest.mark.req("R-36")
@BOTH
def test_it_helps_a_caller_with_two_people_of_support(
    page: Page, browser: Browser, portal: Portal, size: dict[str, int]
) -> None:
    """An administrator of a practice: privileged, so the second person has to agree."""
    set_size(page, size)
    place = 0 if size is PHONE else 1
    first, last = (("Ada", "Modellake"), ("Nora", "Fableleaf"))[place]
    width = size["width"]
    sign_in(page, "support1", PASSWORD)
    page.goto("/support/")
    look_at(page, f"support-console-{width}")
    page.get_by_label("Who calls?").fill(last)
    page.get_by_label("Who calls?").press("Enter")
    page.get_by_role("link", name=f"{first} {last}").press("Enter")
    look_at(page, f"support-person-{width}")
    facts = {"First and last name": f"{first} {last}", "Tax ID of the organization": "111111111"}
    for label, text in facts.items():
        page.get_by_label(label).fill(text)
    page.get_by_label("Why is help needed?").fill("Forgot both.")
    page.get_by_role("button", name="Compare and send the link").press("Enter")
    expect(page.get_by_text("This does not fit: Tax ID of the organization.")).to_be_visible()
    look_at(page, f"support-wrong-{width}")
    page.get_by_label("Tax ID of the organization").fill(practice(place).tax_id)
    page.get_by_label("E-mail address of the account").fill(f"admin{place + 1}@example.org")
    page.get_by_role("button", name="Compare and send the link").press("Enter")
    expect(page.get_by_text("A second person of support has to agree")).to_be_visible()
    page.get_by_role("link", name=f"{first} {last}").press("Enter")
    expect(page.get_by_text("A second person decides")).to_be_visible()
    look_at(page, f"support-own-{width}")
    colleague = another_browser(browser, portal, size)
    sign_in(colleague, "support2", PASSWORD)
    colleague.goto("/support/")
    colleague.get_by_role("link", name=f"{first} {last}").press("Enter")
    look_at(colleague, f"support-second-{width}")
    colleague.get_by_text("Agreed: send the link").click()
    colleague.get_by_role("button", name="Decide").press("Enter")
    expect(colleague.get_by_text("Decided.")).to_be_visible()
    colleague.context.close()
    at_home = another_browser(browser, portal, size)
    path = newest_link(portal)
    at_home.goto(path)
    expect(at_home.get_by_text(f"Your username is admin{place + 1}")).to_be_visible()
    look_at(at_home, f"support-link-{width}")
    at_home.get_by_role("textbox", name="New password").press_sequentially("Wharf-lantern-9")
    at_home.keyboard.press("Enter")
    expect(at_home.get_by_text("Your password is changed. Sign in with it.")).to_be_visible()
    at_home.goto(path)
    expect(at_home.get_by_role("heading", name="This link is over")).to_be_visible()
    look_at(at_home, f"support-over-{width}")
    at_home.context.close()


def newest_link(portal: Portal) -> str:
    """The path of the link that was mailed last, once the worker has sent it."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        found: list[str] = re.findall(r"/recover/link/\S+", portal.worker_log.read_text(errors="replace"))
        if found and found[-1] not in _used:
            _used.add(found[-1])
            return found[-1]
        time.sleep(0.2)
    raise AssertionError("no link was mailed")


_used: set[str] = set()
