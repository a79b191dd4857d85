"""One's own account: another username and password by keyboard, the rules ticked off while typing."""

import pytest
from playwright.sync_api import Page, Route, expect
from tests.journeys.support import (
    NARROW,
    assert_accessible,
    assert_no_sideways_scroll,
    sign_in,
    take_pictures,
)

from payerport.demo.sign_ins import PASSWORD

NEW = "quay-lantern-8"


def test_it_changes_a_password_by_keyboard_and_back_never(page: Page) -> None:
    sign_in(page, "admin2", PASSWORD)
    page.goto("/account/")
    assert_accessible(page)
    page.get_by_role("link", name="Change password").press("Enter")
    page.get_by_label("Present password").press_sequentially(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.type("quay-lantern")
    digit = page.locator("[data-rule=digit]")
    expect(page.locator("[data-rule=length][data-kept]")).to_be_visible()
    expect(digit).not_to_have_attribute("data-kept", "")
    page.keyboard.type("-8")
    expect(digit).to_have_attribute("data-kept", "")
    assert_accessible(page)
    take_pictures(page, "change-password")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your password is changed")).to_be_visible()
    page.goto("/account/password/")
    page.get_by_label("Present password").fill(NEW)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("not one you had before").first).to_be_visible()


@pytest.mark.req("R-33")
def test_it_keeps_what_was_typed_when_a_username_is_taken(page: Page) -> None:
    sign_in(page, "admin1", PASSWORD)
    page.goto("/account/username/")
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    page.get_by_label("New username").fill("BILLER2")
    page.get_by_label("Present password").fill(PASSWORD)
    page.get_by_role("button", name="Change username").click()
    expect(page.get_by_text("Somebody else has this username").first).to_be_visible()
    expect(page.get_by_label("New username")).to_have_value("BILLER2")
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    take_pictures(page, "change-username")


@pytest.mark.req("R-46")
def test_it_leads_from_the_door_to_the_rules(page: Page) -> None:
    page.goto("/sign-in/")
    page.get_by_label("Username").fill("1234567*01")
    page.get_by_label("Password").fill("any")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("A username has no asterisk").first).to_be_visible()
    page.get_by_role("link", name="Trouble signing in?").click()
    expect(page.get_by_role("heading", name="Member", exact=True)).to_be_visible()
    assert_accessible(page)


def test_it_asks_before_a_session_ends_and_lets_one_stay(page: Page) -> None:
    sign_in(page, "biller1", PASSWORD)

    def answer(route: Route) -> None:
        by_itself = "x-poll" in route.request.headers
        route.fulfill(json={"seconds": 100 if by_itself else 1800})

    page.route("**/account/session/", answer)
    page.goto("/claims/")
    warning = page.get_by_role("alertdialog", name="Are you still there?")
    expect(warning).to_be_visible()
    expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()
    assert_accessible(page)
    take_pictures(page, "session-ends")
    page.keyboard.press("Enter")
    expect(warning).to_be_hidden()
