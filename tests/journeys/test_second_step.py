"""The second step in a real browser: an app, a passkey of Chromium's own authenticator, recovery codes."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import CDPSession, Page
from tests.journeys.acting import assert_well_made
from tests.journeys.support import Portal, sign_in, take_second_step

from payerport.demo.sign_ins import PASSWORD
from payerport.factors.actions import PERIOD, code_of


@pytest.fixture
def named(portal: Portal) -> str:
    """The portal by a name: browsers make passkeys for names only."""
    return portal.address.replace("127.0.0.1", "localhost")


@pytest.fixture
def authenticator(page: Page) -> Iterator[CDPSession]:
    """A device that checks its owner, as Chromium pretends it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield session


def password_only(page: Page, username: str) -> None:
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password", exact=True).press_sequentially(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Second step").wait_for()


@pytest.mark.req("R-64")
def test_a_passkey_is_made_signs_in_alone_and_is_removed(
    page: Page, named: str, authenticator: CDPSession
) -> None:
    # Given somebody who signed in with password and code, by the keyboard alone
    page.goto(f"{named}/sign-in/")
    password_only(page, "readonly1")
    assert_well_made(page, "second-step", on_a_phone=True)
    take_second_step(page)
    page.goto(f"{named}/account/second-step/")
    assert_well_made(page, "second-step-list", on_a_phone=True)
    # When they make a passkey
    page.get_by_role("link", name="Make a passkey").click()
    assert_well_made(page, "second-step-passkey", on_a_phone=True)
    page.get_by_label("What do you call it?").fill("my telephone")
    page.keyboard.press("Enter")
    # Then the recovery codes are shown, this once
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    assert_well_made(page, "second-step-codes", on_a_phone=True)
    page.get_by_role("link", name="I have kept them").click()
    # And the passkey alone signs in
    page.goto(f"{named}/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Use a passkey instead").click()
    page.get_by_text("Sign out").wait_for(state="attached")
    # And after the password it is the second step
    page.goto(f"{named}/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    password_only(page, "readonly1")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_text("Sign out").wait_for(state="attached")
    # And a recovery code is one, once
    page.goto(f"{named}/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    password_only(page, "readonly1")
    page.get_by_label("Code").fill(codes[0])
    page.keyboard.press("Enter")
    page.get_by_text("Sign out").wait_for(state="attached")
    page.goto(f"{named}/account/second-step/")
    page.get_by_text("9 codes are left").wait_for()
    # And it can be removed again
    page.get_by_role("link", name="Remove my telephone").click()
    assert_well_made(page, "second-step-remove", on_a_phone=True)
    page.get_by_role("button", name="Remove").click()
    page.get_by_text("Removed. It does not work").wait_for()


@pytest.mark.req("R-64")
def test_an_app_is_set_up_anew_without_javascript(browser: object, portal: Portal) -> None:
    context = browser.new_context(base_url=portal.address, java_script_enabled=False)  # type: ignore[attr-defined]
    try:
        page = context.new_page()
        sign_in(page, "director1", PASSWORD)
        page.goto("/account/second-step/app/")
        assert page.locator("img.qr").bounding_box()["width"] > 150
        secret = page.locator("[data-secret]").inner_text().replace(" ", "")
        page.get_by_label("Code").fill("123")
        page.get_by_role("button", name="Finish").click()
        page.get_by_text("not the code of the moment").first.wait_for()
        assert page.locator("[data-secret]").inner_text().replace(" ", "") == secret
        page.get_by_label("Code").fill(code_of(secret, int(time.time()) // PERIOD))
        page.get_by_role("button", name="Finish").click()
        page.get_by_role("heading", name=re.compile("recovery codes")).wait_for()
    finally:
        context.close()


def test_the_pages_of_the_second_step_are_well_made(page: Page) -> None:
    sign_in(page, "clinical1", PASSWORD)
    for path in ("start/", "app/"):
        page.goto(f"/account/second-step/{path}")
        assert_well_made(page, f"second-step-{path[:-1]}", on_a_phone=True)
    for path in ("/account/confirm/", "/account/confirm/?by=code"):
        page.goto(path)
        assert_well_made(page, "confirm", on_a_phone=True)


def test_a_wrong_code_is_said_kindly(page: Page) -> None:
    page.goto("/sign-in/")
    password_only(page, "clinical1")
    page.get_by_label("Code").fill("1")
    page.keyboard.press("Enter")
    page.get_by_text("Wait until the app shows the next one").first.wait_for()
    assert_well_made(page, "second-step-wrong", on_a_phone=True)
