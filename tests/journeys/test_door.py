"""Signing in and out, acting for an organization, and what each role finds in the left column."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.support import (
    NARROW,
    assert_accessible,
    assert_no_sideways_scroll,
    sign_in,
    take_pictures,
)

from payerport.demo.sign_ins import PASSWORD

ENTRIES = {
    "frontdesk1": ["Home", "Eligibility", "Change username"],
    "biller1": ["Home", "Eligibility", "Claims", "Payments", "Change username"],
    "planstaff": ["Home", "Eligibility", "Claims", "Payments", "Restricted", "Applications", "Tax IDs"],
}


def entries_of(page: Page) -> list[str]:
    """The labels in the left column, without their key hints."""
    links = page.get_by_role("navigation", name="Main").get_by_role("link")
    return [re.sub(r"\s*g .$", "", text.strip()) for text in links.all_inner_texts()]


@pytest.mark.parametrize("username", ENTRIES)
def test_it_lets_each_role_in_and_shows_what_it_may(page: Page, username: str) -> None:
    sign_in(page, username, PASSWORD)
    assert entries_of(page) == ENTRIES[username]
    assert_accessible(page)
    take_pictures(page, f"home-{username}")


def test_it_takes_a_username_in_any_case(page: Page) -> None:
    sign_in(page, "Biller1", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_it_goes_where_the_person_wanted_to_after_signing_in(page: Page) -> None:
    page.goto("/claims/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(page, "biller1", PASSWORD)
    expect(page).to_have_url(re.compile(r"/claims/$"))


def test_it_says_what_a_role_lacks_and_whom_to_ask(page: Page) -> None:
    sign_in(page, "frontdesk1", PASSWORD)
    answer = page.goto("/claims/")
    assert answer is not None and answer.status == 403
    expect(page.get_by_text("administrator gives roles")).to_be_visible()
    assert_accessible(page)


def test_it_always_shows_whom_one_acts_for_and_lets_one_change(page: Page) -> None:
    sign_in(page, "floater1", PASSWORD)
    shown = page.locator("summary.acting-for strong")
    before = shown.inner_text()
    page.locator("summary.acting-for").click()
    page.locator(".menu--org button:not([aria-current])").click()
    expect(shown).not_to_have_text(before)


def test_it_goes_by_key_to_an_entry_and_to_the_search(page: Page) -> None:
    sign_in(page, "biller1", PASSWORD)
    page.goto("/payments/")
    page.keyboard.press("/")
    expect(page.locator("[data-key-search]")).to_be_focused()
    page.locator("h1").click()
    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile(r"/claims/$"))


def test_it_keeps_the_density_that_was_chosen(page: Page) -> None:
    sign_in(page, "biller1", PASSWORD)
    page.locator(".header-end summary").click()
    page.get_by_role("button", name="Show more on the page").click()
    page.goto("/claims/")
    expect(page.locator("html")).to_have_attribute("data-density", "compact")


def test_it_works_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    sign_in(page, "biller1", PASSWORD)
    page.locator(".nav-phone > summary").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Claims").click()
    expect(page).to_have_url(re.compile(r"/claims/$"))
    assert_no_sideways_scroll(page)


def test_it_signs_out_and_closes_the_door(page: Page) -> None:
    sign_in(page, "biller1", PASSWORD)
    page.locator(".header-end summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto("/claims/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
