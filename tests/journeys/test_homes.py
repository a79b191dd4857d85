"""Each audience's own home in a browser, and what is said when cookies are off."""

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.support import (
    Portal,
    assert_accessible,
    assert_no_sideways_scroll,
    sign_in,
    take_pictures,
)

from payerport.demo.sign_ins import PASSWORD

PHONE = {"width": 360, "height": 740}


@pytest.mark.req("R-30")
@pytest.mark.parametrize(
    ("username", "words"),
    [
        ("member1", "You are covered"),
        ("member2", "You are covered"),
        ("employer1", "Employees covered"),
        ("broker1", "Groups you look after"),
        ("facility1", "Is the patient covered?"),
    ],
)
def test_it_gives_each_audience_its_own_home(page: Page, username: str, words: str) -> None:
    sign_in(page, username, PASSWORD)
    expect(page.get_by_text(words).first).to_be_visible()
    for size in (PHONE, {"width": 1280, "height": 860}):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        assert_no_sideways_scroll(page)
        assert_accessible(page)
    take_pictures(page, f"home-{username}")


def test_it_shows_parents_their_children_and_nothing_of_each_other(page: Page) -> None:
    sign_in(page, "member1", PASSWORD)
    expect(page.get_by_text("1234567*03").first).to_be_visible()
    expect(page.get_by_text("1234567*02")).to_have_count(0)


@pytest.mark.req("R-45")
def test_it_tells_old_browsers_and_no_others(page: Page) -> None:
    """A browser that does not know the style sheet's newer rules shows the sentence: tried by taking the rule
    away."""
    page.goto("/sign-in/")
    words = page.get_by_text("Your browser is too old for this site")
    expect(words).to_be_hidden()
    page.route("**/payerport.css", lambda route: route.fulfill(body="", content_type="text/css"))
    page.goto("/sign-in/")
    expect(words).to_be_visible()
    page.get_by_role("link", name="Which browsers work").click()
    expect(page.get_by_role("heading", name="Supported browsers")).to_be_visible()


@pytest.mark.req("R-45")
def test_it_says_plainly_that_cookies_are_off(browser: Browser, portal: Portal) -> None:
    context = browser.new_context(base_url=portal.address, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto("/sign-in/")
    context.clear_cookies()  # as if the browser had taken none
    page.get_by_label("Username").fill("member1")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("This site needs cookies")).to_be_visible()
    expect(page.get_by_text("Allow cookies for this site")).to_be_visible()
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    take_pictures(page, "cookies-off")
    context.close()
