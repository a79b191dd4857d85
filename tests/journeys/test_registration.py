"""Registering in a browser: each way in, each message, at phone width and wide, by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.registering import adult, codes_mailed, fill_member, next_code, plan_number, practice
from tests.journeys.support import (
    Portal,
    assert_accessible,
    assert_no_sideways_scroll,
    set_up_app,
    sign_in,
    sign_in_with_app,
    take_pictures,
)

from payerport.demo.sign_ins import PASSWORD

PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 860}
CHOSEN = "Quay-lantern-8"
BOTH = pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])


def look_at(page: Page, name: str) -> None:
    """Nothing wrong for anybody, nothing beyond the window, and a picture to look at."""
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    take_pictures(page, name)


def set_size(page: Page, size: dict[str, int]) -> None:
    page.set_viewport_size({"width": size["width"], "height": size["height"]})


@pytest.mark.req("R-30", "R-31")
def test_it_registers_a_member_by_keyboard_on_a_phone(page: Page, portal: Portal) -> None:
    set_size(page, PHONE)
    page.goto("/sign-in/")
    look_at(page, "register-door")
    page.get_by_role("link", name="Register Now").press("Enter")
    expect(page.get_by_role("heading", name="Register as a member")).to_be_visible()
    look_at(page, "register-member")
    who, before = adult(0), len(codes_mailed(portal))
    page.get_by_label("Member id").focus()
    for text in (
        str(who.member_id),
        who.first_name,
        who.last_name,
        f"{who.birth_date:%m/%d/%Y}",
        "walker@example.org",
    ):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    look_at(page, "register-code")
    page.get_by_role("textbox", name="Code").press_sequentially(next_code(portal, before))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Choose how to sign in")).to_be_visible()
    page.get_by_role("textbox", name="Username").press_sequentially("walker1")
    page.keyboard.press("Tab")
    page.keyboard.type("quay-lantern")
    kinds = page.locator("[data-rule=three_kinds]")
    expect(kinds).to_have_attribute("data-open", "")
    page.keyboard.type("-8")
    expect(kinds).to_have_attribute("data-kept", "")
    look_at(page, "register-account")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your account is ready.")).to_be_visible()
    look_at(page, "register-done")


@pytest.mark.req("R-33")
@BOTH
def test_it_keeps_all_but_the_taken_username(page: Page, portal: Portal, size: dict[str, int]) -> None:
    set_size(page, size)
    place = 1 if size is PHONE else 2
    before = len(codes_mailed(portal))
    page.goto("/register/member/")
    fill_member(page, adult(place), "taken@example.org")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("textbox", name="Code").fill(next_code(portal, before))
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("textbox", name="Username").fill("BILLER1")
    page.get_by_role("textbox", name="Password").fill(CHOSEN)
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_text("Somebody else has this username").first).to_be_visible()
    expect(page.get_by_text("The password you typed is kept")).to_be_visible()
    expect(page.get_by_role("textbox", name="Password")).to_have_value("")
    assert CHOSEN not in page.content()
    look_at(page, f"register-taken-{size['width']}")
    page.get_by_role("textbox", name="Username").fill(f"walker{place}x")
    page.get_by_role("textbox", name="Username").press("Enter")
    expect(page.get_by_text("Your account is ready.")).to_be_visible()
    page.goto("/sign-out/")
    page.get_by_role("main").get_by_role("button").first.click()
    sign_in(page, f"walker{place}x", CHOSEN)


@pytest.mark.req("R-31")
@BOTH
def test_it_says_what_is_right_at_each_field(page: Page, size: dict[str, int]) -> None:
    set_size(page, size)
    who = adult(3)
    page.goto("/register/member/")
    page.get_by_role("button", name="Go on").press("Enter")
    expect(page.get_by_text("Enter the member id on your card").first).to_be_visible()
    fill_member(page, who, "nobody", **{"Member id": who.member_id.on_card, "Birth date": "3/2/2020"})
    page.get_by_role("button", name="Go on").press("Enter")
    expect(page.get_by_text(f"the two digits after it included: {who.member_id}.").first).to_be_visible()
    expect(page.get_by_text("A parent or guardian on the same plan").first).to_be_visible()
    expect(page.get_by_text("Enter a whole address").first).to_be_visible()
    expect(page.get_by_label("First name")).to_have_value(who.first_name)
    look_at(page, f"register-wrong-{size['width']}")


@pytest.mark.req("R-31")
@BOTH
def test_it_answers_a_stranger_as_everybody_and_says_what_to_do(page: Page, size: dict[str, int]) -> None:
    set_size(page, size)
    page.goto("/register/member/")
    fill_member(page, adult(4), "stranger@example.org", **{"First name": "Nobody"})
    page.get_by_role("button", name="Go on").press("Enter")
    expect(page.get_by_text("If what you typed fits our records")).to_be_visible()
    page.get_by_text("No mail came").press("Enter")
    expect(page.get_by_text("Check what you typed against your card")).to_be_visible()
    look_at(page, f"register-no-mail-{size['width']}")
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
    look_at(page, f"register-over-{size['width']}")
    page.get_by_role("link", name="Begin again", exact=True).first.press("Enter")
    expect(page.get_by_role("heading", name="Register", exact=True)).to_be_visible()
    look_at(page, f"register-start-{size['width']}")


@BOTH
def test_it_says_how_the_invited_get_in(page: Page, size: dict[str, int]) -> None:
    set_size(page, size)
    for audience in ("Facility", "Employer", "Broker"):
        page.goto("/register/")
        page.get_by_role("link", name=audience).press("Enter")
        expect(page.get_by_role("heading", name="get in by invitation")).to_be_visible()
        look_at(page, f"register-{audience.lower()}-{size['width']}")


def test_it_registers_a_practice_and_the_plan_checks(page: Page, portal: Portal) -> None:
    where, before = practice(2), len(codes_mailed(portal))
    page.goto("/sign-in/")
    page.get_by_role("link", name="Need to Register?").press("Enter")
    page.get_by_role("button", name="Register").press("Enter")
    expect(page.get_by_text("Choose the kind of account.").last).to_be_visible()
    look_at(page, "register-kind")
    page.get_by_label("Kind of account").select_option("Administrator of a practice")
    page.get_by_role("button", name="Register").press("Enter")
    number = plan_number(2)
    for label, text in {
        "Provider id of the practice": f"{number[:7]}*{number[7:]}",
        "Federal Tax ID of the practice": where.tax_id,
        "Your first name": "Petra",
        "Your last name": "Fableford",
        "Your birth date": "1/2/1970",
        "Your e-mail": "petra@example.org",
    }.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Go on").press("Enter")
    expect(page.get_by_text(f"the two digits after it included: {number}.").first).to_be_visible()
    look_at(page, "register-group")
    page.get_by_label("Provider id of the practice").fill(number)
    page.get_by_role("button", name="Go on").press("Enter")
    page.get_by_role("textbox", name="Code").fill(next_code(portal, before))
    page.get_by_role("button", name="Go on").press("Enter")
    page.get_by_role("textbox", name="Username").fill("petra1")
    page.get_by_role("textbox", name="Password").fill(CHOSEN)
    page.get_by_role("textbox", name="Password").press("Enter")
    secret = set_up_app(page)
    expect(page.get_by_text("Your registration is being checked")).to_be_visible()
    look_at(page, "register-being-checked")
    page.goto("/sign-out/")
    page.get_by_role("main").get_by_role("button").first.click()
    sign_in(page, "planstaff", PASSWORD)
    page.goto("/applications/")
    look_at(page, "applications")
    page.get_by_role("link", name="Petra Fableford").press("Enter")
    look_at(page, "application")
    page.get_by_label("How did you check?").fill("Called the practice.")
    page.get_by_text("Confirmed: this person").click()
    page.get_by_role("button", name="Decide").press("Enter")
    expect(page.get_by_text("Decided. The person is told")).to_be_visible()
    page.goto("/sign-out/")
    page.get_by_role("main").get_by_role("button").first.click()
    sign_in_with_app(page, "petra1", CHOSEN, secret)
    page.goto("/people/")
    expect(page.get_by_text("Petra Fableford").first).to_be_visible()
