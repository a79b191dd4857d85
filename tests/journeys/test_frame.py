"""The frame and its components in a browser: at every width, by keyboard, without script, in print."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.support import (
    NARROW,
    WIDE,
    ZOOMED,
    Portal,
    assert_accessible,
    assert_no_sideways_scroll,
    take_pictures,
)

GUIDE = "/_components/"
OPEN_PAGES = ("/sign-in/", "/help/privacy/", "/help/website-security/", "/help/browsers/", GUIDE)
REFUSED = {"bad-request": 400, "not-allowed": 403, "not-found": 404, "conflict": 409, "bug": 500}


@pytest.mark.parametrize("path", OPEN_PAGES)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_it_is_accessible(page: Page, path: str, size: dict[str, int]) -> None:
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    page.goto(path)
    assert_accessible(page)
    assert_no_sideways_scroll(page)


@pytest.mark.parametrize("path", OPEN_PAGES)
def test_it_fits_at_four_hundred_percent_zoom(page: Page, path: str) -> None:
    page.set_viewport_size({"width": ZOOMED["width"], "height": ZOOMED["height"]})
    page.goto(path)
    assert_no_sideways_scroll(page)


@pytest.mark.parametrize(("code", "status"), REFUSED.items())
def test_it_refuses_with_a_page_that_is_accessible(page: Page, code: str, status: int) -> None:
    answer = page.goto(f"{GUIDE}refusals/{code}/")
    assert answer is not None and answer.status == status
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("1-800-555-0134").first).to_be_visible()
    assert_accessible(page)


def test_it_shows_the_same_page_for_an_address_that_is_not_there(page: Page) -> None:
    answer = page.goto("/nowhere/")
    assert answer is not None and answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("We could not find that")


def test_it_sends_its_policy_and_no_inline_script_or_style(page: Page) -> None:
    answer = page.goto(GUIDE)
    assert answer is not None
    policy = answer.header_value("content-security-policy") or ""
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_it_skips_to_the_main_content_by_keyboard(page: Page) -> None:
    page.goto(GUIDE)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_it_walks_a_list_by_keyboard(page: Page) -> None:
    page.goto(GUIDE)
    first = page.locator("[data-rows] > tr").nth(0).get_by_role("link")
    second = page.locator("[data-rows] > tr").nth(1).get_by_role("link")
    page.keyboard.press("j")
    expect(first).to_be_focused()
    page.keyboard.press("j")
    expect(second).to_be_focused()
    page.keyboard.press("k")
    expect(first).to_be_focused()


def test_it_leaves_the_keys_alone_while_somebody_types(page: Page) -> None:
    page.goto(GUIDE)
    field = page.get_by_label("Claim or patient")
    field.fill("")
    field.press_sequentially("j?g/n")
    expect(field).to_have_value("j?g/n")
    expect(page.locator("#keys")).to_be_hidden()


def test_it_shows_the_keys_and_lets_them_be_turned_off(page: Page) -> None:
    page.goto(GUIDE)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    assert_accessible(page)
    dialog.get_by_text("Use these shortcuts").click()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("?")
    expect(dialog).to_be_hidden()


def test_it_remembers_nothing_it_need_not_and_polls_until_it_is_told_to_stop(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(GUIDE)
    expect(page.locator("[data-live]")).to_contain_text("Up to date", timeout=5_000)
    expect(page.locator("#announcer")).to_have_text("Checked again: nothing more is on its way.")
    page.wait_for_timeout(1_500)
    assert sum(url.endswith("/live/") for url in asked) == 1


def test_it_copies_an_identifier(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(GUIDE)
    page.get_by_role("button", name="Copy member id").click()
    expect(page.locator("#announcer")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "123456701"


def test_it_prints_without_the_frame(page: Page) -> None:
    page.goto(GUIDE)
    page.emulate_media(media="print")
    for hidden in (".nav", ".find", ".header-end"):
        for element in page.locator(hidden).all():
            expect(element).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    shown = page.evaluate("getComputedStyle(document.querySelector('time[data-exact]'), '::after').content")
    assert "15:04:05 EST" in shown


def test_it_keeps_wrong_words_out_after_a_wrong_password(page: Page) -> None:
    page.goto("/sign-in/")
    page.get_by_label("Username").fill("nobody-of-that-name")
    page.get_by_label("Password").fill("a wrong password")
    page.get_by_role("button", name="Sign in").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_visible()
    expect(summary).to_be_focused()
    expect(page.get_by_label("Username")).to_have_value("nobody-of-that-name")
    assert_accessible(page)


@pytest.fixture
def scriptless(browser: Browser, portal: Portal) -> Iterator[Page]:
    context = browser.new_context(
        base_url=portal.address,
        java_script_enabled=False,
        viewport={"width": WIDE["width"], "height": WIDE["height"]},
    )
    yield context.new_page()
    context.close()


def test_it_is_whole_without_script(scriptless: Page) -> None:
    scriptless.goto(GUIDE)
    expect(scriptless.get_by_role("button", name="Copy member id")).to_have_count(0)
    expect(scriptless.get_by_role("heading", level=1)).to_be_visible()
    scriptless.goto("/sign-in/")
    scriptless.get_by_label("Username").fill("nobody-of-that-name")
    scriptless.get_by_label("Password").fill("a wrong password")
    scriptless.get_by_role("button", name="Sign in").click()
    expect(scriptless.get_by_role("alert")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("sign-in", "/sign-in/"),
        ("components", GUIDE),
        ("not-found", "/nowhere/"),
        ("bug", f"{GUIDE}refusals/bug/"),
    ],
)
def test_it_has_its_picture_taken(page: Page, name: str, path: str) -> None:
    page.goto(path)
    for picture in take_pictures(page, name):
        assert picture.stat().st_size > 5_000
