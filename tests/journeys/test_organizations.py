"""An organization that runs itself: locations, a billing group, a request for access, and who did what; by
keyboard, at phone width and wide."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.support import (
    WIDE,
    assert_accessible,
    assert_no_sideways_scroll,
    sign_in,
    take_pictures,
)

from payerport.demo.practices import practices
from payerport.demo.sign_ins import PASSWORD
from payerport.demo.world import DEFAULT_SEED, dice
from plancore.kernel import npi_from

pytestmark = pytest.mark.req("R-63")

PHONE = {"width": 360, "height": 780}
FIRST, SECOND = practices(dice(f"practices {DEFAULT_SEED}"))[:2]


def at_both_widths(page: Page, name: str) -> None:
    """The page reads at phone width and wide, without sideways scrolling, and axe has nothing to say."""
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    page.set_viewport_size({"width": WIDE["width"], "height": WIDE["height"]})
    assert_accessible(page)
    take_pictures(page, name)


def leave(page: Page) -> None:
    page.context.clear_cookies()


def test_it_adds_a_location_by_keyboard_and_closes_it(page: Page) -> None:
    sign_in(page, "admin1", PASSWORD)
    page.goto("/organization/")
    at_both_widths(page, "organization")
    page.get_by_role("link", name="Add a location").press("Enter")
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type("Harbor Annex")
    page.keyboard.press("Tab")
    page.keyboard.type("1234567890")
    page.get_by_label("Street").press_sequentially("14 Paper Street")
    page.get_by_label("City").press_sequentially("Albany")
    page.get_by_label("State").press_sequentially("NY")
    page.get_by_label("ZIP code").press_sequentially("12207")
    page.keyboard.press("Enter")
    expect(page.get_by_text("An NPI has ten digits").first).to_be_visible()
    expect(page.get_by_label("Street")).to_have_value("14 Paper Street")
    at_both_widths(page, "location-error")
    page.get_by_label("NPI").fill(npi_from("266666666"))
    page.get_by_label("NPI").press("Enter")
    expect(page.get_by_text("The location is added")).to_be_visible()
    page.goto("/people/invite/")
    expect(page.get_by_label("Harbor Annex")).to_be_visible()
    at_both_widths(page, "invite-limited")
    page.goto("/organization/")
    page.get_by_role("link", name="Close Harbor Annex").press("Enter")
    page.get_by_role("button", name="Close").press("Enter")
    expect(page.get_by_text("The location is closed")).to_be_visible()


def test_it_lets_a_billing_group_act_until_it_is_ended(page: Page) -> None:
    sign_in(page, "admin1", PASSWORD)
    page.goto("/organization/billing/add/")
    page.get_by_label("The billing group's Tax ID").press_sequentially(SECOND.tax_id)
    page.get_by_label("Claims: sends and sees them").press("Space")
    at_both_widths(page, "delegation")
    page.get_by_role("button", name="Let it act").press("Enter")
    expect(page.get_by_text("Given.")).to_be_visible()
    leave(page)
    sign_in(page, "biller2", PASSWORD)
    page.locator("summary.acting-for").press("Enter")
    page.get_by_role("button", name=FIRST.name).press("Enter")
    page.goto("/claims/")
    expect(page.get_by_text(f"{SECOND.name} acting for")).to_be_visible()
    at_both_widths(page, "acting-through")
    page.goto("/payments/")
    expect(page.get_by_text("Your role does not include this")).to_be_visible()
    leave(page)
    sign_in(page, "admin1", PASSWORD)
    page.goto("/organization/")
    page.get_by_role("link", name=f"End {SECOND.name}").press("Enter")
    page.get_by_role("button", name="End it").press("Enter")
    expect(page.get_by_text("Ended.")).to_be_visible()
    leave(page)
    sign_in(page, "biller2", PASSWORD)
    page.goto("/claims/")
    expect(page.locator("summary.acting-for")).to_have_count(0)


def test_it_answers_a_request_and_shows_who_did_what(page: Page) -> None:
    sign_in(page, "frontdesk2", PASSWORD)
    page.goto("/ask-for-access/")
    page.get_by_label("The organization's Federal Tax ID").press_sequentially("12")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Enter the nine digits").first).to_be_visible()
    at_both_widths(page, "ask-for-access-error")
    page.get_by_label("The organization's Federal Tax ID").fill(FIRST.tax_id)
    page.get_by_label("Front desk").press("Space")
    page.get_by_role("button", name="Send the request").press("Enter")
    expect(page.get_by_text("Waits for an answer")).to_be_visible()
    at_both_widths(page, "ask-for-access")
    leave(page)
    sign_in(page, "admin1", PASSWORD)
    page.goto("/people/requests/")
    at_both_widths(page, "requests")
    page.get_by_role("link", name="Answer").press("Enter")
    page.get_by_role("radio", name="No", exact=True).press("Space")
    page.get_by_label("Reason, for a no").press_sequentially("Please ask at your own desk.")
    at_both_widths(page, "answer-request")
    page.get_by_role("button", name="Send the answer").press("Enter")
    expect(page.get_by_text("Answered. The person is told.")).to_be_visible()
    page.goto("/organization/record/")
    expect(page.get_by_text("Answered a request for access with no")).to_be_visible()
    page.get_by_label("Kind").select_option("people")
    page.get_by_role("button", name="Show").press("Enter")
    expect(page.get_by_text("Answered a request for access with no")).to_be_visible()
    at_both_widths(page, "who-did-what")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Export as CSV").press("Enter")
    assert taken.value.suggested_filename == "record.csv"
    leave(page)
    sign_in(page, "frontdesk2", PASSWORD)
    page.goto("/ask-for-access/")
    expect(page.get_by_text("Please ask at your own desk.")).to_be_visible()
